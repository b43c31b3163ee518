// A server that waits for a page to betray something: it takes every connection on loopback, answers every request and
// remembers both. It stands for 'outside' in tests of what a page may reach.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Trap = {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** Paths asked for, and '(connection)' for each connection that asked for nothing. */
  seen(): string[];
  close(): Promise<void>;
};

export async function openTrap(): Promise<Trap> {
  const seen: string[] = [];
  const silent = new Set<unknown>();
  const server = createServer((request, response) => {
    silent.delete(request.socket);
    seen.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('caught');
  });
  server.on('connection', (socket) => silent.add(socket));
  server.on('upgrade', (request, socket) => {
    silent.delete(socket);
    seen.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen: () => [...seen, ...[...silent].map(() => '(connection)')],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
