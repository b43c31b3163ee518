// 'Mögliche Dubletten': pairs of customers of the branch that may be one person, each with its reasons and their points, found in
// the background; and what staff say of a pair.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { DUPLICATE_REASONS } from '../customers/duplicates.ts';

const person = z.object({
  id,
  number: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  address: z.string(),
  /** As people read them. */
  phones: z.array(z.string()),
  email: z.string(),
});

export const duplicatePair = z.object({
  one: person,
  other: person,
  score: z.number().int(),
  reasons: z.array(z.object({ reason: z.enum(DUPLICATE_REASONS), points: z.number().int() })),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

export const duplicateRun = z.object({
  startedAt: z.number(),
  /** null = it runs, or was stopped. */
  finishedAt: z.number().nullable(),
  running: z.boolean(),
  /** Parts of the whole, so many of them done. */
  done: z.number().int(),
  parts: z.number().int(),
});

export const duplicatesContract = {
  /** The likeliest first. A pair of which one was merged, deleted or changed since is not among them. */
  list: call
    .input(z.object({ limit: z.number().int().min(1).max(200) }))
    .output(z.object({ pairs: z.array(duplicatePair), count: z.number().int() })),
  /** null = nobody has looked yet. */
  run: call.output(duplicateRun.nullable()),
  /** Goes on where it was stopped, or begins anew when it was through. */
  start: call.output(z.void()),
  stop: call.output(z.void()),
  /** Two persons: said once, it counts at every counter of the branch. */
  dismiss: call
    .input(z.object({ customerId: id, otherId: id }))
    .output(z.void())
    .errors({ GONE: {} }),
};
