// A proof of some minutes: whoever has typed an administrator's PIN at a workstation may have it change rights from there. It
// lies as a hash, ends by the server's clock, and is worth nothing at another workstation or for another person.
import { createHash, randomBytes } from 'node:crypto';
import type { ProofWindow } from '../src-shared/employees/server-contract.ts';
import type { KnownWorkstation } from './joining.ts';
import { proveAdministrator } from './proof.ts';
import type { Server } from './server.ts';
import type { Trx } from './storage/storage.ts';

/** Longer than a counter goes on saving with it (the counter's proofs.ts): what it has saved still has to arrive. */
export const PROOF_LIVES_MS = 20 * 60_000;

/** @throws WAIT, WRONG_PIN, NOT_ALLOWED */
export async function openProof(
  server: Pick<Server, 'storage' | 'now'>,
  asking: KnownWorkstation,
  given: { employeeId: string; pin: string },
): Promise<ProofWindow> {
  await proveAdministrator(server, asking, given);
  const { db } = server.storage;
  const { chainId, workstationId } = asking;
  const [now, token] = [server.now(), randomBytes(32).toString('base64url')];
  await db.deleteFrom('administratorProof').where('chainId', '=', chainId).where('until', '<=', now).execute();
  await db
    .insertInto('administratorProof')
    .values({
      ...{ tokenHash: proofHash(token), chainId, workstationId, employeeId: given.employeeId },
      until: now + PROOF_LIVES_MS,
    })
    .execute();
  return { token, livesMs: PROOF_LIVES_MS };
}

/** Who has proven himself at this workstation, by what it shows. */
export async function provenBy(
  trx: Trx,
  now: number,
  { chainId, workstationId }: Pick<KnownWorkstation, 'chainId' | 'workstationId'>,
  shown: readonly string[],
): Promise<ReadonlySet<string>> {
  if (shown.length === 0) return new Set();
  const found = await trx
    .selectFrom('administratorProof')
    .select('employeeId')
    .where('tokenHash', 'in', shown.map(proofHash))
    .where('chainId', '=', chainId)
    .where('workstationId', '=', workstationId)
    .where('until', '>', now)
    .execute();
  return new Set(found.map(({ employeeId }) => employeeId));
}

// --- details

function proofHash(token: string): string {
  return createHash('sha256').update(`proof ${token}`).digest('base64url');
}
