// Reads the change log of a record: who, when, where, while doing what, and field by field from what to what. It writes
// nothing (that is save.ts) and gives no secret away; who may see what is decided here, not on the screen.

import type { Role } from '../../src-shared/calls.ts';
import type { LastChange, LogFilters, LoggedField } from '../../src-shared/change-log/contract.ts';
import { natureOf } from '../../src-shared/change-log/fields.ts';
import type { Doing } from '../../src-shared/change-log/rules.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { type ChangeRow, loggedChanges } from './change-log-values.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

const SETS_A_PAGE = 40;

export function changeLogHandlers(os: typeof procedures.changeLog) {
  return {
    bySubject: os.bySubject.handler(({ context, input }) => {
      const house = opened(context);
      const asked = question(input.subjectIds, signedIn(context).role, input.filters);
      const found = setsOf(house, asked, input.cursor);
      const shown = found.slice(0, SETS_A_PAGE);
      const last = shown.at(-1);
      const changes = changesOf(house, asked, shown);
      return {
        sets: shown.map((set) => ({
          ...set,
          changes: loggedChanges(house, changes.get(set.id) ?? [], {
            set,
            field: asked.field,
          }),
        })),
        cursor: found.length > SETS_A_PAGE && last ? `${last.at}.${last.id}` : null,
      };
    }),

    choices: os.choices.handler(({ context, input }) => {
      const house = opened(context);
      const asked = question(input.subjectIds, signedIn(context).role);
      return { employees: employeesIn(house, asked), fields: fieldsIn(house, asked) };
    }),
  };
}

/**
 * Who changed these records last: `record` as a whole, and each field ('branch.phone') that was changed after its birth.
 * Records that were never written are missing.
 */
export function lastChanges(
  house: House,
  subjectIds: readonly string[],
): Record<string, { record: LastChange; fields: Record<string, LastChange> }> {
  const rows = statement(
    house.db.sqlite,
    `SELECT c.subjectId, c."table", c.field, s.at, e.name AS by
     FROM change c JOIN changeSet s ON s.id = c.changeSetId LEFT JOIN employee e ON e.id = s.employeeId
     WHERE c.subjectId IN (SELECT value FROM json_each(?)) ORDER BY s.at, s.id`,
  ).all(JSON.stringify(subjectIds)) as {
    subjectId: string;
    table: string;
    field: string | null;
    at: number;
    by: string | null;
  }[];
  const found: ReturnType<typeof lastChanges> = {};
  for (const { subjectId, table, field, at, by } of rows) {
    const fields = found[subjectId]?.fields ?? {};
    if (field) fields[`${table}.${field}`] = { at, by };
    found[subjectId] = { record: { at, by }, fields };
  }
  return found;
}

// --- details

type Asked = {
  subjects: string;
  tables: string;
  employeeId: string | null;
  from: number | null;
  to: number | null;
  table: string | null;
  field: string | null;
};

/** Everything but customers' records is the administration's business. */
function question(subjectIds: readonly string[], role: Role, filters?: LogFilters): Asked {
  const readable = (Object.keys(tables) as TableName[]).filter(
    (table) => role === 'administrator' || synced[table].scope === 'branch',
  );
  // The field's name becomes a JSON path: only one of the catalogue may.
  const field = filters?.field && natureOf(filters.field.table, filters.field.field) ? filters.field : null;
  return {
    subjects: JSON.stringify(subjectIds),
    tables: JSON.stringify(filters?.field && !field ? [] : readable),
    employeeId: filters?.employeeId ?? null,
    from: filters?.from ?? null,
    to: filters?.to ?? null,
    table: field?.table ?? null,
    field: field?.field ?? null,
  };
}

const MEANT = `c.subjectId IN (SELECT value FROM json_each(@subjects))
  AND c."table" IN (SELECT value FROM json_each(@tables))
  AND (@field IS NULL OR (c."table" = @table AND (c.field = @field
    OR (c.field IS NULL AND json_extract(coalesce(c."to", c."from"), '$.' || @field) IS NOT NULL))))`;

type SetRow = { id: string; at: number; employee: string | null; workstation: string | null; doing: Doing };

/** One more than a page, so that the caller knows whether there is another. */
function setsOf(house: House, asked: Asked, cursor: string | null): SetRow[] {
  const [, at, id] = /^(\d+)\.(.+)$/.exec(cursor ?? '') ?? [];
  return statement(
    house.db.sqlite,
    `SELECT s.id, s.at, e.name AS employee, w.name AS workstation, s.doing
     FROM changeSet s LEFT JOIN employee e ON e.id = s.employeeId LEFT JOIN workstation w ON w.id = s.workstationId
     WHERE s.id IN (SELECT c.changeSetId FROM change c WHERE ${MEANT})
       AND (@employeeId IS NULL OR s.employeeId = @employeeId)
       AND (@from IS NULL OR s.at >= @from) AND (@to IS NULL OR s.at < @to)
       AND (@at IS NULL OR (s.at, s.id) < (@at, @id))
     ORDER BY s.at DESC, s.id DESC LIMIT ${SETS_A_PAGE + 1}`,
  ).all({ ...asked, at: at === undefined ? null : Number(at), id: id ?? null }) as SetRow[];
}

function changesOf(house: House, asked: Asked, sets: readonly SetRow[]): Map<string, ChangeRow[]> {
  const rows = statement(
    house.db.sqlite,
    `SELECT c.changeSetId, c."table", c.rowId, c.kind, c.field, c."from", c."to" FROM change c
     WHERE c.changeSetId IN (SELECT value FROM json_each(@sets)) AND ${MEANT}
     ORDER BY c.changeSetId, c.position`,
  ).all({ ...asked, sets: JSON.stringify(sets.map((set) => set.id)) }) as (ChangeRow & { changeSetId: string })[];
  const bySet = new Map<string, ChangeRow[]>(sets.map((set) => [set.id, []]));
  for (const row of rows) bySet.get(row.changeSetId)?.push(row);
  return bySet;
}

function employeesIn(house: House, asked: Asked): { id: string; name: string }[] {
  const found = statement(
    house.db.sqlite,
    `SELECT DISTINCT e.id, e.name FROM change c JOIN changeSet s ON s.id = c.changeSetId
     JOIN employee e ON e.id = s.employeeId WHERE ${MEANT}`,
  ).all(asked) as { id: string; name: string }[];
  return found.sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

function fieldsIn(house: House, asked: Asked): LoggedField[] {
  const found = statement(
    house.db.sqlite,
    `SELECT DISTINCT c."table", coalesce(c.field, j.key) AS field FROM change c
     LEFT JOIN json_each(CASE WHEN c.field IS NULL THEN coalesce(c."to", c."from") END) j ON c.field IS NULL
     WHERE ${MEANT}`,
  ).all(asked) as LoggedField[];
  const all = (Object.keys(tables) as TableName[]).flatMap((table) =>
    Object.keys(tables[table]).map((field) => ({ table, field })),
  );
  const occurs = new Set(found.map((one) => `${one.table}.${one.field}`));
  return all.filter(({ table, field }) => {
    const nature = natureOf(table, field);
    return occurs.has(`${table}.${field}`) && nature !== undefined && nature !== 'hidden' && nature !== 'order';
  });
}
