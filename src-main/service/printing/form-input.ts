// What every form is told about sender and customer, and the rows and lines that all forms share. It refuses to know
// any single form.
import type { PostalAddress } from '../../../src-shared/printing/address.ts';
import { letterGreeting } from '../../../src-shared/printing/rules.ts';
import type { Block } from './letter-blocks.ts';
import { germanDate, LETTER_TEXTS } from './letter-texts.ts';
import type { Letterhead } from './letterhead.ts';

export type FormInput = {
  readonly letterhead: Letterhead;
  /** The address that was picked for printing, with the customer's name in it. */
  readonly address: PostalAddress;
  readonly customerNumber: string;
  /** Day of the letter, 'YYYY-MM-DD'. */
  readonly date: string;
  /** Name of the employee who makes the form; left out where the customer need not know. */
  readonly employeeName?: string | undefined;
};

export type InfoRow = readonly [label: string, value: string];

/** Customer number, what the form adds, date, and whom to ask; how to reach the branch stands in the head. */
export function infoRows(input: FormInput, own: readonly InfoRow[] = []): InfoRow[] {
  return [
    [LETTER_TEXTS.customerNumber, input.customerNumber],
    ...own,
    [LETTER_TEXTS.date, germanDate(input.date)],
    ...(input.employeeName ? [[LETTER_TEXTS.attendedBy, input.employeeName] as const] : []),
  ];
}

export function greeting(input: FormInput): Block {
  return { kind: 'paragraph', text: letterGreeting(input.address) };
}

export function closing(input: FormInput): Block[] {
  return [
    { kind: 'space', height: 2 },
    { kind: 'paragraph', text: `${LETTER_TEXTS.regards}\n${input.letterhead.branchName}` },
  ];
}

/** The customer as a form names its signer: 'Dr. Anna Müller', or the company. */
export function fullName(address: PostalAddress): string {
  const person = [address.title, address.firstName, address.lastName].filter(Boolean).join(' ');
  return [address.companyName, person].filter(Boolean).join(', ');
}
