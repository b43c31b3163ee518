// 'Konflikte' (N-23): what waits for a decision, with both values, who and when; and the decision, which is one save.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { loggedChange, shownValue } from '../change-log/contract.ts';
import { DOINGS } from '../change-log/rules.ts';
import { REFUSALS } from '../sync/protocol.ts';
import { type TableName, tables } from '../tables.ts';

const side = z.object({
  /** One a field; several for a group. Empty where the whole row is concerned. */
  values: z.array(z.object({ field: z.string(), value: shownValue.nullable() })),
  employee: z.string().nullable(),
  workstation: z.string().nullable(),
  /** Whoever asks said so. */
  own: z.boolean(),
  /** Epoch milliseconds. */
  at: z.number().nullable(),
});
export type ConflictSide = z.infer<typeof side>;

export const conflictEntry = z.object({
  id,
  reason: z.enum(['bothChanged', 'removedThere', 'numberTaken', 'refused']),
  refusal: z.enum(REFUSALS).nullable(),
  /** The customer concerned, as he is called today; null = it is about the administration, or he is not here. */
  customer: z.object({ id, name: z.string(), number: z.string() }).nullable(),
  table: z.enum(Object.keys(tables) as [TableName, ...TableName[]]),
  /** Field or group; null = the whole row. */
  field: z.string().nullable(),
  /** Which of several addresses, numbers … it is. */
  about: shownValue.nullable(),
  /** What did not get in, the oldest first. */
  claims: z.array(side),
  /** What is saved today. */
  stored: side,
  /** What waits was itself a decision, made without knowing of the one that stands. */
  decidedDifferently: z.boolean(),
  ways: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('choose'), other: z.enum(['text', 'date', 'phone', 'address']).nullable() }),
    z.object({ kind: z.literal('removeOrKeep') }),
    z.object({ kind: z.literal('read') }),
  ]),
  /** What another value begins with, as it is typed. */
  typed: z.record(z.string(), z.string()),
  /** For 'refused': what was being done, and what of it is still known here. */
  refused: z.object({ doing: z.enum(DOINGS).nullable(), changes: z.array(loggedChange) }).nullable(),
  /** Names the state that was shown; a decision says it. */
  seen: z.string(),
});
export type ConflictEntry = z.infer<typeof conflictEntry>;

export const decisionInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mine'), /** Which of the claims. */ claim: z.number().int().min(0) }),
  z.object({ kind: z.literal('theirs') }),
  z.object({ kind: z.literal('other'), values: z.record(z.string().max(40), z.string().max(4000)) }),
  z.object({ kind: z.literal('read') }),
]);
export type DecisionInput = z.infer<typeof decisionInput>;

export const conflictsContract = {
  /** The oldest first, at most so many; `count` is of all. Those of the administration are answered to administrators. */
  open: call.output(z.object({ entries: z.array(conflictEntry), count: z.number().int() })),
  count: call.output(z.number().int()),
  /** How many wait for one customer: the mask says so. */
  countOf: call.input(z.object({ customerId: id })).output(z.number().int()),
  decide: call
    .input(z.object({ id, seen: z.string().max(200), decision: decisionInput }))
    .output(z.void())
    .errors({
      /** Somebody has decided it meanwhile. */
      DECIDED: {},
      /** The values are others than those that were shown. */
      CHANGED_SINCE: {},
      NOT_OFFERED: {},
      INVALID: { data: z.object({ problems: z.array(z.object({ field: z.string(), problem: z.string() })) }) },
    }),
};
