// Half-filled masks, kept by the service until they are saved or thrown away.
import { z } from 'zod';
import { call, id } from '../calls.ts';

export const draftBody = z.object({
  id,
  kind: z.literal('customer'),
  subjectId: id.nullable(),
  /** JSON of the form as typed, valid or not. */
  body: z.string().max(200_000),
});

export const draftRecord = draftBody.extend({ changedAt: z.number(), ownerId: id, ownerName: z.string() });
export type DraftRecord = z.infer<typeof draftRecord>;

export const draftsContract = {
  keep: call.input(draftBody).output(z.void()),
  discard: call.input(z.object({ id })).output(z.void()),
  /** Own drafts, newest first, and those of others on this workstation by name only (body empty). */
  list: call.output(z.array(draftRecord)),
  /** Takes a colleague's draft over; logged. */
  takeOver: call.input(z.object({ id })).output(draftRecord).errors({ GONE: {} }),
};
