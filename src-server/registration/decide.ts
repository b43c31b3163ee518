// Staff decide who somebody is that registered: a customer of theirs, a new one, or nobody they want connected. The phone that
// waits learns it by itself.

import { consentState } from '../../src-shared/consent/rules.ts';
import { takeable } from '../../src-shared/tasks/rules.ts';
import type { RegistrationCandidate, RegistrationDecision } from '../../src-shared/tasks/server-contract.ts';
import { admitted, type calls } from '../http/calls.ts';
import type { KnownWorkstation } from '../joining.ts';
import { ledgerEntryOf } from '../ledger-entry.ts';
import type { Server } from '../server.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { rowsById, rowsOfSubjects } from '../sync/rows.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { worksAt } from '../works-at.ts';
import { admitKnown, admitNew, type By, CannotAdmit } from './admit.ts';
import { opened, type Registration, type Sent } from './letters.ts';
import { agreements, matchesOf, shownMatch } from './matches.ts';
import { keep } from './register.ts';
import { text } from './shop.ts';

export function tasksDoor(os: typeof calls.tasks) {
  return {
    registration: os.registration.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      if (!(await mayDecide(server, workstation, input.employeeId))) throw errors.NOT_ALLOWED();
      const { db } = server.storage;
      const registration = await waiting(db, workstation, input.taskId);
      if (!registration) throw errors.GONE();
      const sent = opened<Sent>(server, registration);
      return {
        ...{ sentAt: registration.sentAt ?? registration.createdAt, deviceName: sent.deviceName, person: sent.person },
        consents: sent.entries.filter(({ kind }) => kind === 'granted').map(({ purpose }) => purpose),
        ...(await candidates(db, workstation, sent)),
      };
    }),

    decide: os.decide.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { taskId, employeeId, decision } = input;
      if (!(await mayDecide(server, workstation, employeeId))) throw errors.NOT_ALLOWED();
      const { chainId, branchId, workstationId } = workstation;
      try {
        return await writeAsServer(server, chainId, async (writing) => {
          const registration = await waiting(writing.trx, workstation, taskId);
          const [task, branch] = [await writing.read('task', taskId), await writing.read('branch', branchId)];
          if (!task || task.branchId !== branchId || task.body.doneAt !== null || !branch) throw errors.GONE();
          if (!registration) {
            // What was sent stayed behind on another server, or went with a backup: nothing is left but to put it away.
            if (decision.kind !== 'decline' || task.body.kind !== 'assignConnection') throw errors.GONE();
            noteDeclined(server, writing, { taskId, employeeId, workstationId, branchId });
            writing.change(task, { doneAt: writing.now, doneBy: employeeId, body: '{}' });
            return { customerId: null };
          }
          if (decision.kind === 'decline')
            noteDeclined(server, writing, { taskId, employeeId, workstationId, branchId });
          const by = { employeeId, workstationId };
          const customerId = await carryOut(server, writing, { registration, branch, by, decision, gone: errors.GONE });
          writing.change(task, { doneAt: writing.now, doneBy: employeeId, customerId, body: '{}' });
          const state = decision.kind === 'decline' ? 'declined' : 'connected';
          await keep(writing.trx, { ...registration, state, body: null, record: null });
          return { customerId };
        });
      } catch (error) {
        if (error instanceof CannotAdmit) throw errors.REFUSED({ data: { reason: error.reason } });
        throw error;
      }
    }),
  };
}

// --- details

/** @returns the customer; null = declined */
async function carryOut(
  server: Server,
  writing: Writing,
  about: { registration: Registration; branch: Held; by: By; decision: RegistrationDecision; gone: () => Error },
): Promise<string | null> {
  const { registration, branch, by, decision, gone } = about;
  const sent = opened<Sent>(server, registration);
  switch (decision.kind) {
    case 'decline':
      return null;
    case 'create':
      return admitNew(server, writing, { registration, sent, branch, by });
    case 'assign': {
      const customer = await writing.read('customer', decision.customerId);
      // Another branch's customers are moved here first.
      if (!customer || customer.removedAt !== null || customer.branchId !== branch.id) throw gone();
      const rows = async (table: 'customerAddress' | 'customerPhone') =>
        (await rowsOfSubjects(writing.trx, writing.chainId, table, [customer.id])).filter(
          (row) => row.removedAt === null,
        );
      const agrees = agreements(sent.person, customer, await rows('customerAddress'), await rows('customerPhone'));
      const take = decision.take.filter((field) => takeable(agrees).includes(field));
      await admitKnown(server, writing, { registration, sent, branch, by, customer, take });
      return customer.id;
    }
  }
}

/** In the change log, as what is assigned or made is: who, where, when; of the person nothing is left to name. */
function noteDeclined(
  server: Server,
  { log, now }: Writing,
  { taskId, ...who }: { taskId: string; employeeId: string; workstationId: string; branchId: string },
): void {
  const change = { table: 'task', rowId: taskId, subjectId: taskId, kind: 'update', field: 'doneAt' } as const;
  const changes = [{ ...change, from: null, to: JSON.stringify(now), groupFrom: null }] as const;
  log({ id: server.newId(), ...who, doing: 'task.finish', changes: [...changes] });
}

function mayDecide(server: Server, { chainId, branchId }: KnownWorkstation, employeeId: string): Promise<boolean> {
  return worksAt(server, chainId, employeeId, branchId);
}

/** Of this branch, and not decided. */
async function waiting(
  db: Db | Trx,
  { chainId, branchId }: KnownWorkstation,
  taskId: string,
): Promise<Registration | undefined> {
  return db
    .selectFrom('registration')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('branchId', '=', branchId)
    .where('taskId', '=', taskId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

/** Of other branches only those who agreed to be seen here; the rest is a number (N-24). */
async function candidates(
  db: Db,
  { chainId, branchId }: KnownWorkstation,
  sent: Sent,
): Promise<{ candidates: RegistrationCandidate[]; hidden: number }> {
  const { found } = await matchesOf(db, chainId, sent.person);
  const branches = await rowsById(
    db,
    chainId,
    new Map([['branch', new Set(found.map(({ customer }) => String(customer.branchId)))]]),
  );
  const shown: RegistrationCandidate[] = [];
  let hidden = 0;
  for (const match of found.slice(0, MOST_SHOWN)) {
    const its = match.customer.branchId;
    if (its !== branchId && !(await isShared(db, chainId, match.customer.id))) {
      hidden += 1;
      continue;
    }
    const name = its === branchId ? null : text(branches.find(({ id }) => id === its)?.body.name);
    shown.push({ ...shownMatch(match), branchName: name });
  }
  return { candidates: shown, hidden };
}

const MOST_SHOWN = 20;

async function isShared(db: Db, chainId: string, customerId: string): Promise<boolean> {
  const rows = await rowsOfSubjects(db, chainId, 'consentEntry', [customerId]);
  const entries = rows.filter(({ removedAt }) => removedAt === null).map(ledgerEntryOf);
  return consentState(entries, 'branchSharing').state === 'granted';
}
