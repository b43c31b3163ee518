// Shows that the compiled addon is the one Tresen needs: it encrypts, refuses the wrong key, and keeps the references
// that the recipe changed. Arguments: the folder of better-sqlite3 and the compiled addon. Knows nothing of Tresen.
const assert = require('node:assert/strict');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const process = require('node:process');

const [packageFolder, nativeBinding] = process.argv.slice(2);
const Database = require(packageFolder);
const folder = mkdtempSync(join(tmpdir(), 'proof-'));
const file = join(folder, 'proof.db');
const open = (key) => {
  const database = new Database(file, { nativeBinding });
  database.pragma("cipher='sqlcipher'");
  database.key(Buffer.from(key));
  return database;
};

try {
  const written = open('right');
  written.exec("CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('Kundschaft'), ('Sprechstunde')");
  written.aggregate('joined', { start: '', step: (all, text) => `${all}${text} ` });
  written.function('upper_case', (text) => text.toUpperCase());
  const row = { all: 'Kundschaft Sprechstunde ', first: 'KUNDSCHAFT' };
  const query = "SELECT joined(text) AS 'all', upper_case(min(text)) AS 'first' FROM word WHERE text <> :other";
  assert.deepEqual(written.prepare(query).get({ other: '' }), row);
  written.close();

  const bytes = readFileSync(file);
  assert.ok(bytes.length > 0 && !bytes.includes('Kundschaft') && !bytes.includes('SQLite format 3'), 'not encrypted');
  const wrong = open('wrong');
  assert.throws(() => wrong.prepare('SELECT * FROM word').all(), { code: 'SQLITE_NOTADB' });
  wrong.close();
  const read = open('right');
  assert.equal(read.prepare('SELECT count(*) AS n FROM word').get().n, 2);
  read.close();
  process.stdout.write(
    `Node ${process.versions.node}, Node-API ${process.versions.napi}${process.versions.electron ? `, Electron ${process.versions.electron}` : ''}: the addon loads and encrypts\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
