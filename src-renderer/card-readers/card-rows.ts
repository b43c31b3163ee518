// What a health card says, field by field, as it is shown where there is nobody to compare it with.
import { showDay } from '../../src-shared/calendar/day.ts';
import type { InsuranceStatus } from '../../src-shared/customers/rules.ts';
import type { CardField, HealthCard } from '../../src-shared/health-card/record.ts';

export type CardRow = { field: CardField; text: string /** Kept with a new customer. */; taken: boolean };

type Words = {
  postBox: (number: string) => string;
  /** Of a birth date whose day or month nobody knows. */
  partial: (text: string) => string;
  payer: (name: string, ik: string) => string;
  status: Record<InsuranceStatus, string>;
};

/** Without what the card lacks, in the order of the window. */
export function cardRows(card: HealthCard, words: Words): CardRow[] {
  const { street, postBox, insurance } = card;
  const row = (field: CardField, text: string | null | undefined): CardRow[] =>
    text ? [{ field, text, taken: true }] : [];
  return [
    ...row('kvnr', card.kvnr),
    ...row('title', card.title),
    ...row('firstName', card.firstName),
    ...row('lastName', card.lastName),
    ...(card.birthDate === null
      ? [{ field: 'birthDate' as const, text: words.partial(card.birthText), taken: false }]
      : row('birthDate', showDay(card.birthDate))),
    ...row(
      'address',
      street &&
        parts(', ', [
          parts(' ', [street.street, street.houseNumber]),
          street.addition,
          parts(' ', [street.postcode, street.town]),
          street.country,
        ]),
    ),
    ...row(
      'postBox',
      postBox &&
        parts(', ', [
          postBox.postBox && words.postBox(postBox.postBox),
          parts(' ', [postBox.postcode, postBox.town]),
          postBox.country,
        ]),
    ),
    ...row('payer', insurance && words.payer(insurance.payerName, insurance.payerIk)),
    ...row('insuranceStatus', insurance?.status && words.status[insurance.status]),
  ];
}

function parts(between: string, all: readonly (string | null)[]): string {
  return all.filter(Boolean).join(between);
}
