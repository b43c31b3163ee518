// Erasing customers, as only the branch server can do it: online, all or nothing, everywhere at once. It says beforehand what
// would be done, and afterwards what was.
import { z } from 'zod';
import { proof, provenCall, serverCall } from '../server-calls.ts';
import { id } from '../sync/protocol.ts';
import { DOCUMENT_CHOICES, erasureReport, reportLine } from './report.ts';
import { ERASURE_REASONS } from './rules.ts';

/** At once, at most. */
export const ERASED_AT_ONCE = 50;

const named = z.object({ id, name: z.string() });

export const erasureRefusal = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('gone') }),
  z.object({ reason: z.literal('otherBranch') }),
  z.object({ reason: z.literal('erasedAlready') }),
  z.object({ reason: z.literal('mergedAway') }),
  z.object({ reason: z.literal('openCases'), numbers: z.array(z.string()) }),
  z.object({ reason: z.literal('livingMandate'), count: z.number().int() }),
  z.object({ reason: z.literal('openConflicts'), count: z.number().int() }),
  z.object({ reason: z.literal('unconfirmed'), count: z.number().int() }),
  z.object({ reason: z.literal('documentsUndecided'), documents: z.array(named) }),
  z.object({ reason: z.literal('unknownCategory'), fields: z.array(z.string()) }),
]);

export const documentChoices = z.record(id, z.enum(DOCUMENT_CHOICES));
const chosen = z.object({ customerId: id, documents: documentChoices });
const customers = z.array(chosen).min(1).max(ERASED_AT_ONCE);

export const erasurePreview = z.object({
  customerId: id,
  number: z.string(),
  refusals: z.array(erasureRefusal),
  /** What would be done; empty where it is refused. */
  lines: z.array(reportLine),
  lockedUntil: z.string().nullable(),
  endsAccess: z.boolean(),
  /** Files that staff had taken in: it is for them to say what they are. */
  documents: z.array(z.object({ id, name: z.string(), createdAt: z.number().int() })),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;

export const erasureServerContract = {
  preview: serverCall
    .input(z.object({ employeeId: id, customers }))
    .output(z.array(erasurePreview))
    .errors({ /** Not this branch's staff. */ NOT_ALLOWED: {} }),
  /** All of them or none. */
  erase: provenCall
    .input(z.object({ proof, employeeId: id, reason: z.enum(ERASURE_REASONS), customers }))
    .output(z.array(z.object({ customerId: id, erasureId: id })))
    .errors({
      /** One that was not refused in the preview may be now. */
      REFUSED: { data: z.array(z.object({ customerId: id, refusals: z.array(erasureRefusal) })) },
    }),
  /** This workstation keeps nothing of them any more. */
  confirm: serverCall.input(z.object({ erasureIds: z.array(id).max(500) })).output(z.void()),
  /** What this workstation was told before the server was put back from a backup: to be done again. */
  remind: serverCall
    .input(
      z.object({
        erasures: z
          .array(
            z.object({
              customerId: id,
              erasedBy: id.nullable(),
              reason: z.enum(ERASURE_REASONS),
              report: erasureReport,
            }),
          )
          .max(ERASED_AT_ONCE),
      }),
    )
    .output(z.void()),
};
