// The chain's workstations, as the branch server keeps them: who may join, who has to go, who was seen when. Asked by an
// administrator at a counter, with his PIN wherever something changes.
import { z } from 'zod';
import { proof, provenCall, serverCall } from '../server-calls.ts';
import { LONGEST_WORKSTATION_NAME } from '../workstation/rules.ts';

const id = z.string().min(1).max(64);

/** Shown once, typed in at the other PC; the server keeps its hash alone. */
export const activation = z.object({
  workstationId: id,
  /** The workstation's own, 'T3'. */
  letters: z.string(),
  code: z.string(),
  /** Epoch milliseconds by the server's clock. */
  expiresAt: z.number().int(),
  /** The server's clock at the answer, so that a counter whose own is wrong counts down rightly. */
  now: z.number().int(),
});
export type Activation = z.infer<typeof activation>;

export const workstationsServerContract = {
  /** Those that have joined. */
  seen: serverCall
    .input(z.object({ employeeId: id }))
    .output(
      z.array(
        z.object({
          workstationId: id,
          joinedAt: z.number().int(),
          /** To the minute. */
          lastSeenAt: z.number().int(),
          version: z.string(),
        }),
      ),
    )
    .errors({ NOT_ALLOWED: {} }),
  /** A new workstation of a branch, with letters that nobody else in the chain has, and its activation code. */
  make: provenCall
    .input(z.object({ proof, branchId: id, name: z.string().trim().min(1).max(LONGEST_WORKSTATION_NAME) }))
    .output(activation)
    .errors({ GONE: {} }),
  /** Another code for a workstation: its earlier ones are worthless. What holds its place now goes when the code is used. */
  activate: provenCall
    .input(z.object({ proof, workstationId: id }))
    .output(activation)
    .errors({ GONE: {} }),
  /** Ends it for good. Its token is worth nothing from the answer on. */
  revoke: provenCall
    .input(z.object({ proof, workstationId: id }))
    .output(z.void())
    .errors({
      GONE: {},
      /** Nobody ends the workstation he sits at. */
      OWN: {},
    }),
};
