// Prepared statements are kept for the next time: the same one again, none beyond the measure, none that is being read, and none
// from before a table changed.
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KnownStatements } from '../../src-server/storage/known-statements.ts';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');
const binding = process.env.TRESEN_SQLITE_BINDING;

let known: KnownStatements;
beforeEach(() => {
  known = new KnownStatements(new Driver(':memory:', binding ? { nativeBinding: binding } : {}));
  known.prepare('CREATE TABLE line (id INTEGER PRIMARY KEY, word TEXT)').run();
  for (const word of ['eins', 'zwei', 'drei']) known.prepare('INSERT INTO line (word) VALUES (?)').run(word);
});
afterEach(() => known.close());

test('the same question is the same statement', () => {
  const asked = 'SELECT word FROM line WHERE id = ?';
  expect(known.prepare(asked)).toBe(known.prepare(asked));
  expect([1, 2, 3].map((id) => known.prepare(asked).get(id))).toEqual([
    { word: 'eins' },
    { word: 'zwei' },
    { word: 'drei' },
  ]);
});

test('what was asked before a table got a column is asked anew, and shows it', () => {
  const asked = 'SELECT * FROM line WHERE id = 1';
  const before = known.prepare(asked);
  expect(before.get()).toEqual({ id: 1, word: 'eins' });
  known.prepare('ALTER TABLE line ADD COLUMN more TEXT').run();
  expect(known.prepare(asked)).not.toBe(before);
  expect(known.prepare(asked).get()).toEqual({ id: 1, word: 'eins', more: null });
});

test('a question that is still being answered is asked beside itself', () => {
  const asked = 'SELECT word FROM line ORDER BY id';
  const reading = known.prepare(asked).iterate();
  expect(reading.next().value).toEqual({ word: 'eins' });
  expect(known.prepare(asked).all()).toHaveLength(3);
  expect(reading.next().value).toEqual({ word: 'zwei' });
  reading.return?.();
});

test('the longest unused are forgotten when their texts become too many', () => {
  const long = (at: number) => `SELECT '${'x'.repeat(40_000)}', ${at} AS at`;
  const [first, second] = [known.prepare(long(0)), known.prepare(long(1))];
  for (let at = 2; at < 8; at += 1) {
    known.prepare(long(at));
    expect(known.prepare(long(0))).toBe(first);
  }
  expect(known.prepare(long(1))).not.toBe(second);
  const huge = `SELECT '${'x'.repeat(400_000)}' AS text`;
  expect((known.prepare(huge).get() as { text: string }).text).toHaveLength(400_000);
});
