// Deleting a customer, reading one that was deleted, and taking the deletion back (B-42).
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { DELETION_REFUSALS } from './rules.ts';

const refusals = z.array(z.enum(DELETION_REFUSALS));

export const deletedCustomer = z.object({
  id,
  number: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  birthDate: z.string().nullable(),
  address: z.string(),
  /** E.164. */
  phones: z.array(z.string()),
  status: z.string(),
  deletedAt: z.number(),
  /** Null where the log no longer says. */
  deletedBy: z.string().nullable(),
});
export type DeletedCustomer = z.infer<typeof deletedCustomer>;

export const deletionContract = {
  /** What stands in the way of deleting; empty = nothing. */
  look: call
    .input(z.object({ customerId: id }))
    .output(z.object({ refusals }))
    .errors({ GONE: {} }),
  remove: call
    .input(z.object({ customerId: id }))
    .output(z.void())
    .errors({ GONE: {}, REFUSED: { data: z.object({ refusals }) } }),
  read: call
    .input(z.object({ customerId: id }))
    .output(deletedCustomer)
    .errors({ GONE: {} }),
  /** GONE: somebody was quicker, or the person was erased. */
  restore: call
    .input(z.object({ customerId: id }))
    .output(z.void())
    .errors({ GONE: {} }),
};
