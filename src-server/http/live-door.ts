// The live wire: a WebSocket at /counter/live. The token comes in the first message, so that it stands in no address and no log.
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveNews } from '../../src-shared/sync/protocol.ts';
import { workstationOf } from '../joining.ts';
import type { Server } from '../server.ts';

const LONGEST_MESSAGE = 1024;
const TOKEN_WITHIN_MS = 10_000;
/** Proxies cut what is silent for a minute. */
const PING_MS = 25_000;

export function liveDoor(server: Server, http: FastifyInstance): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  http.server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== '/counter/live') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (wire) => void welcome(server, wire));
  });
  const pings = setInterval(() => {
    for (const wire of sockets.clients) wire.ping();
  }, PING_MS);
  pings.unref();
  http.addHook('onClose', async () => {
    clearInterval(pings);
    for (const wire of sockets.clients) wire.terminate();
  });
}

async function welcome(server: Server, wire: WebSocket): Promise<void> {
  wire.on('error', () => wire.terminate());
  const late = setTimeout(() => wire.terminate(), TOKEN_WITHIN_MS);
  wire.once('message', async (message) => {
    clearTimeout(late);
    try {
      const found = await workstationOf(server.storage.db, String(message));
      const tell = (news: LiveNews) => wire.readyState === wire.OPEN && wire.send(JSON.stringify(news));
      if (!found || found.revoked) {
        tell({ kind: 'revoked' });
        wire.close(1008);
        return;
      }
      const end = server.live.add({
        ...{ chainId: found.chainId, workstationId: found.workstationId },
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
