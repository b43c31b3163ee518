// Commands of the server, online only and all or nothing (N-09): two records of one person become one, and within 30 days two
// again. Both need an administrator of the branch and his PIN.
import { z } from 'zod';
import { serverCall } from '../server-calls.ts';
import { id, PUSH_PROOFS } from '../sync/protocol.ts';
import { MERGE_REFUSALS, UNMERGE_REFUSALS } from './rules.ts';

/** What the workstation shows for those who have typed their PIN there. */
const proofs = z.array(z.string().max(100)).max(PUSH_PROOFS);
const revision = z.number().int();

export const mergeChoices = z.record(z.string().max(40), z.enum(['survivor', 'other']));

/** What was changed since by somebody, and therefore stays as it is. */
export const laterChange = z.object({ table: z.string(), rowId: id, field: z.string().nullable() });
export const bornSince = z.object({ table: z.string(), rowId: id });

export const mergeServerContract = {
  merge: serverCall
    .input(
      z.object({
        ...{ survivorId: id, otherId: id, employeeId: id, proofs },
        /** By field, where somebody chose otherwise than the rule. */
        choices: mergeChoices,
        /** The revisions of both records as they were looked at. */
        seen: z.object({ survivor: revision, other: revision }),
      }),
    )
    .output(z.object({ mergeId: id, login: z.enum(['none', 'kept', 'moved', 'ended']) }))
    .errors({ PIN_NEEDED: {}, REFUSED: { data: z.object({ reason: z.enum(MERGE_REFUSALS) }) } }),
  /** What taking it back would leave alone, and which lines have to be given to one of both. Changes nothing. */
  beforeUnmerge: serverCall
    .input(z.object({ mergeId: id, employeeId: id }))
    .output(z.object({ changed: z.array(laterChange), born: z.array(bornSince) }))
    .errors({ REFUSED: { data: z.object({ reason: z.enum(UNMERGE_REFUSALS) }) } }),
  unmerge: serverCall
    .input(
      z.object({
        ...{ mergeId: id, employeeId: id, proofs },
        /** The lines that were shown, and those of them that go to the restored record. */
        seen: z.array(id).max(10_000),
        toOther: z.array(id).max(10_000),
      }),
    )
    .output(z.object({ otherId: id, changed: z.array(laterChange) }))
    .errors({ PIN_NEEDED: {}, REFUSED: { data: z.object({ reason: z.enum(UNMERGE_REFUSALS) }) } }),
};
