// Who administers, as the branch server knows it: the PIN typed at a counter opens some minutes in which what changes rights
// is taken from there.
import { z } from 'zod';
import { proof, provenCall } from '../server-calls.ts';

export const proofWindow = z.object({
  /** Shown with every push; kept in memory alone. */
  token: z.string(),
  /** From the answer on. */
  livesMs: z.number().int(),
});
export type ProofWindow = z.infer<typeof proofWindow>;

export const employeesServerContract = {
  prove: provenCall.input(z.object({ proof })).output(proofWindow),
};
