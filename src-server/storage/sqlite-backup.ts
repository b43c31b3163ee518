// A copy of the SQLite database at one moment, made while a server works with it. The copy is encrypted with the same key and
// is read back before it bears its name.
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openEncrypted } from './sqlite.ts';

export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** @param target must not exist. @throws BackupRefused, the driver's error */
export function backUpSqlite(file: string, key: Buffer, target: string): void {
  if (!existsSync(file)) throw new BackupRefused(`Es gibt noch keine Datenbank unter ${file}.`);
  if (existsSync(target)) throw new BackupRefused(`${target} gibt es schon; eine Sicherung überschreibt nichts.`);
  if (!existsSync(dirname(target))) throw new BackupRefused(`Den Ordner ${dirname(target)} gibt es nicht.`);
  const unfinished = `${target}.unfertig`;
  rmSync(unfinished, { force: true });
  try {
    const database = openEncrypted(file, key);
    try {
      database.prepare('VACUUM INTO ?').run(unfinished);
    } finally {
      database.close();
    }
    check(unfinished, key);
    toDisk(unfinished);
    renameSync(unfinished, target);
    if (process.platform !== 'win32') toDisk(dirname(target));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

// --- details

function check(file: string, key: Buffer): void {
  const copy = openEncrypted(file, key);
  try {
    const [first] = copy.pragma('integrity_check') as { integrity_check: string }[];
    if (first?.integrity_check !== 'ok')
      throw new BackupRefused('Die Sicherung ließ sich nicht fehlerfrei zurücklesen.');
  } finally {
    copy.close();
  }
}

function toDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
