// I1, I2: a list of a million customers taken over into an empty shop, and into a full one while F1 goes on being pressed,
// against the same file through `sqlite3 .import` into one plain table without an index.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { type SampleCustomer, sampleCustomers } from './customers.ts';
import type { ImportAnswer, ImportQuestion, RowAnswer } from './import-process.ts';
import { median, ROUNDS, spreadOf } from './measure.ts';
import { ms } from './report.ts';
import { BUILD, sampleDatabase, workingCopy } from './sample-database.ts';

const SAVES_A_SECOND = 20;
/** PouchDB and Tryton as spec/performance.md measured them (section 5), in seconds for a million. */
const POUCHDB_SECONDS = 440;
const TRYTON_SECONDS = 1_000_000 / 662;

export async function measureImport({ count, report }: Bench): Promise<void> {
  const limit = commandLineSeconds(listOf(count, 0));
  if (limit === null) {
    report.skip('I1', 'first import', 'the sqlite3 command line program is not here');
    report.skip('I2', 'import into a full shop', 'the sqlite3 command line program is not here');
    return;
  }
  await measureFirstImport(count, report);
  await measureImportBesideSaves(count, report);
}

async function measureFirstImport(count: number, report: Bench['report']): Promise<void> {
  const list = listOf(count, 0);
  const directory = join(BUILD, 'first-import');
  const rounds: { limit: number; seconds: number }[] = [];
  let checkSeconds = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const limit = commandLineSeconds(list) ?? Number.NaN;
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const shop = new Child('import-process', [directory]);
    try {
      const answer = await ask<ImportAnswer>(shop, { kind: 'import', list, savesPerSecond: 0 });
      rounds.push({ limit, seconds: answer.seconds });
      checkSeconds = answer.checkSeconds;
      await checkRows(shop, { count, skip: 0, all: answer.taken });
    } finally {
      await shop.end();
    }
  }
  const seconds = median(rounds.map((round) => round.seconds));
  const limit = median(rounds.map((round) => round.limit));
  const value = `${seconds.toFixed(1)} s`;
  const what = `first import of ${count} with index and log`;
  const note = `tried out before in ${checkSeconds.toFixed(1)} s`;
  const against = `sqlite3 .import ${limit.toFixed(2)} s`;
  report.goal({ id: 'I1', what, value, against, ratio: seconds / limit, atMost: 8, note });
  const share = count / 1_000_000;
  for (const [peer, peerSeconds, atLeast] of [
    ['PouchDB', POUCHDB_SECONDS, 15],
    ['Tryton', TRYTON_SECONDS, 60],
  ] as const) {
    const against = `${peer} ${(peerSeconds * share).toFixed(0)} s`;
    const note = 'the peer as measured for the specification, not in this run';
    report.goal({ id: 'I1', what, value, against, ratio: (peerSeconds * share) / seconds, atLeast, note });
  }
}

async function measureImportBesideSaves(count: number, report: Bench['report']): Promise<void> {
  const list = listOf(count, count);
  const rounds: { limit: number; seconds: number; waits: number[] }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const limit = commandLineSeconds(list) ?? Number.NaN;
    const { directory } = workingCopy(sampleDatabase(count));
    const shop = new Child('import-process', [directory]);
    try {
      const question = { kind: 'import', list, savesPerSecond: SAVES_A_SECOND } as const;
      const { seconds, waits, taken } = await ask<ImportAnswer>(shop, question);
      rounds.push({ limit, seconds, waits });
      await checkRows(shop, { count, skip: count, all: count + taken });
    } finally {
      await shop.end();
    }
  }
  const seconds = median(rounds.map((round) => round.seconds));
  const limit = median(rounds.map((round) => round.limit));
  const spreads = rounds.map((round) => spreadOf(round.waits));
  const p99 = median(spreads.map((spread) => spread.p99));
  const made = rounds.reduce((sum, round) => sum + round.waits.length, 0);
  const offered = Math.round(rounds.reduce((sum, round) => sum + round.seconds, 0) * SAVES_A_SECOND);
  report.goal({
    ...{ id: 'I2', what: `import of ${count} beside ${count} with F1`, value: `${seconds.toFixed(1)} s` },
    ...{ against: `sqlite3 .import ${limit.toFixed(2)} s`, ratio: seconds / limit, atMost: 20 },
  });
  const spread = `p50 ${ms(median(spreads.map((each) => each.p50)))}, p95 ${ms(median(spreads.map((each) => each.p95)))}, max ${ms(Math.max(...spreads.map((each) => each.max)))}`;
  report.goal({
    ...{ id: 'I2', what: 'F1 meanwhile, p99 from due to done', value: ms(p99), against: '250 ms' },
    ...{ ratio: p99 / 250, atMost: 1, note: `${made} of ${offered} saves offered; ${spread}` },
  });
}

/** Everybody is there, a thousand of them as the list has them, and one is found. */
async function checkRows(
  shop: Child,
  { count, skip, all }: { count: number; skip: number; all: number },
): Promise<void> {
  const every = Math.max(1, Math.floor(count / 1000));
  const expected = new Map<string, SampleCustomer>();
  let at = 0;
  for (const one of sampleCustomers(skip + count)) {
    if (at >= skip && at % every === 0) expected.set(one.number, one);
    at += 1;
  }
  const answer = await ask<RowAnswer>(shop, { kind: 'rows', numbers: [...expected.keys()] });
  if (answer.count !== all) throw new Error(`${answer.count} customers instead of ${all}`);
  for (const row of answer.rows) {
    const one = expected.get(row.number);
    // The made-up Austrian numbers have a zero too many, which reading takes away.
    const phone = one?.phone?.startsWith('+430') ? one.phone.replace('+430', '+43') : one?.phone;
    const same = row.lastName === one?.lastName && row.birthDate === one.birthDate && row.e164 === phone;
    if (!same) throw new Error(`number ${row.number} is not as the list has it`);
  }
  // Two people of the list may be one by name and birth date.
  if (answer.rows.length < expected.size * 0.99) throw new Error(`${answer.rows.length} of ${expected.size} found`);
  const [sought] = answer.rows;
  const found = await ask<{ numbers: string[] }>(shop, { kind: 'search', text: sought?.number ?? '' });
  if (!found.numbers.includes(sought?.number ?? '')) throw new Error(`${sought?.number} is not to be found`);
}

function ask<A>(shop: Child, question: ImportQuestion): Promise<A> {
  return shop.ask<A>(question);
}

/** Seconds of `sqlite3 .import` into ten columns without an index; null where the program is missing. */
function commandLineSeconds(list: string): number | null {
  const database = join(BUILD, 'command-line.db');
  rmSync(database, { force: true });
  const began = performance.now();
  const { status, error } = spawnSync('sqlite3', [
    database,
    'CREATE TABLE list (a, b, c, d, e, f, g, h, i, j)',
    '.separator ;',
    `.import --skip 1 ${list} list`,
  ]);
  const seconds = (performance.now() - began) / 1000;
  rmSync(database, { force: true });
  if (error || status !== 0) return null;
  return seconds;
}

const HEADINGS = 'Kundennr.;Nachname;Vorname;Geburtsdatum;Straße;PLZ;Ort;Telefon;E-Mail;KVNR';

/** The list as another program would export it; made anew each time, because it is quickly made. */
function listOf(count: number, skip: number): string {
  mkdirSync(BUILD, { recursive: true });
  const path = join(BUILD, `list-${count}-${skip}.csv`);
  const file = openSync(path, 'w');
  let text = `${HEADINGS}\r\n`;
  let at = 0;
  for (const one of sampleCustomers(skip + count)) {
    if (at >= skip) text += lineOf(one, at);
    at += 1;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  return path;
}

function lineOf(one: SampleCustomer, at: number): string {
  const cells = [
    ...[one.number, one.lastName, one.firstName, one.birthDate?.split('-').reverse().join('.') ?? ''],
    ...[`${one.street} ${one.houseNumber}`, one.postcode, one.town, spelled(one.phone, at), one.email ?? ''],
    one.kvnr ?? '',
  ];
  return `${cells.join(';')}\r\n`;
}

/** As people write them: with the country's code or without, with a blank, a slash or nothing. */
function spelled(phone: string | null, at: number): string {
  if (phone === null) return '';
  if (!phone.startsWith('+49')) return phone;
  const national = phone.slice(3);
  const area = national.startsWith('1') ? national.slice(0, 3) : national.slice(0, national.startsWith('2') ? 3 : 2);
  const rest = national.slice(area.length);
  return [`0${area} ${rest}`, `0${area}/${rest}`, `+49 ${area} ${rest}`, `0049${area}${rest}`][at % 4] ?? phone;
}
