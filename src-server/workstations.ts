// Makes, activates and ends workstations for an administrator at a counter. Each is all or nothing, stands in the change log
// and comes down to every counter like any other row.
import { ORPCError } from '@orpc/server';
import type { WireChange } from '../src-shared/sync/protocol.ts';
import type { Activation } from '../src-shared/workstations/server-contract.ts';
import { admitted, type calls } from './http/calls.ts';
import { endCodes, issueCode, type KnownWorkstation } from './joining.ts';
import { administrator, proveAdministrator } from './proof.ts';
import type { Server } from './server.ts';
import type { Trx } from './storage/storage.ts';
import { type Writing, writeAsServer } from './sync/server-write.ts';
import type { Held } from './sync/world.ts';

export function workstationsDoor(os: typeof calls.workstations) {
  return {
    seen: os.seen.handler(async ({ context, input }) => {
      const { db } = context.server.storage;
      const asking = await admitted(context);
      await administrator(db, asking, input.employeeId);
      return db
        .selectFrom('workstationKey')
        .select(['workstationId', 'createdAt as joinedAt', 'lastSeenAt', 'version'])
        .where('chainId', '=', asking.chainId)
        .orderBy('workstationId')
        .execute();
    }),

    make: os.make.handler(async ({ context: { server, ...context }, input }) => {
      const asking = await admitted({ server, ...context });
      await proveAdministrator(server, asking, input.proof);
      // Soon somebody types the code in: by then the file of the first fill may be ready.
      server.snapshots.want({ chainId: asking.chainId, branchId: input.branchId });
      return writeAsServer(server, asking.chainId, async (writing) => {
        const branch = await writing.read('branch', input.branchId);
        if (!branch || branch.removedAt !== null) throw gone();
        const letters = await freeLetters(writing.trx, asking.chainId);
        const workstationId = server.newId();
        const { branchId, name } = input;
        const body = { branchId, code: letters, name, lockMinutes: 5, revokedAt: null, lastSeenAt: null };
        writing.make('workstation', workstationId, null, body);
        const made = JSON.stringify({ branchId, code: letters, name, lockMinutes: 5 });
        log(server, writing, asking, input.proof.employeeId, [changeOf(workstationId, 'create', null, made)]);
        return codeFor(server, writing.trx, asking.chainId, workstationId, letters);
      });
    }),

    activate: os.activate.handler(async ({ context: { server, ...context }, input }) => {
      const asking = await admitted({ server, ...context });
      await proveAdministrator(server, asking, input.proof);
      return writeAsServer(server, asking.chainId, async (writing) => {
        const found = await living(writing, input.workstationId);
        server.snapshots.want({ chainId: asking.chainId, branchId: String(found.body.branchId) });
        return codeFor(server, writing.trx, asking.chainId, found.id, String(found.body.code));
      });
    }),

    revoke: os.revoke.handler(async ({ context: { server, ...context }, input, errors }) => {
      const asking = await admitted({ server, ...context });
      const { workstationId } = input;
      if (workstationId === asking.workstationId) throw errors.OWN();
      await proveAdministrator(server, asking, input.proof);
      await writeAsServer(server, asking.chainId, async (writing) => {
        const found = await living(writing, workstationId);
        const { trx, chainId, now } = writing;
        await endCodes(trx, chainId, workstationId);
        await trx
          .updateTable('workstationKey')
          .set({ revokedAt: now })
          .where('chainId', '=', chainId)
          .where('workstationId', '=', workstationId)
          .execute();
        writing.change(found, { revokedAt: now });
        const ended = changeOf(workstationId, 'update', 'revokedAt', JSON.stringify(now));
        log(server, writing, asking, input.proof.employeeId, [ended]);
      });
    }),
  };
}

// --- details

async function living(writing: Writing, workstationId: string): Promise<Held> {
  const found = await writing.read('workstation', workstationId);
  if (!found || found.removedAt !== null || (found.body.revokedAt ?? null) !== null) throw gone();
  return found;
}

function gone(): Error {
  return new ORPCError('GONE', { defined: true, status: 404 });
}

/** 'T2', 'T3' …: never given twice, as they stand in the numbers of password letters. The chain is locked. */
async function freeLetters(trx: Trx, chainId: string): Promise<string> {
  const rows = await trx
    .selectFrom('syncedRow')
    .select('body')
    .where('chainId', '=', chainId)
    .where('tableName', '=', 'workstation')
    .execute();
  const taken = new Set(rows.map(({ body }) => (JSON.parse(body) as { code: string }).code));
  const { nextWorkstation } = await trx
    .selectFrom('chain')
    .select('nextWorkstation')
    .where('id', '=', chainId)
    .executeTakeFirstOrThrow();
  let next = nextWorkstation;
  while (taken.has(`T${next}`)) next += 1;
  await trx
    .updateTable('chain')
    .set({ nextWorkstation: next + 1 })
    .where('id', '=', chainId)
    .execute();
  return `T${next}`;
}

async function codeFor(
  { now }: Pick<Server, 'now'>,
  trx: Trx,
  chainId: string,
  workstationId: string,
  letters: string,
): Promise<Activation> {
  const { code, expiresAt } = await issueCode(trx, now(), { chainId, workstationId });
  return { workstationId, letters, code, expiresAt, now: now() };
}

function changeOf(rowId: string, kind: 'create' | 'update', field: string | null, to: string): WireChange {
  return { table: 'workstation', rowId, subjectId: rowId, kind, field, from: null, to, groupFrom: null };
}

function log(
  { newId }: Pick<Server, 'newId'>,
  writing: Writing,
  { workstationId, branchId }: KnownWorkstation,
  employeeId: string,
  changes: readonly [WireChange, ...WireChange[]],
): void {
  writing.log({ id: newId(), employeeId, workstationId, branchId, doing: 'workstation.save', changes });
}
