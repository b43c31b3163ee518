// Four hundred workstations of a hundred branches on one server: how long a save takes to the other screens of its branch, whether
// anybody starves, what a hundred workstations cost, and at how many saves a second it gives way.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { type ServerProcess, startServer } from '../support/branch-server.ts';
import { noPostgres, startPostgres } from '../support/postgres.ts';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import type { Arrived, LoadQuestion, Station, Storm } from './load-process.ts';
import { loadShop } from './load-shop.ts';
import { median, ROUNDS, spreadOf } from './measure.ts';
import { mb, ms } from './report.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SERVER = join(ROOT, 'build', 'bench-server');
const BRANCHES = 100;
const STATIONS_EACH = 4;
const PROCESSES = 2;
const SAVES_A_SECOND = 20;
const STORM_MS = 8000;
/** Twice as many each time, until it gives way. */
const MORE_SAVES = [40, 80, 160, 320] as const;
const KNEE_MS = 5000;
const ARRIVED_WITHIN_MS = 250;
const EMPTY_MB = 120;
const QUIET_MS = 3000;
/** All that was saved is there when nothing has come for so many looks. */
const POLL_MS = 200;
const UNCHANGED = 10;
const MOST_POLLS = 150;

export async function measureLoad({ report }: Pick<Bench, 'report'>): Promise<void> {
  const configFile = join(ROOT, 'src-server', 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: SERVER } });
  await emptyServer(report);
  await loadOn(report, 'SQLite', null);
  if (noPostgres !== null) {
    report.skip('W1', '400 workstations on PostgreSQL', noPostgres);
    return;
  }
  const postgres = await startPostgres();
  try {
    await loadOn(report, 'PostgreSQL', await postgres.database());
  } finally {
    await postgres.close();
  }
}

/** As it is delivered. */
function start(settings: Record<string, string>): Promise<ServerProcess> {
  return startServer(settings, [], { main: join(SERVER, 'main.js'), cwd: ROOT });
}

async function emptyServer(report: Bench['report']): Promise<void> {
  const { folder, settings } = await loadShop(0, 0, null);
  rmSync(settings.TRESEN_DATA ?? '', { recursive: true, force: true });
  const server = await start(settings);
  try {
    const { resident } = await spent(server);
    report.goal({
      ...{ id: 'W0', what: 'server with an empty database, resident', value: mb(resident) },
      ...{ against: `${EMPTY_MB} MB`, ratio: resident / (EMPTY_MB * 1e6), atMost: 1, steady: true },
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loadOn(report: Bench['report'], name: string, databaseUrl: string | null): Promise<void> {
  const shop = await loadShop(BRANCHES, STATIONS_EACH, databaseUrl);
  const server = await start(shop.settings);
  const children = Array.from({ length: PROCESSES }, () => new Child('load-process', []));
  try {
    const cost = await connectAll(server, children, shop.stations);
    const rounds: Found[] = [];
    const before = await spent(server);
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await stormOn(children, SAVES_A_SECOND, STORM_MS));
    const after = await spent(server);
    await checkNotes(children, shop.stations);
    const of = (figure: (found: Found) => number) => median(rounds.map(figure));
    const all = `${shop.stations.length} workstations, ${SAVES_A_SECOND} saves/s`;
    const p95 = of((one) => one.p95);
    report.goal({
      ...{ id: 'W1', what: `save to the other screens, p95, ${name}`, value: ms(p95) },
      ...{ against: `${ARRIVED_WITHIN_MS} ms`, ratio: p95 / ARRIVED_WITHIN_MS, atMost: 1 },
      note: `${all}; p50 ${ms(of((one) => one.p50))}, max ${ms(of((one) => one.max))}`,
    });
    const slowest = slowestOf(rounds);
    report.goal({
      ...{ id: 'W2', what: `the slowest workstation's p95, ${name}`, value: ms(slowest) },
      ...{ against: `${ARRIVED_WITHIN_MS} ms`, ratio: slowest / ARRIVED_WITHIN_MS, atMost: 1 },
      note: 'nobody starves: every save at every other screen of its branch',
    });
    const hundreds = shop.stations.length / 100;
    const busy = ((after.cpu - before.cpu) / (after.at - before.at)) * 1000;
    const share = (seconds: number) => `${((seconds * 100) / hundreds).toFixed(2)} %`;
    report.info('W3', `memory of 100 workstations, ${name}`, mb(cost.bytes));
    report.info('W3', `processor of 100 workstations, waiting, ${name}`, share(cost.waiting));
    report.info('W3', `the same at ${SAVES_A_SECOND} saves/s in all, ${name}`, share(busy));
    report.info('W3', `whole server at ${SAVES_A_SECOND} saves/s, ${name}`, mb(after.resident));
    if (p95 <= ARRIVED_WITHIN_MS) await findKnee(report, name, children);
    else report.info('W4', `the knee, ${name}`, `below ${SAVES_A_SECOND} saves/s`);
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await server.stop();
    rmSync(shop.folder, { recursive: true, force: true });
  }
}

/** @returns what they cost while nobody saves: bytes of a hundred, and seconds of a processor in each second */
async function connectAll(server: ServerProcess, children: readonly Child[], stations: readonly Station[]) {
  // Screens of one branch in different processes: nobody hears of a save but through the server.
  const connect = (some: readonly Station[]) =>
    Promise.all(
      children.map((child, at) =>
        child.ask({
          ...{ kind: 'connect', address: server.address },
          stations: some.filter((_, index) => index % children.length === at),
        } satisfies LoadQuestion),
      ),
    );
  // The first hundred warm it up: what it then keeps is there for the others, too.
  await connect(stations.slice(0, 100));
  const warm = await spent(server);
  await connect(stations.slice(100));
  const connected = await spent(server);
  await new Promise((go) => setTimeout(go, QUIET_MS));
  const after = await spent(server);
  const waiting = ((after.cpu - connected.cpu) / (after.at - connected.at)) * 1000;
  return { bytes: Math.max(0, after.resident - warm.resident) / (stations.length / 100 - 1), waiting };
}

type Found = { p50: number; p95: number; max: number; saved: number; late: number; arrivals: Arrived['arrivals'] };

async function stormOn(children: readonly Child[], perSecond: number, forMs: number): Promise<Found> {
  const ask = <A>(question: LoadQuestion) => Promise.all(children.map((child) => child.ask<A>(question)));
  await ask({ kind: 'forget' });
  const storms = await ask<Storm>({ kind: 'storm', perSecond: perSecond / children.length, forMs });
  const sum = (figure: (storm: Storm) => number) => storms.reduce((all, one) => all + figure(one), 0);
  const saved = sum((one) => one.saved);
  for (let polls = 0, before = -1, unchanged = 0; ; polls += 1) {
    const said = await ask<Arrived>({ kind: 'arrived' });
    const arrivals = said.flatMap((one) => one.arrivals);
    const times = arrivals.flatMap((one) => one.times);
    unchanged = times.length === before && !said.some(({ busy }) => busy) ? unchanged + 1 : 0;
    before = times.length;
    // Where saves follow closely a screen shows the last of several.
    if (times.length === saved * (STATIONS_EACH - 1) || unchanged === UNCHANGED || polls === MOST_POLLS) {
      const { p50, p95, max } = spreadOf(times);
      return { p50, p95, max, saved, late: sum((one) => one.late), arrivals };
    }
    await new Promise((go) => setTimeout(go, POLL_MS));
  }
}

/** p95 of whom it took longest to hear, over all rounds. @throws Error when a save has not reached a screen of its branch */
function slowestOf(rounds: readonly Found[]): number {
  const of = new Map<string, number[]>();
  for (const { workstationId, times } of rounds.flatMap(({ arrivals }) => arrivals))
    of.set(workstationId, [...(of.get(workstationId) ?? []), ...times]);
  const arrived = [...of.values()].reduce((sum, times) => sum + times.length, 0);
  const expected = rounds.reduce((sum, { saved }) => sum + saved * (STATIONS_EACH - 1), 0);
  if (arrived !== expected) throw new Error(`${arrived} of ${expected} arrivals`);
  return Math.max(...[...of.values()].filter(({ length }) => length > 0).map((times) => spreadOf(times).p95));
}

/** The answers are checked: all screens of a branch show the same notes. @throws Error where they differ */
async function checkNotes(children: readonly Child[], stations: readonly Station[]): Promise<void> {
  const said = await Promise.all(
    children.map((child) => child.ask<{ notes: [string, unknown][] }>({ kind: 'notes' } satisfies LoadQuestion)),
  );
  const notes = new Map(said.flatMap((one) => one.notes));
  const ofBranch = new Map<string, string>();
  let written = 0;
  for (const { branchId, workstationId } of stations) {
    const own = JSON.stringify(notes.get(workstationId));
    if (own !== '[]') written += 1;
    if ((ofBranch.get(branchId) ?? own) !== own) throw new Error('two screens of a branch differ');
    ofBranch.set(branchId, own);
  }
  if (written === 0) throw new Error('nothing has arrived');
}

async function findKnee(report: Bench['report'], name: string, children: readonly Child[]): Promise<void> {
  let carried = `${SAVES_A_SECOND}/s`;
  for (const perSecond of MORE_SAVES) {
    const { p95, late } = await stormOn(children, perSecond, KNEE_MS);
    const said = `${perSecond}/s (p95 ${ms(p95)}${late > 0 ? `, ${late} saves begun late` : ''})`;
    if (!(p95 <= ARRIVED_WITHIN_MS)) {
      report.info('W4', `the knee, ${name}`, `carries ${carried}, not ${said}`);
      return;
    }
    carried = said;
  }
  report.info('W4', `the knee, ${name}`, `carries ${carried}, the most that was tried`);
}

/** As the server itself counts: seconds of the processor, bytes; with the moment in milliseconds. */
async function spent({ address }: ServerProcess): Promise<{ cpu: number; resident: number; at: number }> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const of = (name: string) => Number(new RegExp(`^${name} ([\\d.]+)$`, 'm').exec(text)?.[1]);
  return { cpu: of('process_cpu_seconds_total'), resident: of('process_resident_memory_bytes'), at: performance.now() };
}
