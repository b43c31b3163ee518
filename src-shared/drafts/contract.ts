// Half-filled masks, kept by the service until they are saved or thrown away.
import { z } from 'zod';
import { call, id } from '../calls.ts';

export const draftBody = z.object({
  id,
  /** A mask, a comment about the customer, or the page of a service case. */
  kind: z.enum(['customer', 'comment', 'serviceCase']),
  /** The record being edited; null = a new one. */
  subjectId: id.nullable(),
  /** JSON of the fields that differ, as typed, valid or not. */
  body: z.string().max(200_000),
});

export const draftRecord = draftBody.extend({
  changedAt: z.number(),
  ownerId: id,
  ownerName: z.string(),
  /** How the record being edited is called in lists: the customer's name, the case's number; null for a new one. */
  subjectName: z.string().nullable(),
});
export type DraftRecord = z.infer<typeof draftRecord>;

export const draftsContract = {
  /** Written to the disk when the answer comes. Never overwrites a colleague's draft. */
  keep: call.input(draftBody).output(z.void()).errors({ OF_COLLEAGUE: {} }),
  /** Own drafts only; no answer says whether there was one. */
  discard: call.input(z.object({ id })).output(z.void()),
  /** Of masks, newest first. Those of colleagues at this workstation without what is in them (body empty). */
  list: call.output(z.array(draftRecord)),
  /** Takes a colleague's draft over; logged. */
  takeOver: call.input(z.object({ id })).output(draftRecord).errors({ GONE: {} }),
};
