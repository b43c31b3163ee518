// What a German health card (eGK) says of the person it was given to, as the counter takes it over. It does not know how a card
// is read; the state of what stands on it is the card's, and no insurance check.
import { z } from 'zod';
import { insuranceStatuses } from '../customers/rules.ts';

// Like those of calls.ts, and not taken from there: the process that reads cards checks its records by this file, and calls.ts
// would bring it the whole library of contracts. Rules take nothing of a contract anyway.
const id = z.string().min(1).max(64);
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = (max: number) => z.string().max(max);
const maybe = (max: number) => text(max).nullable();

/** 'StrassenAdresse'. Each part may be missing; a house number may stand inside the street. */
const streetAddress = z.object({
  ...{ street: maybe(46), houseNumber: maybe(9), addition: maybe(40), postcode: maybe(10), town: maybe(40) },
  /** As the product writes countries; null = Germany. */
  country: maybe(60),
});

/** 'PostfachAdresse'. */
const postBoxAddress = z.object({ postBox: maybe(8), postcode: maybe(10), town: maybe(40), country: maybe(60) });

export const healthCard = z.object({
  /** 'Versicherten_ID', its check digit right: A123456780. */
  kvnr: z.string().regex(/^[A-Z]\d{9}$/),
  title: maybe(20),
  firstName: text(45),
  /** With 'Vorsatzwort' and 'Namenszusatz' in front, as it is written: 'Freiherr von der Heide'. */
  lastName: text(90),
  /** null = the card knows no whole date. */
  birthDate: dayText.nullable(),
  /** As it is shown: '00.00.1950' where month and day are unknown. */
  birthText: text(10),
  /** 'Geschlecht'. */
  gender: z.enum(['M', 'W', 'X', 'D']).nullable(),
  street: streetAddress.nullable(),
  postBox: postBoxAddress.nullable(),
  /** null = the card carries no general insurance data, or they cannot be read. */
  insurance: z
    .object({
      /** 'Institutionskennzeichen', nine digits: of the payer that is billed where the card names one. */
      payerIk: z.string().regex(/^\d{9}$/),
      payerName: text(45),
      status: z.enum(insuranceStatuses).nullable(),
      ...{ validFrom: dayText.nullable(), validTo: dayText.nullable() },
    })
    .nullable(),
  /** The card does not say where its insurance data lie: whatever they are, they are compared with nothing. */
  insuranceUnreadable: z.boolean(),
  /** 'Kartendaten vom …': when they were last written, the local day; null = unknown. */
  statedOn: dayText.nullable(),
  /** An update of the card was interrupted: its data may be incomplete. */
  incomplete: z.boolean(),
});
export type HealthCard = z.infer<typeof healthCard>;

/** What is compared and taken over, in the order of the window. An address is one thing: half of it is a wrong one. */
export const CARD_FIELDS = [
  'kvnr',
  'title',
  'firstName',
  'lastName',
  'birthDate',
  'address',
  'postBox',
  'payer',
  'insuranceStatus',
] as const;
export type CardField = (typeof CARD_FIELDS)[number];

export const comparedField = z.object({
  field: z.enum(CARD_FIELDS),
  /** As it is shown; of 'insuranceStatus' the closed word. */
  card: z.string(),
  /** null = the database has nothing. */
  stored: z.string().nullable(),
  /** 'equal' green, 'differs' red, 'missing' yellow: the database has nothing. What the card lacks is not compared. */
  state: z.enum(['equal', 'differs', 'missing']),
});
export type ComparedField = z.infer<typeof comparedField>;

export const cardCandidate = z.object({
  customerId: id,
  /** `birthDate` YYYY-MM-DD; `address` on one line, '' = none. */
  ...{ name: z.string(), number: z.string(), birthDate: z.string().nullable(), address: z.string() },
  /** Why he may be meant: the insured number is the key; else name and birth date, or name and address. */
  why: z.enum(['kvnr', 'nameAndBirth', 'nameAndAddress']),
  /** What F12 is based on: `version` of the customer's record. */
  version: z.number(),
  /** His status lets nothing be changed. */
  readOnly: z.boolean(),
  fields: z.array(comparedField),
});
export type CardCandidate = z.infer<typeof cardCandidate>;
