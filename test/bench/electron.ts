// The goals that only a window can show: start and memory against an empty window (E1, E2), and what a key costs until the
// screen is laid out (S10, F1, the password letter). With all the sample's customers in the database.
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from '../../src-main/start/build.ts';
import { electronHere } from '../support/electron.ts';
import type { Bench } from './bench.ts';
import { letterTimes, type OpenWindow, openEcho, openProduct, saveTimes, typingTimes } from './electron-keys.ts';
import { electronShop, PIN } from './electron-shop.ts';
import { type RunningWindow, startWindow } from './electron-starts.ts';
import { inRounds, median, spreadOf } from './measure.ts';
import { mb, ms } from './report.ts';
import { BUILD, sampleDatabase } from './sample-database.ts';

const STARTS = 10;
const SAVES = 100;
const LETTERS = 20;
/** Letters typed in one round. */
const WORDS = 12;
/** One frame of a 60 Hz screen. */
const FRAME_MS = 1000 / 60;
/** What is loaded after the start is loaded by then; the check of the whole file has not begun. */
const SETTLED_MS = 5_000;

export async function measureElectron({ report, count, queries }: Bench): Promise<void> {
  const here = await electronHere();
  if (here.missing !== null || process.platform !== 'linux') {
    const why = here.missing ?? 'memory and start are measured on Linux';
    for (const id of ['E1', 'E2', 'S10', 'F1', 'L']) report.skip(id, 'the window', why);
    return;
  }
  await ensureBuilt((sentence) => console.log(sentence));
  report.facts.electron = `${here.version} (Chromium ${here.chromium})`;
  const directory = await electronShop(sampleDatabase(count).directory);
  await measureStarts(report, directory);
  await measureKeys(report, directory, wordsFrom(queries.keys));
}

async function measureStarts(report: Bench['report'], directory: string): Promise<void> {
  const profile = join(BUILD, 'empty-profile');
  const empty = () => startWindow('empty', { until: 'ready-to-show', profile });
  const product = () =>
    startWindow('stamped', {
      ...{ until: 'hits', profile: join(directory, 'window'), env: { BENCH_PIN: PIN } },
      options: ['--data-dir', directory],
    });
  const found = { empty: [] as number[], shown: [] as number[], usable: [] as number[] };
  const bytes = { empty: [] as number[], product: [] as number[] };
  // The first start of each finds nothing in the file cache and is not counted.
  for (let start = 0; start <= STARTS; start++) {
    const weigh = start % 3 === 1;
    const one = await empty();
    if (start > 0) found.empty.push(one.stamps.get('ready-to-show') ?? Number.NaN);
    if (weigh) bytes.empty.push(await weighed(one));
    await one.end();
    const other = await product();
    if (start > 0) found.shown.push(other.stamps.get('ready-to-show') ?? Number.NaN);
    if (start > 0) found.usable.push(other.stamps.get('hits') ?? Number.NaN);
    if (weigh) bytes.product.push(await weighed(other));
    await other.end();
  }
  const [least, shown, usable] = [median(found.empty), median(found.shown), median(found.usable)];
  const against = `empty window ${ms(least)}`;
  report.goal({
    ...{ id: 'E1', what: 'start until the window is shown', value: ms(shown), against },
    ratio: shown / least,
    atMost: 1.5,
  });
  report.goal({
    ...{ id: 'E1', what: 'start, PIN, first letter, its hits laid out', value: ms(usable), against },
    ...{ ratio: usable / least, atMost: 2, note: 'PIN and letter typed by the machine' },
  });
  const [small, own] = [median(bytes.empty), median(bytes.product)];
  report.goal({
    ...{ id: 'E2', what: 'memory of all processes (PSS)', value: mb(own), against: `empty window ${mb(small)}` },
    ...{ ratio: own / small, atMost: 1.6 },
  });
}

async function weighed(window: RunningWindow): Promise<number> {
  await new Promise((passed) => setTimeout(passed, SETTLED_MS));
  return window.bytes();
}

async function measureKeys(report: Bench['report'], directory: string, words: readonly string[]): Promise<void> {
  const echo = await openEcho();
  const product = await openProduct(directory);
  try {
    for (const window of [echo, product]) await typingTimes(window.page, words.slice(0, 4));
    const round = (window: OpenWindow) => () => typingTimes(window.page, words);
    const typed = await inRounds({ echo: round(echo), product: round(product) });
    const [own, least] = [typed.product, typed.echo];
    report.goal({
      ...{ id: 'S10', what: 'key to laid-out hits, p95', value: ms(own.p95), against: `echo ${ms(least.p95)}` },
      ...{ ratio: own.p95 / least.p95, atMost: 1.5, note: `p50 ${ms(own.p50)}, echo ${ms(least.p50)}` },
    });
    report.goal({
      ...{ id: 'S10', what: 'key to laid-out hits, p99', value: ms(own.p99), against: `one frame ${ms(FRAME_MS)}` },
      ...{ ratio: own.p99 / FRAME_MS, atMost: 1 },
    });
    await echo.close();
    const saves = spreadOf(await saveTimes(product.page, SAVES));
    report.goal({
      ...{ id: 'F1', what: 'F1 to »Gespeichert.«, p95', value: ms(saves.p95), against: '50 ms' },
      ...{ ratio: saves.p95 / 50, atMost: 1, note: `p50 ${ms(saves.p50)}` },
    });
    const letters = spreadOf(await letterTimes(product.page, LETTERS));
    report.goal({
      ...{ id: 'L', what: 'password letter, key to visible page, median', value: ms(letters.p50), against: '150 ms' },
      ...{ ratio: letters.p50 / 150, atMost: 1, note: `p95 ${ms(letters.p95)}` },
    });
  } finally {
    await echo.close().catch(() => undefined);
    await product.close();
  }
}

/** The whole words among the keystrokes, typed letter by letter here. */
function wordsFrom(keys: readonly string[]): string[] {
  const whole = keys.filter((text, at) => !(keys[at + 1] ?? '').startsWith(text));
  return whole.slice(0, WORDS);
}
