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

/** A set that was not taken waits with the others. */
export function enterRefusal({ world, set, pusher, judgement }: Taking, refusal: string): void {
  const [first] = set.changes;
  if (!first) return;
  const held = world.row(first.table as TableName, first.rowId);
  world.put({
    ...{ table: 'conflict', id: judgement.newId(), branchId: pusher.branchId, subjectId: first.subjectId },
    ...{ revision: 0, changedAt: judgement.now, removedAt: null, marks: {} },
    body: {
      ...{ branchId: pusher.branchId, reason: 'refused', refusal, table: first.table, rowId: first.rowId },
      ...{ subjectId: held?.subjectId ?? first.subjectId, field: null },
      claims: JSON.stringify([
        {
          value: { doing: set.doing, changes: set.changes.length },
          ...{ employeeId: set.employeeId, workstationId: pusher.workstationId, at: set.at, changeSetId: set.id },
        },
      ]),
      ...{ theirs: null, theirsBy: null, theirsAt: null, decidedAt: null, decidedBy: null, decision: null },
    },
  });
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
