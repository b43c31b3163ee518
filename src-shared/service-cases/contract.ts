// Service cases: the list, one case with its items, opening one for a customer (F8) with what is asked before, and its slip.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { fieldProblem } from '../customers/contract.ts';
import { preview } from '../printing/contract.ts';
import { WANTABLE } from './missing-data.ts';
import { CASE_REFUSALS, CASE_STATUSES, LONGEST_ITEM, LONGEST_TITLE, MOST_ITEMS } from './rules.ts';

const typed = (max: number) => z.string().normalize('NFC').trim().max(max);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const status = z.enum(CASE_STATUSES);
const refusal = z.object({ reason: z.enum(CASE_REFUSALS) });

const caseLine = z.object({
  id,
  number: z.string(),
  title: z.string(),
  status,
  openedAt: z.number().int(),
  closedAt: z.number().int().nullable(),
  customer: z.object({ id, name: z.string(), number: z.string() }),
  patient: z.string().nullable(),
  items: z.object({ done: z.number().int(), all: z.number().int() }),
});
export type CaseLine = z.infer<typeof caseLine>;

export const caseForm = z.object({
  title: typed(LONGEST_TITLE),
  status,
  note: typed(4000).nullable(),
  caseTypeId: id.nullable(),
  patientId: id.nullable(),
  /** In order; `id` null = new. */
  items: z
    .array(z.object({ id: id.nullable(), body: typed(LONGEST_ITEM), quantity: z.number(), done: z.boolean() }))
    .max(MOST_ITEMS),
});
export type CaseForm = z.infer<typeof caseForm>;

export const caseRecord = z.object({
  id,
  number: z.string(),
  customer: z.object({
    id,
    name: z.string(),
    number: z.string(),
    patients: z.array(z.object({ id, name: z.string() })),
  }),
  openedAt: z.number().int(),
  openedBy: z.string().nullable(),
  closedAt: z.number().int().nullable(),
  /** Its template, also one that is no longer offered. */
  type: z.object({ id, name: z.string() }).nullable(),
  /** Rises with each change to the case or its items, made or arrived here. */
  version: z.number(),
  form: caseForm,
});
export type CaseRecord = z.infer<typeof caseRecord>;

/** What can be told in 'Kundendaten vervollständigen'; null = left as it is. As typed: telephone and postcode are read here. */
export const caseEntries = z.object({
  firstName: typed(80).nullable(),
  street: typed(120).nullable(),
  houseNumber: typed(20).nullable(),
  postcode: typed(10).nullable(),
  town: typed(80).nullable(),
  email: typed(254).nullable(),
  phone: typed(40).nullable(),
  birthDate: date.nullable(),
});
export type CaseEntries = z.infer<typeof caseEntries>;

export const beforeCase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused') }).extend(refusal.shape),
  z.object({ kind: z.literal('open') }),
  z.object({
    kind: z.literal('ask'),
    /** What the chain wants, and what of it is not there. */
    wanted: z.array(z.enum(WANTABLE)),
    missing: z.array(z.enum(WANTABLE)),
    known: caseEntries,
    /** Without an address there is no case (E-41): then the customer cannot say nothing. */
    addressNeeded: z.boolean(),
    /** E-mail advertising can be withdrawn here (E-40); null = not offered. */
    emailAdvertising: z.enum(['granted', 'notGranted']).nullable(),
  }),
]);
export type BeforeCase = z.infer<typeof beforeCase>;
export type DataAsked = Extract<BeforeCase, { kind: 'ask' }>;

export const serviceCasesContract = {
  /** The newest first, `count` lines from `from` on; `total` is of all that match. */
  list: call
    .input(
      z.object({
        customerId: id.nullable(),
        /** 'open' = whatever still has to be done. */
        status: z.union([status, z.literal('unfinished'), z.literal('all')]),
        /** Part of number, title, customer's name or number. */
        typed: z.string().max(200),
        from: z.number().int().min(0),
        count: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number().int(), lines: z.array(caseLine) })),
  byId: call.input(z.object({ id })).output(caseRecord).errors({ GONE: {} }),
  /** Templates that can be chosen now. */
  types: call.output(z.array(z.object({ id, name: z.string(), items: z.array(z.string()) }))),
  /** F8, first half: may there be a case, and is something asked before? That it is asked is written down (T-16). */
  before: call
    .input(z.object({ customerId: id }))
    .output(beforeCase)
    .errors({ GONE: {} }),
  /** F8, second half: what was told goes into the customer's record and the case is opened, in one step. */
  open: call
    .input(
      z.object({
        customerId: id,
        entries: caseEntries.nullable(),
        /** 'Kunde möchte aktuell keine Angabe machen': `entries` are thrown away. */
        declined: z.boolean(),
        stopEmailAdvertising: z.boolean(),
        /** How a case is called until somebody gives it a title. */
        title: typed(LONGEST_TITLE).min(1),
      }),
    )
    .output(z.object({ id, number: z.string(), changeSetId: id.nullable() }))
    .errors({ GONE: {}, REFUSED: { data: refusal }, INVALID: { data: z.object({ problems: z.array(fieldProblem) }) } }),
  save: call
    .input(z.object({ id, form: caseForm, /** `version` of the record shown. */ basedOn: z.number(), draftId: id }))
    .output(z.object({ record: caseRecord, changeSetId: id.nullable() }))
    .errors({
      GONE: {},
      /** Somebody saved this case after `basedOn`: nothing was written. */
      CHANGED_SINCE: {},
      INVALID: { data: z.object({ problems: z.array(fieldProblem) }) },
    }),
  print: call.input(z.object({ id })).output(z.object({ preview })).errors({ GONE: {} }),
};
