// Makes sure that what was deleted is nowhere in the database's files: free pages are overwritten, the log is moved into the
// database and emptied. What is deleted inside a page is overwritten by the connection itself (`secure_delete`).
import type { Sqlite } from './connection.ts';

/** 64 MB. */
const PAGES_AT_ONCE = 16_384;
/** Of a page that continues a long value: where the next one is, and what the encryption keeps. */
const PAGE_TAKES_ITSELF = 84;

/** Outside of a transaction. @returns false where somebody else still reads or writes: then to be tried again */
export function leaveNothing(sqlite: Sqlite): boolean {
  try {
    overwriteFreePages(sqlite);
    const [done] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return done?.busy === 0;
  } catch (error) {
    if (/^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')) return false;
    throw error;
  }
}

// --- details

/** Takes them for a table of zeros, and gives them back. */
function overwriteFreePages(sqlite: Sqlite): void {
  const free = Number(sqlite.pragma('freelist_count', { simple: true }));
  if (free === 0) return;
  const bytes = Number(sqlite.pragma('page_size', { simple: true })) - PAGE_TAKES_ITSELF;
  sqlite
    .transaction(() => {
      sqlite.exec('CREATE TABLE overwritten (zeros BLOB)');
      const take = sqlite.prepare('INSERT INTO overwritten (zeros) VALUES (zeroblob(?))');
      for (let left = free; left > 0; left -= PAGES_AT_ONCE) take.run(Math.min(left, PAGES_AT_ONCE) * bytes);
      sqlite.exec('DROP TABLE overwritten');
    })
    .immediate();
}
