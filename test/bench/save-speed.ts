// D1 to D5: what a durable save costs against the bare write, how even it is, and what it writes.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { inRounds, spreadOf } from './measure.ts';
import { ms } from './report.ts';
import { BUILD } from './sample-database.ts';
import { BEGIN, END } from './save-marks.ts';
import type { SaveQuestion } from './save-process.ts';

/** Saves after which idle work has its turn, as at a counter that is used without a break. */
const IDLE_EVERY = 25;
/** The log stays short of its own checkpoint. */
const TRACED = 40;

export async function measureSaves(bench: Bench): Promise<void> {
  const { report, quick } = bench;
  const writer = new Child('save-process', [bench.sample.directory]);
  const ask = <A>(question: SaveQuestion) => writer.ask<A>(question);
  try {
    await ask({ kind: 'save', times: 300, idleEvery: IDLE_EVERY });
    const { bytes } = await ask<{ bytes: number }>({ kind: 'walBytes', times: 100 });
    report.goal({
      ...{ id: 'D5', what: 'log written by a save', value: `${(bytes / 1000).toFixed(1)} kB` },
      ...{ against: '90 kB', ratio: bytes / 90_000, atMost: 1, steady: true },
    });
    await measureAgainstBareWrite(bench, ask, Math.round(bytes));
    await measureEvenness(bench, ask, quick ? 2_000 : 5_000);
    await measureAgainstPouch(bench, ask);
    await measureSyncs(bench, ask);
  } finally {
    await writer.end();
  }
}

type Ask = <A>(question: SaveQuestion) => Promise<A>;

async function measureAgainstBareWrite({ report }: Bench, ask: Ask, bytes: number): Promise<void> {
  const found = await inRounds({
    bare: async () => (await ask<{ times: number[] }>({ kind: 'limit', times: 400, bytes })).times,
    save: async () => (await ask<{ times: number[] }>({ kind: 'save', times: 400, idleEvery: IDLE_EVERY })).times,
  });
  for (const [figure, atMost] of [
    ['p50', 3.5],
    ['p95', 7],
  ] as const) {
    const [save, bare] = [found.save[figure], found.bare[figure]];
    const values = { value: ms(save), against: `write + fdatasync ${ms(bare)}`, ratio: save / bare, atMost };
    report.goal({ id: 'D2', what: `durable save ${figure}`, ...values });
  }
}

async function measureEvenness({ report }: Bench, ask: Ask, times: number): Promise<void> {
  const found = await ask<{ times: number[]; idle: number[] }>({ kind: 'save', times, idleEvery: IDLE_EVERY });
  const [saves, idle] = [spreadOf(found.times), spreadOf(found.idle)];
  const against = `p50 ${ms(saves.p50)}`;
  const what = `${times} saves that change the telephone`;
  const note = `steps of idle work after every ${IDLE_EVERY}: p50 ${ms(idle.p50)}, p99 ${ms(idle.p99)}, max ${ms(idle.max)}`;
  const p99 = { value: ms(saves.p99), against, ratio: saves.p99 / saves.p50, atMost: 6, note };
  report.goal({ id: 'D3', what: `${what}, p99`, ...p99 });
  report.goal({
    id: 'D3',
    what: `${what}, max`,
    value: ms(saves.max),
    against,
    ratio: saves.max / saves.p50,
    atMost: 25,
  });
}

type PouchDoc = { _id: string; _rev?: string };
type Pouch = {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  get(id: string): Promise<PouchDoc>;
};

/** The same six documents: one customer, read first, and five lines of a log. PouchDB does not wait for the disk. */
async function measureAgainstPouch({ report }: Bench, ask: Ask): Promise<void> {
  const path = join(BUILD, 'pouchdb-save');
  rmSync(path, { recursive: true, force: true });
  let pouch: Pouch;
  try {
    const PouchDB = createRequire(import.meta.url)('pouchdb') as { new (path: string): Pouch };
    pouch = new PouchDB(path);
  } catch (error) {
    report.skip('D4', 'durable save against PouchDB', (error as Error).message.split('\n')[0] ?? '');
    return;
  }
  await pouch.bulkDocs(
    Array.from({ length: 2_000 }, (_, at) => ({ _id: `customer-${at}`, lastName: 'Müller', note: '' })),
  );
  let made = 0;
  const pouchSave = async () => {
    made += 1;
    const began = performance.now();
    const customer = await pouch.get(`customer-${(made * 7) % 2_000}`);
    const log = Array.from({ length: 5 }, (_, at) => ({
      _id: `log-${made}-${at}`,
      field: `field ${at}`,
      from: '',
      to: String(made),
    }));
    await pouch.bulkDocs([{ ...customer, note: `Notiz ${made}` }, ...log]);
    return performance.now() - began;
  };
  const found = await inRounds({
    pouch: async () => {
      const times: number[] = [];
      for (let at = 0; at < 300; at += 1) times.push(await pouchSave());
      return times;
    },
    save: async () => (await ask<{ times: number[] }>({ kind: 'save', times: 300, idleEvery: IDLE_EVERY })).times,
  });
  report.goal({
    ...{
      id: 'D4',
      what: 'durable save p50',
      value: ms(found.save.p50),
      against: `pouchdb, not durable ${ms(found.pouch.p50)}`,
    },
    ...{ ratio: found.save.p50 / found.pouch.p50, atMost: 1 },
  });
  report.skip('D4', 'durable save against Tryton', 'no Tryton on this machine');
}

async function measureSyncs({ report, sample }: Bench, ask: Ask): Promise<void> {
  const promises = await ask<{ synchronous: number; journal: string }>({ kind: 'promises' });
  const kept = promises.synchronous === 2 && promises.journal === 'wal';
  const values = {
    value: `${promises.journal}, ${promises.synchronous}`,
    against: 'wal, 2 (FULL)',
    ratio: kept ? 1 : 0,
  };
  report.goal({ id: 'D1', what: 'journal and synchronous of the connection', ...values, atLeast: 1, steady: true });
  const counted = tracedSyncs(sample.directory);
  if (counted === null) {
    report.skip('D1', 'sync calls per save', 'no strace on this machine');
    return;
  }
  const traced = { value: String(counted), against: `${TRACED} saves`, ratio: counted === TRACED ? 1 : 0, atLeast: 1 };
  report.goal({ id: 'D1', what: 'exactly one sync call per save', ...traced, steady: true });
}

/** Sync calls between the marks of a process that saves so many times. */
function tracedSyncs(directory: string): number | null {
  const log = join(BUILD, 'strace');
  const program = join(import.meta.dirname, 'save-trace.ts');
  const traced = spawnSync(
    'strace',
    ['-f', '-e', 'trace=fsync,fdatasync,write', '-o', log, process.execPath, program, directory, String(TRACED)],
    { stdio: 'ignore' },
  );
  if (traced.status !== 0) return null;
  const lines = readFileSync(log, 'utf8').split('\n');
  const [begin, end] = [BEGIN, END].map((mark) => lines.findIndex((line) => line.includes(`"${mark}"`)));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) return null;
  return lines.slice(begin, end).filter((line) => /f(data)?sync\(/.test(line)).length;
}
