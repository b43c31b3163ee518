// Why a server could not be started, in one sentence for whoever starts it. What is not listed here is a fault of the program
// and is shown whole.
import { BadKeyFile } from './key-file.ts';
import { BadOptions } from './options.ts';
import { StorageTaken } from './storage/sqlite.ts';
import { BackupRefused } from './storage/sqlite-backup.ts';
import { storageTrouble } from './storage/trouble.ts';

export type StartFailure = { readonly sentence: string; readonly exitCode: 1 | 2; readonly help: boolean };

/** 2 = told wrongly, 1 = something outside is not as it should be. */
export function startFailure(error: unknown): StartFailure | null {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  if (String(code).startsWith('ERR_PARSE_ARGS')) return { sentence: message, exitCode: 2, help: true };
  if (error instanceof BadOptions) return { sentence: message, exitCode: 2, help: false };
  const sentence = outside(error, String(code), message);
  return sentence === null ? null : { sentence, exitCode: 1, help: false };
}

// --- details

function outside(error: unknown, code: string, message: string): string | null {
  if (error instanceof BadKeyFile || error instanceof StorageTaken || error instanceof BackupRefused) return message;
  if (code === 'SQLITE_NOTADB') return 'Der Schlüssel in TRESEN_KEY_FILE gehört nicht zu dieser Datenbank.';
  if (code === 'EADDRINUSE') return 'Der Port ist belegt; TRESEN_PORT nennt einen anderen.';
  if (code === 'EADDRNOTAVAIL') return 'Die Adresse in TRESEN_HOST hat dieser Rechner nicht.';
  if (code === '28P01' || code === '28000') return 'PostgreSQL nimmt Name oder Kennwort aus DATABASE_URL nicht an.';
  if (code === '3D000') return 'Die Datenbank aus DATABASE_URL gibt es auf diesem PostgreSQL nicht.';
  if (code === '42501') return 'Der Name aus DATABASE_URL darf in dieser Datenbank keine Tabellen anlegen.';
  if (/^ERR_OSSL|^ERR_SSL/.test(code))
    return 'TRESEN_TLS_CERT und TRESEN_TLS_KEY passen nicht zueinander oder sind kein PEM.';
  if (/corrupted migrations/.test(message)) return 'Die Datenbank gehört zu einer neueren Version des Servers.';
  switch (storageTrouble(error)) {
    case 'away':
      return `Die Datenbank ist nicht zu erreichen${code ? ` (${code})` : ''}.`;
    case 'full':
      return 'Auf dem Datenträger ist kein Platz mehr.';
    case 'readOnly':
      return `Auf Datenordner oder Datenbank darf nicht geschrieben werden (${code}).`;
    case 'damaged':
      return `Die Datenbank ist beschädigt (${code}); docs/server.md beschreibt, wie eine Sicherung zurückgespielt wird.`;
    case null:
      return null;
  }
}
