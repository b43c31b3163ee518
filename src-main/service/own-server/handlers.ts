// Page 'Filialserver': how it stands, the check of the public address, the beginning of a move.
import { isDefinedError, safe } from '@orpc/client';
import type { OwnServerState, Reach } from '../../../src-shared/own-server/contract.ts';
import { readServerAddress } from '../../../src-shared/sync/server-address.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { opened } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import type { Counter } from '../service.ts';
import { setting } from '../settings.ts';
import { membership } from '../sync/membership.ts';
import { networkRoad } from '../sync/network-road.ts';
import { ownMembership } from './own-place.ts';
import { instanceAt, reachOf } from './reach.ts';

export function ownServerHandlers(os: typeof procedures.ownServer) {
  return {
    state: os.state.handler(({ context }) => stateOf(context.counter, opened(context))),

    check: os.check.handler(async ({ context, errors }) => {
      const house = opened(context);
      const address = setting(house, 'appAddress');
      if (address === null) throw errors.NO_ADDRESS();
      const road = house.ports.road ?? networkRoad;
      const server = membership(house.db.sqlite)?.address ?? null;
      const own = server === null ? null : await instanceAt((to, how) => road.fetch(new Request(to, how)), server);
      if (own === null || 'problem' in own) throw errors.NO_SERVER();
      const result = await reachOf(fetch, address, own.instance);
      const found: Reach = { result, address, at: house.now() };
      writeLocal(house.db.sqlite, REACH, JSON.stringify(found));
      house.ports.log.info({ result }, 'the public address was checked');
      return found;
    }),

    keepRunning: os.keepRunning.handler(({ context, input }) => {
      writeLocal(opened(context).db.sqlite, KEEP_RUNNING, input.on ? '1' : '0');
    }),

    relocate: os.relocate.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { sqlite } = house.db;
      const { relocation } = context.counter;
      if (relocation.state || !ownMembership(sqlite)) throw errors.NOT_NOW();
      const address = readServerAddress(input.address);
      if (!address.ok) throw errors.ADDRESS({ data: { problem: address.problem } });
      const { error } = await safe(relocation.start(house, 'central', address.address, input.code));
      if (!error) return;
      const { code: word, data } = error as { code?: string; data?: { retryAfterSeconds: number } };
      if (word === 'CODE' || word === 'PROTOCOL') throw errors[word]();
      // A code for joining: this counter brings a shop along.
      if (word === 'NOT_FOUNDER' || word === 'HAS_DATA') throw errors.NOT_FOUNDER();
      if (word === 'TOO_MANY') throw errors.TOO_MANY({ data: data ?? { retryAfterSeconds: 60 } });
      house.ports.log.warn({ code: isDefinedError(error) ? word : 'network' }, 'the central server cannot be reached');
      throw errors.UNREACHABLE();
    }),

    pauseRelocation: os.pauseRelocation.handler(({ context, input }) => {
      opened(context);
      context.counter.relocation.pause(input.paused);
    }),
  };
}

/**
 * Whether the server goes on when the window is closed: as somebody said, and otherwise once customers' phones are known to
 * get there.
 */
export function keepsRunning(house: House): boolean {
  const said = readLocal(house.db.sqlite, KEEP_RUNNING);
  if (ownMembership(house.db.sqlite) === null) return false;
  return said === null ? lastReach(house)?.result === 'ours' : said === '1';
}

// --- details

const REACH = 'publicReach';
const KEEP_RUNNING = 'keepServerRunning';

function stateOf({ ownServer, relocation }: Counter, house: House): OwnServerState {
  const { sqlite } = house.db;
  const member = membership(sqlite);
  const own = ownMembership(sqlite) !== null;
  const run = ownServer?.run ?? { kind: 'off' as const };
  const count = (table: 'customer' | 'workstation', also = '') =>
    (statement(sqlite, `SELECT count(*) AS n FROM "${table}" WHERE removedAt IS NULL ${also}`).get() as { n: number })
      .n;
  const confirmed = statement(sqlite, 'SELECT max(answeredAt) AS at FROM changeSet').get() as { at: number | null };
  const moving = relocation.state;
  return {
    kind: member === null ? 'none' : own ? 'own' : 'central',
    run: run.kind,
    address: own ? (run.kind === 'running' ? run.address : null) : (member?.address ?? null),
    lastConfirmedAt: member === null ? null : confirmed.at,
    customers: count('customer'),
    workstations: count('workstation', 'AND revokedAt IS NULL'),
    appAddress: setting(house, 'appAddress'),
    reach: lastReach(house),
    keepsRunning: own && house.ports.host === 'electron' ? keepsRunning(house) : null,
    relocation: moving && {
      ...{ to: moving.place.to, address: moving.place.address, trouble: moving.trouble },
      ...{ done: Math.min(moving.place.done, moving.place.total), total: moving.place.total },
      paused: moving.place.paused,
    },
  };
}

function lastReach(house: House): Reach | null {
  const kept = readLocal(house.db.sqlite, REACH);
  const found = kept === null ? null : (JSON.parse(kept) as Reach);
  // Another address since, or none: nothing is known of it.
  return found !== null && found.address === setting(house, 'appAddress') ? found : null;
}
