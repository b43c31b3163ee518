// Serves the pages and the wire on loopback: which request is answered and which is refused. Every request must name this
// host, the page must show a one-time ticket before it gets its cookie, and the wire opens only for our own page with that
// cookie. It refuses to know what travels over the wire.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { contentSecurityPolicy } from './content-security-policy.ts';

export type Loopback = {
  /** With the ticket in its fragment, which no browser sends anywhere by itself. */
  readonly url: string;
  stop(): void;
};

const ADDRESS = '127.0.0.1';
/** A scan of 20 MB travels as 27 MB of base64. */
const LONGEST_MESSAGE = 64 * 1024 * 1024;
const LONGEST_TICKET = 200;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * @param options.pages folder with index.html
 * @param options.port 0 = any
 * @throws the system's error when the port cannot be had
 */
export async function serveLoopback(options: {
  pages: string;
  port: number;
  wired: (wire: WebSocket) => void;
}): Promise<Loopback> {
  const server = createServer();
  const port = await listening(server, options.port);
  const hosts = [`${ADDRESS}:${port}`, `localhost:${port}`];
  const gate = createGate(hosts, `tresen-${port}`);
  const headers = headersFor(hosts);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!gate.isOurHost(request)) return refuse(response, 421);
    const path = pathOf(request);
    if (request.method === 'POST' && path === '/enter') return void enter(gate, request, response);
    if (request.method !== 'GET') return refuse(response, 405);
    servePage(options.pages, path, headers, response);
  });

  const wires = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const admitted = gate.isOurHost(request) && gate.isOurOrigin(request) && gate.hasPass(request);
    if (!admitted || request.url !== '/wire') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    wires.handleUpgrade(request, socket, head, options.wired);
  });

  return {
    url: `http://${ADDRESS}:${port}/#${gate.ticket}`,
    stop: () => {
      for (const wire of wires.clients) wire.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

function listening(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, ADDRESS, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : wanted);
    });
  });
}

type Gate = ReturnType<typeof createGate>;

/** @param cookie cookies do not tell ports apart, so the name must: two hosts may run side by side */
function createGate(hosts: readonly string[], cookie: string) {
  const ticket = randomBytes(24).toString('base64url');
  const pass = randomBytes(24).toString('base64url');
  let used = false;
  const isOurOrigin = (request: IncomingMessage) => request.headers.origin === `http://${request.headers.host}`;
  const hasPass = (request: IncomingMessage) => {
    const shown = (request.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${cookie}=`));
    return same(shown?.slice(cookie.length + 1) ?? '', pass);
  };
  return {
    ticket,
    cookie: `${cookie}=${pass}; HttpOnly; SameSite=Strict; Path=/`,
    /** A page of another site whose name resolves to this machine shows that name here. */
    isOurHost: (request: IncomingMessage) => hosts.includes(request.headers.host ?? ''),
    isOurOrigin,
    hasPass,
    /** With the ticket, once; again with the cookie that it gave, as after a reload. */
    admits(request: IncomingMessage, shown: string): boolean {
      if (!isOurOrigin(request)) return false;
      if (hasPass(request)) return true;
      if (used || !same(shown, ticket)) return false;
      used = true;
      return true;
    },
  };
}

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function enter(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let shown = '';
  try {
    for await (const chunk of request) {
      shown += chunk;
      if (shown.length > LONGEST_TICKET) return refuse(response, 413);
    }
  } catch {
    return; // whoever asked has gone
  }
  if (!gate.admits(request, shown)) return refuse(response, 403);
  response.writeHead(204, { 'set-cookie': gate.cookie, 'cache-control': 'no-store' }).end();
}

function headersFor(hosts: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(hosts.map((host) => `ws://${host}`).join(' ')),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // The service asks pages for their origin; 'no-referrer' would turn it into 'null'.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

function servePage(pages: string, path: string, headers: Record<string, string>, response: ServerResponse): void {
  const file = join(pages, path === '/' ? 'index.html' : path);
  if (!file.startsWith(pages + sep) || !isFile(file)) {
    refuse(response, 404);
    return;
  }
  const content = createReadStream(file);
  content.once('open', () => {
    response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    content.pipe(response);
  });
  content.once('error', () => (response.headersSent ? response.destroy() : refuse(response, 404)));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // not there, or a name that no file can have
  }
}

/** The path without query, its dots resolved; '' where the request line holds none. */
function pathOf(request: IncomingMessage): string {
  return URL.parse(request.url ?? '', `http://${ADDRESS}`)?.pathname ?? '';
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}
