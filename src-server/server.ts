// Builds the branch server from its parts: storage, the counters' calls, the customers' pages, the live wire. Composition
// only; what a process reads from its environment stands in main.ts.
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { projectLogins } from './app-access/logins.ts';
import { projectNamedBlobs } from './blobs/named.ts';
import { type Seal, sealWith } from './blobs/seal.ts';
import { markForBranchSearch } from './branch-search/keys.ts';
import { projectCards } from './cards.ts';
import { projectAlsoAbout } from './erasure/also-about.ts';
import { projectTombstones } from './erasure/tombstones.ts';
import { projectExternalNumbers } from './external-numbers.ts';
import { growingIds } from './growing-ids.ts';
import { type Http, openHttp } from './http/http.ts';
import {
  createLimiter,
  INVITATIONS_BY_CUSTOMER,
  INVITATIONS_BY_WORKSTATION,
  type Limiter,
  WRONG_CODES,
} from './http/limits.ts';
import { projectInvitations } from './invitation/ended.ts';
import { issueCode } from './joining.ts';
import { LogClearing } from './log-clearing.ts';
import { createMailer, type Mailer } from './mail/mailer.ts';
import type { MailAccount } from './mail/transport.ts';
import { forgetErased } from './merge/snapshot.ts';
import { Snapshots, type SnapshotsPorts } from './snapshot/snapshots.ts';
import { beginNewEpoch } from './storage/restored.ts';
import { type Dialect, openStorage, type Storage } from './storage/storage.ts';
import { Live } from './sync/live.ts';
import type { Projection } from './sync/projections.ts';
import { validTokens } from './sync/valid-tokens.ts';
import { ChainUpkeep } from './upkeep/chain-upkeep.ts';
import { Expiry } from './upkeep/expiry.ts';

export type ServerPorts = {
  /** A further chain may be founded on this server: `foundingCode` is there although it holds one. */
  furtherChain?: boolean;
  dialect: Dialect;
  /** 32 bytes: what lies in the database and must not be readable in a copy of it is sealed with it. */
  key: Buffer;
  /** Epoch milliseconds. */
  now: () => number;
  log: Logger;
  version: string;
  /** Who may say on whose behalf a request came, and by TLS or not: the addresses of the reverse proxy. */
  trustedProxies: readonly string[];
  tls: { certificate: Buffer; key: Buffer } | null;
  /** How mail is sent for all chains, by whoever runs the server; else each chain has an account of its own. */
  mail?: MailAccount | null;
  /** Who may read /metrics: addresses and networks; this computer alone unless given. */
  metricsFrom?: readonly string[];
  /** Files for first fills; null = rows alone. */
  snapshots?: SnapshotsPorts | null;
  /** The database was put back from a backup: counters fetch all anew and push what it lacks. */
  restored?: boolean;
};

/** Everything a feature of the server may use. */
export type Server = {
  readonly ports: ServerPorts;
  readonly storage: Storage;
  readonly now: () => number;
  readonly newId: () => string;
  readonly live: Live;
  readonly mail: Mailer;
  readonly seal: Seal;
  readonly snapshots: Snapshots;
  readonly logClearing: LogClearing;
  readonly upkeep: ChainUpkeep;
  readonly projections: readonly Projection[];
  readonly limits: {
    /** Wrong activation codes, by address. */
    readonly wrongCodes: Limiter;
    readonly invitationsByCustomer: Limiter;
    readonly invitationsByWorkstation: Limiter;
  };
};

export type RunningServer = {
  readonly server: Server;
  readonly http: Http;
  /** A code with which the first counter founds a chain; null when there is one and no further one is wanted. */
  readonly foundingCode: string | null;
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Finishes running requests. */
  stop(): Promise<void>;
};

/** What then still runs is cut: its counter asks again. */
const REQUESTS_END_WITHIN_MS = 30_000;

/** @throws the storage's error */
export async function createServer(ports: ServerPorts): Promise<RunningServer> {
  const storage = await openStorage(ports.dialect);
  try {
    return await serverOn(storage, ports);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serverOn(storage: Storage, ports: ServerPorts): Promise<RunningServer> {
  if (ports.restored) await beginNewEpoch(storage.db, uuidv7);
  const live = await Live.open(ports.dialect, (chainId, tokens) => validTokens(storage.db, chainId, tokens));
  const seal = sealWith(ports.key);
  const { newId, outgrow } = await growingIds(storage.db);
  const { now, log, mail = null } = ports;
  const projections: readonly Projection[] = [
    outgrow,
    projectNamedBlobs,
    markForBranchSearch,
    projectLogins,
    projectInvitations,
    projectCards,
    projectExternalNumbers,
    forgetErased,
    projectAlsoAbout,
    projectTombstones,
  ];
  const logClearing = new LogClearing({ db: storage.db, now });
  const expiry = new Expiry({ storage, now, newId, projections });
  const server: Server = {
    ...{ ports, storage, live, seal, now, newId, projections, logClearing },
    mail: createMailer({ db: storage.db, seal, now, given: mail, log }),
    snapshots: new Snapshots(ports.snapshots ?? null, { db: storage.db, now, log }),
    upkeep: new ChainUpkeep({ db: storage.db, log }, [logClearing, expiry]),
    limits: {
      wrongCodes: createLimiter(WRONG_CODES, now),
      invitationsByCustomer: createLimiter(INVITATIONS_BY_CUSTOMER, now),
      invitationsByWorkstation: createLimiter(INVITATIONS_BY_WORKSTATION, now),
    },
  };
  const http = await openHttp(server);
  let stopped: Promise<void> | null = null;
  return {
    server,
    http,
    foundingCode: await foundingCodeFor(server),
    listen: async (host, port) => {
      await http.listen({ host, port });
      server.upkeep.begin();
      return (http.server.address() as AddressInfo).port;
    },
    stop: () => {
      stopped ??= stop(http, server);
      return stopped;
    },
  };
}

async function stop(http: Http, { live, storage, snapshots, upkeep }: Server): Promise<void> {
  const late = setTimeout(() => http.server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  await snapshots.stop();
  await upkeep.stop();
  await live.close();
  await http.close();
  clearTimeout(late);
  await storage.close();
}

async function foundingCodeFor({ storage: { db }, now, ports }: Server): Promise<string | null> {
  const chain = await db.selectFrom('chain').select('id').executeTakeFirst();
  if (chain) return ports.furtherChain ? (await issueCode(db, now(), null)).code : null;
  await db.deleteFrom('activationCode').where('chainId', 'is', null).execute();
  // It stands on the server's own console and waits for the person who set it up.
  return (await issueCode(db, now(), null, Number.MAX_SAFE_INTEGER - now())).code;
}
