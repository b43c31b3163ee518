// Reads the change log of a record: who, when, where, while doing what, and field by field from what to what. It writes
// nothing (that is save.ts) and gives no secret away; who may see what is decided here, not on the screen.

import { startOfDay } from '../../src-shared/calendar/day.ts';
import type { Role } from '../../src-shared/calls.ts';
import type {
  LastChange,
  LogFilters,
  LoggedField,
  LoggedSet,
  SoughtWord,
} from '../../src-shared/change-log/contract.ts';
import { natureOf } from '../../src-shared/change-log/fields.ts';
import { holds } from '../../src-shared/change-log/full-text.ts';
import { type Action, type Doing, isAboutCustomers, MERGING } from '../../src-shared/change-log/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { keptFrom } from '../../src-shared/erasure/retention.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { type ChangeRow, loggedChanges } from './change-log-values.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

const SETS_A_PAGE = 40;
/** So many entries one call reads for a full text at most: the screen asks again, and other calls get their turn between. */
const MOST_LOOKED_THROUGH = 400;

export function changeLogHandlers(os: typeof procedures.changeLog) {
  return {
    bySubject: os.bySubject.handler(({ context, input }) => {
      const house = opened(context);
      const asked = question(house, input.subjectIds, signedIn(context).role, input.filters);
      return pageOf(house, asked, input.words, input.cursor);
    }),

    choices: os.choices.handler(({ context, input }) => {
      const house = opened(context);
      const asked = question(house, input.subjectIds, signedIn(context).role);
      const earliest = earliestIn(house, asked);
      return {
        employees: employeesIn(house, asked),
        fields: fieldsIn(house, asked),
        ...(earliest !== null && { earliest }),
      };
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
  /** Tables of customers' records, and all others; each is shown as far back as its kind is kept (E-79, E-80). */
  customers: string;
  customersSince: number;
  administration: string;
  administrationSince: number;
  employeeId: string | null;
  from: number | null;
  to: number | null;
  table: string | null;
  field: string | null;
  action: Action | null;
  merging: string;
};

/** Everything but customers' records is the administration's business. */
function question(house: House, subjectIds: readonly string[], role: Role, filters?: LogFilters): Asked {
  // The field's name becomes a JSON path: only one of the catalogue may.
  const field = filters?.field && natureOf(filters.field.table, filters.field.field) ? filters.field : null;
  const isUnknownField = Boolean(filters?.field) && !field;
  const readable = (customers: boolean) =>
    isUnknownField ? [] : Object.keys(tables).filter((table) => isAboutCustomers(table, synced) === customers);
  const today = localDay(house.now());
  return {
    subjects: JSON.stringify(subjectIds),
    customers: JSON.stringify(readable(true)),
    customersSince: startOfDay(keptFrom('customerHistory', today)),
    administration: JSON.stringify(role === 'administrator' ? readable(false) : []),
    administrationSince: startOfDay(keptFrom('changeLog', today)),
    employeeId: filters?.employeeId ?? null,
    from: filters?.from ?? null,
    to: filters?.to ?? null,
    table: field?.table ?? null,
    field: field?.field ?? null,
    action: filters?.action ?? null,
    merging: JSON.stringify(MERGING),
  };
}

/** A setting is born when it first differs from its default: to a reader it was changed, as change-log-values.ts says it. */
const MEANT = `c.subjectId IN (SELECT value FROM json_each(@subjects))
  AND (c."table" IN (SELECT value FROM json_each(@customers)) AND s.at >= @customersSince
    OR c."table" IN (SELECT value FROM json_each(@administration)) AND s.at >= @administrationSince)
  AND (@field IS NULL OR (c."table" = @table AND (c.field = @field
    OR (c.field IS NULL AND json_extract(coalesce(c."to", c."from"), '$.' || @field) IS NOT NULL))))
  AND (@action IS NULL OR @action = CASE
    WHEN s.doing IN (SELECT value FROM json_each(@merging)) THEN 'merge'
    WHEN c."table" = 'chainSetting' THEN 'update'
    ELSE c.kind END)`;

const OF_SETS = 'change c JOIN changeSet s ON s.id = c.changeSetId';

type SetRow = { id: string; at: number; employee: string | null; workstation: string | null; doing: Doing };

/** Newest first, those that hold the words; see the contract for what ends a page. */
function pageOf(house: House, asked: Asked, words: readonly SoughtWord[], cursor: string | null) {
  const shown: LoggedSet[] = [];
  let after = cursor;
  for (let read = 0; read < MOST_LOOKED_THROUGH; read += SETS_A_PAGE) {
    const found = setsOf(house, asked, after);
    const sets = readable(house, asked, found.slice(0, SETS_A_PAGE));
    for (const [at, set] of sets.entries()) {
      if (!holds(set, words)) continue;
      shown.push(set);
      if (shown.length === SETS_A_PAGE) return { sets: shown, cursor: at + 1 < found.length ? placeOf(set) : null };
    }
    const last = sets.at(-1);
    if (found.length <= SETS_A_PAGE || !last) return { sets: shown, cursor: null };
    after = placeOf(last);
  }
  return { sets: shown, cursor: after };
}

function placeOf({ at, id }: LoggedSet): string {
  return `${at}.${id}`;
}

function readable(house: House, asked: Asked, sets: readonly SetRow[]): LoggedSet[] {
  const changes = changesOf(house, asked, sets);
  return sets.map((set) => ({
    ...set,
    changes: loggedChanges(house, changes.get(set.id) ?? [], { set, field: asked.field }),
  }));
}

/** One more than a page, so that the caller knows whether there is another. */
function setsOf(house: House, asked: Asked, cursor: string | null): SetRow[] {
  const [, at, id] = /^(\d+)\.(.+)$/.exec(cursor ?? '') ?? [];
  return statement(
    house.db.sqlite,
    `SELECT DISTINCT s.id, s.at, e.name AS employee, w.name AS workstation, s.doing
     FROM ${OF_SETS} LEFT JOIN employee e ON e.id = s.employeeId LEFT JOIN workstation w ON w.id = s.workstationId
     WHERE ${MEANT}
       AND (@employeeId IS NULL OR s.employeeId = @employeeId)
       AND (@from IS NULL OR s.at >= @from) AND (@to IS NULL OR s.at < @to)
       AND (@at IS NULL OR (s.at, s.id) < (@at, @id))
     ORDER BY s.at DESC, s.id DESC LIMIT ${SETS_A_PAGE + 1}`,
  ).all({ ...asked, at: at === undefined ? null : Number(at), id: id ?? null }) as SetRow[];
}

function changesOf(house: House, asked: Asked, sets: readonly SetRow[]): Map<string, ChangeRow[]> {
  const rows = statement(
    house.db.sqlite,
    `SELECT c.changeSetId, c."table", c.rowId, c.kind, c.field, c."from", c."to" FROM ${OF_SETS}
     WHERE c.changeSetId IN (SELECT value FROM json_each(@sets)) AND ${MEANT}
     ORDER BY c.changeSetId, c.position`,
  ).all({ ...asked, sets: JSON.stringify(sets.map((set) => set.id)) }) as (ChangeRow & { changeSetId: string })[];
  const bySet = new Map<string, ChangeRow[]>(sets.map((set) => [set.id, []]));
  for (const row of rows) bySet.get(row.changeSetId)?.push(row);
  return bySet;
}

function earliestIn(house: House, asked: Asked): number | null {
  const found = statement(house.db.sqlite, `SELECT min(s.at) AS at FROM ${OF_SETS} WHERE ${MEANT}`).get(asked);
  return (found as { at: number | null }).at;
}

function employeesIn(house: House, asked: Asked): { id: string; name: string }[] {
  const found = statement(
    house.db.sqlite,
    `SELECT DISTINCT e.id, e.name FROM ${OF_SETS} JOIN employee e ON e.id = s.employeeId WHERE ${MEANT}`,
  ).all(asked) as { id: string; name: string }[];
  return found.sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

function fieldsIn(house: House, asked: Asked): LoggedField[] {
  const found = statement(
    house.db.sqlite,
    `SELECT DISTINCT c."table", coalesce(c.field, j.key) AS field FROM ${OF_SETS}
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
