// One seed: people work at three counters of two branches while the network, the server and the counters fail; then
// everybody hears everything, and the books are compared. The same seed makes the same storm.
import type { RunningServer } from '../../src-server/server.ts';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { compareBooks } from './books.ts';
import { type Chance, chanceOf, oneOf, weighed } from './chance.ts';
import { Network, WIRE_FAULTS } from './network.ts';
import { type Operation, operate } from './operations.ts';
import { openShop, type Shop, sitDown, type Template, type Till } from './shop.ts';

export const FAULTS = [
  ...WIRE_FAULTS,
  'savedMeanwhile',
  'serverRestart',
  'serverRestored',
  'counterRestart',
  'clockOff',
] as const;
export type Fault = (typeof FAULTS)[number];

/** How often each operation met each fault, by 'operation/fault'. */
export type Met = Map<string, number>;
export type Outcome = { problems: string[]; met: Met; sets: number; conflicts: number; refused: number };

const STEPS = 46;
const DAY = 86_400_000;

/** @param dialect another database than SQLite, empty for this seed alone */
export async function storm(template: Template, seed: number, dialect?: () => Dialect): Promise<Outcome> {
  const chance = chanceOf(seed);
  const met: Met = new Map();
  const made = new Map<string, Operation>();
  const meet = (fault: Fault, ids: Iterable<string>) => {
    for (const id of ids) {
      const operation = made.get(id);
      if (operation) met.set(`${operation}/${fault}`, (met.get(`${operation}/${fault}`) ?? 0) + 1);
    }
  };
  const network = new Network(chance, (fault, text) => meet(fault, idsIn(text)));
  const shop = await openShop(template, (_, running) => network.roadTo(running), dialect);
  const problems: string[] = [];
  try {
    await rage({ shop, chance, network, made, meet, problems });
    await calmDown(shop, network, problems);
    problems.push(...shop.errors.map((line) => `logged: ${line.trim()}`));
    problems.push(...network.serverTroubles.map((line) => `the server: ${line}`));
    const books = await compareBooks(shop, made);
    return { ...books, problems: [...problems, ...books.problems], met, sets: made.size };
  } catch (error) {
    problems.push(`broken off: ${(error as Error).stack ?? error}`);
    return { problems, met, sets: made.size, conflicts: 0, refused: 0 };
  } finally {
    await shop.close();
  }
}

// --- details

type Raging = {
  shop: Shop;
  chance: Chance;
  network: Network;
  made: Map<string, Operation>;
  meet: (fault: Fault, ids: Iterable<string>) => void;
  problems: string[];
};

async function rage(raging: Raging): Promise<void> {
  const { shop, chance, network, meet, problems } = raging;
  let count = 0;
  const number = () => ++count;
  const running = (): RunningServer => shop.server;
  for (let step = 0; step < STEPS; step++) {
    shop.clock.now += Math.floor(chance() * 120_000);
    const till = oneOf(chance, shop.tills);
    const what = weighed(chance, {
      ...{ work: 56, round: 24, both: 4, late: 6, serverRestart: 3, serverBackup: 2, serverRestored: 1 },
      ...{ counterRestart: 4, clock: 3, numbersUsedUp: 2 },
    });
    switch (what) {
      case 'work':
        await work(raging, till, number);
        break;
      case 'round':
        if (chance() < 0.35)
          network.beforeNextAnswer(async () => meet('savedMeanwhile', await work(raging, till, number)));
        await roundOf(till, network, problems);
        break;
      case 'both':
        await Promise.all(shop.tills.map((one) => roundOf(one, network, problems)));
        break;
      case 'late':
        await network.release(running, false);
        break;
      case 'serverRestart':
        for (const one of shop.tills) meet('serverRestart', waiting(one));
        await shop.restartServer();
        break;
      case 'serverBackup':
        await shop.backUpServer();
        break;
      case 'serverRestored':
        // What is still on its way to it was said to the one before.
        await network.release(running, true);
        meet('serverRestored', await shop.restoreServer());
        break;
      case 'numbersUsedUp':
        till.house.db.sqlite.prepare("DELETE FROM local WHERE key = 'numberBlocks'").run();
        break;
      case 'counterRestart':
        meet('counterRestart', waiting(till));
        till.restart();
        break;
      case 'clock':
        till.clockOff = oneOf(chance, [0, DAY, -DAY, 400_000]);
        break;
    }
  }
}

/** @returns the ids of the sets that were made */
async function work({ shop, chance, made, meet }: Raging, till: Till, number: () => number): Promise<string[]> {
  const [anna, bruno] = shop.template.people;
  const isBlocked = till.house.db.sqlite.prepare('SELECT blockedAt FROM employee WHERE id = ?').pluck();
  if (!anna || !bruno) throw new Error('nobody works here');
  sitDown(till, chance() < 0.3 && isBlocked.get(bruno.id) === null ? bruno : anna);
  const last = newest(till);
  const operation = await operate({ till, chance, number });
  const ids = till.house.db.sqlite
    .prepare('SELECT id FROM changeSet WHERE rowid > ? AND answeredAt IS NULL ORDER BY rowid')
    .pluck()
    .all(last) as string[];
  for (const id of ids) made.set(id, operation);
  if (till.clockOff !== 0) meet('clockOff', ids);
  return ids;
}

async function roundOf(till: Till, network: Network, problems: string[]): Promise<void> {
  const before = network.faults;
  try {
    await till.house.sync.round();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (network.faults === before || String(code).startsWith('SQLITE'))
      problems.push(`a round at ${till.name}: ${message}`);
  }
}

async function calmDown(shop: Shop, network: Network, problems: string[]): Promise<void> {
  network.calm = true;
  await network.release(() => shop.server, true);
  for (const till of shop.tills) till.clockOff = 0;
  // An hour later they count again (sync-engine.ts), and whatever differs is logged as an error.
  shop.clock.now += 2 * 3_600_000;
  // After a restore one pass is for what was lost, and one to hear of it.
  for (let pass = 0; pass < 4; pass++) for (const till of shop.tills) await roundOf(till, network, problems);
  for (const till of shop.tills)
    if (waiting(till).length > 0) problems.push(`${till.name} still has ${waiting(till).length} sets to send`);
}

function waiting(till: Till): string[] {
  return till.house.db.sqlite.prepare('SELECT id FROM changeSet WHERE answeredAt IS NULL').pluck().all() as string[];
}

function newest(till: Till): number {
  return till.house.db.sqlite.prepare('SELECT coalesce(max(rowid), 0) FROM changeSet').pluck().get() as number;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function idsIn(text: string): Set<string> {
  return new Set(text.match(ID));
}
