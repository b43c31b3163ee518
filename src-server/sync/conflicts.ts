// Enters what a person has to decide: both values, who and when. Several claims on one field are one entry.
import type { JsonValue, WireSet } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { Held, World } from './world.ts';

type Claimed = {
  /** Field or group; null = the whole row, which was to be removed. */
  field: string | null;
  fields: readonly (readonly [string, JsonValue])[];
  reason?: 'numberTaken';
};

type Taking = {
  world: World;
  set: WireSet;
  pusher: { workstationId: string; branchId: string };
  judgement: { now: number; newId: () => string };
};

/** Puts the entry into the world. Secrets leave no value in it. */
export function enterConflict({ world, set, pusher, judgement }: Taking, before: Held, claimed: Claimed): void {
  const table = before.table as TableName;
  const value = Object.fromEntries(claimed.fields.map(([field, one]) => [field, shown(table, field, one)]));
  const claim = {
    value: claimed.field === null ? null : value,
    ...{ employeeId: set.employeeId, workstationId: pusher.workstationId, at: set.at, changeSetId: set.id },
  };
  const open = openEntry(world, before.id, claimed.field);
  if (open) {
    const claims = [...(JSON.parse(String(open.body.claims)) as unknown[]), claim];
    world.put({ ...open, changedAt: judgement.now, body: { ...open.body, claims: JSON.stringify(claims) } });
    return;
  }
  const mark = before.marks[claimed.field ?? 'row'] ?? before.marks.row;
  const theirs = Object.fromEntries(
    claimed.fields.map(([field]) => [field, shown(table, field, before.body[field] ?? null)]),
  );
  world.put({
    ...{ table: 'conflict', id: judgement.newId(), branchId: before.branchId ?? pusher.branchId },
    ...{ subjectId: before.subjectId, revision: 0, changedAt: judgement.now, removedAt: null },
    marks: {},
    body: {
      branchId: before.branchId ?? pusher.branchId,
      reason: claimed.reason ?? (before.removedAt === null ? 'bothChanged' : 'removedThere'),
      refusal: null,
      ...{ table, rowId: before.id, subjectId: before.subjectId, field: claimed.field },
      claims: JSON.stringify([claim]),
      theirs: JSON.stringify(theirs),
      ...{ theirsBy: mark?.by ?? null, theirsAt: mark?.at ?? null },
      ...{ decidedAt: null, decidedBy: null, decision: null },
    },
  });
}

/** A set that was not taken waits with the others; what builds on a creation that was not taken waits under that one. */
export function enterRefusal({ world, set, pusher, judgement }: Taking, refusal: string): void {
  const [first] = set.changes;
  if (!first) return;
  const claim = {
    value: { doing: set.doing, changes: set.changes.length },
    ...{ employeeId: set.employeeId, workstationId: pusher.workstationId, at: set.at, changeSetId: set.id },
  };
  const cause = refusal === 'rowMissing' ? openRefusal(world, first.subjectId) : undefined;
  if (cause) {
    const claims = [...(JSON.parse(String(cause.body.claims)) as unknown[]), claim];
    world.put({ ...cause, changedAt: judgement.now, body: { ...cause.body, claims: JSON.stringify(claims) } });
    return;
  }
  const held = world.row(first.table as TableName, first.rowId);
  // Whose row an id names is not for everybody to know.
  const subjectId = held && seenBy(held, pusher) ? held.subjectId : first.subjectId;
  world.put({
    ...{ table: 'conflict', id: judgement.newId(), branchId: pusher.branchId, subjectId },
    ...{ revision: 0, changedAt: judgement.now, removedAt: null, marks: {} },
    body: {
      ...{ branchId: pusher.branchId, reason: 'refused', refusal, table: first.table, rowId: first.rowId },
      ...{ subjectId, field: null },
      claims: JSON.stringify([claim]),
      ...{ theirs: null, theirsBy: null, theirsAt: null, decidedAt: null, decidedBy: null, decision: null },
    },
  });
}

/** The printed letter of whoever came second is worth nothing: somebody has to hand the customer a new one. */
export function askForNewPassword(
  { world, set, pusher, judgement }: Taking,
  access: Held,
  fields: readonly (readonly [string, JsonValue])[],
): void {
  const letterNumber = fields.find(([field]) => field === 'letterNumber')?.[1] ?? null;
  if (letterNumber === null) return;
  const id = judgement.newId();
  world.put({
    ...{ table: 'task', id, branchId: access.branchId, subjectId: id },
    ...{ revision: 0, changedAt: judgement.now, removedAt: null, marks: {} },
    body: {
      ...{ branchId: access.branchId, kind: 'newPasswordNeeded', customerId: access.subjectId },
      body: JSON.stringify({
        letterNumber,
        employeeId: set.employeeId,
        workstationId: pusher.workstationId,
        at: set.at,
      }),
      ...{ createdAt: judgement.now, doneAt: null, doneBy: null },
    },
  });
}

/** Whether a workstation may hold the row at all. */
export function seenBy(row: Pick<Held, 'branchId'>, { branchId }: { branchId: string }): boolean {
  return row.branchId === null || row.branchId === branchId;
}

function openRefusal(world: World, subjectId: string): Held | undefined {
  for (const one of world.rowsOf('conflict')) {
    const { body } = one;
    if (body.subjectId === subjectId && body.reason === 'refused' && body.decidedAt === null) return one;
  }
  return undefined;
}

function openEntry(world: World, rowId: string, field: string | null): Held | undefined {
  for (const one of world.rowsOf('conflict')) {
    const { body } = one;
    if (body.rowId === rowId && body.field === field && body.decidedAt === null && body.reason !== 'refused')
      return one;
  }
  return undefined;
}

function shown(table: TableName, field: string, value: JsonValue): JsonValue {
  return synced[table].fields?.[field] === 'secret' ? (value === null ? null : '•') : value;
}
