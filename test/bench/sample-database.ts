// A shop's database with so many sample customers, built through the product's own schema and index, kept between runs. Plain
// for all measurements but those of filters, which need customers of whom more is said.
import { createHash } from 'node:crypto';
import { constants, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { DATABASE_FILE, type Db, openDatabase } from '../../src-main/service/database/open.ts';
import { allEntries } from '../../src-main/service/search/customer-entries.ts';
import { rebuildIndex } from '../../src-main/service/search/feed.ts';
import { searchIdleStep } from '../../src-main/service/search/idle.ts';
import { prepareSearch } from '../../src-main/service/search/prepare.ts';
import { type SampleCustomer, sampleCustomers } from './customers.ts';
import { shopFacts } from './shop-facts.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const BUILD = join(ROOT, 'build', 'bench');
export const RESOURCES = join(ROOT, 'resources');
export const MIGRATIONS = join(RESOURCES, 'migrations');
/** No secret: the samples are invented. */
export const KEY = Buffer.alloc(32, 7);
export const TODAY = '2026-11-21';
/** What a filter means hangs on it. */
export const FILTER_DAY = { today: TODAY, unwritten: ['blocked', 'deceased'] } as const;
/** Whose customers the samples are. */
export const BENCH_BRANCH = '0174876e-8000-7cc6-aaf6-f20a83b3b77c';

/**
 * The data folder of a database with `count` customers; made when it is not there or of another make.
 * @param varied the same customers, with a shop's facts besides
 */
export function sampleDatabase(count: number, { varied = false } = {}): { directory: string; file: string } {
  const make = varied ? `varied-${makeOfSamples('shop-facts.ts')}` : makeOfSamples();
  const directory = join(BUILD, `${count}-${make}`);
  const file = join(directory, DATABASE_FILE);
  if (existsSync(file)) return { directory, file };
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const db = openSample(unfinished);
  db.sqlite.pragma('wal_autocheckpoint = 20000');
  fill(db.sqlite, count, varied);
  rebuildIndex(db.sqlite, allEntries(db.sqlite));
  while (searchIdleStep(db.sqlite));
  db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  db.sqlite.close();
  renameSync(unfinished, directory);
  return { directory, file };
}

/** A copy that a run may write into. */
export function workingCopy(
  { directory }: { directory: string },
  name = 'working',
): { directory: string; file: string } {
  const working = join(BUILD, name);
  rmSync(working, { recursive: true, force: true });
  cpSync(directory, working, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return { directory: working, file: join(working, DATABASE_FILE) };
}

/** Opens a data folder as the product does. */
export function openSample(directory: string): Db {
  const db = openDatabase({ dataDirectory: directory, key: KEY, migrationsDirectory: MIGRATIONS });
  prepareSearch(db.sqlite);
  return db;
}

function makeOfSamples(...besides: string[]): string {
  const hash = createHash('sha256');
  const own = ['customers.ts', 'names.ts', 'sample-database.ts', ...besides];
  const sources = own.map((name) => join(import.meta.dirname, name));
  const index = ['schema.ts', 'stored-row.ts', 'facets.ts'].map((name) => join(ROOT, 'src-main/service/search', name));
  for (const file of [...sources, ...index]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 10);
}

function fill(sqlite: Sqlite, count: number, varied: boolean): void {
  const writeFacts = varied ? shopFacts(sqlite, TODAY) : null;
  const customer = sqlite.prepare(
    `INSERT INTO customer (id, number, branchId, lastName, firstName, birthDate, email, kvnr, homeAddressId, changedAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  );
  const address = sqlite.prepare(
    `INSERT INTO customerAddress (id, customerId, rank, street, houseNumber, postcode, town, changedAt)
     VALUES (?, ?, 0, ?, ?, ?, ?, 0)`,
  );
  const phone = sqlite.prepare(
    'INSERT INTO customerPhone (id, customerId, rank, e164, changedAt) VALUES (?, ?, 0, ?, 0)',
  );
  const changeSet = sqlite.prepare("INSERT INTO changeSet (id, at, doing) VALUES (?, 0, 'import')");
  const change = sqlite.prepare(
    // As the import logs a birth: the values are the row's own.
    `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind) VALUES (?, 0, 'customer', ?, ?, 'create')`,
  );
  const write = sqlite.transaction((some: readonly SampleCustomer[]) => {
    for (const one of some) {
      const { id } = one;
      const [addressId, phoneId, changeSetId] = [`a${id.slice(1)}`, `b${id.slice(1)}`, `c${id.slice(1)}`];
      const { number, lastName, firstName, birthDate, email, kvnr } = one;
      customer.run(id, number, BENCH_BRANCH, lastName, firstName, birthDate, email, kvnr, addressId);
      address.run(addressId, id, one.street, one.houseNumber, one.postcode, one.town);
      if (one.phone) phone.run(phoneId, id, one.phone);
      changeSet.run(changeSetId);
      change.run(changeSetId, id, id);
      writeFacts?.(id);
    }
  });
  let some: SampleCustomer[] = [];
  for (const one of sampleCustomers(count)) {
    some.push(one);
    if (some.length < 20_000) continue;
    write(some);
    some = [];
  }
  write(some);
}
