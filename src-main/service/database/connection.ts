// The driver, and connections to an encrypted file with the promises that every one of them makes. It knows neither the
// schema nor what a failure means.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

export type Sqlite = import('better-sqlite3').Database;

export type ConnectOptions = {
  readonly?: boolean;
  /** For the page cache; 64 MB where saves and searches run, less for work in the background. */
  cacheKilobytes?: number;
};

/** A connection to the encrypted file, made when it is missing (not with `readonly`). @throws the driver's error */
export function connect(file: string, key: Buffer, options: ConnectOptions = {}): Sqlite {
  const { readonly = false, cacheKilobytes = 65_536 } = options;
  const sqlite = new Driver(file, { ...nativeBinding(), timeout: 5000, readonly, fileMustExist: readonly });
  try {
    sqlite.pragma(`cipher = 'sqlcipher'`);
    sqlite.pragma('legacy = 4');
    sqlite.pragma(`key = "x'${key.toString('hex')}'"`);
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma(`cache_size = -${cacheKilobytes}`);
    sqlite.pragma('temp_store = MEMORY');
    // What is deleted inside a page is overwritten at once, at no cost; whole free pages are for leave-nothing.ts.
    sqlite.pragma('secure_delete = FAST');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** A connection to a plain file, without waiting for others: for the folder's lock. */
export function connectPlain(file: string): Sqlite {
  return new Driver(file, { ...nativeBinding(), timeout: 0 });
}

/** Names a key without giving it away. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('tresen key').update(key).digest('hex').slice(0, 16);
}

// Electron of another Node-API level brings its own build of the driver.
function nativeBinding(): { nativeBinding?: string } {
  // A packaged program loads what it carries, whatever the environment says.
  const path = import.meta.dirname.includes('app.asar') ? undefined : process.env.TRESEN_SQLITE_BINDING;
  return path ? { nativeBinding: path } : {};
}
