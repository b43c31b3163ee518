// Facts of this workstation alone, by key. Never synced, never in the change log.
import type { Sqlite } from './connection.ts';
import { statement } from './save.ts';

export function readLocal(sqlite: Sqlite, key: string): string | null {
  const row = statement(sqlite, 'SELECT value FROM local WHERE key = ?').get(key) as { value: string } | undefined;
  return row?.value ?? null;
}

export function writeLocal(sqlite: Sqlite, key: string, value: string): void {
  statement(
    sqlite,
    'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}

export function forgetLocal(sqlite: Sqlite, key: string): void {
  statement(sqlite, 'DELETE FROM local WHERE key = ?').run(key);
}
