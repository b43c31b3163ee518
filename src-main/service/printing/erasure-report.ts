// The report of an erasure on paper (N-07), for the shop's own files: who asked for it may be shown it. It refuses to know what
// was erased and why; the words come as they are to be read.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { type FormInput, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import type { Block } from './letter-blocks.ts';
import { LETTER_TEXTS } from './letter-texts.ts';

export type ErasureReportInput = Pick<FormInput, 'letterhead' | 'date' | 'employeeName' | 'customerNumber'> & {
  readonly lead: readonly string[];
  readonly parts: readonly { heading: string; rows: readonly (readonly [label: string, value: string])[] }[];
};

export function makeErasureReport(press: LetterPress, input: ErasureReportInput): Promise<MadeForm> {
  const { title } = LETTER_TEXTS.erasureReport;
  return makeLetter(press, {
    ...{ title, subject: title, letterhead: input.letterhead },
    // There is no address any more.
    info: infoRows({ ...input, address: {} }),
    blocks: [
      ...input.lead.map((text): Block => ({ kind: 'paragraph', text })),
      ...input.parts.flatMap(({ heading, rows }): Block[] => [
        { kind: 'heading', text: heading, tone: 'dense' },
        { kind: 'facts', rows, tone: 'dense' },
      ]),
    ],
  });
}
