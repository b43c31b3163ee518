// What counters and the branch server say to each other about rows and changes: the messages, their limits, the closed words
// of an answer. It decides nothing; what becomes of a change stands on the server (sync/take-set.ts).
import { z } from 'zod';

/**
 * Raised when a message changes its meaning; a test pins a hash of all schemas to it.
 * 1 (2026-11): push, pull, join, number blocks, live news.
 * 2 (2026-11): a push shows who has typed his PIN; without that, what gives rights is refused ('notProven'). Since, said with
 * the counts for whoever listens: what was deleted of the change log.
 */
export const PROTOCOL_VERSION = 2;
/** The oldest counter that the server still talks to. */
export const OLDEST_PROTOCOL = 1;

export const id = z.string().min(1).max(64);
const json = z.string().max(4_000_000);

/** One change of one field, or of a whole row; values are JSON as the change log holds them. */
export const wireChange = z.object({
  table: z.string().max(40),
  rowId: id,
  subjectId: id,
  kind: z.enum(['create', 'update', 'remove']),
  field: z.string().max(40).nullable(),
  from: json.nullable(),
  to: json.nullable(),
  groupFrom: json.nullable(),
});
export type WireChange = z.infer<typeof wireChange>;

/** What one person did in one step, in order. */
export const wireSet = z.object({
  id,
  at: z.number().int(),
  employeeId: id.nullable(),
  branchId: id.nullable(),
  workstationId: id.nullable(),
  doing: z.string().max(40),
  undoes: id.nullable(),
  changes: z.array(wireChange).max(100_000),
  /** Values that the log does not hold, by 'position/field'; one that a later set has replaced is missing. */
  secrets: z.record(z.string().max(60), z.string().max(1000).nullable()),
});
export type WireSet = z.infer<typeof wireSet>;

export const jsonValue = z.union([z.string(), z.number(), z.null()]);
export type JsonValue = z.infer<typeof jsonValue>;

/** A row as the server holds it. Tables: those of tables.ts, and 'changeSet' (with its changes in the body). */
export const wireRow = z.object({
  table: z.string().max(40),
  id,
  revision: z.number().int().positive(),
  changedAt: z.number().int(),
  removedAt: z.number().int().nullable(),
  /** Every other column, as SQLite holds it (booleans as 0 and 1). */
  body: z.record(z.string(), jsonValue),
});
export type WireRow = z.infer<typeof wireRow>;

/** Why a set was not taken; it then waits under 'Konflikte'. */
export const REFUSALS = [
  'notAllowed',
  'notProven',
  'employeeUnknown',
  'employeeBlocked',
  'foreignBranch',
  'notAboutThis',
  'badRow',
  'rowMissing',
  'rowExists',
  'serverOwned',
  'erased',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Tables that give rights, or say what rights mean: taken with an administrator's PIN only. */
export const PROVEN_TABLES: ReadonlySet<string> = new Set(['branch', 'chainSetting', 'employee', 'employeeRole']);

export const setAnswer = z.object({
  id,
  verdict: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('taken'), /** Fields that wait under 'Konflikte'. */ conflicts: z.number().int() }),
    z.object({ kind: z.literal('refused'), refusal: z.enum(REFUSALS) }),
  ]),
  /** Of the set itself in the server's log. */
  revision: z.number().int(),
});
export type SetAnswer = z.infer<typeof setAnswer>;

/** Sets in one push, and rows in one pull, at most. */
export const PUSH_SETS = 500;
export const PULL_ROWS = 2000;
/** Proofs shown with one push, at most. */
export const PUSH_PROOFS = 10;

/** Said with every answer: a counter that hears another epoch fetches all anew (the server was restored from a backup). */
export const chainHead = z.object({
  epoch: id,
  /** The revision that the epoch began with: what the one before had answered with a higher number may be lost. */
  epochFrom: z.number().int(),
  /** The one before; a counter that knows neither has missed an epoch, and anything it was answered may be lost. */
  epochBefore: id.nullable(),
  revision: z.number().int(),
  /** The server's clock, epoch milliseconds. */
  now: z.number().int(),
});
export type ChainHead = z.infer<typeof chainHead>;

export const pushAnswer = z.object({
  head: chainHead,
  answers: z.array(setAnswer),
  /** The full rows that the sets touched, as they are now. */
  rows: z.array(wireRow),
});
export type PushAnswer = z.infer<typeof pushAnswer>;

export const pullAnswer = z.object({
  head: chainHead,
  rows: z.array(wireRow),
  /** Rows that this workstation no longer holds (the customer belongs to another branch now). */
  gone: z.array(z.object({ table: z.string(), id })),
  /** Ask with this one next. */
  cursor: z.number().int(),
  more: z.boolean(),
  /** Of the first fill: how many customers in all this workstation may hold. */
  total: z.number().int(),
});
export type PullAnswer = z.infer<typeof pullAnswer>;

/** What the server has deleted of the change log because it had run out (change-log/log-bounds.ts). */
export const clearedLog = z.object({
  /** The server's day on which it looked, 'YYYY-MM-DD': a name for this round of deleting. */
  on: z.string().max(10),
  /** Entries with smaller ids are gone: of customers' records, and of everything else. '' = none. */
  customers: z.string().max(64),
  others: z.string().max(64),
  /** Older ones that stay: somebody has to decide about them. */
  kept: z.array(id),
});
export type ClearedLog = z.infer<typeof clearedLog>;

export const talliesAnswer = z.object({
  head: chainHead,
  /** null = part of something is deleted, and counts of 'changeSet' mean nothing; missing = nothing was ever deleted. */
  log: clearedLog.nullable().optional(),
  /** Of each table in the workstation's scope; removed rows count. */
  tallies: z.array(z.object({ table: z.string(), rows: z.number().int(), revision: z.number().int() })),
});
export type TalliesAnswer = z.infer<typeof talliesAnswer>;

/** What the server says unasked on the live wire: there is something. */
export const liveNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('revision'), revision: z.number().int() }),
  z.object({ kind: z.literal('revoked') }),
]);
export type LiveNews = z.infer<typeof liveNews>;
