// What a failed query says about the database itself: away for a while, full, damaged. It knows the codes of both kinds of
// database; everything else is nobody's foreseen trouble.

export type StorageTrouble =
  /** Restarting, unreachable, overloaded: the same request may succeed in a moment. */
  | 'away'
  /** No room: nothing was taken; it succeeds once there is room. */
  | 'full'
  | 'readOnly'
  | 'damaged';

/** Codes of SQLite (result codes), PostgreSQL (SQLSTATE, appendix A of its manual) and the network (errno). */
const CODES: readonly (readonly [RegExp, StorageTrouble])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|53100)/, 'full'],
  // On a full disk SQLite cannot grow the index of its log.
  [/^SQLITE_IOERR_SHM(SIZE|MAP)$/, 'full'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM|25006)/, 'readOnly'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR|XX001|XX002)/, 'damaged'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'away'],
  // 08 connection, 53 resources, 57P0x the server goes down or comes up, 40001 and 40P01: beaten by another transaction.
  [/^(08\w{3}|53\w{3}|57P0[1-5]|40001|40P01)$/, 'away'],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/, 'away'],
];

/** What the drivers say without a code when a connection broke under a query, or none is free. */
const WORDS =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Cannot use a pool after|driver has already been destroyed|connection is not open|Client was closed/i;

/** @returns null when the error is not about the database's condition */
export function storageTrouble(error: unknown): StorageTrouble | null {
  for (const one of withCauses(error)) {
    const { code = '', message = '', syscall } = one as { code?: string; message?: string; syscall?: string };
    // The socket of a database that is not there; any other missing file is not its trouble.
    if (code === 'ENOENT' && syscall === 'connect') return 'away';
    const found = CODES.find(([pattern]) => pattern.test(String(code)));
    if (found) return found[1];
    if (WORDS.test(message)) return 'away';
  }
  return null;
}

/** An error, what it gathers and what caused it; no deeper than anybody nests. */
function* withCauses(error: unknown, depth = 0): Generator<unknown> {
  if (error === null || typeof error !== 'object' || depth > 4) return;
  yield error;
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  yield* withCauses(cause, depth + 1);
  if (Array.isArray(errors)) for (const one of errors) yield* withCauses(one, depth + 1);
}
