// Joins a branch server and says how it stands with it.
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import { readServerAddress } from '../../../src-shared/sync/server-address.ts';
import type { SyncState } from '../../../src-shared/sync/state.ts';
import { forgetLocal, readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { opened } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { type Membership, membership, rememberMembership } from './membership.ts';
import { networkRoad } from './network-road.ts';
import { lineTrouble, serverLine } from './server-line.ts';

export function syncHandlers(os: typeof procedures.sync) {
  return {
    state: os.state.handler(({ context }) => context.counter.house?.sync.state ?? { kind: 'none' as const }),

    standing: os.standing.handler(({ context }) => {
      const { house } = context.counter;
      if (!house) return { state: { kind: 'none' as const }, since: context.counter.ports.now(), ...NOWHERE };
      const { state } = house.sync;
      const member = membership(house.db.sqlite);
      return {
        ...{ state, since: sinceWhen(house, state) },
        server: member?.address ?? null,
        firstFill: isFirstFill(house, member),
      };
    }),

    joinChain: os.joinChain.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      if (house.session.seat || membership(house.db.sqlite)) throw errors.ALREADY_JOINED();
      await joinServer(house, input, null, errors);
      // Branch, workstation and staff come with the first fill, and the seat with them (house.ts).
      house.announce({ kind: 'seat' });
    }),

    foundChain: os.foundChain.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { seat } = house.session;
      if (!seat || membership(house.db.sqlite)) throw errors.ALREADY_JOINED();
      await joinServer(house, input, { id: seat.workstation.id, branchId: seat.branch.id }, errors);
    }),

    changedElsewhere: os.changedElsewhere.handler(({ context, input }) => {
      const newest = statement(opened(context).db.sqlite, ELSEWHERE).get(input.customerId, input.since);
      return (newest as { workstation: string | null } | undefined) ?? null;
    }),

    tryNow: os.tryNow.handler(async ({ context }) => {
      // How it went, the state says.
      await opened(context)
        .sync.round()
        .catch(() => undefined);
    }),
  };
}

// --- details

/** What another workstation saved stands where it arrived, as in the record's version; no clock takes part. */
const ELSEWHERE = `SELECT w.name AS workstation FROM changeSet s LEFT JOIN workstation w ON w.id = s.workstationId
  WHERE s.id IN (SELECT changeSetId FROM change WHERE subjectId = ?)
  AND s.workstationId IS NOT (SELECT value FROM local WHERE key = 'workstationId')
  AND s.rowid > ? ORDER BY s.rowid DESC LIMIT 1`;

const NOWHERE = { server: null, firstFill: false };

const watched = new WeakMap<House, { state: string; since: number }>();

/** The screen asks whenever the state may be another one: what it sees first is when that began. */
function sinceWhen(house: House, state: SyncState): number {
  const name = state.kind === 'offline' ? `${state.kind} ${state.why}` : state.kind;
  const known = watched.get(house);
  if (known?.state === name) return known.since;
  const since = house.now();
  watched.set(house, { state: name, since });
  return since;
}

const FILLING_FIRST = 'fillingFirst';

/** Only the fill after joining: one that the server's restored backup asks for leaves everything here in place. */
function isFirstFill(house: House, member: Membership | null): boolean {
  const { sqlite } = house.db;
  if (!member || readLocal(sqlite, FILLING_FIRST) === null) return false;
  if (!member.filled) return true;
  forgetLocal(sqlite, FILLING_FIRST);
  return false;
}

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
      if (!joined.workstation) return;
      writeLocal(db.sqlite, 'workstationId', joined.workstation.id);
      writeLocal(db.sqlite, FILLING_FIRST, 'yes');
    })
    .immediate();
  house.sync.start();
}
