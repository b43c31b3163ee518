// Fetches everything from the server again, beside what is there: the counter goes on working with it meanwhile, and what
// waits in the outbox is laid on top. In the end rows go that the server no longer knows. It can be cut anywhere.
import { createHash } from 'node:crypto';
import { bodyColumns } from '../../../src-shared/row-schemas.ts';
import type { ChainHead, TalliesAnswer } from '../../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement, type Touched } from '../database/save.ts';
import { dropUnnamedContents } from '../documents/contents.ts';
import { type Membership, membership, rememberMembership } from './membership.ts';

/** Rows whose numbers are taken away in one transaction, so that a save never waits long. */
const ROWS_AT_ONCE = 20_000;
const COUNTED_AT_ONCE = 5000;

/** Names the tables and columns this program knows: with another one, rows may hold what was left out when they came. */
export const SHAPE = createHash('sha256')
  .update(JSON.stringify((Object.keys(tables) as TableName[]).map((table) => [table, bodyColumns(table)])))
  .digest('hex')
  .slice(0, 16);

/** Made here: at the set-up nobody sat at a workstation yet. */
const OWN = `changeSet.workstationId IS NULL
  OR changeSet.workstationId = (SELECT value FROM local WHERE key = 'workstationId')`;

const FROM_THE_START = { cursor: 0, filled: false, filling: null, shape: SHAPE, sweep: 'renumber' } as const;

/** Another one than this workstation knows: the server was restored from a backup. */
export function isAnotherEpoch(sqlite: Sqlite, { epoch }: ChainHead): boolean {
  const known = membership(sqlite)?.epoch ?? null;
  return known !== null && known !== epoch;
}

/** All rows once more: whatever is here and not in the outbox gives way to what the server holds. */
export function fetchAgain(sqlite: Sqlite): void {
  const member = membership(sqlite);
  if (member) rememberMembership(sqlite, { chainId: member.chainId, ...FROM_THE_START });
}

/** The counts differ from the server's. @param at by this clock */
export function repair(sqlite: Sqlite, at: number): void {
  const member = membership(sqlite);
  if (member) rememberMembership(sqlite, { chainId: member.chainId, ...FROM_THE_START, repairedAt: at });
}

/**
 * The server was restored from a backup: it may lack what it had answered. Own sets that it had answered with a higher
 * number than it now begins with go up again (all of them, where this counter has missed an epoch in between), and every row
 * is fetched in place of what is here.
 */
export function beginEpoch(sqlite: Sqlite, { epoch, epochFrom, epochBefore }: ChainHead): void {
  const member = membership(sqlite);
  if (!member) return;
  sqlite
    .transaction(() => {
      // A refused set has no number; the server gives it the same answer again, or judges it anew.
      statement(
        sqlite,
        `UPDATE changeSet SET answeredAt = NULL, revision = 0
         WHERE answeredAt IS NOT NULL AND (revision > ? OR revision = 0) AND (${OWN})`,
      ).run(member.epoch === epochBefore ? epochFrom : 0);
      rememberMembership(sqlite, { chainId: member.chainId, epoch, ...FROM_THE_START });
    })
    .immediate();
}

/** Takes the numbers of all rows away, a piece at a time: what the server sends counts from now on, however low its number. */
export async function renumber(sqlite: Sqlite, stopped: () => boolean): Promise<void> {
  const member = membership(sqlite);
  if (member?.sweep !== 'renumber') return;
  for (const table of [...(Object.keys(tables) as TableName[]), 'changeSet'] as const) {
    // Not `rowid`: the table of conflicts has a column of that name.
    const step = statement(
      sqlite,
      `UPDATE "${table}" SET revision = 0 WHERE _rowid_ > ? AND _rowid_ <= ? AND revision > 0`,
    );
    const { last } = statement(sqlite, `SELECT coalesce(max(_rowid_), 0) AS last FROM "${table}"`).get() as {
      last: number;
    };
    for (let from = 0; from < last; from += ROWS_AT_ONCE) {
      if (stopped()) return;
      step.run(from, from + ROWS_AT_ONCE);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
  rememberMembership(sqlite, { chainId: member.chainId, sweep: 'drop' });
}

/** Everything came: what has no number now is the outbox's, waits under 'Konflikte', or is not the server's any more. */
export function dropUnknown(sqlite: Sqlite): Touched[] {
  const member = membership(sqlite);
  if (member?.sweep !== 'drop') return [];
  const touched: Touched[] = [];
  for (const table of Object.keys(tables) as TableName[]) {
    const subject = synced[table].subject;
    // An imported customer's birth is one entry for all that was born with him (outbox.ts).
    const gone = statement(
      sqlite,
      `DELETE FROM "${table}" WHERE revision = 0 AND NOT EXISTS (
         SELECT 1 FROM change JOIN changeSet ON changeSet.id = change.changeSetId
         WHERE change.subjectId = "${table}"."${subject}" AND change.kind = 'create'
           AND (change.rowId = "${table}".id OR (change."to" IS NULL AND change.rowId = change.subjectId))
           AND (changeSet.answeredAt IS NULL OR (changeSet.revision = 0 AND (${OWN}))))
       RETURNING id, "${subject}" AS subjectId`,
    ).all() as { id: string; subjectId: string | null }[];
    for (const { id, subjectId } of gone) touched.push({ table, id, subjectId: subjectId ?? id });
  }
  if (touched.some(({ table }) => table === 'document')) dropUnnamedContents(sqlite);
  // What others had said and the server has forgotten comes again when they say it again.
  const forgotten = `SELECT id FROM changeSet WHERE answeredAt IS NOT NULL AND revision = 0 AND NOT (${OWN})`;
  statement(sqlite, `DELETE FROM change WHERE changeSetId IN (${forgotten})`).run();
  statement(sqlite, `DELETE FROM changeSet WHERE id IN (${forgotten})`).run();
  rememberMembership(sqlite, { chainId: member.chainId, sweep: null });
  return touched;
}

/**
 * Tables in which this workstation and the server count differently. Only to be asked where the cursor is the head's. It
 * counts a piece at a time, so that a save never waits long.
 */
export async function differingTables(
  sqlite: Sqlite,
  { tallies }: TalliesAnswer,
  stopped: () => boolean,
): Promise<string[]> {
  const theirs = new Map(tallies.map((tally) => [tally.table, tally]));
  const differing: string[] = [];
  for (const table of [...(Object.keys(tables) as TableName[]), 'changeSet'] as const) {
    const their = theirs.get(table) ?? { rows: 0, revision: 0 };
    const mine = await tally(sqlite, table, stopped);
    if (mine && (mine.rows !== their.rows || mine.revision !== their.revision)) differing.push(table);
  }
  return differing;
}

/** The server is the one this workstation knows, and all of its rows are here. */
export function isLevel(member: Membership, head: ChainHead): boolean {
  return member.filled && member.epoch === head.epoch && member.cursor === head.revision;
}

// --- details

type Tally = { rows: number; revision: number };

async function tally(sqlite: Sqlite, table: string, stopped: () => boolean): Promise<Tally | null> {
  const step = statement(
    sqlite,
    `SELECT count(*) AS rows, coalesce(max(revision), 0) AS revision FROM "${table}"
     WHERE _rowid_ > ? AND _rowid_ <= ? AND revision > 0`,
  );
  const { last } = statement(sqlite, `SELECT coalesce(max(_rowid_), 0) AS last FROM "${table}"`).get() as {
    last: number;
  };
  const whole = { rows: 0, revision: 0 };
  for (let from = 0; from < last; from += COUNTED_AT_ONCE) {
    const part = step.get(from, from + COUNTED_AT_ONCE) as Tally;
    whole.rows += part.rows;
    whole.revision = Math.max(whole.revision, part.revision);
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (stopped()) return null;
  }
  return whole;
}
