// The shop with one PC: its counter starts the branch server itself, belongs to it without being asked, and loses nothing
// when that process dies, when its port is taken, or when its database is gone.
import { existsSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { ownServerProcesses, withOwnServer } from '../support/own-server.ts';

let counter: TestCounter | null = null;
afterEach(() => {
  counter?.close();
  counter = null;
});

const untouched = { basedOn: null, appActive: null, draftId: null };

async function save(at: TestCounter, lastName: string): Promise<string> {
  return (await at.client.customers.save({ id: null, form: customerForm(lastName), ...untouched })).id;
}

const connected = (at: TestCounter) => expect.poll(() => at.client.sync.state()).toEqual({ kind: 'connected' });

/** The shop's whole outbox is answered. */
function waiting(at: TestCounter): number {
  const row = at.service.counter.house?.db.sqlite
    .prepare('SELECT count(*) AS n FROM changeSet WHERE answeredAt IS NULL')
    .get();
  return (row as { n: number }).n;
}

test('after the set-up the counter belongs to a server of its own, and everything it saves goes there', async () => {
  const ports = withOwnServer();
  counter = await openCounter({ ports });
  await save(counter, 'Weiß');
  await connected(counter);
  await expect.poll(() => waiting(counter as TestCounter)).toBe(0);
  const { state } = ports.ownServer;
  expect(state.kind).toBe('running');
  if (state.kind !== 'running') return;
  // It listens for this PC alone.
  expect(state.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${state.address}/health`)).status).toBe(200);
});

test('a server process that is killed is started again, and what was saved meanwhile goes up', async () => {
  const ports = withOwnServer();
  counter = await openCounter({ ports });
  await connected(counter);
  const [before] = ownServerProcesses(process.pid);
  process.kill(before ?? 0, 'SIGKILL');
  const id = await save(counter, 'Klein');
  await expect.poll(() => ownServerProcesses(process.pid).find((pid) => pid !== before)).toBeDefined();
  await expect.poll(() => waiting(counter as TestCounter)).toBe(0);
  await connected(counter);
  expect((await counter.client.customers.byId({ id })).form.lastName).toBe('Klein');
});

test('a folder from before gets its server at the next start, and a port that is taken gives way to another', async () => {
  // No server yet, as in an earlier version.
  let ports: ReturnType<typeof withOwnServer> | null = null;
  const one = await openCounter({ ports: { now: Date.now } });
  counter = one;
  await save(one, 'Altbestand');
  expect(await one.client.sync.state()).toEqual({ kind: 'none' });
  one.service.stop();

  const { createService } = await import('../../src-main/service/service.ts');
  const { portsFor } = await import('../support/counter.ts');
  const open = () => {
    ports = withOwnServer();
    return createService(portsFor(one.directory, one.clock, ports));
  };
  const state = () => ports?.ownServer.state;
  const second = open();
  await expect.poll(() => second.counter.house?.sync.state).toEqual({ kind: 'connected' });
  const first = state();
  second.stop();
  await expect.poll(() => ownServerProcesses(process.pid)).toEqual([]);

  const port = first?.kind === 'running' ? first.port : 0;
  const third = open();
  await expect.poll(() => third.counter.house?.sync.state).toEqual({ kind: 'connected' });
  expect(state()).toMatchObject({ kind: 'running', port });
  third.stop();
  await expect.poll(() => ownServerProcesses(process.pid)).toEqual([]);

  const squatter = createTcpServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
  const fourth = open();
  try {
    await expect.poll(() => fourth.counter.house?.sync.state).toEqual({ kind: 'connected' });
    const now = state();
    expect(now?.kind === 'running' && now.port !== port).toBe(true);
  } finally {
    fourth.stop();
    squatter.close();
  }
});

test('a counter that belongs to no shop yet starts no server', async () => {
  const ports = withOwnServer();
  counter = await openCounter({ setUp: false, ports });
  expect(ports.ownServer.state).toEqual({ kind: 'off' });
  expect(existsSync(join(counter.directory, 'server'))).toBe(false);
});
