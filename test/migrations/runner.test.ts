// The runner that brings databases to a newer schema: a rebuilt parent keeps its children, a failure keeps everything, and
// a safety copy lies there before anything happens.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connect, type Sqlite } from '../../src-main/service/database/connection.ts';
import { connectToBackup, contentsOf } from '../../src-main/service/database/integrity.ts';
import { MigrationFailed, migrate, NewerSchema } from '../../src-main/service/database/migrate.ts';
import { RESOURCES } from '../support/counter.ts';
import { closeAll, emptyFolder, NOON, openFolder, saveCustomer, setUp, signIn } from '../support/data-folder.ts';

const FIRST = `
CREATE TABLE parent (id TEXT PRIMARY KEY NOT NULL, name TEXT);
--> statement-breakpoint
CREATE TABLE child (id TEXT PRIMARY KEY NOT NULL, parentId TEXT NOT NULL, FOREIGN KEY (parentId) REFERENCES parent(id) ON DELETE CASCADE);`;

// As drizzle-kit writes it when a column changes.
const REBUILD = `
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_parent (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL DEFAULT '?');--> statement-breakpoint
INSERT INTO __new_parent (id, name) SELECT id, coalesce(name, '?') FROM parent;--> statement-breakpoint
DROP TABLE parent;--> statement-breakpoint
ALTER TABLE __new_parent RENAME TO parent;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;

let folder: string;
let sqlite: Sqlite;

beforeEach(() => {
  folder = emptyFolder();
  sqlite = connect(join(folder, 'x.db'), Buffer.alloc(32, 7));
});
afterEach(() => {
  sqlite.close();
  closeAll();
});

/** A folder of migrations as drizzle-kit lays them out. */
function migrations(...files: string[]): string {
  const directory = join(folder, `migrations-${files.length}-${readdirSync(folder).length}`);
  mkdirSync(join(directory, 'meta'), { recursive: true });
  const entries = files.map((sql, at) => {
    writeFileSync(join(directory, `000${at}_step.sql`), sql);
    return { tag: `000${at}_step` };
  });
  writeFileSync(join(directory, 'meta', '_journal.json'), JSON.stringify({ entries }));
  return directory;
}

function fill(): void {
  migrate(sqlite, migrations(FIRST));
  const parent = sqlite.prepare('INSERT INTO parent VALUES (?, ?)');
  const child = sqlite.prepare('INSERT INTO child VALUES (?, ?)');
  sqlite.transaction(() => {
    for (let i = 0; i < 50; i++) {
      parent.run(`p${i}`, i % 3 === 0 ? null : `Name ${i}`);
      for (let k = 0; k < 4; k++) child.run(`c${i}-${k}`, `p${i}`);
    }
  })();
}

const count = (table: string) => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const version = () => sqlite.pragma('user_version', { simple: true });

test('a rebuilt parent table keeps its children', () => {
  fill();
  migrate(sqlite, migrations(FIRST, REBUILD));
  expect([count('parent'), count('child'), version()]).toEqual([50, 200, 2]);
  expect(sqlite.prepare(`SELECT name FROM parent WHERE id = 'p0'`).pluck().get()).toBe('?');
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(() => sqlite.prepare(`INSERT INTO child VALUES ('x', 'nobody')`).run()).toThrow(/FOREIGN KEY/);
});

test('the danger is real: the same statements in a plain transaction lose every child', () => {
  fill();
  sqlite.transaction(() => sqlite.exec(REBUILD))();
  expect([count('parent'), count('child')]).toEqual([50, 0]);
});

test.each([
  ['breaks references', `DELETE FROM parent WHERE id = 'p7';`],
  ['does not fit the data', `CREATE UNIQUE INDEX once ON child (parentId);`],
  ['is no SQL', 'CREATE TABEL nonsense;'],
])('a migration that %s takes the ones before it back too', (_, sql) => {
  fill();
  expect(() => migrate(sqlite, migrations(FIRST, REBUILD, sql))).toThrow(MigrationFailed);
  expect([count('parent'), count('child'), version()]).toEqual([50, 200, 1]);
  expect(sqlite.prepare(`SELECT name FROM parent WHERE id = 'p0'`).pluck().get()).toBeNull();
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('a newer schema is refused untouched, the newest asks for nothing, and no copy is made without need', () => {
  fill();
  let copies = 0;
  const before = () => {
    copies++;
  };
  migrate(sqlite, migrations(FIRST), before);
  expect(copies).toBe(0);
  migrate(sqlite, migrations(FIRST, REBUILD), before);
  expect(copies).toBe(1);
  expect(() => migrate(sqlite, migrations(FIRST), before)).toThrow(NewerSchema);
  expect([copies, version()]).toEqual([1, 2]);
});

test('when the safety copy cannot be made, nothing is migrated', () => {
  fill();
  const before = () => {
    throw new Error('no room');
  };
  expect(() => migrate(sqlite, migrations(FIRST, REBUILD), before)).toThrow('no room');
  expect(version()).toBe(1);
});

test('an update of the program leaves a copy of the data as they were, the last three stay', async () => {
  const directory = emptyFolder();
  const first = openFolder(directory);
  await setUp(first.client);
  await saveCustomer(first.client, 'Vor dem Update');
  first.service.stop();
  const resources = join(folder, 'resources');
  cpSync(RESOURCES, resources, { recursive: true });
  const journal = join(resources, 'migrations', 'meta', '_journal.json');
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] };
  const shipped = entries.length;
  for (let update = 1; update <= 5; update++) {
    entries.push({ tag: `90${update}_next` });
    writeFileSync(join(resources, 'migrations', `90${update}_next.sql`), `CREATE TABLE next${update} (a TEXT);`);
    writeFileSync(journal, JSON.stringify({ entries }));
    const clock = { now: NOON + update * 86_400_000 };
    const { client, service } = openFolder(directory, { resourcesDirectory: resources }, clock);
    await signIn(client);
    expect((await client.customers.recent()).map((one) => one.name)).toEqual(['Vor dem Update']);
    service.stop();
  }
  const copies = readdirSync(join(directory, 'backups')).sort();
  expect(copies).toHaveLength(3);
  const key = fileKeyStore(directory).read() ?? Buffer.alloc(0);
  const schemas = copies.map((name) => {
    const copy = connectToBackup(join(directory, 'backups', name), key);
    const { schema, customers } = contentsOf(copy);
    copy.close();
    expect([name.endsWith('-vor-Update.backup'), customers]).toEqual([true, 1]);
    return schema;
  });
  expect(schemas).toEqual([shipped + 2, shipped + 3, shipped + 4]);
});
