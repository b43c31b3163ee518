// Merging two records of one person at the counter: both side by side, what each field and list becomes, and the commands, which
// the branch server alone carries out. Looking is for everybody; the server judges who may.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { loggedChange, shownValue } from '../change-log/contract.ts';
import { MERGE_REFUSALS, UNMERGE_REFUSALS } from './rules.ts';

const side = z.enum(['survivor', 'other']);
const person = z.object({ id, number: z.string(), name: z.string() });
/** Revisions of both records as they are shown. */
const seen = z.object({ survivor: z.number().int(), other: z.number().int() });
const both = { survivorId: id, otherId: id };
const online = { /** No branch server, or it cannot be reached now. */ OFFLINE: {} };

export const mergePreview = z.object({
  survivor: person,
  other: person,
  seen,
  /** Only those in which the two differ; null = nothing is there. */
  fields: z.array(
    z.object({ field: z.string(), survivor: shownValue.nullable(), other: shownValue.nullable(), chosen: side }),
  ),
  /** How many lines each has, and how many of the other's are there already. Empty lists are left out. */
  lists: z.array(
    z.object({ table: z.string(), survivor: z.number().int(), other: z.number().int(), doubles: z.number().int() }),
  ),
  /** Who can log in to the app now. */
  login: z.object({ survivor: z.boolean(), other: z.boolean() }),
  /** Why it cannot be done by whoever asks; null = it can. */
  refusal: z.enum(MERGE_REFUSALS).nullable(),
});
export type MergePreview = z.infer<typeof mergePreview>;

export const doneMerge = z.object({
  id,
  other: person,
  at: z.number(),
  by: z.string().nullable(),
  undoUntil: z.number(),
  /** Whether whoever asks may take it back now. */
  mayUndo: z.boolean(),
});
export type DoneMerge = z.infer<typeof doneMerge>;

export const mergeContract = {
  preview: call.input(z.object(both)).output(mergePreview).errors({ GONE: {} }),
  merge: call
    .input(z.object({ ...both, choices: z.record(z.string().max(40), side), seen }))
    .output(z.object({ mergeId: id, login: z.enum(['none', 'kept', 'moved', 'ended']) }))
    .errors({ ...online, REFUSED: { data: z.object({ reason: z.enum(MERGE_REFUSALS) }) } }),
  /** What was merged into a customer and was not taken back, the newest first. */
  of: call.input(z.object({ customerId: id })).output(z.array(doneMerge)),
  beforeUnmerge: call
    .input(z.object({ mergeId: id }))
    .output(z.object({ /** Stays as it is. */ changed: z.array(loggedChange), born: z.array(loggedChange) }))
    .errors({ ...online, REFUSED: { data: z.object({ reason: z.enum(UNMERGE_REFUSALS) }) } }),
  unmerge: call
    .input(z.object({ mergeId: id, seen: z.array(id).max(10_000), toOther: z.array(id).max(10_000) }))
    .output(z.object({ otherId: id }))
    .errors({ ...online, REFUSED: { data: z.object({ reason: z.enum(UNMERGE_REFUSALS) }) } }),
  /** Where a stub leads to; null = this is none. */
  survivorOf: call.input(z.object({ id })).output(person.extend({ otherNumber: z.string() }).nullable()),
  /** By customer number, also of stubs; null where nobody bears it here. */
  byNumber: call.input(z.object({ number: z.string().trim().max(40) })).output(person.nullable()),
};
