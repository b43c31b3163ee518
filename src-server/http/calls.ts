// The builder of the counters' calls: who may speak, and in which protocol.
import { implement, ORPCError } from '@orpc/server';
import { serverContract } from '../../src-shared/server-contract.ts';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '../../src-shared/sync/protocol.ts';
import { type KnownWorkstation, rememberSeen, workstationOf } from '../joining.ts';
import type { Server } from '../server.ts';

export type CounterContext = {
  server: Server;
  token: string | null;
  /** Where the request came from, for limits only: it stands in no log. */
  address: string;
};

export const calls = implement(serverContract).$context<CounterContext>();

/**
 * @param version of the counter's program, where the call says it
 * @throws REVOKED with a token that was ended, UNKNOWN_WORKSTATION with one that was never given
 */
export async function admitted({ server, token }: CounterContext, version?: string): Promise<KnownWorkstation> {
  const found = token === null ? undefined : await workstationOf(server.storage.db, token);
  if (!found) throw new ORPCError('UNKNOWN_WORKSTATION', { defined: true, status: 401 });
  if (found.revoked) throw new ORPCError('REVOKED', { defined: true, status: 401 });
  await rememberSeen(server.storage.db, server.now(), found, version);
  return found;
}

/** @throws PROTOCOL where the two programs do not understand each other */
export function checkProtocol({ protocol }: { protocol: number }): void {
  if (protocol >= OLDEST_PROTOCOL && protocol <= PROTOCOL_VERSION) return;
  const data = { oldest: OLDEST_PROTOCOL, newest: PROTOCOL_VERSION };
  throw new ORPCError('PROTOCOL', { defined: true, status: 426, data });
}
