// The end of a branch, as only the branch server can decide it: it alone knows the customers of all branches.
import { z } from 'zod';
import { proof, provenCall } from '../server-calls.ts';

const count = z.number().int();

export const branchesServerContract = {
  remove: provenCall
    .input(z.object({ proof, branchId: z.string().min(1).max(64) }))
    .output(z.void())
    .errors({
      GONE: {},
      /** Customers move first; workstations are signed off first. */
      IN_USE: { data: z.object({ customers: count, workstations: count }) },
    }),
};
