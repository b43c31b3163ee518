// Customers of other branches: found on the server while online, read one by one, moved. What is shown of them hangs on the
// customer's own consent (N-24).
import { z } from 'zod';
import { searchRow } from '../search/contract.ts';
import { serverCall } from '../server-calls.ts';
import { id, wireRow } from '../sync/protocol.ts';

export const branchSearchServerContract = {
  find: serverCall
    .input(
      z.object({
        text: z.string().max(200),
        limit: z.number().int().min(1).max(50),
        /** Empty = any. */
        statuses: z.array(z.string().max(40)).max(20),
      }),
    )
    .output(
      z.object({
        rows: z.array(searchRow),
        /** So many more fit, of customers who have not agreed to be seen by other branches, or beyond the limit. */
        hidden: z.number().int(),
        /** Counting was broken off. */
        more: z.boolean(),
      }),
    )
    .errors({ NOT_ALLOWED: {} }),
  /** The rows of one customer of another branch, to read. */
  open: serverCall
    .input(z.object({ customerId: id }))
    .output(z.object({ branchName: z.string(), rows: z.array(wireRow), mayTakeOver: z.boolean() }))
    .errors({ NOT_ALLOWED: {}, NOT_SHARED: {}, GONE: {} }),
  /** An insurance card was put in that nobody of this branch has: its bearer comes here (E-58). */
  takeByCard: serverCall
    .input(z.object({ number: z.string().min(1).max(64), employeeId: id }))
    .output(z.object({ customerId: id, fromBranchName: z.string() }))
    .errors({
      NOT_ALLOWED: { data: z.object({ reason: z.enum(['sameBranch', 'notYours', 'notAllowed', 'employee']) }) },
      GONE: {},
    }),
  move: serverCall
    .input(z.object({ customerId: id, toBranchId: id, employeeId: id }))
    .output(z.void())
    .errors({
      NOT_ALLOWED: { data: z.object({ reason: z.enum(['sameBranch', 'notYours', 'notAllowed', 'employee']) }) },
      GONE: {},
    }),
};
