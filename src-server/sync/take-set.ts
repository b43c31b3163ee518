// What becomes of one change set: taken, taken with conflicts, or refused. Pure: rows and rights come in, changed rows go
// out. For each field or atomic group it compares what the counter saw with what the server has; the server's value stays
// where both changed it, and nothing is dropped (N-23).
import { bodySchema } from '../../src-shared/row-schemas.ts';
import {
  type JsonValue,
  PROVEN_TABLES,
  type Refusal,
  type WireChange,
  type WireSet,
} from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { isExpiry } from '../bank-account-expiry.ts';
import { groupOf, isAsSeen, isRowAsSeen, saysTheSame, units } from './as-seen.ts';
import { askForNewPassword, enterConflict } from './conflicts.ts';
import { decidedBefore, isSettled } from './decisions.ts';
import { isFixed, isForged, isSecondRole, staysAsItIs } from './fixed.ts';
import { lacksReason } from './reasons.ts';
import { Refused, record, scalar, text } from './set-values.ts';
import { beUnique, tellOfRemovedParent } from './unique.ts';
import { endsByWithdrawal, withdrawalBeats } from './withdrawal.ts';
import type { Held, Mark, Person, World } from './world.ts';

export type Pusher = {
  readonly workstationId: string;
  readonly branchId: string;
  /** Its own history from before it joined is the chain's: taken without asking for rights. */
  readonly foundedAt: number | null;
};

export type Judgement = {
  now: number;
  newId: () => string;
  /** The person named by a set, as far as the server knows; undefined = nobody. */
  person: (employeeId: string) => Person | undefined;
  /** He has typed his PIN at this workstation. */
  proven: (employeeId: string) => boolean;
  /** A customer number nobody bears, for one that somebody else was given meanwhile. */
  freeNumber: () => string;
};

export type Verdict = { kind: 'taken'; conflicts: number } | { kind: 'refused'; refusal: Refusal };

/** Tables that only an administrator may write. */
const ADMINISTRATION = new Set<TableName>([
  ...(['branch', 'chainSetting', 'workstation', 'employee', 'employeeRole'] as const),
  ...(['textBlock', 'textBlockVersion'] as const),
]);
/** The chain's tables that accounting may write besides: who took a list out of the house. */
const OF_ACCOUNTING = new Set<TableName>(['listExport']);

/** Puts what the set changes into the world and accepts it there, or leaves the world as it was. */
export function takeSet(world: World, set: WireSet, pusher: Pusher, judgement: Judgement): Verdict {
  try {
    // Until its first pull ends it (door.ts); by no clock, which may be a day off.
    const founding = pusher.foundedAt !== null;
    const person = founding ? null : personOf(set, judgement, world);
    if (!founding && lacksReason(set)) throw new Refused('badRow');
    const decided = decidedBefore(world, set);
    let conflicts = 0;
    for (let from = 0; from < set.changes.length; ) {
      const to = endOfRow(set.changes, from);
      const changes = set.changes.slice(from, to).map((change, at) => ({ ...change, position: from + at }));
      conflicts += takeRow({ world, set, pusher, judgement, founding, person, decided }, changes);
      from = to;
    }
    conflicts += withdrawalBeats({ world, set, pusher, judgement });
    return { kind: 'taken', conflicts };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    world.refuse();
    return { kind: 'refused', refusal: error.refusal };
  }
}

// --- details

type Taking = {
  world: World;
  set: WireSet;
  pusher: Pusher;
  judgement: Judgement;
  founding: boolean;
  person: Person | null;
  /** The entry under 'Konflikte' that the set decides, where somebody else came first. */
  decided: Held | undefined;
};
type Change = WireChange & { position: number };

function personOf(set: WireSet, { person, now }: Judgement, world: World): Person | null {
  const { employeeId } = set;
  // The one thing that a counter does by itself, without anybody behind it.
  if (employeeId === null && isExpiry(set, world, now)) return null;
  const found = employeeId === null ? undefined : person(employeeId);
  if (!found) throw new Refused('employeeUnknown');
  if (found.blocked) throw new Refused('employeeBlocked');
  return found;
}

/** Changes of one row in one manner stand together; they are judged together, for groups. */
function endOfRow(changes: readonly WireChange[], from: number): number {
  const first = changes[from];
  let to = from + 1;
  while (to < changes.length) {
    const next = changes[to];
    if (next?.table !== first?.table || next?.rowId !== first?.rowId || next?.kind !== first?.kind) break;
    to += 1;
  }
  return to;
}

function takeRow(taking: Taking, changes: readonly Change[]): number {
  const [first] = changes;
  if (!first) return 0;
  if (!Object.hasOwn(tables, first.table)) throw new Refused('notAboutThis');
  const table = first.table as TableName;
  switch (first.kind) {
    case 'create':
      return changes.reduce((sum, change) => sum + create(taking, table, change), 0);
    case 'update':
      return update(taking, table, changes);
    case 'remove':
      return changes.reduce((sum, change) => sum + remove(taking, table, change), 0);
  }
}

function create(taking: Taking, table: TableName, change: Change): number {
  const { world, set, judgement } = taking;
  const rules = synced[table];
  if (rules.madeByServer) throw new Refused('notAllowed');
  const body: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(record(change.to))) {
    if (BOOKKEEPING.has(field)) throw new Refused('badRow');
    const kind = rules.fields?.[field];
    // What nobody has filled yet may stand there as nothing: an imported row is sent with all of its columns.
    if (kind === 'serverOwned' && value !== null) throw new Refused('serverOwned');
    body[field] = kind === 'secret' ? secretOf(set, change, field) : value;
  }
  const checked = bodySchema(table).safeParse(body);
  if (!checked.success) throw new Refused('badRow');
  const { data } = checked;
  const before = world.row(table, change.rowId);
  const branchId = scopeOf(taking, table, change.rowId, data);
  allow(taking, table, branchId);
  if (table === 'employeeRole' && isSecondRole(world, change.rowId, data)) throw new Refused('rowExists');
  // An id that names somebody else's row opens no way to it.
  if (before) allow(taking, table, before.branchId);
  const mark = markOf(taking);
  if (!before) {
    if (!taking.founding && isForged(table, data, set.employeeId)) throw new Refused('notAllowed');
    const made: Held = {
      ...{ table, id: change.rowId, branchId, subjectId: String(data[rules.subject] ?? change.rowId), revision: 0 },
      ...{ changedAt: judgement.now, removedAt: null, body: data, marks: { row: mark } },
    };
    const conflicts = beUnique(taking, table, made) + tellOfRemovedParent(taking, table, data);
    world.put(made);
    return conflicts;
  }
  if (rules.appendOnly) {
    if (Object.entries(data).some(([field, value]) => (before.body[field] ?? null) !== value))
      throw new Refused('rowExists');
    return 0;
  }
  // A second birth, or the way back from a removal, is no way around what holds of the row.
  if (!taking.founding) {
    if (staysAsItIs(before, taking.person)) throw new Refused('notAllowed');
    const differs = (field: string) => (before.body[field] ?? null) !== (data[field] ?? null);
    if (Object.keys(data).some((field) => isFixed(table, field) && differs(field))) throw new Refused('notAboutThis');
  }
  if (before.removedAt !== null) {
    // A removal taken back. What only the server writes, and what a newer counter has added, stays.
    const kept = Object.entries(before.body).filter(
      ([field]) => rules.fields?.[field] === 'serverOwned' || !(field in data),
    );
    const body = { ...data, ...Object.fromEntries(kept) };
    const next: Held = { ...before, body, removedAt: null, changedAt: judgement.now, marks: { row: mark } };
    const conflicts = beUnique(taking, table, next);
    world.put(next);
    return conflicts;
  }
  // Made twice: what the other one did not fill is filled, the rest is for a person to decide.
  const patch = Object.entries(data).filter(([field]) => rules.fields?.[field] !== 'serverOwned');
  return merge(taking, table, before, patch, () => null, new Map());
}

function update(taking: Taking, table: TableName, changes: readonly Change[]): number {
  const { world, set } = taking;
  const rules = synced[table];
  const [first] = changes;
  if (rules.appendOnly || !first) throw new Refused('notAboutThis');
  const before = world.row(table, first.rowId);
  if (!before) throw new Refused('rowMissing');
  allow(taking, table, before.branchId);
  if (!taking.founding && staysAsItIs(before, taking.person)) throw new Refused('notAllowed');
  // A row that one step changes twice: what the first change saw is compared, what the last one left is written.
  const patch = new Map<string, JsonValue>();
  const from = new Map<string, JsonValue>();
  const groupFrom = new Map<string, Record<string, JsonValue>>();
  for (const change of changes) {
    const field = change.field ?? '';
    // A row stays with its record: an address never moves to another customer.
    if (field === '' || BOOKKEEPING.has(field) || field === rules.subject) throw new Refused('badRow');
    const kind = rules.fields?.[field];
    if (kind === 'serverOwned') throw new Refused('serverOwned');
    if (table === 'customer' && field === 'branchId') throw new Refused('foreignBranch');
    if (isFixed(table, field)) throw new Refused('notAboutThis');
    patch.set(field, kind === 'secret' ? secretOf(set, change, field) : scalar(change.to));
    if (kind !== 'secret' && !from.has(field)) from.set(field, scalar(change.from));
    const group = groupOf(table, field);
    if (group && change.groupFrom !== null && !groupFrom.has(group)) groupFrom.set(group, record(change.groupFrom));
  }
  return merge(taking, table, before, [...patch], (field) => from.get(field), groupFrom);
}

/**
 * @param patch what the counter wants; a secret that is missing was replaced by a later set
 * @param from what the counter saw; undefined = it cannot say (secrets)
 * @param groupFrom the plain fields of a group as the counter saw them
 */
function merge(
  taking: Taking,
  table: TableName,
  before: Held,
  patch: readonly (readonly [string, JsonValue])[],
  from: (field: string) => JsonValue | undefined,
  groupFrom: ReadonlyMap<string, Record<string, JsonValue>>,
): number {
  const { world, set, judgement, decided } = taking;
  const next: Held = { ...before, body: { ...before.body }, marks: { ...before.marks }, changedAt: judgement.now };
  let [written, conflicts] = [false, 0];
  for (const [name, fields] of units(table, patch)) {
    const differs = fields.filter(([field, value]) => (before.body[field] ?? null) !== value);
    if (differs.length === 0) continue;
    const isOpen = before.removedAt === null && decided === undefined;
    const seen = isOpen && isAsSeen(table, before, name, fields, from, groupFrom);
    if (seen || isSettledByOrder(table, name) || (isOpen && endsByWithdrawal(taking, before, fields))) {
      for (const [field, value] of differs) next.body[field] = value;
      next.marks[name] = markOf(taking);
      written = true;
      continue;
    }
    if (saysTheSame(table, before, differs)) continue;
    if (isOpen && synced[table].latest?.includes(name)) {
      if (!isLaterDay(differs[0]?.[1], before.body[name])) continue;
      next.body[name] = differs[0]?.[1] ?? null;
      next.marks[name] = markOf(taking);
      written = true;
      continue;
    }
    if (before === decided && isSettled(decided, new Map(fields).get('decision'), set)) continue;
    conflicts += 1;
    enterConflict(taking, before, { field: name, fields: differs });
    if (name === 'credential') askForNewPassword(taking, before, differs);
  }
  if (!written) return conflicts;
  if (!bodySchema(table).safeParse(next.body).success) throw new Refused('badRow');
  conflicts += beUnique(taking, table, next);
  world.put(next);
  return conflicts;
}

/** Places of lines, and what was noted: the later one counts, and nobody is asked. */
function isSettledByOrder(table: TableName, name: string): boolean {
  return name === synced[table].place || (synced[table].noted?.includes(name) ?? false);
}

/** Days are 'YYYY-MM-DD'; none is earlier than any. */
function isLaterDay(day: JsonValue | undefined, than: JsonValue | undefined): boolean {
  return String(day ?? '') > String(than ?? '');
}

function remove(taking: Taking, table: TableName, change: Change): number {
  const { world, judgement } = taking;
  const rules = synced[table];
  if (rules.appendOnly || rules.madeByServer) throw new Refused('notAboutThis');
  // A branch goes only when the server knows that it is empty, a workstation only with its token.
  if (!taking.founding && (table === 'branch' || table === 'workstation')) throw new Refused('notAllowed');
  const before = world.row(table, change.rowId);
  if (!before) throw new Refused('rowMissing');
  if (before.removedAt !== null) return 0;
  allow(taking, table, before.branchId);
  if (!taking.founding && staysAsItIs(before, taking.person)) throw new Refused('notAllowed');
  if (taking.decided || !isRowAsSeen(table, before, record(change.from))) {
    enterConflict(taking, before, { field: null, fields: [] });
    return 1;
  }
  const marks = { ...before.marks, row: markOf(taking) };
  world.put({ ...before, removedAt: judgement.now, changedAt: judgement.now, marks });
  return 0;
}

function allow(taking: Taking, table: TableName, branchId: string | null): void {
  if (taking.founding) return;
  // What belongs to nobody's customer is every branch's: a logo, for example.
  const ofTheChain = ADMINISTRATION.has(table) || (branchId === null && !synced[table].madeByServer);
  const role = taking.person?.role;
  const allowed = role === 'administrator' || (role === 'accounting' && OF_ACCOUNTING.has(table));
  if (ofTheChain && !allowed) throw new Refused('notAllowed');
  // A workstation's token alone gives nobody rights: whoever has stolen one would make himself an administrator.
  if (PROVEN_TABLES.has(table) && !taking.judgement.proven(taking.set.employeeId ?? '')) throw new Refused('notProven');
  if (branchId !== null && branchId !== taking.pusher.branchId) throw new Refused('foreignBranch');
}

/** Whose workstations hold a row: those of its customer's branch, or the whole chain's. */
function scopeOf({ world }: Taking, table: TableName, id: string, body: Record<string, JsonValue>): string | null {
  if (synced[table].scope === 'chain') return null;
  if (table === 'customer') return text(body.branchId);
  const customerId = text(body.customerId);
  if (customerId === null) return null;
  const customer = world.row('customer', customerId);
  if (!customer) throw new Refused('rowMissing');
  if (customer.id === id && table !== 'appAccess') throw new Refused('badRow');
  return customer.branchId;
}

function markOf({ set, judgement }: Taking): Mark {
  return { by: set.employeeId, at: judgement.now };
}

function secretOf(set: WireSet, change: Change, field: string): JsonValue {
  return set.secrets[`${change.position}/${field}`] ?? null;
}

const BOOKKEEPING = new Set(['id', 'revision', 'changedAt', 'removedAt']);
