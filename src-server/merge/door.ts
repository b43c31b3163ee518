// Merging and taking it back: an administrator of the branch, whose PIN this workstation has shown, and both records in this
// branch. Judged in the transaction that writes, so that of two opposite merges the second is refused.
import {
  type MergeFacts,
  type MergeRefusal,
  mergeRefusal,
  type UnmergeRefusal,
  unmergeRefusal,
} from '../../src-shared/merge/rules.ts';
import { admitted, type calls } from '../http/calls.ts';
import { provenBy } from '../proof-window.ts';
import type { Server } from '../server.ts';
import { rowsOfSubjects } from '../sync/rows.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { worksAt } from '../works-at.ts';
import { mergeCustomers } from './merge.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import { outlook, unmergeCustomers } from './unmerge.ts';

export function mergeDoor(os: typeof calls.merge) {
  return {
    merge: os.merge.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { chainId, branchId, workstationId } = workstation;
      const { survivorId, otherId, employeeId, choices, seen } = input;
      const role = await roleOf(server, chainId, employeeId, branchId);
      const refuse = (reason: MergeRefusal) => errors.REFUSED({ data: { reason } });
      return writeAsServer(server, chainId, async (writing) => {
        const survivor = await writing.read('customer', survivorId);
        const other = await writing.read('customer', otherId);
        const reason = mergeRefusal(role, branchId, input, [factsOf(survivor), factsOf(other)]);
        if (reason !== null || !survivor || !other) throw refuse(reason ?? 'gone');
        if (survivor.revision !== seen.survivor || other.revision !== seen.other) throw refuse('changed');
        const proven = await provenBy(writing.trx, writing.now, workstation, input.proofs);
        if (!proven.has(employeeId)) throw errors.PIN_NEEDED();
        const who = { employeeId, branchId, workstationId };
        return mergeCustomers(writing, server.newId, { survivor, other, choices }, who);
      });
    }),

    beforeUnmerge: os.beforeUnmerge.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const { chainId, branchId } = await admitted(context);
      const refuse = (reason: UnmergeRefusal) => errors.REFUSED({ data: { reason } });
      const role = await roleOf(server, chainId, input.employeeId, branchId);
      return writeAsServer(server, chainId, async (writing) => {
        const { snapshot } = await mergeToUndo(writing, { role, branchId, mergeId: input.mergeId }, refuse);
        const { changed, born } = await outlook(writing.trx, chainId, snapshot);
        return { changed, born: born.map(({ table, id: rowId }) => ({ table, rowId })) };
      });
    }),

    unmerge: os.unmerge.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { chainId, branchId, workstationId } = workstation;
      const { mergeId, employeeId } = input;
      const refuse = (reason: UnmergeRefusal) => errors.REFUSED({ data: { reason } });
      const role = await roleOf(server, chainId, employeeId, branchId);
      return writeAsServer(server, chainId, async (writing) => {
        const { snapshot, merge } = await mergeToUndo(writing, { role, branchId, mergeId }, refuse);
        const { born } = await outlook(writing.trx, chainId, snapshot);
        const seen = new Set(input.seen);
        if (born.some(({ id }) => !seen.has(id))) throw refuse('changed');
        const proven = await provenBy(writing.trx, writing.now, workstation, input.proofs);
        if (!proven.has(employeeId)) throw errors.PIN_NEEDED();
        const toOther = new Set(input.toOther.filter((id) => born.some((one) => one.id === id)));
        const who = { employeeId, branchId, workstationId };
        const changed = await unmergeCustomers(writing, server.newId, { snapshot, merge, toOther }, who);
        return { otherId: snapshot.otherId, changed };
      });
    }),
  };
}

// --- details

type Role = Parameters<typeof mergeRefusal>[0];

/** @throws what `refuse` makes of the reason */
async function mergeToUndo(
  { read, trx, chainId, now }: Writing,
  { role, branchId, mergeId }: { role: Role; branchId: string; mergeId: string },
  refuse: (reason: UnmergeRefusal) => Error,
): Promise<{ snapshot: Snapshot; merge: Held }> {
  const merge = await read('customerMerge', mergeId);
  const snapshot = await snapshotOf(trx, chainId, mergeId);
  const survivor = merge && (await read('customer', String(merge.body.customerId)));
  const facts = merge && { undone: merge.body.undoneAt !== null, undoUntil: Number(merge.body.undoUntil) };
  const reason = unmergeRefusal(role, branchId, now, facts ?? null, factsOf(survivor));
  if (reason !== null || !merge || !snapshot) throw refuse(reason ?? 'gone');
  return { snapshot, merge };
}

function factsOf(customer: Held | undefined): MergeFacts | null {
  if (!customer) return null;
  const { body, removedAt, branchId } = customer;
  return {
    ...{ branchId, removed: removedAt !== null },
    ...{ merged: (body.mergedIntoId ?? null) !== null, erased: (body.erasedAt ?? null) !== null },
  };
}

async function roleOf(server: Server, chainId: string, employeeId: string, branchId: string): Promise<Role> {
  if (!(await worksAt(server, chainId, employeeId, branchId))) return null;
  const roles = await rowsOfSubjects(server.storage.db, chainId, 'employeeRole', [employeeId]);
  const here = roles.find(({ body, removedAt }) => removedAt === null && body.branchId === branchId);
  return (here?.body.role as Role | undefined) ?? null;
}
