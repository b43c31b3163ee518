// The live wire: a WebSocket at /counter/live. The token comes in the first message, so that it stands in no address and no log.
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveNews } from '../../src-shared/sync/protocol.ts';
import { tokenHash, workstationOf } from '../joining.ts';
import type { Server } from '../server.ts';

const LONGEST_MESSAGE = 1024;
const TOKEN_WITHIN_MS = 10_000;
/** Wires that have not said yet whose they are: a stranger cannot hold more. */
const MOST_STRANGERS = 500;
/** Proxies cut what is silent for a minute; who misses two pings is gone. */
const PING_MS = 25_000;

export function liveDoor(server: Server, http: FastifyInstance): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false });
  const strangers = new Set<WebSocket>();
  const unanswered = new WeakMap<WebSocket, number>();
  let closing = false;
  http.server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== '/counter/live') return refuse(socket, '404 Not Found');
    if (closing || strangers.size >= MOST_STRANGERS) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (wire) => {
      strangers.add(wire);
      wire.once('close', () => strangers.delete(wire));
      wire.on('pong', () => unanswered.set(wire, 0));
      void welcome(server, wire, () => strangers.delete(wire));
    });
  });
  const pings = setInterval(() => {
    for (const wire of sockets.clients) {
      const missed = unanswered.get(wire) ?? 0;
      if (missed >= 2) wire.terminate();
      unanswered.set(wire, missed + 1);
      wire.ping();
    }
  }, PING_MS);
  pings.unref();
  http.addHook('preClose', async () => {
    closing = true;
    clearInterval(pings);
    for (const wire of sockets.clients) wire.terminate();
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

async function welcome(server: Server, wire: WebSocket, known: () => void): Promise<void> {
  wire.on('error', () => wire.terminate());
  const late = setTimeout(() => wire.terminate(), TOKEN_WITHIN_MS);
  wire.once('close', () => clearTimeout(late));
  wire.once('message', async (message) => {
    clearTimeout(late);
    try {
      const found = await workstationOf(server.storage.db, String(message));
      const tell = (news: LiveNews) => wire.readyState === wire.OPEN && wire.send(JSON.stringify(news));
      // Whose token the server has never given is told nothing: it may belong to another server, or to one before a restore.
      if (!found) return wire.close(1008);
      if (found.revoked) {
        tell({ kind: 'revoked' });
        wire.close(1008);
        return;
      }
      if (wire.readyState !== wire.OPEN) return;
      known();
      const end = server.live.add({
        ...{ chainId: found.chainId, workstationId: found.workstationId, branchId: found.branchId },
        tokenHash: tokenHash(String(message)),
        tell,
        end: () => wire.close(1001),
      });
      wire.once('close', end);
      // Whatever was written before the wire was there.
      const chain = await server.storage.db
        .selectFrom('chain')
        .select('revision')
        .where('id', '=', found.chainId)
        .executeTakeFirst();
      tell({ kind: 'revision', revision: chain?.revision ?? 0 });
    } catch {
      wire.terminate();
    }
  });
}
