// A branch server in this process and counters that belong to it: real storage, real service, real messages. Only the wire
// is ours: it carries requests without sockets and can be cut.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Ports, ServerRoad } from '../../src-main/service/ports.ts';
import { issueCode } from '../../src-server/joining.ts';
import type { MailAccount } from '../../src-server/mail/transport.ts';
import { createServer, type RunningServer } from '../../src-server/server.ts';
import { snapshotsIn } from '../../src-server/snapshot/place.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { openCounter, PIN, type TestCounter } from './counter.ts';

export type TestServer = {
  readonly running: RunningServer;
  /** Where its SQLite file lies, and the key to it. */
  readonly directory: string;
  readonly key: Buffer;
  readonly clock: { now: number };
  readonly road: TestRoad;
  /** Stops it and opens the same storage again, as after a restart. @param meanwhile works on its files */
  restart(meanwhile?: () => void): Promise<void>;
  close(): Promise<void>;
};

/** The way between counters and a server. */
export type TestRoad = ServerRoad & {
  /** Nothing gets through, in either direction. */
  cut: boolean;
  /** Says what becomes of a request: 'pass', 'lost' before it arrived, 'answerLost' after it was done. */
  fate: (path: string) => 'pass' | 'lost' | 'answerLost';
};

export const SERVER_ADDRESS = 'http://localhost:9';

/** @param dialect SQLite in a folder of its own unless given */
export async function openServer(
  options: {
    dialect?: () => Dialect;
    clock?: { now: number };
    mail?: MailAccount;
    /** Files for first fills from so many customers on; none unless given. */
    snapshotsFrom?: number;
  } = {},
): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-server-'));
  const key = randomBytes(32);
  const clock = options.clock ?? { now: Date.UTC(2026, 10, 21, 9, 30) };
  const dialect = options.dialect ?? (() => sqliteDialect(join(directory, 'server.db'), key));
  const open = () =>
    createServer({
      ...{ dialect: dialect(), key, now: () => clock.now, log: pino({ level: 'silent' }), version: 'test' },
      ...{ trustedProxies: [], tls: null, mail: options.mail ?? null },
      snapshots:
        options.snapshotsFrom === undefined ? null : { ...snapshotsIn(directory), worth: options.snapshotsFrom },
    });
  let running = await open();
  const road = roadTo(() => running);
  return {
    ...{ clock, road, directory, key },
    get running() {
      return running;
    },
    restart: async (meanwhile) => {
      await running.stop();
      meanwhile?.();
      running = await open();
    },
    close: async () => {
      await running.stop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** A set-up counter whose shop is the chain's beginning. Rounds are made by hand: `counter.service.counter.house?.sync.round()`. */
export async function foundingCounter(server: TestServer, ports: Partial<Ports> = {}): Promise<TestCounter> {
  const own = { road: server.road, sync: 'byHand', now: () => server.clock.now } as const;
  const counter = await openCounter({ ports: { ...own, ...ports } });
  await counter.client.sync.foundChain({ address: SERVER_ADDRESS, code: server.running.foundingCode ?? '' });
  await round(counter);
  return counter;
}

/** A further workstation of the founder's branch, or of another one; its first fill is done, 'Anna Amsel' is signed in. */
export async function joinedCounter(
  server: TestServer,
  founder: TestCounter,
  more: {
    branchId?: string;
    ports?: Partial<Ports>;
    /** Told before it joins. */
    opened?: (counter: TestCounter) => void;
  } = {},
): Promise<TestCounter> {
  const house = founder.service.counter.house;
  const seat = house?.session.seat;
  if (!house || !seat) throw new Error('the founder is not open');
  const workstationId = house.newId();
  const branchId = more.branchId ?? seat.branch.id;
  const code = `T${workstations(founder) + 1}`;
  house.save('workstation.save', (unit) =>
    unit.create('workstation', { id: workstationId, branchId, code, name: `Tresen ${code.slice(1)}` }),
  );
  await round(founder);
  const { storage, now } = server.running.server;
  const { chainId } = await storage.db
    .selectFrom('workstationKey')
    .select('chainId')
    .where('workstationId', '=', seat.workstation.id)
    .executeTakeFirstOrThrow();
  const activation = await issueCode(storage.db, now(), { chainId, workstationId });
  const ports = { road: server.road, sync: 'byHand', now: () => server.clock.now, ...more.ports } as const;
  const counter = await openCounter({ setUp: false, ports });
  more.opened?.(counter);
  await counter.client.sync.joinChain({ address: SERVER_ADDRESS, code: activation.code });
  await round(counter);
  await signInAgain(counter);
  return counter;
}

/** As after a restart or a lock: the first employee of the list. */
export async function signInAgain(counter: TestCounter): Promise<void> {
  const state = await counter.client.signIn.state();
  const employeeId = state.phase === 'signIn' ? state.seat.employees[0]?.id : undefined;
  if (!employeeId) throw new Error(`nobody can sign in: ${state.phase}`);
  await counter.client.signIn.signIn({ employeeId, pin: PIN });
}

function workstations(counter: TestCounter): number {
  const count = counter.service.counter.house?.db.sqlite.prepare('SELECT count(*) AS n FROM workstation');
  return (count?.get() as { n: number } | undefined)?.n ?? 0;
}

/** Says and hears everything. @throws what the line says */
export async function round(counter: TestCounter): Promise<void> {
  const { house } = counter.service.counter;
  await house?.sync.round();
  if (house === null || counter.service.counter.house === house) return;
  // The first fill came as a file: what has come since then comes as rows.
  while (counter.service.counter.house === null && counter.service.counter.trouble === null)
    await new Promise(setImmediate);
  await counter.service.counter.house?.sync.round();
}

function roadTo(running: () => RunningServer): TestRoad {
  const road: TestRoad = {
    cut: false,
    fate: () => 'pass',
    listen: () => () => undefined,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const fate = road.cut ? 'lost' : road.fate(pathname);
      if (fate === 'lost') throw new TypeError('fetch failed');
      const answer = await running().http.inject({
        method: request.method as 'POST',
        url: pathname + search,
        headers: Object.fromEntries(request.headers),
        payload: Buffer.from(await request.arrayBuffer()),
      });
      if (fate === 'answerLost') throw new TypeError('fetch failed');
      const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      const empty = answer.statusCode === 204 || answer.statusCode === 304;
      return new Response(empty ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers });
    },
  };
  return road;
}
