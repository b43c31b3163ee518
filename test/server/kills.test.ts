// Power cuts, kills and restarts while counters push: what was answered is there, what was not is taken when it comes again,
// nothing is there twice. Real processes, real signals, SQLite and PostgreSQL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { lineTrouble } from '../../src-main/service/sync/server-line.ts';
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import { liveWire, type ServerProcess, startServer } from '../support/branch-server.ts';
import { noPostgres, startPostgres } from '../support/postgres.ts';
import { customerIn, foundShop, HELLO, pullAll, rowsOf, type Shop } from '../support/pushing.ts';

if (noPostgres) console.warn(`PostgreSQL tests are skipped: ${noPostgres}`);

let folder: string;
const running: ServerProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-kills-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: Record<string, string>): Promise<ServerProcess> {
  const server = await startServer({ TRESEN_DATA: join(folder, 'data'), ...settings });
  running.push(server);
  return server;
}

function founded(server: ServerProcess): Promise<Shop> {
  return foundShop(networkRoad, server.address, server.foundingCode ?? '');
}

type Storm = {
  readonly sent: Map<string, WireSet>;
  /** Sets that a server has answered. */
  readonly confirmed: Set<string>;
  /** Status of what was not answered, by how often; 0 = no answer at all. */
  readonly troubles: Map<number, number>;
  /** No new ones; what is on its way comes to its end, each set again until it is answered. */
  end(): Promise<void>;
};

/** Counters that push without a pause, each set until it is answered, as a counter's outbox does. */
function storm(shop: Shop, addresses: () => string[], pushers = 6): Storm {
  const sent = new Map<string, WireSet>();
  const confirmed = new Set<string>();
  const troubles = new Map<number, number>();
  let ended = false;
  const one = async (at: number) => {
    for (let turn = at; !ended; turn++) {
      const sets = [shop.newCustomer(), shop.newCustomer()];
      for (const set of sets) sent.set(set.id, set);
      for (;;) {
        const all = addresses();
        try {
          const { answers } = await shop.line(all[turn % all.length]).sync.push({ ...HELLO, sets });
          for (const { id, verdict } of answers) if (verdict.kind === 'taken') confirmed.add(id);
          break;
        } catch (error) {
          const status = (error as { status?: number }).status ?? 0;
          troubles.set(status, (troubles.get(status) ?? 0) + 1);
          if (lineTrouble(error) !== 'offline') throw error;
          turn++;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }
  };
  const pushing = Promise.all(Array.from({ length: pushers }, (_, at) => one(at)));
  pushing.catch(() => undefined);
  return {
    ...{ sent, confirmed, troubles },
    end: async () => {
      ended = true;
      await pushing;
    },
  };
}

async function nothingLostNothingTwice(shop: Shop, address: string, { sent, confirmed }: Storm): Promise<void> {
  expect(confirmed.size).toBe(sent.size);
  const rows = await pullAll(shop.line(address), 2000);
  const customers = rowsOf(rows, 'customer').map(({ id }) => id);
  const wanted = [...sent.values()].map(customerIn);
  expect(wanted.filter((id) => !customers.includes(id))).toEqual([]);
  expect(new Set(customers).size).toBe(customers.length);
  // One line of history a set, one customer a set: the founder's own one besides.
  expect(customers).toHaveLength(sent.size + 1);
  const history = rowsOf(rows, 'changeSet').map(({ id }) => id);
  expect(history.filter((id) => sent.has(id))).toHaveLength(sent.size);
  expect(rowsOf(rows, 'conflict')).toEqual([]);
  const revisions = rows.map(({ revision }) => revision);
  expect(new Set(revisions).size).toBe(revisions.length);
}

async function reaches(storm: Storm, confirmed: number): Promise<void> {
  await expect.poll(() => storm.confirmed.size, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(confirmed);
}

test('SQLite: a server that is killed again and again during transactions loses nothing and doubles nothing', async () => {
  let server = await start({});
  const shop = await founded(server);
  const { port } = new URL(server.address);
  const address = server.address;
  const storms = storm(shop, () => [address]);
  for (let kill = 1; kill <= 3; kill++) {
    await reaches(storms, storms.confirmed.size + 20 + kill);
    await server.kill();
    server = await start({ TRESEN_PORT: port });
  }
  await reaches(storms, storms.confirmed.size + 20);
  await storms.end();
  expect(storms.troubles.get(0)).toBeGreaterThan(0);
  await nothingLostNothingTwice(shop, address, storms);
});

describe.skipIf(noPostgres !== null)(noPostgres === null ? 'PostgreSQL' : `PostgreSQL, skipped: ${noPostgres}`, () => {
  test('two servers on one database: what is pushed at one is announced at the other, and comes down there', async () => {
    const postgres = await startPostgres();
    try {
      const settings = { DATABASE_URL: await postgres.database() };
      const one = await start(settings);
      const shop = await founded(one);
      const two = await start(settings);
      expect(two.foundingCode).toBeNull();
      const wire = await liveWire(two.address, shop.token);
      const set = shop.newCustomer();
      const { head } = await shop.line(one.address).sync.push({ ...HELLO, sets: [set] });
      await expect.poll(() => wire.heard.at(-1)).toEqual({ kind: 'revision', revision: head.revision });
      const there = rowsOf(await pullAll(shop.line(two.address)), 'customer').map(({ id }) => id);
      expect(there).toContain(customerIn(set));
      wire.end();
    } finally {
      await Promise.all(running.splice(0).map((server) => server.kill()));
      await postgres.close();
    }
  });

  test('two servers on one database, one killed mid-storm: nothing that was confirmed is lost, nothing is doubled', async () => {
    const postgres = await startPostgres();
    try {
      const settings = { DATABASE_URL: await postgres.database() };
      const one = await start(settings);
      const shop = await founded(one);
      const two = await start(settings);
      const wire = await liveWire(two.address, shop.token);
      const storms = storm(shop, () => [one.address, two.address]);
      await reaches(storms, 40);
      await one.kill();
      await reaches(storms, storms.confirmed.size + 40);
      await storms.end();
      expect(storms.troubles.get(0)).toBeGreaterThan(0);
      await nothingLostNothingTwice(shop, two.address, storms);
      const { head } = await shop.line(two.address).sync.pull({ ...HELLO, cursor: 0, rows: 1, skipOwn: false });
      await expect.poll(() => wire.heard.at(-1)).toEqual({ kind: 'revision', revision: head.revision });
      wire.end();
    } finally {
      await Promise.all(running.splice(0).map((server) => server.kill()));
      await postgres.close();
    }
  });

  test.each(['fast', 'kill'] as const)(
    'PostgreSQL ended under load (%s) and started again: 503 meanwhile, then the server goes on by itself',
    async (how) => {
      const postgres = await startPostgres();
      try {
        const server = await start({ DATABASE_URL: await postgres.database() });
        const shop = await founded(server);
        const wire = await liveWire(server.address, shop.token);
        const storms = storm(shop, () => [server.address]);
        await reaches(storms, 30);
        await postgres.stop(how);
        await expect.poll(() => storms.troubles.get(503) ?? 0).toBeGreaterThan(3);
        expect((await fetch(`${server.address}/ready`)).status).toBe(503);
        expect((await fetch(`${server.address}/health`)).status).toBe(200);
        await postgres.start();
        await reaches(storms, storms.confirmed.size + 30);
        await storms.end();
        expect((await fetch(`${server.address}/ready`)).status).toBe(200);
        // Every failure was the one foreseen; the process is the same.
        expect([...storms.troubles.keys()]).toEqual([503]);
        expect(server.process.exitCode).toBeNull();
        await nothingLostNothingTwice(shop, server.address, storms);
        // Its ear is open again: what others announce is heard.
        const { head } = await shop.line().sync.push({ ...HELLO, sets: [shop.newCustomer()] });
        await expect.poll(() => wire.heard.at(-1)).toEqual({ kind: 'revision', revision: head.revision });
        wire.end();
      } finally {
        await Promise.all(running.splice(0).map((server) => server.kill()));
        await postgres.close();
      }
    },
  );
});
