// Looks at the folders that were named at the start, before anything is built on them. What is wrong inside a data folder
// (read-only, damaged, in use) is told on the screen later; here is only what leaves no folder to work with.
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Makes the data folder when it is new. @throws Refusal when there can be none, or nobody may look into it */
export function ensureDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(`Der Datenordner ${path} lässt sich nicht benutzen: ${reasonOf(error)}.`);
  }
}

/** 'PDF-Ablage' writes into a folder that somebody made for it; a mistyped path must not become a new one. @throws Refusal */
export function checkPrintFolder(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(`Der Ordner ${path} (--print-dir) lässt sich nicht benutzen: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  switch (code) {
    case 'ENOENT':
      return 'es gibt ihn nicht';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'an dieser Stelle liegt eine Datei';
    case 'EACCES':
    case 'EPERM':
      return 'die Berechtigung fehlt';
    case 'EROFS':
      return 'der Datenträger ist schreibgeschützt';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'der Datenträger ist voll';
    default:
      return `der Datenträger meldet einen Fehler (${code})`;
  }
}
