// Contents of documents lie here by their checksum, and each goes with the last document that names it: taken away at this counter,
// at another one, or deleted by the branch server when its period was over. It does not know why a document goes.
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

/** Must run inside the transaction that takes the document away. */
export function dropContent(sqlite: Sqlite, sha256: string): void {
  statement(
    sqlite,
    'DELETE FROM blob WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = blob.sha256 AND removedAt IS NULL)',
  ).run(sha256);
}

/** All of them. */
export function dropUnnamedContents(sqlite: Sqlite): void {
  statement(sqlite, 'DELETE FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM document WHERE removedAt IS NULL)').run();
}

/** What was fetched from the server. While it was on its way its document may have gone: then nothing is kept. */
export function keepFetched(sqlite: Sqlite, sha256: string, bytes: Buffer, at: number): void {
  statement(
    sqlite,
    `INSERT OR IGNORE INTO blob (sha256, bytes, uploadedAt)
     SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM document WHERE sha256 = ? AND removedAt IS NULL)`,
  ).run(sha256, bytes, at, sha256);
}
