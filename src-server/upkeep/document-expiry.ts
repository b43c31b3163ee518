// Deletes customers' documents whose period is over (E-81), a piece at a time. What proves a consent, what somebody has exempted,
// logos, and whatever an erasure has left of a customer stay as they are.
import { idFrom } from '../../src-shared/change-log/log-bounds.ts';
import { hasRunOut } from '../../src-shared/documents/retention.ts';
import type { DocumentKind } from '../../src-shared/documents/rules.ts';
import { inForceSince, keptFrom } from '../../src-shared/erasure/retention.ts';
import { erasedAmong } from '../erasure/tombstones.ts';
import { rowsById } from '../sync/rows.ts';
import { writeAsServer } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { livingPieces } from './living-pieces.ts';
import { type ExpiryParts, removeWithEntries } from './removal-entry.ts';

const LOOKED_AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** @param day 'YYYY-MM-DD', one that is sure */
export async function expireDocuments(
  parts: ExpiryParts,
  chainId: string,
  day: string,
  stopped: () => boolean,
): Promise<void> {
  if (day < inForceSince('standardDocument')) return;
  // Nothing younger has run out: a day more, for it is not the same day everywhere.
  const young = idFrom(Date.parse(keptFrom('standardDocument', day)) + DAY_MS);
  const limits = { before: young, atOnce: LOOKED_AT_ONCE };
  for await (const some of livingPieces(parts.storage.db, chainId, 'document', limits, stopped)) {
    const due = some.filter(({ id, body }) => isDue({ id, body: JSON.parse(body) as Held['body'] }, day));
    if (due.length > 0) await remove(parts, chainId, new Set(due.map(({ id }) => id)), day);
  }
}

// --- details

function isDue({ id, body }: Pick<Held, 'id' | 'body'>, day: string): boolean {
  if ((body.customerId ?? null) === null) return false;
  const one = { id, kind: body.kind as DocumentKind, createdAt: Number(body.createdAt) };
  return hasRunOut({ ...one, keptOnPurpose: body.keptOnPurpose === 1 }, day);
}

/** Looked at once more: somebody may have exempted it this moment. */
async function remove(parts: ExpiryParts, chainId: string, ids: ReadonlySet<string>, day: string): Promise<void> {
  await writeAsServer(parts, chainId, async (writing) => {
    const held = await rowsById(writing.trx, chainId, new Map([['document', ids]]));
    const living = held.filter((row) => row.removedAt === null && isDue(row, day));
    const erased = await erasedAmong(
      writing.trx,
      chainId,
      living.map(({ subjectId }) => subjectId),
    );
    const due = living.filter(({ subjectId }) => !erased.has(subjectId));
    removeWithEntries(parts, writing, 'document.expire', due);
  });
}
