// The slip of a service case ('Vorgangszettel'): its number, how it stands and what is to be done, without prices and without the
// shop's own note. It refuses to know rows.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { CaseStatus } from '../../../src-shared/service-cases/rules.ts';
import { closing, type FormInput, greeting, type InfoRow, infoRows } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import { germanDate, LETTER_TEXTS } from './letter-texts.ts';

export type CaseSlipInput = FormInput & {
  readonly number: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly patient: string | null;
  /** 'YYYY-MM-DD' */
  readonly openedOn: string;
  readonly items: readonly { readonly body: string; readonly quantity: number; readonly done: boolean }[];
};

export function makeCaseSlip(press: LetterPress, input: CaseSlipInput): Promise<MadeForm> {
  const texts = LETTER_TEXTS.caseSlip;
  const facts: InfoRow[] = [
    ...(input.patient === null ? [] : [[texts.patient, input.patient] as const]),
    [texts.openedOn, germanDate(input.openedOn)],
    [texts.status, texts.statuses[input.status]],
  ];
  const items = input.items.map(({ quantity, body, done }) => texts.item(quantity, body, done));
  return makeLetter(press, {
    title: texts.title(input.number),
    letterhead: input.letterhead,
    address: input.address,
    info: infoRows(input, [[texts.number, input.number]]),
    subject: input.title,
    blocks: [
      greeting(input),
      { kind: 'facts', rows: facts },
      ...(items.length === 0
        ? []
        : [{ kind: 'heading', text: texts.itemsHeading } as const, { kind: 'steps', items } as const]),
      { kind: 'paragraph', text: texts.keep },
      ...closing(input),
    ],
  });
}
