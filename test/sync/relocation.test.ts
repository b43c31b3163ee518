// A shop outgrows its one PC: everything moves from the counter's own server to a central one, in a real process on a real
// socket, although the power fails in the middle. Afterwards a second counter joins there and sees it all.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { createService, type Service } from '../../src-main/service/service.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { openCounter, PIN, portsFor } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { ownServerProcesses, withOwnServer } from '../support/own-server.ts';
import { startServer } from '../support/server-process.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const clientOf = (service: Service) => createRouterClient(service.router, { context: { counter: service.counter } });

/** All that two counters must have in common, secrets included. */
function holdings(service: Service): Record<string, unknown[]> {
  const sqlite = service.counter.house?.db.sqlite;
  const all = (sql: string) => sqlite?.prepare(sql).all() ?? [];
  return {
    customers: all('SELECT id, number, lastName, note, removedAt FROM customer ORDER BY id'),
    addresses: all('SELECT id, customerId, street, town FROM customerAddress ORDER BY id'),
    consents: all('SELECT id, customerId, purpose, kind, capturedAt FROM consentEntry ORDER BY id'),
    employees: all('SELECT id, name, pinHash FROM employee ORDER BY id'),
    settings: all('SELECT id, value FROM chainSetting ORDER BY id'),
    documents: all('SELECT id, sha256 FROM document ORDER BY id'),
    history: all('SELECT changeSetId, position, "table", rowId, field, "from", "to" FROM change ORDER BY 1, 2'),
  };
}

test('a move that is killed in the middle goes on at the next start, and a second counter finds everything', async () => {
  const central = await startServer();
  ends.push(() => central.close());
  const directory = mkdtempSync(join(tmpdir(), 'tresen-move-'));
  ends.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '..', 'support', 'relocation-child.ts'),
      directory,
      central.address,
      central.foundingCode,
      '5',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const how = await new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  expect(how).toBe('SIGKILL');
  // Nobody is left behind by the power cut.
  await expect.poll(() => ownServerProcesses(1).length).toBe(0);

  // What staff do in the meantime goes along as well: saved before the move is over, and after it.
  const ports = withOwnServer();
  const first = createService(portsFor(directory, { now: 0 }, ports));
  ends.push(() => first.stop());
  const relocation = () => first.counter.relocation.state;
  expect(relocation()?.place.done).toBeGreaterThan(0);
  const client = clientOf(first);
  await signInTo(client);
  const during = await client.customers.save({
    id: null,
    form: customerForm('Umzug'),
    basedOn: null,
    appActive: null,
    draftId: null,
  });
  await expect.poll(() => relocation(), { timeout: 60_000 }).toBeNull();
  await expect.poll(() => first.counter.house?.sync.state, { timeout: 60_000 }).toEqual({ kind: 'connected' });
  // The own server is gone, what it held is kept beside.
  await expect.poll(() => ownServerProcesses(process.pid)).toEqual([]);
  await expect.poll(() => existsSync(join(directory, 'server'))).toBe(false);
  expect(readdirSync(directory).filter((name) => name.startsWith('server.'))).toHaveLength(1);
  expect(ports.ownServer.state).toEqual({ kind: 'off' });

  await signInTo(client);
  const after = await client.customers.save({
    id: null,
    form: customerForm('Danach'),
    basedOn: null,
    appActive: null,
    draftId: null,
  });
  await first.counter.house?.sync.round();

  // A further workstation, with an activation code that the administrator makes at the first one.
  const { house } = first.counter;
  const { branch } = house?.session.seat ?? {};
  const line = serverLine(fetch, central.address, () => first.counter.ports.keyStore.readToken());
  const proof = { employeeId: house?.session.person?.id ?? '', pin: PIN };
  const activation = await line.workstations.make({ proof, branchId: branch?.id ?? '', name: 'Tresen 2' });
  const second = await openCounter({ setUp: false, ports: { now: Date.now } });
  ends.push(() => second.close());
  await second.client.sync.joinChain({ address: central.address, code: activation.code });
  await second.service.counter.house?.sync.round();
  await first.counter.house?.sync.round();
  const there = holdings(second.service);
  expect(there).toEqual(holdings(first));
  const ids = (there.customers as { id: string }[]).map(({ id }) => id);
  expect(ids).toHaveLength(202);
  expect(ids).toEqual(expect.arrayContaining([during.id, after.id]));
  // Nothing that was judged once waits for a person now.
  expect(second.service.counter.house?.db.sqlite.prepare('SELECT count(*) AS n FROM conflict').get()).toEqual({ n: 0 });
});

test.each([
  ['whose database is gone', 'server'],
  ['that knows this counter no more', 'workstation.token'],
])('an own server %s gets everything again', async (_what, lost) => {
  const ports = withOwnServer();
  const counter = await openCounter({ ports });
  ends.push(() => rmSync(counter.directory, { recursive: true, force: true, maxRetries: 5 }));
  const { id } = await counter.client.customers.save({
    ...{ id: null, form: customerForm('Bestand'), basedOn: null, appActive: null, draftId: null },
  });
  await expect.poll(() => counter.client.sync.state()).toEqual({ kind: 'connected' });
  const before = holdings(counter.service);
  counter.service.stop();
  await expect.poll(() => ownServerProcesses(process.pid)).toEqual([]);
  rmSync(join(counter.directory, lost), { recursive: true });

  const again = createService(portsFor(counter.directory, counter.clock, withOwnServer()));
  ends.push(() => again.stop());
  await expect.poll(() => again.counter.house?.sync.state, { timeout: 30_000 }).toEqual({ kind: 'connected' });
  await expect.poll(() => again.counter.relocation.state).toBeNull();
  expect(holdings(again)).toEqual(before);
  const client = clientOf(again);
  await signInTo(client);
  expect((await client.customers.byId({ id })).form.lastName).toBe('Bestand');
});

async function signInTo(client: ReturnType<typeof clientOf>): Promise<void> {
  const state = await client.signIn.state();
  const people = state.phase === 'signIn' ? state.seat.employees : [];
  const employeeId = people.find(({ name }) => name === 'Anna Amsel')?.id ?? '';
  await client.signIn.signIn({ employeeId, pin: PIN });
}
