// The migrations in resources/ are those that drizzle-kit makes of tables.ts, and each later one has its own test.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate, migrationNames } from '../../src-main/service/database/migrate.ts';
import { RESOURCES } from '../support/counter.ts';
import { closeAll, emptyFolder } from '../support/data-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SHIPPED = join(RESOURCES, 'migrations');

afterEach(closeAll);

/** Lets drizzle-kit write what is missing in `out`. It takes relative paths only, and ends well when it failed. */
function generate(out: string): void {
  const kit = join(ROOT, 'node_modules', 'drizzle-kit', 'bin.cjs');
  const args = ['generate', '--dialect', 'sqlite', '--schema', './src-shared/tables.ts', '--out', relative(ROOT, out)];
  const { status, stderr } = spawnSync(process.execPath, [kit, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
}

const filesUnder = (directory: string) => readdirSync(directory, { recursive: true }).map(String).sort();

type Item = { type: string; name: string; tbl_name: string };

/** What tables, columns and indexes a folder of migrations makes. */
function schemaOf(directory: string): string[] {
  const sqlite = connect(join(emptyFolder(), 'x.db'), Buffer.alloc(32, 7));
  migrate(sqlite, directory);
  const items = sqlite.prepare(`SELECT type, name, tbl_name FROM sqlite_master`).all() as Item[];
  const lines = items.map(({ type, name, tbl_name }) => {
    const about = type === 'table' ? `table_info("${name}")` : `index_xinfo("${name}")`;
    return `${type} ${tbl_name}.${name} ${JSON.stringify(sqlite.pragma(about))}`;
  });
  sqlite.close();
  return lines.sort();
}

test('tables.ts has nothing that the shipped migrations lack', () => {
  const copy = emptyFolder();
  cpSync(SHIPPED, copy, { recursive: true });
  generate(copy);
  expect(filesUnder(copy)).toEqual(filesUnder(SHIPPED));
});

test('a table that the migrations do not know would be noticed', () => {
  const copy = emptyFolder();
  cpSync(SHIPPED, copy, { recursive: true });
  const snapshot = join(copy, 'meta', filesUnder(join(copy, 'meta')).findLast((name) => /snapshot/.test(name)) ?? '');
  const { tables, ...rest } = JSON.parse(readFileSync(snapshot, 'utf8')) as { tables: Record<string, unknown> };
  const { draft: _, ...fewer } = tables;
  writeFileSync(snapshot, JSON.stringify({ ...rest, tables: fewer }));
  generate(copy);
  expect(filesUnder(copy).length).toBeGreaterThan(filesUnder(SHIPPED).length);
});

test('the shipped migrations, applied one after the other, make exactly what tables.ts makes at once', () => {
  const fresh = emptyFolder();
  generate(fresh);
  const wanted = schemaOf(fresh);
  const shipped = schemaOf(SHIPPED);
  expect(wanted.length).toBeGreaterThan(20);
  // What drizzle cannot write down (search index) is named 'search…' and stands beside the tables.
  expect(shipped.filter((line) => !/^\w+ search/.test(line))).toEqual(
    wanted.filter((line) => !/^\w+ search/.test(line)),
  );
});

test('every migration after the first has a test of its own with filled tables', () => {
  const names = migrationNames(SHIPPED);
  expect(names[0]).toBe('0000_first');
  expect(names.slice(1).filter((name) => !existsSync(join(import.meta.dirname, `${name}.test.ts`)))).toEqual([]);
});
