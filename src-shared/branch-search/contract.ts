// Customers of other branches, as the screen asks for them: what a search spans, what is found there, one to read, a move.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { searchRow } from '../search/contract.ts';

const span = z.enum(['own', 'all']);
const elsewhere = {
  /** No branch server, or it cannot be reached now. */
  OFFLINE: {},
  NOT_ALLOWED: { data: z.object({ reason: z.string() }) },
  GONE: {},
};

export const foreignCustomer = z.object({
  id,
  number: z.string(),
  branchName: z.string(),
  /** Label and value are the screen's business: these are the fields of the mask that another branch may read. */
  kind: z.enum(['natural', 'legal']),
  salutation: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string().nullable(),
  email: z.string().nullable(),
  status: z.string(),
  addresses: z.array(z.string()),
  /** E.164. */
  phones: z.array(z.string()),
  /** 'Übernehmen' is possible here (E-59). */
  mayTakeOver: z.boolean(),
});
export type ForeignCustomer = z.infer<typeof foreignCustomer>;

export const branchSearchContract = {
  /** How a search begins here, by the settings E-42 … E-47; `alone`: the chain has one branch, and there is nothing to choose. */
  span: call.output(
    z.object({
      alone: z.boolean(),
      quick: span,
      dialog: z.object({ span, locked: z.boolean() }),
      /** Preselected statuses; empty = all. */
      statuses: z.array(z.string()),
    }),
  ),
  find: call
    .input(
      z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50), statuses: z.array(z.string()) }),
    )
    .output(
      z.object({
        rows: z.array(searchRow.extend({ branchName: z.string() })),
        hidden: z.number().int(),
        more: z.boolean(),
      }),
    )
    .errors(elsewhere),
  open: call
    .input(z.object({ customerId: id }))
    .output(foreignCustomer)
    .errors({ ...elsewhere, NOT_SHARED: {} }),
  /** Other branches a customer of this one can be handed over to. */
  branches: call.output(z.array(z.object({ id, name: z.string() }))),
  /** Over, or here: all or nothing, and only while the server can be reached. */
  move: call
    .input(z.object({ customerId: id, toBranchId: id.nullable() }))
    .output(z.void())
    .errors(elsewhere),
};
