// The customer record: reading it, and saving the whole mask in one step (F1).
import { z } from 'zod';
import { bankAccountLine } from '../bank-accounts/contract.ts';
import { call, dayText, id, optionalText as optional, typedText as typed } from '../calls.ts';
import { cardLine } from '../cards/contract.ts';
import { CARD_FIELDS } from '../health-card/record.ts';
import { patientLine } from '../patients/contract.ts';
import { payerLine } from '../payers/contract.ts';
import { membershipLine } from '../programs/contract.ts';
import { contactRoles, insuranceStatuses, notificationChannels, paymentWays } from './rules.ts';

export const addressForm = z.object({
  id: id.nullable(),
  label: optional(40),
  street: optional(120),
  houseNumber: optional(20),
  addition: optional(120),
  district: optional(80),
  postcode: optional(10),
  town: optional(80),
  country: optional(60),
});

export const phoneForm = z.object({
  id: id.nullable(),
  label: optional(40),
  number: typed(40),
  sms: z.boolean(),
});

/** Everything the mask edits. Lists are in order; `homeAddress` is the index of the one 'Wohnanschrift'. */
export const customerForm = z.object({
  kind: z.enum(['natural', 'legal']),
  salutation: optional(40),
  title: optional(40),
  firstName: optional(80),
  lastName: typed(120),
  birthDate: dayText.nullable(),
  email: optional(254),
  kvnr: optional(20),
  note: optional(4000),
  status: z.string().max(40),
  responsibleEmployeeId: id.nullable(),
  addresses: z.array(addressForm).max(20),
  homeAddress: z.number().int().nullable(),
  phones: z.array(phoneForm).max(20),
  externalNumber: optional(40),
  insuranceStatus: z.enum(insuranceStatuses).nullable(),
  dunningBlock: z.boolean(),
  preferredPayment: z.enum(paymentWays).nullable(),
  preferredChannel: z.enum(notificationChannels).nullable(),
  reportNeutral: z.boolean(),
  careHome: optional(120),
  contactRoles: z.array(z.enum(contactRoles)).max(contactRoles.length),
  lastVisit: dayText.nullable(),
  payers: z.array(payerLine).max(20),
  /** Index of the one 'Standard KT'; null = none. */
  standardPayer: z.number().int().nullable(),
  /** The first one is the standard account. */
  bankAccounts: z.array(bankAccountLine).max(20),
  cards: z.array(cardLine).max(50),
  memberships: z.array(membershipLine).max(50),
  /** Ids of the chain's properties. */
  properties: z.array(id).max(100),
  patients: z.array(patientLine).max(50),
});
export type CustomerForm = z.infer<typeof customerForm>;

/** What F1 sends. Whoever does not know a field of the mask leaves it out, and it stays as it is. */
const sentForm = customerForm.partial({
  ...{ externalNumber: true, insuranceStatus: true, dunningBlock: true, preferredPayment: true },
  ...{ preferredChannel: true, reportNeutral: true, careHome: true, contactRoles: true, lastVisit: true },
  ...{ payers: true, standardPayer: true, bankAccounts: true, cards: true, memberships: true },
  ...{ properties: true, patients: true },
});

export const customerRecord = z.object({
  id,
  number: z.string(),
  branch: z.object({ id, name: z.string() }),
  /** Also somebody who no longer works here. */
  responsible: z.object({ id, name: z.string() }).nullable(),
  createdAt: z.number().nullable(),
  /** Rises with each change to anything on the mask that is made or arrives here: what a save says it was based on. */
  version: z.number(),
  /** What the health card said otherwise when it was read last. */
  cardDiffers: z.array(z.enum(CARD_FIELDS)),
  form: customerForm,
});
export type CustomerRecord = z.infer<typeof customerRecord>;

export const fieldProblem = z.object({
  /** Path in the form: 'lastName', 'phones.0.number'. */
  field: z.string(),
  /** A closed word of customers/rules.ts. */
  problem: z.string(),
});

export const customersContract = {
  byId: call.input(z.object({ id })).output(customerRecord).errors({ GONE: {} }),
  save: call
    .input(
      z.object({
        /** null = a new customer. */
        id: id.nullable(),
        form: sentForm,
        /** `version` of the record the mask shows; null = whatever is there is overwritten. */
        basedOn: z.number().nullable().default(null),
        /** Tab 'Zugangsdaten': what the box 'Aktiv' says; null = untouched. */
        appActive: z.boolean().nullable(),
        /** The draft to throw away with this save. */
        draftId: id.nullable(),
      }),
    )
    .output(
      z.object({
        id,
        number: z.string(),
        record: customerRecord,
        /** null = nothing differed. */
        changeSetId: id.nullable(),
        /** There is a new login code: ask 'Anmeldecode drucken'. */
        newLoginCode: z.boolean(),
      }),
    )
    .errors({
      GONE: {},
      /** Somebody saved this customer after `basedOn`: nothing was written, read it again first. */
      CHANGED_SINCE: {},
      INVALID: { data: z.object({ problems: z.array(fieldProblem) }) },
      /** App access cannot be switched on: a closed word of app-access/rules.ts. */
      REFUSED: { data: z.object({ reason: z.string() }) },
    }),
  /** Takes a save of a customer back, once, while nothing of it was changed since. */
  undo: call
    .input(z.object({ changeSetId: id }))
    .output(z.object({ changeSetId: id.nullable() }))
    .errors({ CANNOT_UNDO: { data: z.object({ reason: z.enum(['changedSince', 'secret', 'gone']) }) } }),
  recent: call.output(z.array(z.object({ id, name: z.string() }))),
};
