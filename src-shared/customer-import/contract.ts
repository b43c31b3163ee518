// Taking over existing customers: choosing a list, saying what its columns mean, trying it out, running it. Long work goes
// on by itself; the screen asks for `state` while it does.
import { z } from 'zod';
import { administratorCall, filePayload, id } from '../calls.ts';
import { importFields } from './fields.ts';
import { lineProblemKinds } from './line-notes.ts';

/** Why a file cannot be imported. `line` as a spreadsheet counts: from 1, headings included. */
export const fileTrouble = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('notATable') }),
  z.object({ kind: z.literal('oldSpreadsheet') }),
  z.object({ kind: z.literal('spreadsheetTooBig') }),
  z.object({ kind: z.literal('quoteNotClosed'), line: z.number() }),
  /** The file on this PC cannot be read (any more). */
  z.object({ kind: z.literal('unreadable'), code: z.string() }),
  /** The file on this PC is not the one the import was begun with. */
  z.object({ kind: z.literal('changed') }),
]);
export type FileTrouble = z.infer<typeof fileTrouble>;

const field = z.enum(importFields);

export const importPlan = z.object({
  mapping: z.array(field.nullable()).max(500),
  /** What happens to a line whose customer is there already. */
  duplicates: z.enum(['skip', 'fill']),
  /** '089', for telephone numbers without one; null = they go to the note. */
  areaCode: z
    .string()
    .regex(/^0[1-9]\d{1,4}$/)
    .nullable(),
});
export type ImportPlan = z.infer<typeof importPlan>;

export const importFile = z.object({
  id,
  name: z.string(),
  size: z.number(),
  /** null for a spreadsheet. */
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable(),
  delimiter: z.string().nullable(),
  /** The line of the headings, counted from 1; null = there is none. */
  headingLine: z.number().nullable(),
  /** '' for a column without one. */
  headings: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  proposal: importPlan,
});
export type ImportFile = z.infer<typeof importFile>;

/** Lines, each counted once, and apart from that `withProblems` and `filled`. */
export const importCounts = z.object({
  taken: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  empty: z.number(),
  /** Of `taken`: those with at least one problem. */
  withProblems: z.number(),
  /** Of `duplicates`: known customers whose blanks were filled. */
  filled: z.number(),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const problemCount = z.object({
  field: field.nullable(),
  problem: z.enum([...lineProblemKinds, 'duplicate']),
  lines: z.number(),
});
export type ProblemCount = z.infer<typeof problemCount>;

export const importReport = z.object({
  lines: z.number(),
  counts: importCounts,
  problems: z.array(problemCount),
});
export type ImportReport = z.infer<typeof importReport>;

export const listedProblem = z.object({
  line: z.number(),
  /** 'Müller, Anna', as far as the line says. */
  name: z.string(),
  field: field.nullable(),
  problem: z.enum([...lineProblemKinds, 'duplicate']),
  value: z.string(),
  /** For duplicates and taken numbers: whom the line meets. */
  other: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('customer'), id, number: z.string(), name: z.string() }),
      z.object({ kind: z.literal('line'), line: z.number() }),
    ])
    .nullable(),
});
export type ListedProblem = z.infer<typeof listedProblem>;

/** Long work under way. `total` null = not known yet; `remainingSeconds` null = too early to say. */
export const importJob = z.object({
  kind: z.enum(['reading', 'checking', 'importing', 'indexing']),
  done: z.number(),
  total: z.number().nullable(),
  remainingSeconds: z.number().nullable(),
  stopping: z.boolean(),
});
export type ImportJob = z.infer<typeof importJob>;

/** Why an import ended by itself. `incident` is also in the log. */
export const importFailure = z.object({
  reason: z.enum(['diskFull', 'readOnly', 'busy', 'damaged', 'noNumbers', 'internal']),
  incident: z.string().nullable(),
});
export type ImportFailure = z.infer<typeof importFailure>;

export const importRunState = z.object({
  id,
  fileName: z.string(),
  /** 'interrupted': the program ended while it ran. */
  state: z.enum(['running', 'interrupted', 'cancelled', 'failed', 'done']),
  failure: importFailure.nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  linesTotal: z.number(),
  linesDone: z.number(),
  counts: importCounts,
  /** Lines that can be fetched as a file. */
  rejectedLines: z.number(),
  /** Taken over, but not to be found yet: the search index is still being filled. */
  notSearchableYet: z.number(),
  /** Whether the list is at hand to go on. */
  resumable: z.boolean(),
});
export type ImportRunState = z.infer<typeof importRunState>;

export const importState = z.object({
  file: importFile.nullable(),
  trouble: fileTrouble.nullable(),
  job: importJob.nullable(),
  /** What trying out found, and with which plan. */
  check: importReport.extend({ plan: importPlan }).nullable(),
  /** The newest run: under way, broken off or done. */
  run: importRunState.nullable(),
});
export type ImportState = z.infer<typeof importState>;

const changed = administratorCall.output(importState).errors({
  /** Something long is under way. */
  BUSY: {},
  /** No file is chosen, or another one than the caller thinks. */
  NO_FILE: {},
  /** No last name, a field twice. */
  BAD_MAPPING: {},
  /** A run needs a finished trial with the same plan. */
  NOT_TRIED: {},
  /** There is nothing to go on with. */
  NOTHING_TO_RESUME: {},
});

export const customerImportContract = {
  state: administratorCall.output(importState),
  /** Whether a list named on the command line waits to be shown; true once. */
  takeOffer: administratorCall.output(z.object({ offered: z.boolean() })),
  /** Begins with a new file; one chosen before is forgotten. */
  beginUpload: administratorCall
    .input(z.object({ name: z.string().max(255), size: z.number().int().nonnegative() }))
    .output(z.object({ fileId: id }))
    .errors({ BUSY: {}, TOO_BIG: {} }),
  /** Parts come in order, from 0. */
  addPart: administratorCall
    .input(z.object({ fileId: id, position: z.number().int().nonnegative(), base64: z.string().max(700_000) }))
    .errors({ NO_FILE: {} }),
  /** Recognises what came; `state` then has the file or the trouble with it. */
  endUpload: changed.input(z.object({ fileId: id })),
  forgetFile: changed,
  /** Tries the list out: counts and problems, nothing is written. */
  check: changed.input(importPlan),
  /** What the newest trial found, line by line; at most PROBLEMS_LISTED. */
  problems: administratorCall
    .input(z.object({ problem: problemCount.pick({ field: true, problem: true }).nullable() }))
    .output(z.array(listedProblem)),
  start: changed.input(importPlan).errors({
    /** Customers without a number need one from the branch server, which cannot be reached. */
    NO_NUMBERS: { data: z.object({ needed: z.number(), left: z.number() }) },
  }),
  /** Ends what is under way. Customers taken over stay. */
  cancel: changed,
  /** Goes on with the newest run where it broke off. */
  resume: changed,
  /** The lines that were not taken, in the form of the list, with a column that says why. */
  rejectedLines: administratorCall.output(filePayload).errors({ NO_FILE: {} }),
  /** Forgets the newest run's rejected lines and its list; what was taken over stays. */
  finish: changed,
};
