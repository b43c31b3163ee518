// Builds the branch server from its parts: storage, the counters' calls, the customers' pages, the live wire. Composition
// only; what a process reads from its environment stands in main.ts.
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { projectNamedBlobs } from './blobs/named.ts';
import { type Seal, sealWith } from './blobs/seal.ts';
import { type Http, openHttp } from './http/http.ts';
import { issueCode } from './joining.ts';
import { type Dialect, openStorage, type Storage } from './storage/storage.ts';
import { Live } from './sync/live.ts';
import type { Projection } from './sync/projections.ts';

export type ServerPorts = {
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
};

/** Everything a feature of the server may use. */
export type Server = {
  readonly ports: ServerPorts;
  readonly storage: Storage;
  readonly now: () => number;
  readonly newId: () => string;
  readonly live: Live;
  readonly seal: Seal;
  readonly projections: readonly Projection[];
};

export type RunningServer = {
  readonly server: Server;
  readonly http: Http;
  /** A code with which the first counter founds the chain; null when there is one. */
  readonly foundingCode: string | null;
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Finishes running requests. */
  stop(): Promise<void>;
};

/** @throws the storage's error */
export async function createServer(ports: ServerPorts): Promise<RunningServer> {
  const storage = await openStorage(ports.dialect);
  const live = await Live.open(ports.dialect);
  const server: Server = {
    ...{ ports, storage, live },
    now: ports.now,
    newId: () => uuidv7(),
    seal: sealWith(ports.key),
    projections: [projectNamedBlobs],
  };
  const http = await openHttp(server);
  return {
    server,
    http,
    foundingCode: await foundingCodeFor(server),
    listen: async (host, port) => {
      await http.listen({ host, port });
      return (http.server.address() as AddressInfo).port;
    },
    stop: async () => {
      await live.close();
      await http.close();
      await storage.close();
    },
  };
}

async function foundingCodeFor({ storage: { db }, now }: Server): Promise<string | null> {
  const chain = await db.selectFrom('chain').select('id').executeTakeFirst();
  if (chain) return null;
  await db.deleteFrom('activationCode').where('chainId', 'is', null).execute();
  return (await issueCode(db, now(), null)).code;
}
