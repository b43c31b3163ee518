// Tab 'Kommentare': calls of its own, because a comment counts at once and not with F1.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { COMMENT_REFUSALS, LONGEST_COMMENT } from './rules.ts';

const refusal = { REFUSED: { data: z.object({ reason: z.enum(COMMENT_REFUSALS) }) } };
const body = z.string().normalize('NFC').trim().max(LONGEST_COMMENT);

export const commentRecord = z.object({
  id,
  body: z.string(),
  /** Epoch milliseconds, as shown. */
  at: z.number(),
  authorId: id,
  author: z.string(),
  /** Who typed it, where that was somebody else. */
  enteredBy: z.string().nullable(),
  origin: z.enum(['customer', 'appointment']),
  /** Whether whoever asks may change and delete it. */
  change: z.discriminatedUnion('allowed', [
    z.object({ allowed: z.literal(true) }),
    z.object({ allowed: z.literal(false), reason: z.enum(COMMENT_REFUSALS) }),
  ]),
});
export type CommentRecord = z.infer<typeof commentRecord>;

export const commentsContract = {
  /** Newest first. */
  byCustomer: call
    .input(z.object({ customerId: id, limit: z.number().int().min(1).max(5000) }))
    .output(z.object({ comments: z.array(commentRecord), more: z.boolean(), timeEditable: z.boolean() })),
  save: call
    .input(
      z.object({
        customerId: id,
        /** null = a new one. */
        id: id.nullable(),
        body,
        /** null = now, or for a known one: as it is. */
        at: z.number().nullable(),
        /** In whose name; counts for a new one. */
        authorId: id,
        /** The draft to throw away with it. */
        draftId: id.nullable(),
      }),
    )
    /** `changeSetId` null = nothing differed. */
    .output(z.object({ id, changeSetId: id.nullable() }))
    .errors({ GONE: {}, ...refusal }),
  remove: call
    .input(z.object({ id }))
    .output(z.object({ changeSetId: id.nullable() }))
    .errors({ GONE: {}, ...refusal }),
  /** Takes back what the person signed in did to a comment, while nobody changed it since. */
  undo: call
    .input(z.object({ changeSetId: id }))
    .output(z.object({ changeSetId: id.nullable() }))
    .errors({ CANNOT_UNDO: {} }),
  /** What the person signed in had half typed about this customer. */
  draft: call.input(z.object({ customerId: id })).output(z.object({ id, body: z.string() }).nullable()),
};
