// The line to the branch server: typed calls over HTTP with the workstation's token. What goes wrong on it becomes one of a
// few words; it retries nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { ServerContract } from '../../../src-shared/server-contract.ts';

export type ServerLine = ContractRouterClient<ServerContract, LineContext>;

type LineContext = {
  /** The message is made at once and waits for this before it goes out; where it fails, it never does. */
  leave?: Promise<void>;
};

/** How bytes get there: the system's fetch, or a test's. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

const LONG_BODY = 2048;
const CALL_TAKES_AT_MOST_MS = 60_000;
const LEAVES_WITHIN_MS = 2;

/** @param address without a slash at the end; @param token null before joining */
export function serverLine(fetch: Fetch, address: string, token: () => string | null): ServerLine {
  const link = new RPCLink<LineContext>({
    url: `${address}/counter`,
    headers: () => {
      const shown = token();
      return shown === null ? {} : { authorization: `Bearer ${shown}` };
    },
    fetch: async (request, init, { context }) => {
      const body = Buffer.from(await request.arrayBuffer());
      const packed = body.length > LONG_BODY;
      const headers = new Headers(request.headers);
      if (packed) headers.set('content-encoding', 'gzip');
      const { method, url } = request;
      const sent = packed ? gzipSync(body, { level: 1 }) : body;
      await context.leave;
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(CALL_TAKES_AT_MOST_MS)]);
      return fetch(new Request(url, { method, headers, body: sent, signal }), init as RequestInit);
    },
  });
  return createORPCClient(link);
}

/** A message takes some turns of this process until its last byte is out: long work here would keep it from the server. */
export async function onItsWay(answer: Promise<unknown>): Promise<void> {
  await Promise.race([answer, pause(LEAVES_WITHIN_MS)]).catch(() => undefined);
}

export type LineTrouble =
  /** No answer: no network, no server, a cut. */
  | 'offline'
  | 'revoked'
  /** This program is older than the server takes, or newer than it knows. */
  | 'protocol'
  /** The server answered that it cannot. */
  | 'serverTrouble';

export function lineTrouble(error: unknown): LineTrouble {
  if (!(error instanceof ORPCError)) return 'offline';
  const { code } = error as { code: string };
  if (code === 'REVOKED') return 'revoked';
  if (code === 'PROTOCOL') return 'protocol';
  return error.status === 502 || error.status === 503 || error.status === 504 ? 'offline' : 'serverTrouble';
}
