// Which of the wires that hang on this server process still have a token that counts: another process may have ended it, or
// another PC may have taken the workstation's place there.
import type { Db } from '../storage/storage.ts';
import { chunks } from './rows.ts';

export async function validTokens(
  db: Db,
  chainId: string,
  tokenHashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const valid = new Set<string>();
  for (const some of chunks(tokenHashes, 1000)) {
    const found = await db
      .selectFrom('workstationKey')
      .select('tokenHash')
      .where('chainId', '=', chainId)
      .where('tokenHash', 'in', some)
      .where('revokedAt', 'is', null)
      .execute();
    for (const { tokenHash } of found) valid.add(tokenHash);
  }
  return valid;
}
