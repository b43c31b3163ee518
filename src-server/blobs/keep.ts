// Keeps a content that the server made itself, sealed and in parts like one that a counter sent. A document that names it is
// written in the same transaction.
import { createHash } from 'node:crypto';
import { PART_BYTES } from '../../src-shared/blobs/server-contract.ts';
import type { Trx } from '../storage/storage.ts';
import type { Seal } from './seal.ts';

/** @returns its checksum */
export async function keepBlob(
  trx: Trx,
  { seal, now }: { seal: Seal; now: () => number },
  chainId: string,
  bytes: Buffer,
): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  for (let position = 0; position < bytes.length; position += PART_BYTES) {
    const part = seal.close(bytes.subarray(position, position + PART_BYTES), placeOf(chainId, sha256, position));
    await trx
      .insertInto('blobPart')
      .values({ chainId, sha256, position, bytes: part })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx
    .insertInto('blob')
    .values({ chainId, sha256, size: bytes.length, completedAt: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sha256;
}

/** What a sealed part is bound to. */
export function placeOf(chainId: string, sha256: string, position: number): string {
  return `${chainId} ${sha256} ${position}`;
}
