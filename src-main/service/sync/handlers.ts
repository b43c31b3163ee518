// Joins a branch server and says how it stands with it.
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import { readServerAddress } from '../../../src-shared/sync/server-address.ts';
import { writeLocal } from '../database/local.ts';
import type { House } from '../house.ts';
import { opened } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { readSeat } from '../sign-in.ts';
import { membership, rememberMembership } from './membership.ts';
import { networkRoad } from './network-road.ts';
import { lineTrouble, serverLine } from './server-line.ts';

export function syncHandlers(os: typeof procedures.sync) {
  return {
    state: os.state.handler(({ context }) => context.counter.house?.sync.state ?? { kind: 'none' as const }),

    joinChain: os.joinChain.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      if (house.session.seat || membership(house.db.sqlite)) throw errors.ALREADY_JOINED();
      await joinServer(house, input, null, errors);
      house.session.seat = readSeat(house);
      house.announce({ kind: 'seat' });
    }),

    foundChain: os.foundChain.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { seat } = house.session;
      if (!seat || membership(house.db.sqlite)) throw errors.ALREADY_JOINED();
      await joinServer(house, input, { id: seat.workstation.id, branchId: seat.branch.id }, errors);
    }),

    tryNow: os.tryNow.handler(({ context }) => {
      opened(context).sync.soon();
    }),
  };
}

// --- details

type Errors = {
  ADDRESS: (options: { data: { problem: 'notAnAddress' | 'notHttps' } }) => Error;
  UNREACHABLE: () => Error;
  PROTOCOL: () => Error;
  CODE: () => Error;
  NOT_FOUNDER: () => Error;
  HAS_DATA: () => Error;
  TOO_MANY: (options: { data: { retryAfterSeconds: number } }) => Error;
};

async function joinServer(
  house: House,
  { address: typed, code }: { address: string; code: string },
  workstation: { id: string; branchId: string } | null,
  errors: Errors,
): Promise<void> {
  const address = readServerAddress(typed);
  if (!address.ok) throw errors.ADDRESS({ data: { problem: address.problem } });
  const { ports, db } = house;
  const line = serverLine((ports.road ?? networkRoad).fetch, address.address, () => null);
  const hello = { protocol: PROTOCOL_VERSION, version: ports.version };
  const joined = await line.sync.join({ ...hello, code, workstation }).catch((error: unknown) => {
    const { code: word, data } = error as { code?: string; data?: { retryAfterSeconds: number } };
    if (word === 'CODE' || word === 'NOT_FOUNDER' || word === 'HAS_DATA' || word === 'PROTOCOL') throw errors[word]();
    if (word === 'TOO_MANY') throw errors.TOO_MANY({ data: data ?? { retryAfterSeconds: 60 } });
    ports.log.warn({ trouble: lineTrouble(error) }, 'the branch server could not be joined');
    throw errors.UNREACHABLE();
  });
  ports.keyStore.writeToken(joined.token);
  db.sqlite
    .transaction(() => {
      rememberMembership(db.sqlite, {
        ...{ chainId: joined.chainId, address: address.address, epoch: null, cursor: 0 },
        filled: joined.as === 'founder',
      });
      if (joined.workstation) writeLocal(db.sqlite, 'workstationId', joined.workstation.id);
    })
    .immediate();
  house.sync.start();
  if (ports.sync !== 'byHand') await house.sync.round().catch(() => undefined);
}
