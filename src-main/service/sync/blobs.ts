// Carries contents of documents to the branch server and back, in parts: what is cut goes on where it stopped. Contents are
// sent as soon as their row is there; they are fetched when somebody opens them, and logos at once, for every letter wants one.
import { createHash } from 'node:crypto';
import { PART_BYTES } from '../../../src-shared/blobs/server-contract.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { keepFetched } from '../documents/contents.ts';
import type { ServerLine } from './server-line.ts';

type Parts = { sqlite: Sqlite; line: ServerLine; now: () => number; stopped: () => boolean };

/** After a round. @throws what the line says */
export async function carryBlobs(parts: Parts): Promise<void> {
  for (const sha256 of waiting(parts.sqlite)) {
    if (parts.stopped()) return;
    await sendBlob(parts, sha256);
  }
  for (const sha256 of missingLogos(parts.sqlite)) {
    if (parts.stopped()) return;
    await fetchBlob(parts, sha256);
  }
}

/**
 * Fetches a content into the database.
 * @returns false where the server does not have it (yet). @throws what the line says
 */
export async function fetchBlob({ sqlite, line, now }: Omit<Parts, 'stopped'>, sha256: string): Promise<boolean> {
  const got: Buffer[] = [];
  for (let [from, size] = [0, 1]; from < size; ) {
    const part = await line.blobs.get({ sha256, from }).catch(nothing);
    if (!part) return false;
    const bytes = Buffer.from(part.base64, 'base64');
    if (bytes.length === 0) return false;
    got.push(bytes);
    [from, size] = [from + bytes.length, part.size];
  }
  const whole = Buffer.concat(got);
  if (createHash('sha256').update(whole).digest('hex') !== sha256) return false;
  keepFetched(sqlite, sha256, whole, now());
  return true;
}

// --- details

async function sendBlob({ sqlite, line, now, stopped }: Parts, sha256: string): Promise<void> {
  const held = statement(sqlite, 'SELECT bytes FROM blob WHERE sha256 = ?').get(sha256) as
    | { bytes: Buffer }
    | undefined;
  const there = held && (await line.blobs.state({ sha256 }).catch(nothing));
  if (!held || !there) return;
  let { have, complete } = there;
  while (!complete && !stopped()) {
    const base64 = held.bytes.subarray(have, have + PART_BYTES).toString('base64');
    const answer = await line.blobs.put({ sha256, from: have, base64 }).catch(anotherPlace);
    // The server cannot take it, or our content is not what its row says: it stays here.
    if (answer === null || (!answer.complete && answer.have === have)) return;
    ({ have, complete } = answer);
  }
  if (complete) statement(sqlite, 'UPDATE blob SET uploadedAt = ? WHERE sha256 = ?').run(now(), sha256);
}

/** Their rows are on the server: it takes only what a row names. */
function waiting(sqlite: Sqlite): string[] {
  const rows = statement(
    sqlite,
    `SELECT blob.sha256 FROM blob WHERE uploadedAt IS NULL AND EXISTS
     (SELECT 1 FROM document WHERE document.sha256 = blob.sha256 AND revision > 0 AND removedAt IS NULL)`,
  ).all() as { sha256: string }[];
  return rows.map(({ sha256 }) => sha256);
}

function missingLogos(sqlite: Sqlite): string[] {
  const rows = statement(
    sqlite,
    `SELECT document.sha256 FROM branch JOIN document ON document.id = branch.logoDocumentId
     WHERE document.removedAt IS NULL AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = document.sha256)`,
  ).all() as { sha256: string }[];
  return rows.map(({ sha256 }) => sha256);
}

function nothing(error: unknown): null {
  if (isWord(error, 'GONE') || isWord(error, 'NOT_YET')) return null;
  throw error;
}

/** Where the server wants to go on; null where it wants nothing of it. */
function anotherPlace(error: unknown): { have: number; complete: boolean } | null {
  if (isWord(error, 'NOT_THIS')) return { have: (error as { data: { have: number } }).data.have, complete: false };
  if (isWord(error, 'GONE') || isWord(error, 'CONTENT')) return null;
  throw error;
}

function isWord(error: unknown, word: string): boolean {
  return (error as { code?: string }).code === word;
}
