// A list of customers on paper, one line for each, with the branch's head. It refuses to know how they were found.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { FormInput } from './form-input.ts';
import { type LetterPress, makeLetter } from './letter.ts';
import { germanDate, LETTER_TEXTS } from './letter-texts.ts';

export type CustomerListInput = Pick<FormInput, 'letterhead' | 'date' | 'employeeName'> & {
  /** In which order the details stand: 'geb. · Anschrift · Telefon'. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly title: string; readonly details: readonly string[] }[];
};

export function makeCustomerList(press: LetterPress, input: CustomerListInput): Promise<MadeForm> {
  const { letterhead, columns, rows, date, employeeName } = input;
  const texts = LETTER_TEXTS.customerList;
  return makeLetter(press, {
    title: texts.title,
    letterhead,
    info: [
      [texts.customers, String(rows.length)],
      [LETTER_TEXTS.date, germanDate(date)],
      ...(employeeName ? [[LETTER_TEXTS.attendedBy, employeeName] as const] : []),
    ],
    subject: texts.title,
    blocks: [
      { kind: 'paragraph', text: columns.join(' · '), tone: 'quiet', keepWithNext: true },
      {
        kind: 'facts',
        tone: 'dense',
        rows: rows.map(({ title, details }) => [title, details.filter(Boolean).join(' · ')] as const),
      },
    ],
  });
}
