// Erases customers in one transaction, all of them or none: rows, log, decided conflicts, search keys, contents, invitations.
// Then it reads back what is there, and that is the report (N-07). What may go stands in erasure/rules.ts.
import type { DocumentChoice, ErasureReport } from '../../src-shared/erasure/report.ts';
import {
  decideErasure,
  type ErasureDecision,
  type ErasureReason,
  type ErasureRefusal,
} from '../../src-shared/erasure/rules.ts';
import { dropUnnamed } from '../blobs/named.ts';
import type { KnownWorkstation } from '../joining.ts';
import type { Server } from '../server.ts';
import type { Trx } from '../storage/storage.ts';
import { type Writing, writeWithin } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { forgetBesides } from './besides.ts';
import { blankedRow, neutral } from './blank.ts';
import { latestErasure, todayOf, workstationsThatHold } from './facts.ts';
import { type Family, familyOf, valuesIn, withoutValues } from './family.ts';
import { readBack } from './read-back.ts';
import { sealOfErasure } from './seal.ts';
import { bury } from './tombstones.ts';

export type Wanted = { customerId: string; documents: Readonly<Record<string, DocumentChoice>> };
export type Asking = Pick<KnownWorkstation, 'chainId' | 'branchId' | 'workstationId'>;
export type By = { employeeId: string; approvedBy: string; reason: ErasureReason };
export type Refused = { customerId: string; refusals: ErasureRefusal[] };

/** Nothing was erased. */
export class ErasureRefused extends Error {
  override readonly name = 'ErasureRefused';
  readonly refused: readonly Refused[];
  constructor(refused: readonly Refused[]) {
    super('refused');
    this.refused = refused;
  }
}

/** @throws ErasureRefused, and NotAsPlanned of read-back.ts: then nothing was erased */
export async function eraseCustomers(
  server: Server,
  asking: Asking,
  by: By,
  wanted: readonly Wanted[],
): Promise<{ customerId: string; erasureId: string }[]> {
  const { db, dialect } = server.storage;
  const done = await db.transaction().execute(async (trx) => {
    await dialect.lockChain(trx, asking.chainId);
    const judged = [];
    for (const one of wanted) judged.push({ one, ...(await judge(server, trx, asking, one)) });
    const refused = judged.flatMap(({ one, decision }) =>
      decision.refusals.length > 0 ? [{ customerId: one.customerId, refusals: [...decision.refusals] }] : [],
    );
    if (refused.length > 0) throw new ErasureRefused(refused);
    const erased = [];
    for (const { one, family, decision } of judged)
      if (family) erased.push(await eraseOne(server, trx, asking, by, { ...one, family, decision }));
    return erased;
  });
  server.snapshots.forget(asking.chainId);
  await dialect.leaveNothing(db);
  return done;
}

/**
 * What the server forgot when it was put back from a backup is done once more, whatever would stand against it today: the
 * customer was told that it was done.
 */
export async function eraseAgain(server: Server, asking: Asking, by: By, wanted: Wanted): Promise<void> {
  const { db, dialect } = server.storage;
  await db.transaction().execute(async (trx) => {
    await dialect.lockChain(trx, asking.chainId);
    const { family, decision } = await judge(server, trx, asking, wanted);
    if (family) await eraseOne(server, trx, asking, by, { ...wanted, family, decision });
    // Made after the backup: he comes no more.
    else await bury(trx, asking.chainId, [{ customerId: wanted.customerId, erasedAt: server.now() }]);
  });
  server.snapshots.forget(asking.chainId);
  await dialect.leaveNothing(db);
}

/** What would be done, by what is there now. */
export async function judge(
  server: Pick<Server, 'now'>,
  trx: Trx,
  { chainId, branchId }: Pick<Asking, 'chainId' | 'branchId'>,
  { customerId, documents }: Wanted,
): Promise<{ family: Family | undefined; decision: ErasureDecision }> {
  const family = await familyOf(trx, chainId, customerId);
  const { today, dayOf } = todayOf(server.now());
  const decision = decideErasure({
    ...{ rows: family?.rows ?? [], customerId, branchId, today, dayOf, documents, neutral },
    before: await latestErasure(trx, chainId, customerId),
  });
  return { family, decision };
}

// --- details

async function eraseOne(
  server: Server,
  trx: Trx,
  asking: Asking,
  by: By,
  { documents, family, decision }: Wanted & { family: Family; decision: ErasureDecision },
): Promise<{ customerId: string; erasureId: string }> {
  const { chainId } = asking;
  const { customerId, ids } = family;
  const { dialect } = server.storage;
  const [customer] = family.rows;
  if (!customer) throw new Error('an erasure without a customer');
  const holders = await workstationsThatHold(trx, chainId, customer);
  await writeWithin(server, dialect, trx, chainId, async (writing) => {
    for (const row of family.rows) writing.put(blankedRow(row, decision.fields.get(row) ?? new Map(), writing.now));
    for (const set of family.sets)
      if (valuesIn(set, ids) > 0) writing.put({ ...set, changedAt: writing.now, body: withoutValues(set, ids) });
  });
  const contents = await dropUnnamed(
    trx,
    chainId,
    family.rows.flatMap(({ table, body }) => (table === 'document' && body.sha256 ? [String(body.sha256)] : [])),
  );
  const besides = await forgetBesides(trx, chainId, family);
  const found = await readBack(trx, chainId, { family, decision });
  const report: ErasureReport = {
    ...{ version: 1, outcome: decision.lockedUntil === null ? 'erased' : 'locked' },
    ...{ lockedUntil: decision.lockedUntil, customerNumber: String(customer.body.number), approvedBy: by.approvedBy },
    documents: { ...documents },
    lines: found.lines,
    besides: [...found.besides, { what: 'contents' as const, count: contents }, ...besides].filter(
      ({ count }) => count > 0,
    ),
    seal: sealOfErasure(server.ports.key, chainId, customerId),
  };
  const erasureId = server.newId();
  await writeWithin(server, dialect, trx, chainId, async (writing) => {
    // Where he was somebody else's customer before, those workstations hear of it too.
    const branchId = holders.elsewhere ? null : customer.branchId;
    writing.make('erasure', erasureId, branchId, {
      ...{ customerId, at: writing.now, erasedBy: by.employeeId, reason: by.reason },
      ...{ report: JSON.stringify(report), waitingFor: JSON.stringify(holders.codes) },
    });
    logErasure(server, writing, customer, { ...asking, employeeId: by.employeeId });
  });
  return { customerId, erasureId };
}

/** As a counter would have written it, for those who hold the customer's history. */
function logErasure(
  { newId }: Server,
  { put, now }: Writing,
  { id, branchId }: Held,
  who: { employeeId: string; workstationId: string; branchId: string },
): void {
  const change = { table: 'customer', rowId: id, subjectId: id, kind: 'update', field: 'erasedAt' };
  const changes = JSON.stringify([{ ...change, from: null, to: JSON.stringify(now), groupFrom: null }]);
  const { employeeId, workstationId } = who;
  put({
    ...{ table: 'changeSet', id: newId(), branchId, subjectId: id, revision: 0 },
    ...{ changedAt: now, removedAt: null, marks: {} },
    body: {
      ...{ at: now, employeeId, branchId: who.branchId, workstationId, doing: 'customer.erase', undoes: null, changes },
    },
  });
}
