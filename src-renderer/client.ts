// The one wire to the service: a message port in Electron, a WebSocket in a browser. Nobody else knows which.
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { hashKey, QueryClient } from '@tanstack/react-query';
import type { Contract } from '../src-shared/contract.ts';
import { askingForProof } from './proof-needed.ts';

export type Client = ContractRouterClient<Contract>;

export const client: Client = createORPCClient(await link());
export const calls = createTanstackQueryUtils(client);
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** All that was read, but for what the window shows whoever sits there: the next person reads it with rights of his own. */
export function forgetQueries(): void {
  const kept = new Set([calls.signIn.state.queryKey(), calls.sync.standing.queryKey()].map((key) => hashKey(key)));
  queries.removeQueries({ predicate: (query) => !kept.has(query.queryHash) });
}

async function link() {
  return window.location.protocol === 'app:'
    ? new PortLink({ port: await port(), interceptors: [proven] })
    : new SocketLink({ websocket: await socket(), interceptors: [proven] });
}

/** Hoisted: the link above waits for it. */
function proven({ next }: { next: () => Promise<unknown> }): Promise<unknown> {
  return askingForProof(() => next());
}

function port(): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', function receive(event: MessageEvent) {
      const [given] = event.ports;
      if (event.source !== window || event.data !== 'tresen:port' || !given) return;
      window.removeEventListener('message', receive);
      given.start();
      resolve(given);
    });
    window.postMessage('tresen:connect', window.location.origin);
  });
}

async function socket(): Promise<WebSocket> {
  const ticket = window.location.hash.startsWith('#/') ? '' : window.location.hash.slice(1);
  const entered = await fetch('./enter', { method: 'POST', body: ticket });
  if (!entered.ok) throw new Error('not admitted');
  if (ticket) window.history.replaceState(null, '', '#/');
  const wire = new WebSocket(`ws://${window.location.host}/wire`);
  wire.binaryType = 'arraybuffer';
  wire.addEventListener('close', () => window.dispatchEvent(new Event('tresen:gone')));
  await new Promise<void>((resolve, reject) => {
    wire.addEventListener('open', () => resolve(), { once: true });
    wire.addEventListener('error', () => reject(new Error('no wire')), { once: true });
  });
  return wire;
}
