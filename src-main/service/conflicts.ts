// 'Konflikte' (N-23): reads what waits for a decision, with both values in words, and writes the decision: the chosen value
// and that it was chosen, in one save. How an entry can be decided stands in conflicts/rules.ts; the server makes the entries.

import type { Doing } from '../../src-shared/change-log/rules.ts';
import { DOINGS } from '../../src-shared/change-log/rules.ts';
import type { ConflictEntry, ConflictSide, DecisionInput } from '../../src-shared/conflicts/contract.ts';
import { ADDRESS_FIELDS, type ConflictWays, conflictWays, enteredValue } from '../../src-shared/conflicts/rules.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import { REFUSALS } from '../../src-shared/sync/protocol.ts';
import { type Row, synced, type TableName, tables } from '../../src-shared/tables.ts';
import { type ChangeRow, loggedChanges } from './change-log-values.ts';
import { rawRow, statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

/** More than anybody reads at once; the rest comes up as these are decided. */
const SHOWN = 100;

export function conflictHandlers(os: typeof procedures.conflicts) {
  return {
    open: os.open.handler(({ context }) => {
      const house = opened(context);
      const readable = readableTables(signedIn(context).role);
      const rows = statement(house.db.sqlite, `SELECT * ${OPEN} ORDER BY id LIMIT ${SHOWN}`).all(readable) as Stored[];
      return {
        entries: rows.map((row) => entryOf(house, row, signedIn(context))),
        count: counted(house, OPEN, readable),
      };
    }),

    count: os.count.handler(({ context }) => counted(opened(context), OPEN, readableTables(signedIn(context).role))),

    countOf: os.countOf.handler(({ context, input }) =>
      counted(opened(context), `${OPEN} AND subjectId = ?`, readableTables(signedIn(context).role), input.customerId),
    ),

    decide: os.decide.handler(({ context, input, errors }) => {
      const house = opened(context);
      const person = signedIn(context);
      const row = rawRow(house.db.sqlite, 'conflict', input.id) as Stored | undefined;
      if (!row || row.removedAt !== null || row.decidedAt !== null) throw errors.DECIDED();
      if (!isReadable(row.table, person.role)) throw errors.FORBIDDEN({ data: { needed: 'administrator' } });
      if (seenOf(house, row) !== input.seen) throw errors.CHANGED_SINCE();
      const write = writingOf(house, row, input.decision);
      if (write === null) throw errors.NOT_OFFERED();
      if (typeof write === 'object') throw errors.INVALID({ data: write });
      house.save('conflict.decide', (unit) => {
        write(unit);
        const decision = input.decision.kind;
        unit.update('conflict', row.id, { decidedAt: unit.now, decidedBy: person.id, decision });
      });
    }),
  };
}

// --- details

type Stored = Omit<Row<'conflict'>, 'table'> & { table: TableName };
type Value = string | number | null;
type Claim = {
  value: Record<string, Value> | null;
  employeeId: string | null;
  workstationId: string | null;
  at: number;
  changeSetId: string;
};
type Reader = { id: string; role: 'employee' | 'accounting' | 'administrator' };

const OPEN = `FROM conflict WHERE decidedAt IS NULL AND removedAt IS NULL
  AND "table" IN (SELECT value FROM json_each(?))`;

function counted(house: House, where: string, ...values: string[]): number {
  return (statement(house.db.sqlite, `SELECT count(*) AS n ${where}`).get(...values) as { n: number }).n;
}

/** Everything but customers' records is the administration's business, as in the change log. */
function isReadable(table: TableName, role: Reader['role']): boolean {
  return role === 'administrator' || synced[table]?.scope === 'branch';
}

function readableTables(role: Reader['role']): string {
  return JSON.stringify((Object.keys(tables) as TableName[]).filter((table) => isReadable(table, role)));
}

function entryOf(house: House, row: Stored, reader: Reader): ConflictEntry {
  const claims = claimsOf(house, row);
  const fields = fieldsOf(row, claims);
  const held = rawRow(house.db.sqlite, row.table, row.rowId) as Record<string, Value> | undefined;
  const theirs = parsed<Record<string, Value>>(row.theirs) ?? {};
  const now = (field: string): Value => (held ? (held[field] ?? null) : (theirs[field] ?? null));
  const shown = shownBy(house, row);
  const refusal = row.refusal;
  const ways = waysOf(house, row);
  return {
    id: row.id,
    reason: row.reason,
    refusal: REFUSALS.find((one) => one === refusal) ?? null,
    customer: customerOf(house, row),
    ...{ table: row.table, field: row.field, about: aboutOf(house, row) },
    claims: claims.map((claim) => ({
      values: row.reason === 'refused' ? [] : shown(Object.entries(claim.value ?? {})),
      employee: nameOf(house, 'employee', claim.employeeId),
      workstation: nameOf(house, 'workstation', claim.workstationId),
      ...{ own: claim.employeeId === reader.id, at: claim.at },
    })),
    stored: {
      values: shown(fields.map((field) => [field, now(field)])),
      ...writerOf(house, row, claims, fields),
      own: false,
    },
    decidedDifferently: claims.some((claim) => isDecision(house, claim)),
    ways,
    // Where nothing can be typed, nothing is given: an account number may be hidden from the reader.
    typed: Object.fromEntries(
      (ways.kind === 'choose' && ways.other !== null ? fields : []).map((field) => {
        const text = String(now(field) ?? '');
        return [field, field === 'e164' && text !== '' ? showPhone(text) : text];
      }),
    ),
    refused: row.reason === 'refused' ? refusedOf(house, claims, reader.role) : null,
    seen: seenOf(house, row),
  };
}

/** What did not get in. Of a group the whole of it, as it was meant: half of one address and half of another is nobody's. */
function claimsOf(house: House, row: Stored): Claim[] {
  const claims = parsed<Claim[]>(row.claims) ?? [];
  const group = row.field === null ? undefined : synced[row.table]?.groups?.[row.field];
  if (!group) return claims;
  return claims.map((claim) => ({ ...claim, value: { ...groupAsSeen(house, row, claim), ...claim.value } }));
}

function isDecision(house: House, { changeSetId }: Claim): boolean {
  const doing: Doing = 'conflict.decide';
  return (
    statement(house.db.sqlite, 'SELECT 1 FROM changeSet WHERE id = ? AND doing = ?').get(changeSetId, doing) !==
    undefined
  );
}

/** The group as the claiming counter saw it before, as far as its log lies here. */
function groupAsSeen(house: House, row: Stored, claim: Claim): Record<string, Value> {
  const logged = statement(
    house.db.sqlite,
    'SELECT groupFrom FROM change WHERE changeSetId = ? AND rowId = ? AND groupFrom IS NOT NULL LIMIT 1',
  ).get(claim.changeSetId, row.rowId) as { groupFrom: string } | undefined;
  return parsed<Record<string, Value>>(logged?.groupFrom ?? null) ?? {};
}

/** The fields that are concerned: of an address all of them, so that it is read as one; of a removed row all it had. */
function fieldsOf(row: Stored, claims: readonly Claim[]): string[] {
  if (row.reason === 'refused') return [];
  if (row.field === null) return [...bodyColumns(row.table)];
  if (row.table === 'customerAddress' && row.field === 'address') return [...ADDRESS_FIELDS];
  return [...new Set(claims.flatMap(({ value }) => Object.keys(value ?? {})))];
}

function waysOf(house: House, row: Stored): ConflictWays {
  const held = rawRow(house.db.sqlite, row.table, row.rowId);
  const kinds = synced[row.table]?.fields ?? {};
  const fields = claimsOf(house, row).flatMap(({ value }) => Object.keys(value ?? {}));
  const group = row.field === null ? [] : (synced[row.table]?.groups?.[row.field] ?? []);
  return conflictWays({
    ...{ reason: row.reason, table: row.table, field: row.field },
    isThere: held !== undefined && held.removedAt === null,
    isClosed: [...fields, ...group].some((field) => kinds[field] === 'secret' || kinds[field] === 'serverOwned'),
  });
}

/** What a decision writes beside the entry; null = it is not offered, problems = what was typed cannot be. */
function writingOf(
  house: House,
  row: Stored,
  decision: DecisionInput,
): ((unit: UnitOfWork) => void) | { problems: { field: string; problem: string }[] } | null {
  const ways = waysOf(house, row);
  const nothing = () => undefined;
  const update = (patch: Record<string, Value>) => (unit: UnitOfWork) => unit.update(row.table, row.rowId, patch);
  switch (decision.kind) {
    case 'read':
      return ways.kind === 'read' ? nothing : null;
    case 'theirs':
      return ways.kind === 'read' ? null : nothing;
    case 'mine': {
      if (ways.kind === 'removeOrKeep') return (unit) => unit.remove(row.table, row.rowId);
      const claim = claimsOf(house, row)[decision.claim];
      return ways.kind === 'choose' && claim?.value ? update(claim.value) : null;
    }
    case 'other': {
      if (ways.kind !== 'choose' || ways.other === null || row.field === null) return null;
      const entered = enteredValue(row.table, row.field, decision.values, house.now());
      return entered.ok ? update(entered.patch) : { problems: [...entered.problems] };
    }
  }
}

/** Changes with everything that the decision is made by: the entry itself and the row concerned. */
function seenOf(house: House, row: Stored): string {
  const held = rawRow(house.db.sqlite, row.table, row.rowId);
  const { length } = claimsOf(house, row);
  return [row.revision, length, held?.revision ?? 0, held?.changedAt ?? 0, held?.removedAt ?? 0].join('.');
}

function shownBy(house: House, row: Stored) {
  return (values: readonly (readonly [string, Value])[]): ConflictSide['values'] => {
    const rows = values.map(([field, value]): ChangeRow => {
      const to = value === null ? null : JSON.stringify(value);
      return { table: row.table, rowId: row.rowId, kind: 'update', field, from: null, to };
    });
    const reading = { set: { id: '~', at: Number.MAX_SAFE_INTEGER }, field: null };
    const fields = loggedChanges(house, rows, reading).flatMap((change) => change.fields);
    return fields.map(({ field, to }) => ({ field, value: to }));
  };
}

function aboutOf(house: House, row: Stored): ConflictEntry['about'] {
  const change: ChangeRow = { table: row.table, rowId: row.rowId, kind: 'remove', field: null, from: '{}', to: null };
  const reading = { set: { id: row.id, at: row.changedAt }, field: null };
  return loggedChanges(house, [change], reading)[0]?.about ?? null;
}

/** Who wrote what is saved today: the newest of the log that is not one of the claims, else what the entry remembers. */
function writerOf(house: House, row: Stored, claims: readonly Claim[], fields: readonly string[]) {
  const newest = statement(
    house.db.sqlite,
    `SELECT s.employeeId, s.workstationId, s.at FROM change c JOIN changeSet s ON s.id = c.changeSetId
     WHERE c.subjectId = @subject AND c.rowId = @row AND s.id NOT IN (SELECT value FROM json_each(@claims))
     AND (c.field IS NULL OR json_array_length(@fields) = 0 OR c.field IN (SELECT value FROM json_each(@fields)))
     ORDER BY s.at DESC LIMIT 1`,
  ).get({
    ...{ subject: row.subjectId, row: row.rowId, fields: JSON.stringify(fields) },
    claims: JSON.stringify(claims.map(({ changeSetId }) => changeSetId)),
  }) as { employeeId: string | null; workstationId: string | null; at: number } | undefined;
  return {
    employee: nameOf(house, 'employee', newest ? newest.employeeId : row.theirsBy),
    workstation: nameOf(house, 'workstation', newest?.workstationId ?? null),
    at: newest?.at ?? row.theirsAt,
  };
}

function customerOf(house: House, row: Stored): ConflictEntry['customer'] {
  if (synced[row.table]?.scope !== 'branch') return null;
  const found = rawRow(house.db.sqlite, 'customer', row.subjectId) as Row<'customer'> | undefined;
  return found ? { id: found.id, name: listName(found), number: found.number } : null;
}

/** What the refused set wanted, as far as its log lies here. */
function refusedOf(house: House, claims: readonly Claim[], role: Reader['role']): ConflictEntry['refused'] {
  const [claim] = claims;
  if (!claim) return { doing: null, changes: [] };
  const doing = DOINGS.find((one): one is Doing => one === claim.value?.doing) ?? null;
  const rows = statement(
    house.db.sqlite,
    'SELECT "table", rowId, kind, field, "from", "to" FROM change WHERE changeSetId = ? ORDER BY position LIMIT 200',
  ).all(claim.changeSetId) as ChangeRow[];
  const mine = rows.filter(({ table }) => isReadable(table, role));
  return {
    doing,
    changes: loggedChanges(house, mine, { set: { id: claim.changeSetId, at: claim.at }, field: null }),
  };
}

function nameOf(house: House, table: 'employee' | 'workstation', id: string | null): string | null {
  const name = id === null ? undefined : rawRow(house.db.sqlite, table, id)?.name;
  return typeof name === 'string' ? name : null;
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}
