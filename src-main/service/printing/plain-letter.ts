// A letter with free text ('Brief'). It refuses to know what it is about.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { closing, type FormInput, greeting, type InfoRow, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';

export type PlainLetterInput = FormInput & {
  /** No word 'Betreff' (DIN 5008). */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly info?: readonly InfoRow[] | undefined;
};

export function makePlainLetter(press: LetterPress, input: PlainLetterInput): Promise<MadeForm> {
  return makeLetter(press, {
    title: input.subject,
    letterhead: input.letterhead,
    address: input.address,
    info: infoRows(input, input.info ?? []),
    subject: input.subject,
    blocks: [
      greeting(input),
      ...input.paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
      ...closing(input),
    ],
  });
}
