// Removes versions of text blocks that were replaced long enough ago (E-81). One that an entry of the consent ledger names proves
// what somebody agreed to, and stays. A consent that comes later than that, from a workstation that was away, still finds its text:
// a removed row is offered no more, and lies where it lay.
import { runOutVersions } from '../../src-shared/text-blocks/rules.ts';
import type { Db, Trx } from '../storage/storage.ts';
import { livingRows, rowsById } from '../sync/rows.ts';
import { writeAsServer } from '../sync/server-write.ts';
import { livingPieces } from './living-pieces.ts';
import { type ExpiryParts, removeWithEntries } from './removal-entry.ts';

const CONSENTS_AT_ONCE = 500;

/** @param day 'YYYY-MM-DD', one that is sure */
export async function expireVersions(
  parts: ExpiryParts,
  chainId: string,
  day: string,
  stopped: () => boolean,
): Promise<void> {
  const { db } = parts.storage;
  const since = await revisionOf(db, chainId);
  const due = await runOut(db, chainId, day);
  await keepNamed(db, chainId, due, stopped);
  if (due.size === 0 || stopped()) return;
  await writeAsServer(parts, chainId, async (writing) => {
    await keepNamedSince(writing.trx, chainId, due, since);
    const held = await rowsById(writing.trx, chainId, new Map([['textBlockVersion', due]]));
    const living = held.filter(({ removedAt }) => removedAt === null);
    removeWithEntries(parts, writing, 'textBlock.expire', living, ['body']);
  });
}

// --- details

async function revisionOf(db: Db, chainId: string): Promise<number> {
  const chain = await db.selectFrom('chain').select('revision').where('id', '=', chainId).executeTakeFirst();
  return chain?.revision ?? 0;
}

/** Their ids. A chain has a few dozens of versions. */
async function runOut(db: Db, chainId: string, day: string): Promise<Set<string>> {
  const versions = (await livingRows(db, chainId, 'textBlockVersion')).map(({ id, body }) => ({
    ...{ id, textBlockId: String(body.textBlockId), number: Number(body.number), validFrom: Number(body.validFrom) },
  }));
  return new Set(runOutVersions(versions, day).map(({ id }) => id));
}

/** Takes out whatever an entry of the ledger names, and looks no further than needed. */
async function keepNamed(db: Db, chainId: string, due: Set<string>, stopped: () => boolean): Promise<void> {
  const done = () => due.size === 0 || stopped();
  for await (const some of livingPieces(db, chainId, 'consentEntry', { atOnce: CONSENTS_AT_ONCE }, done)) {
    for (const { body } of some) due.delete(versionIn(body));
  }
}

/** What came while the ledger was looked through: branch by branch, as the index of shares has it. */
async function keepNamedSince(trx: Trx, chainId: string, due: Set<string>, since: number): Promise<void> {
  const branches = await trx
    .selectFrom('syncedRow')
    .select('id')
    .where('chainId', '=', chainId)
    .where('tableName', '=', 'branch')
    .execute();
  for (const { id } of branches) {
    const entries = await trx
      .selectFrom('syncedRow')
      .select('body')
      .where('chainId', '=', chainId)
      .where('branchId', '=', id)
      .where('revision', '>', since)
      .where('tableName', '=', 'consentEntry')
      .where('removedAt', 'is', null)
      .execute();
    for (const { body } of entries) due.delete(versionIn(body));
  }
}

function versionIn(body: string): string {
  const { textBlockVersionId } = JSON.parse(body) as { textBlockVersionId?: string | null };
  return textBlockVersionId ?? '';
}
