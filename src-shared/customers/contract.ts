// The customer record: reading it, and saving the whole mask in one step (F1).
import { z } from 'zod';
import { call, id } from '../calls.ts';

/** In the one form of Unicode: what looks the same is the same, at every counter. */
const typed = (max: number) => z.string().normalize('NFC').trim().max(max);
const optional = (max: number) => typed(max).nullable();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

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
  birthDate: date.nullable(),
  email: optional(254),
  kvnr: optional(20),
  note: optional(4000),
  status: z.string().max(40),
  responsibleEmployeeId: id.nullable(),
  addresses: z.array(addressForm).max(20),
  homeAddress: z.number().int().nullable(),
  phones: z.array(phoneForm).max(20),
});
export type CustomerForm = z.infer<typeof customerForm>;

export const customerRecord = z.object({
  id,
  number: z.string(),
  branch: z.object({ id, name: z.string() }),
  /** Also somebody who no longer works here. */
  responsible: z.object({ id, name: z.string() }).nullable(),
  lastVisit: date.nullable(),
  createdAt: z.number().nullable(),
  /** Rises with each change to anything on the mask that is made or arrives here: what a save says it was based on. */
  version: z.number(),
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
        form: customerForm,
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
