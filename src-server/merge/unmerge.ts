// Takes a merge back: what still has the merge's value gets its own again, what somebody changed since stays and is told, and
// lines born since go to whom somebody says. A login that ended stays dead; one that had gone over ends (whose it was is open).
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { rowsById, rowsOfSubject } from '../sync/rows.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { endLogin } from './login.ts';
import { LINES, logStep, type Who } from './merge.ts';
import { broughtSince, dropSnapshot, type Snapshot } from './snapshot.ts';
import { type Step, Steps } from './steps.ts';

export type Changed = { table: string; rowId: string; field: string | null };

/** Lines that go where the line goes that they are part of. */
const PART_OF: Partial<Record<TableName, string>> = { serviceCaseItem: 'serviceCaseId' };
/** Of the survivor's record: each names one of its own lines. */
const POINTERS = ['homeAddressId', 'standardPayerId', 'standardBankAccountId'] as const;
/** A login is never brought back. */
const NOT_RESTORED = new Set<TableName>(['appAccess']);

export type Outlook = { readonly changed: Changed[]; readonly born: Held[]; readonly parts: Held[] };

/** What was changed since, and what was born since. `parts` follow what they are part of. */
export async function outlook(db: Db | Trx, chainId: string, snapshot: Snapshot): Promise<Outlook> {
  const { steps, known } = snapshot.body;
  const rows = await rowsOfSteps(db, chainId, steps);
  const changed = steps.flatMap((step) => {
    const row = rows.get(`${step.table} ${step.id}`);
    return row && !NOT_RESTORED.has(step.table) ? changedSince(step, row) : [];
  });
  const old = new Set([...known, ...steps.map(({ id }) => id), ...(await broughtSince(db, chainId, snapshot))]);
  const since = (await rowsOfSubject(db, chainId, snapshot.survivorId)).filter(
    ({ table, id, removedAt }) => LINES.includes(table as TableName) && removedAt === null && !old.has(id),
  );
  const parent = ({ table, body }: Held) => body[PART_OF[table as TableName] ?? ''] ?? null;
  return {
    changed,
    born: since.filter((row) => parent(row) === null),
    parts: since.filter((row) => parent(row) !== null),
  };
}

export async function unmergeCustomers(
  writing: Writing,
  newId: () => string,
  { snapshot, merge, toOther }: { snapshot: Snapshot; merge: Held; toOther: ReadonlySet<string> },
  who: Who,
): Promise<Changed[]> {
  const { trx, chainId, now } = writing;
  const { survivorId, otherId, body } = snapshot;
  const { changed, born, parts } = await outlook(trx, chainId, snapshot);
  const steps = new Steps(writing, who.employeeId);
  const rows = await rowsOfSteps(trx, chainId, body.steps);
  const back = new Set<string>(toOther);
  for (const step of body.steps) {
    const row = rows.get(`${step.table} ${step.id}`);
    if (!row || NOT_RESTORED.has(step.table)) continue;
    if (step.before.customerId === otherId) back.add(row.id);
    steps.change(row, restored(step, row), removalBack(step, row));
  }
  for (const row of born) if (toOther.has(row.id)) steps.change(row, { customerId: otherId });
  for (const row of parts)
    if (back.has(String(row.body[PART_OF[row.table as TableName] ?? '']))) steps.change(row, { customerId: otherId });
  await endMovedLogin(writing, steps, snapshot);
  const survivor = await writing.read('customer', survivorId);
  if (survivor) steps.change(survivor, lostPointers(survivor, back));
  steps.change(merge, { undoneAt: now, undoneBy: who.employeeId });
  const apart = { customerId: survivorId, otherId, at: now, decidedBy: who.employeeId };
  const apartId = newId();
  writing.make('notDuplicate', apartId, merge.branchId, apart);
  const made = {
    table: 'notDuplicate',
    rowId: apartId,
    subjectId: survivorId,
    kind: 'create',
    field: null,
    from: null,
  };
  logStep(writing, newId(), 'customer.unmerge', who, [
    { ...made, ...{ to: JSON.stringify(apart), groupFrom: null } } as { subjectId: string },
    ...steps.logged(),
  ]);
  await dropSnapshot(trx, chainId, snapshot);
  return changed;
}

// --- details

async function rowsOfSteps(db: Db | Trx, chainId: string, steps: readonly Step[]): Promise<Map<string, Held>> {
  const keys = new Map<string, Set<string>>();
  for (const { table, id } of steps) keys.set(table, (keys.get(table) ?? new Set()).add(id));
  return new Map((await rowsById(db, chainId, keys)).map((row) => [`${row.table} ${row.id}`, row]));
}

function isUntouched({ after }: Step, row: Held, field: string): boolean {
  return (row.body[field] ?? null) === (after[field] ?? null);
}

/** To whom a line belongs is no change of anybody's: only merges write it. */
function changedSince(step: Step, row: Held): Changed[] {
  const { table, id: rowId } = step;
  const fields = Object.keys(step.after).filter((field) => field !== synced[table].place);
  const changed: Changed[] = fields
    .filter((field) => !isUntouched(step, row, field))
    .map((field) => ({ table, rowId, field }));
  const removedSince = row.removedAt !== null && (step.removal?.after ?? null) === null && step.removal !== null;
  const goneSince = row.removedAt !== null && step.removal === null && step.before.customerId !== undefined;
  return removedSince || goneSince ? [...changed, { table, rowId, field: null }] : changed;
}

function restored(step: Step, row: Held): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(step.before).filter(([field]) => isUntouched(step, row, field)));
}

function removalBack({ removal }: Step, row: Held): number | null {
  return removal !== null && row.removedAt === removal.after ? removal.before : row.removedAt;
}

async function endMovedLogin(writing: Writing, steps: Steps, { survivorId, body }: Snapshot): Promise<void> {
  if (body.movedLogin === null) return;
  const access = await writing.read('appAccess', survivorId);
  if (access && access.body.active === 1 && access.body.loginCodeHash === body.movedLogin)
    await endLogin(writing, steps, access);
}

/** What was chosen since of the other's lines is not there any more. */
function lostPointers({ body }: Held, back: ReadonlySet<string>): Record<string, null> {
  const lost = POINTERS.filter((field) => back.has(String(body[field] ?? '')));
  return Object.fromEntries(lost.map((field) => [field, null]));
}
