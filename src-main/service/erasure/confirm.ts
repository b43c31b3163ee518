// Tells the branch server that this workstation keeps nothing of an erased customer any more: only when what was deleted is in
// no free page and no log of the database's file either. And reminds a server that was put back from a backup of before.
import { readReport } from '../../../src-shared/erasure/report.ts';
import { ERASURE_REASONS, type ErasureReason } from '../../../src-shared/erasure/rules.ts';
import { ERASED_AT_ONCE } from '../../../src-shared/erasure/server-contract.ts';
import type { Row } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { leaveNothing } from '../database/leave-nothing.ts';
import { forgetLocal, readLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import { searchIdleStep } from '../search/idle.ts';
import type { ServerLine } from '../sync/server-line.ts';
import { UNSWEPT } from './forget.ts';

/** After a round. @throws what the line says, the database's errors */
export async function confirmErasures(sqlite: Sqlite, line: ServerLine): Promise<void> {
  const erasureIds = unconfirmed(sqlite);
  if (erasureIds.length === 0 && readLocal(sqlite, UNSWEPT) === null) return;
  // Numbers that somebody was found by wait there until they are taken out of the fragments.
  while (statement(sqlite, "SELECT 1 FROM searchPhoneFresh WHERE digits = ''").get()) searchIdleStep(sqlite);
  if (!leaveNothing(sqlite)) return;
  forgetLocal(sqlite, UNSWEPT);
  if (erasureIds.length > 0) await line.erasure.confirm({ erasureIds });
}

/** The server lost what it knew since a backup; erasures of before are in it, and not said again. @throws what the line says */
export async function remindOfErasures(sqlite: Sqlite, line: ServerLine): Promise<void> {
  const rows = statement(sqlite, 'SELECT * FROM erasure ORDER BY at').all() as Row<'erasure'>[];
  const erasures = rows.flatMap(({ customerId, erasedBy, reason, report }) => {
    const read = readReport(report);
    return read && isReason(reason) ? [{ customerId, erasedBy, reason, report: read }] : [];
  });
  for (let from = 0; from < erasures.length; from += ERASED_AT_ONCE)
    await line.erasure.remind({ erasures: erasures.slice(from, from + ERASED_AT_ONCE) });
}

// --- details

const MOST_AT_ONCE = 500;

function unconfirmed(sqlite: Sqlite): string[] {
  const rows = statement(
    sqlite,
    `SELECT erasure.id FROM erasure, json_each(erasure.waitingFor)
     WHERE json_each.value = (SELECT code FROM workstation WHERE id = (SELECT value FROM local WHERE key = 'workstationId'))
     LIMIT ${MOST_AT_ONCE}`,
  ).all() as { id: string }[];
  return rows.map(({ id }) => id);
}

function isReason(word: string): word is ErasureReason {
  return ERASURE_REASONS.some((one) => one === word);
}
