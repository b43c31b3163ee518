// Keeps a joined workstation from saving what the branch server would refuse: rights, and what says what they mean, need the
// server and an administrator's PIN (architecture, 'Commands of the server'). A workstation without a server is its own.
import { ORPCError } from '@orpc/server';
import { PROVEN_TABLES } from '../../../src-shared/sync/protocol.ts';
import { reachOf } from '../../../src-shared/sync/state.ts';
import type { Projection } from '../database/save.ts';
import { membership } from './membership.ts';
import type { SyncEngine } from './sync-engine.ts';

/** For the one write path: what is refused here is written nowhere. @throws PIN_NEEDED, SERVER_NEEDED */
export function proofGuard(sync: () => SyncEngine, person: () => string | null): Projection {
  return ({ sqlite }, touched) => {
    if (!touched.some(({ table }) => PROVEN_TABLES.has(table))) return;
    const member = membership(sqlite);
    // What founds a chain is taken as it is, until all of it has been said.
    if (!member || member.epoch === null) return;
    const { state, proofs } = sync();
    if (reachOf(state) === 'offline') throw new ORPCError('SERVER_NEEDED', { defined: true, status: 503 });
    if (!proofs.isOpen(person() ?? '')) throw new ORPCError('PIN_NEEDED', { defined: true, status: 403 });
  };
}

/** Does the call again where what kept it back is got by itself: the PIN was typed at sign-in, the server is back. */
export async function withProof<R>(sync: SyncEngine | undefined, call: () => R | PromiseLike<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ORPCError) || !sync) throw error;
    const { code } = error as { code: string };
    if (code !== 'PIN_NEEDED' && code !== 'SERVER_NEEDED') throw error;
    if (code === 'SERVER_NEEDED') await sync.isBack();
    await sync.prove();
    return await call();
  }
}
