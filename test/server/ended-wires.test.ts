// A token that ends at one server process is worth nothing at another at once: its live wire there is cut, by the announcement
// and not by the next pull. Two real processes on one real PostgreSQL, a real counter, real sockets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { liveWire, type ServerProcess, startServer } from '../support/branch-server.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { round } from '../support/sync.ts';
import { HELLO } from '../support/two-chains.ts';

let folder: string;
let postgres: TestPostgres | null = null;
let counter: TestCounter | null = null;
let running: ServerProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-wires-'));
});
afterEach(async () => {
  counter?.close();
  await Promise.all(running.map((server) => server.kill()));
  running = [];
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

describe.skipIf(noPostgres !== null)(noPostgres === null ? 'PostgreSQL' : `PostgreSQL, skipped: ${noPostgres}`, () => {
  test('ended, or replaced by another PC, at one process: the wire at the other is cut, and no other wire is', async () => {
    postgres = await startPostgres();
    const settings = { TRESEN_DATA: join(folder, 'data'), DATABASE_URL: await postgres.database() };
    const start = async () => {
      const server = await startServer(settings);
      running.push(server);
      return server;
    };
    const here = await start();
    counter = await openCounter({ ports: { sync: 'byHand', now: Date.now } });
    await counter.client.sync.foundChain({ address: here.address, code: here.foundingCode ?? '' });
    await round(counter);
    const there = await start();
    const state = await counter.client.signIn.state();
    if (state.phase !== 'open') throw new Error('nobody is signed in');
    const proof = { employeeId: state.person.id, pin: PIN };
    const own = counter.service.counter.ports.keyStore.readToken() ?? '';
    const line = (token: string | null) => serverLine(networkRoad.fetch, here.address, () => token);
    const { workstations } = line(own);
    const joined = async (code: string) => (await line(null).sync.join({ ...HELLO, code, workstation: null })).token;
    const made = async (name: string) => {
      const { code, workstationId } = await workstations.make({ proof, branchId: state.seat.branch.id, name });
      return { workstationId, token: await joined(code) };
    };
    const [ended, replaced] = [await made('Büro'), await made('Labor')];
    const wires = {
      own: await liveWire(there.address, own),
      ended: await liveWire(there.address, ended.token),
      replaced: await liveWire(there.address, replaced.token),
    };
    const limit = { timeout: 60_000, interval: 20 };

    await workstations.revoke({ proof, workstationId: ended.workstationId });
    await expect.poll(() => wires.ended.heard.at(-1), limit).toEqual({ kind: 'revoked' });
    await expect.poll(() => wires.ended.closed(), limit).not.toBeNull();
    expect([wires.own.closed(), wires.replaced.closed()]).toEqual([null, null]);

    const { code } = await workstations.activate({ proof, workstationId: replaced.workstationId });
    const newer = await joined(code);
    await expect.poll(() => wires.replaced.heard.at(-1), limit).toEqual({ kind: 'revoked' });
    await expect.poll(() => wires.replaced.closed(), limit).not.toBeNull();

    // Whoever took its place, and everybody else, goes on hearing.
    const place = await liveWire(there.address, newer);
    const before = wires.own.heard.length;
    await workstations.make({ proof, branchId: state.seat.branch.id, name: 'Tresen 9' });
    await expect.poll(() => wires.own.heard.length, limit).toBeGreaterThan(before);
    await expect.poll(() => place.heard.length, limit).toBeGreaterThan(0);
    expect([...wires.own.heard, ...place.heard].filter(({ kind }) => kind === 'revoked')).toEqual([]);
    expect([wires.own.closed(), place.closed()]).toEqual([null, null]);
    for (const wire of [wires.own, place]) wire.end();
  }, 180_000);
});
