// Makes one record of two, inside the caller's transaction: fields by the rule or as chosen, all lines under the survivor
// without doubles, one login, and the other one left as a stub that leads there. What hangs on a customer is found in tables.ts.
import { filledFrom, mergedFields, type Side, twinOf, undoUntil } from '../../src-shared/merge/rules.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { heldOf, rowsOfSubject } from '../sync/rows.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { type LoginOutcome, mergeLogins } from './login.ts';
import { keepSnapshot } from './snapshot.ts';
import { Steps } from './steps.ts';

/** What stays with the record it was made for: logins, what was erased, and earlier merges. */
const STAYS = new Set<string>(['appAccess', 'appDevice', 'customerMerge', 'erasure']);

/** Tables whose lines go from one customer to the other. */
export const LINES: readonly TableName[] = (Object.keys(tables) as TableName[]).filter(
  (table) => synced[table].subject === 'customerId' && !STAYS.has(table),
);

export type Who = { readonly employeeId: string; readonly branchId: string; readonly workstationId: string };

export async function mergeCustomers(
  writing: Writing,
  newId: () => string,
  { survivor, other, choices }: { survivor: Held; other: Held; choices: Readonly<Record<string, Side>> },
  who: Who,
): Promise<{ mergeId: string; login: LoginOutcome['login'] }> {
  const { trx, chainId, now } = writing;
  const steps = new Steps(writing, who.employeeId);
  const mine = linesIn(await rowsOfSubject(trx, chainId, survivor.id));
  const its = linesIn(await rowsOfSubject(trx, chainId, other.id));
  // Before the lines move: the ledgers are read by customer.
  const { login, movedLogin } = await mergeLogins(writing, steps, survivor, other.id);
  const twins = uniteLines(steps, survivor.id, { mine, its, now });
  const fields = mergedFields(bodyColumns('customer'), survivor.body, other.body, choices);
  steps.change(
    survivor,
    Object.fromEntries(
      fields.flatMap(({ field, other: value, chosen }) =>
        chosen === 'other' ? [[field, (typeof value === 'string' && twins.get(value)) || value]] : [],
      ),
    ),
  );
  for (const row of await pointersTo(writing, other.id)) steps.change(row, pointedTo(row, other.id, survivor.id));
  steps.change(other, { mergedIntoId: survivor.id }, now);

  const mergeId = newId();
  const merge = {
    ...{ customerId: survivor.id, otherId: other.id, otherNumber: String(other.body.number), mergedAt: now },
    ...{ mergedBy: who.employeeId, undoUntil: undoUntil(now), undoneAt: null, undoneBy: null },
  };
  writing.make('customerMerge', mergeId, survivor.branchId, merge);
  logStep(writing, newId(), 'customer.merge', who, [madeMerge(mergeId, survivor.id, merge), ...steps.logged()]);
  await keepSnapshot(trx, chainId, now, {
    ...{ mergeId, survivorId: survivor.id, otherId: other.id, mergedAt: now, undoUntil: merge.undoUntil },
    body: { steps: steps.all, known: mine.map(({ id }) => id), movedLogin },
  });
  return { mergeId, login };
}

/** One entry of the change log, for the branch that holds both. */
export function logStep(
  { put, now }: Writing,
  id: string,
  doing: 'customer.merge' | 'customer.unmerge',
  { employeeId, branchId, workstationId }: Who,
  changes: readonly { subjectId: string }[],
): void {
  put({
    ...{ table: 'changeSet', id, branchId, subjectId: changes[0]?.subjectId ?? id, revision: 0 },
    ...{ changedAt: now, removedAt: null, marks: {} },
    body: {
      ...{ at: now, employeeId, branchId, workstationId, doing, undoes: null },
      changes: JSON.stringify(changes),
    },
  });
}

// --- details

function linesIn(rows: readonly Held[]): Held[] {
  return rows.filter(({ table }) => LINES.includes(table as TableName));
}

/**
 * The other's lines come behind the survivor's; one that is there already fills what its twin lacks and is removed.
 * @returns dropped line → its twin: whatever points to the one means the other from now on
 */
function uniteLines(
  steps: Steps,
  survivorId: string,
  { mine, its, now }: { mine: readonly Held[]; its: readonly Held[]; now: number },
): ReadonlyMap<string, string> {
  const twins = new Map<string, string>();
  for (const row of its) {
    const table = row.table as TableName;
    if (row.removedAt !== null) continue;
    const living = mine.filter((one) => one.table === table && one.removedAt === null);
    const twin = twinOf(table, row, living);
    if (!twin) continue;
    twins.set(row.id, twin.id);
    steps.change(twin, filledFrom(steps.now(twin).body, row.body));
  }
  for (const row of its) {
    const table = row.table as TableName;
    const { place } = synced[table];
    const fields: Record<string, JsonValue> = { customerId: survivorId };
    for (const [field, value] of Object.entries(row.body)) {
      const twin = typeof value === 'string' && field !== 'customerId' ? twins.get(value) : undefined;
      if (twin !== undefined) fields[field] = twin;
    }
    if (place !== undefined && row.removedAt === null)
      fields[place] = Number(row.body[place]) + behind(mine, table, place);
    steps.change(row, fields, twins.has(row.id) ? now : row.removedAt);
  }
  return twins;
}

function behind(mine: readonly Held[], table: TableName, place: string): number {
  return mine.reduce((last, row) => (row.table === table ? Math.max(last, Number(row.body[place]) + 1) : last), 0);
}

/** What is nobody's line and still names the customer: work that waits, and what two have said differently. */
async function pointersTo({ trx, chainId }: Writing, customerId: string): Promise<Held[]> {
  const rows = await trx
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where((eb) =>
      eb.or([
        eb.and([eb('tableName', '=', 'conflict'), eb('subjectId', '=', customerId)]),
        eb.and([eb('tableName', '=', 'task'), eb('body', 'like', `%${customerId}%`)]),
      ]),
    )
    .execute();
  return rows.map(heldOf);
}

function pointedTo({ body }: Held, from: string, to: string): Record<string, JsonValue> {
  const named = ['customerId', 'subjectId', 'rowId'].filter((field) => body[field] === from);
  return Object.fromEntries(named.map((field) => [field, to]));
}

function madeMerge(rowId: string, subjectId: string, body: Record<string, JsonValue>) {
  const change = { table: 'customerMerge', rowId, subjectId, kind: 'create', field: null, from: null } as const;
  return { ...change, to: JSON.stringify(body), groupFrom: null };
}
