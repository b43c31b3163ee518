// The change log as people read it: who changed what, when, where and while doing what. Secrets never have a value here.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { type TableName, tables } from '../tables.ts';
import { MOST_WORDS } from './full-text.ts';
import { ACTIONS, DOINGS } from './rules.ts';

/** Who changed something last, and when (epoch milliseconds). `by` is null where no person did. */
export const lastChange = z.object({ at: z.number(), by: z.string().nullable() });
export type LastChange = z.infer<typeof lastChange>;

/** A value by what it is; the screen says it in its language. */
export const shownValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), number: z.number() }),
  z.object({ kind: z.literal('size'), bytes: z.number() }),
  z.object({ kind: z.literal('date'), date: z.string() }),
  z.object({ kind: z.literal('instant'), at: z.number() }),
  z.object({ kind: z.literal('yesNo'), yes: z.boolean() }),
  z.object({ kind: z.literal('onOff'), on: z.boolean() }),
  /** A closed word of the code, e.g. a role. */
  z.object({ kind: z.literal('word'), word: z.string() }),
  z.object({ kind: z.literal('words'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('money'), cents: z.number() }),
  /** There was a value, and it is nobody's business. */
  z.object({ kind: z.literal('secret') }),
  /** Points to something that is not in this database (any more). */
  z.object({ kind: z.literal('unknown') }),
]);
export type ShownValue = z.infer<typeof shownValue>;

const table = z.enum(Object.keys(tables) as [TableName, ...TableName[]]);
const field = z.object({ table, field: z.string().max(64) });
export type LoggedField = z.infer<typeof field>;

export const loggedChange = z.object({
  table,
  rowId: z.string(),
  action: z.enum(['create', 'update', 'remove']),
  /** Which of several: the kind of an address, the name of a document; null where there is only one. */
  about: shownValue.nullable(),
  /** null = there was, or is, nothing. A creation has only `to`, a removal only `from`. */
  fields: z.array(z.object({ field: z.string(), from: shownValue.nullable(), to: shownValue.nullable() })),
});
export type LoggedChange = z.infer<typeof loggedChange>;

export const loggedSet = z.object({
  id,
  at: z.number(),
  employee: z.string().nullable(),
  workstation: z.string().nullable(),
  doing: z.enum(DOINGS),
  changes: z.array(loggedChange),
});
export type LoggedSet = z.infer<typeof loggedSet>;

/** The record's own id; a page of settings asks for all of its keys at once. */
const subjectIds = z.array(id).min(1).max(100);

export const logFilters = z.object({
  employeeId: id.nullable(),
  /** Epoch milliseconds: from inclusive, to exclusive. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  field: field.nullable(),
  action: z.enum(ACTIONS).nullable().default(null),
});
export type LogFilters = z.input<typeof logFilters>;

/** A word of the full text, and the names (full-text.ts) of all that the screen calls so in its language. */
const soughtWord = z.object({ text: z.string().max(100), names: z.array(z.string().max(160)).max(2000) });
export type SoughtWord = z.infer<typeof soughtWord>;

export const changeLogContract = {
  /**
   * Newest first, a page at a time; `cursor` of one answer asks for the next, null = that was all. Records of the
   * administration are answered to administrators alone, others see none of their changes. An entry must hold every one of
   * `words` in what it shows; a page may then be empty although its cursor asks for another, because each call looks
   * through so many entries and no more.
   */
  bySubject: call
    .input(
      z.object({
        subjectIds,
        filters: logFilters,
        words: z.array(soughtWord).max(MOST_WORDS).default([]),
        cursor: z.string().max(100).nullable(),
      }),
    )
    .output(z.object({ sets: z.array(loggedSet), cursor: z.string().nullable() })),
  /** What there is to filter by: who ever changed the record, which of its fields, and since when (missing = never). */
  choices: call.input(z.object({ subjectIds })).output(
    z.object({
      employees: z.array(z.object({ id, name: z.string() })),
      fields: z.array(field),
      earliest: z.number().optional(),
    }),
  ),
};
