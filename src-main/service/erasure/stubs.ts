// What is left of erased customers, as it can be read later: 'Anonymisiert am …', and the report of what was done. Read out of
// the rows that the branch server made.

import type { ErasedLine, ErasedRecord } from '../../../src-shared/erasure/contract.ts';
import { readReport, readWaiting } from '../../../src-shared/erasure/report.ts';
import { ERASURE_REASONS, isOver } from '../../../src-shared/erasure/rules.ts';
import type { Row } from '../../../src-shared/tables.ts';
import { statement } from '../database/save.ts';
import { employeeNames } from '../documents/handlers.ts';
import { documentsOf } from '../documents/shelf.ts';
import type { House } from '../house.ts';
import { dayOf } from '../printing/customer-form-input.ts';

const SHOWN = 200;

/** What is due first, then the newest; of a customer the latest erasure. */
export function erasedLines(house: House): { lines: ErasedLine[]; count: number } {
  const { count } = statement(house.db.sqlite, `SELECT count(*) AS count FROM erasure WHERE ${LATEST}`).get() as {
    count: number;
  };
  const rows = statement(
    house.db.sqlite,
    `SELECT * FROM erasure WHERE ${LATEST}
     ORDER BY coalesce(${LOCKED_UNTIL} < ?, 0) DESC, at DESC, id DESC LIMIT ${SHOWN}`,
  ).all(dayOf(house.now())) as Row<'erasure'>[];
  return { lines: rows.flatMap((row) => lineOf(house, row) ?? []), count };
}

/** @param id of the erasure or of the customer; undefined = none is known here */
export function erasedRecord(house: House, id: string): ErasedRecord | undefined {
  const row = statement(
    house.db.sqlite,
    'SELECT * FROM erasure WHERE (id = ? OR customerId = ?) AND removedAt IS NULL ORDER BY at DESC, id DESC LIMIT 1',
  ).get(id, id) as Row<'erasure'> | undefined;
  const line = row && lineOf(house, row);
  const report = row && readReport(row.report);
  if (!row || !line || !report) return undefined;
  const reason = ERASURE_REASONS.find((one) => one === row.reason) ?? 'requested';
  return {
    ...{ ...line, reason, report },
    approvedBy: employeeNames(house).get(report.approvedBy) ?? null,
    documents: documentsOf(house, row.customerId).map(({ id: documentId, name }) => ({ id: documentId, name })),
  };
}

// --- details

const LATEST = `removedAt IS NULL AND NOT EXISTS (SELECT 1 FROM erasure later
  WHERE later.customerId = erasure.customerId AND (later.at, later.id) > (erasure.at, erasure.id))`;
const LOCKED_UNTIL = "json_extract(report, '$.lockedUntil')";

function lineOf(house: House, { id, customerId, at, erasedBy, report, waitingFor }: Row<'erasure'>): ErasedLine | null {
  const read = readReport(report);
  if (!read) return null;
  const { outcome, lockedUntil, customerNumber: number } = read;
  return {
    ...{ id, customerId, number, at, outcome, lockedUntil },
    by: employeeNames(house).get(erasedBy ?? '') ?? null,
    due: isOver(lockedUntil, dayOf(house.now())),
    waitingFor: readWaiting(waitingFor).flatMap((code) => stationOf(house, code)),
  };
}

/** One that was signed off since keeps nothing, and nobody waits for it. */
function stationOf(house: House, code: string): string[] {
  const row = statement(house.db.sqlite, 'SELECT name, revokedAt FROM workstation WHERE code = ?').get(code) as
    | Pick<Row<'workstation'>, 'name' | 'revokedAt'>
    | undefined;
  if (!row) return [code];
  return row.revokedAt === null ? [row.name] : [];
}
