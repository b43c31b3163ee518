// A shop of two branches and three counters with their branch server: made once, then copied for every seed, so that a seed
// costs no set-up and no password hashing. Real services, real server, real files; nothing waits for the disk.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { sql } from 'kysely';
import pino from 'pino';
import type { House } from '../../src-main/service/house.ts';
import type { KeyStore, ServerRoad } from '../../src-main/service/ports.ts';
import { createService, type Service } from '../../src-main/service/service.ts';
import { createServer, type RunningServer } from '../../src-server/server.ts';
import { beginNewEpoch } from '../../src-server/storage/restored.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { portsFor } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round } from '../support/sync.ts';

/** What stands in for the time that Argon2 takes: nobody signs in with it. */
export const PREPARED_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2ltdWxhdGlvbnNzYWx0$c2ltdWxhdGlvbiBoYXNoIG9mIG5vdGhpbmc';

/** In memory where the system has such a place: a storm is no test of disks. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export const NAMES = ['one', 'two', 'far'] as const;
export type CounterName = (typeof NAMES)[number];

export type Template = {
  readonly directory: string;
  readonly serverKey: Buffer;
  readonly now: number;
  readonly counters: Readonly<Record<CounterName, { key: Buffer; token: string; proof: string }>>;
  readonly people: readonly { id: string; name: string; role: 'administrator' | 'employee' }[];
  readonly branches: readonly [near: string, far: string];
};

/** @returns where everything lies; `dropTemplate` removes it */
export async function makeTemplate(): Promise<Template> {
  const directory = mkdtempSync(join(SCRATCH, 'tresen-simulation-'));
  const server = await openServer();
  const one = await foundingCounter(server);
  const house = houseOf(one.service);
  const near = house.session.seat?.branch.id ?? '';
  const far = house.newId();
  const anna = house.session.person?.id ?? '';
  const bruno = house.newId();
  house.save('branch.save', (unit) => {
    unit.update('branch', near, { licenceUntil: '2099-12-31' });
    unit.create('branch', { id: far, name: 'Mond-Apotheke', licenceUntil: '2099-12-31' });
    unit.create('employeeRole', { id: house.newId(), employeeId: anna, branchId: far, role: 'administrator' });
    unit.create('employee', { id: bruno, name: 'Bruno Beispiel', pinHash: PREPARED_HASH });
    for (const branchId of [near, far])
      unit.create('employeeRole', { id: house.newId(), employeeId: bruno, branchId, role: 'employee' });
  });
  const two = await joinedCounter(server, one);
  const distant = await joinedCounter(server, one, { branchId: far });
  for (const [counter, last] of [
    [one, 'Anfang'],
    [two, 'Beginn'],
    [distant, 'Ferne'],
  ] as const)
    await counter.client.customers.save({
      ...{ id: null, form: customerForm(last), basedOn: null, appActive: null, draftId: null },
    });
  for (const counter of [one, two, distant, one, two]) await round(counter);
  const made = { one, two, far: distant };
  const counters = Object.fromEntries(
    NAMES.map((name) => {
      const { keyStore } = made[name].service.counter.ports;
      const [proof = ''] = houseOf(made[name].service).sync.proofs.shown();
      const key = keyStore.read();
      if (!key) throw new Error('no key');
      houseOf(made[name].service).db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      made[name].service.stop();
      mkdirSync(join(directory, name));
      for (const file of ['tresen.db', 'tresen.json'])
        cpSync(join(made[name].directory, file), join(directory, name, file), { errorOnExist: false, force: true });
      return [name, { key, token: keyStore.readToken() ?? '', proof }];
    }),
  ) as Template['counters'];
  // A storm takes hours by its clock, and nobody types a PIN in it.
  await server.running.server.storage.db
    .updateTable('administratorProof')
    .set({ until: Number.MAX_SAFE_INTEGER })
    .execute();
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(server.running.server.storage.db);
  await server.running.stop();
  mkdirSync(join(directory, 'server'));
  cpSync(join(server.directory, 'server.db'), join(directory, 'server', 'server.db'));
  for (const name of NAMES) made[name].close();
  await server.close();
  return {
    ...{ directory, serverKey: server.key, now: server.clock.now, counters },
    people: [
      { id: anna, name: 'Anna Amsel', role: 'administrator' },
      { id: bruno, name: 'Bruno Beispiel', role: 'employee' },
    ],
    branches: [near, far],
  };
}

export function dropTemplate(template: Template): void {
  rmSync(template.directory, { recursive: true, force: true });
}

export type Till = {
  readonly name: CounterName;
  readonly house: House;
  readonly client: ReturnType<typeof clientOf>;
  /** What the server takes for an administrator's PIN here. */
  readonly proof: string;
  /** Milliseconds that its clock is off. */
  clockOff: number;
  restart(): void;
};

export type Shop = {
  readonly template: Template;
  readonly tills: readonly Till[];
  readonly server: RunningServer;
  /** The server's clock. */
  readonly clock: { now: number };
  /** What a service or the server has logged as an error: nothing may. */
  readonly errors: string[];
  restartServer(): Promise<void>;
  /** What an administrator copies away, and later puts back: then it has forgotten what it answered since. */
  backUpServer(): Promise<void>;
  /** @returns the sets it had judged and has forgotten; none where there is no backup */
  restoreServer(): Promise<string[]>;
  close(): Promise<void>;
};

/** @param roadFor the way to the server for each counter */
export async function openShop(
  template: Template,
  roadFor: (name: CounterName, server: () => RunningServer) => ServerRoad,
  dialect?: () => Dialect,
): Promise<Shop> {
  const directory = mkdtempSync(join(SCRATCH, 'tresen-storm-'));
  cpSync(template.directory, directory, { recursive: true });
  const clock = { now: template.now + 60_000 };
  const errors: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  const openOne = async () => {
    const running = await createServer({
      ...{ dialect: (dialect ?? (() => sqliteDialect(join(directory, 'server', 'server.db'), template.serverKey)))() },
      ...{ key: template.serverKey, now: () => clock.now, log, version: 'simulation', trustedProxies: [], tls: null },
    });
    if (!dialect) await sql`PRAGMA synchronous = OFF`.execute(running.server.storage.db);
    return running;
  };
  let server = await openOne();
  const file = join(directory, 'server', 'server.db');
  const kept = join(directory, 'kept.db');
  const judged = async () => {
    const rows = await server.server.storage.db.selectFrom('judgedSet').select('id').execute();
    return rows.map(({ id }) => id);
  };
  const tills = NAMES.map((name) =>
    openTill(
      template,
      join(directory, name),
      name,
      clock,
      log,
      roadFor(name, () => server),
    ),
  );
  return {
    ...{ template, tills, clock, errors },
    get server() {
      return server;
    },
    restartServer: async () => {
      await server.stop();
      server = await openOne();
    },
    backUpServer: async () => {
      if (dialect) return;
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(server.server.storage.db);
      cpSync(file, kept);
    },
    restoreServer: async () => {
      if (!existsSync(kept)) return [];
      const before = await judged();
      await server.stop();
      for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
      cpSync(kept, file);
      server = await openOne();
      await beginNewEpoch(server.server.storage.db, server.server.newId);
      const still = new Set(await judged());
      return before.filter((id) => !still.has(id));
    },
    close: async () => {
      for (const till of tills) till.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Somebody sits at it: after a restart, or when whoever sat there was blocked. */
export function sitDown(till: Till, person: Template['people'][number]): void {
  till.house.session.person = { id: person.id, name: person.name, role: person.role };
  const { proofs } = till.house.sync;
  proofs.left();
  if (person.role === 'administrator') proofs.hold(person.id, { token: till.proof, livesMs: Number.POSITIVE_INFINITY });
}

// --- details

function openTill(
  template: Template,
  directory: string,
  name: CounterName,
  clock: { now: number },
  log: pino.Logger,
  road: ServerRoad,
): Till & { stop(): void } {
  const { key, token, proof } = template.counters[name];
  const keyStore: KeyStore = {
    ...{ kind: 'file', read: () => key, write: () => undefined },
    ...{ readToken: () => token, writeToken: () => undefined, erase: () => undefined },
  };
  const off = { now: clock.now };
  // Few at once: a day's work then goes up and comes down in many messages, and a fault can meet any of them.
  const syncAtOnce = { sets: 3, rows: 9 };
  const ports = portsFor(directory, off, { keyStore, road, sync: 'byHand', syncAtOnce, upkeep: 'byHand', log });
  let clockOff = 0;
  const timed = { ...ports, now: () => clock.now + clockOff };
  const open = () => {
    const made = createService(timed);
    const house = houseOf(made);
    house.db.sqlite.pragma('synchronous = OFF');
    return made;
  };
  let service = open();
  let client = clientOf(service);
  return {
    ...{ name, proof },
    get house() {
      return houseOf(service);
    },
    get client() {
      return client;
    },
    get clockOff() {
      return clockOff;
    },
    set clockOff(off) {
      clockOff = off;
    },
    restart() {
      service.stop();
      service = open();
      client = clientOf(service);
    },
    stop: () => service.stop(),
  };
}

function houseOf(service: Service): House {
  const { house, trouble } = service.counter;
  if (!house) throw new Error(`not open: ${trouble?.kind}`);
  return house;
}

function clientOf(service: Service) {
  return createRouterClient(service.router, { context: { counter: service.counter } });
}
