// The same service on loopback for a plain browser: development, tests, machines without Electron. Not part of the packaged
// program. Every request must name this host; the page must show a one-time token before it gets its cookie and the wire.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { homedir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { fileKeyStore } from './file-key-store.ts';
import { readOptions } from './options.ts';
import { launchLog, productVersion, projectRoot } from './program.ts';
import { noPrinters } from './service/printing/no-printers.ts';
import { createService } from './service/service.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const options = readOptions(process.argv.slice(2));
const log = launchLog();
const dataDirectory = options.dataDirectory ?? join(homedir(), '.tresen');
const service = createService({
  dataDirectory,
  resourcesDirectory: join(projectRoot, 'resources'),
  keyStore: fileKeyStore(dataDirectory),
  host: 'browser',
  version: productVersion,
  now: Date.now,
  log,
  printers: noPrinters,
});
const pages = join(projectRoot, 'build', 'renderer');

let ticket: string | null = randomBytes(24).toString('base64url');
const pass = randomBytes(24).toString('base64url');

const server = createServer((request, response) => {
  if (!isOurHost(request)) return refuse(response, 421);
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (request.method === 'POST' && path === '/enter') return void enter(request, response);
  if (request.method !== 'GET') return refuse(response, 405);
  servePage(path, response);
});

const wires = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
const handler = new RPCHandler(service.router);
server.on('upgrade', (request, socket, head) => {
  const admitted = isOurHost(request) && isOurOrigin(request) && hasPass(request) && request.url === '/wire';
  if (!admitted) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    return;
  }
  wires.handleUpgrade(request, socket, head, (wire) =>
    handler.upgrade(wire, { context: { counter: service.counter } }),
  );
});

server.listen(options.port, '127.0.0.1', () => {
  process.stdout.write(`Tresen bereit: http://127.0.0.1:${portNow()}/#${ticket}\n`);
});
server.on('error', (error) => {
  process.stderr.write(`Tresen kann Port ${options.port} nicht öffnen (${(error as { code?: string }).code}).\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);

function stop(): void {
  service.stop();
  process.exit(0);
}

function portNow(): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : options.port;
}

// A page of another site that resolves its own name to 127.0.0.1 shows that name here.
function isOurHost(request: IncomingMessage): boolean {
  return [`127.0.0.1:${portNow()}`, `localhost:${portNow()}`].includes(request.headers.host ?? '');
}

function isOurOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}

function hasPass(request: IncomingMessage): boolean {
  const shown = /(?:^|;\s*)tresen=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  return same(shown, pass);
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

async function enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const site = request.headers['sec-fetch-site'];
  if (!isOurOrigin(request) && (request.headers.origin || site !== 'same-origin')) return refuse(response, 403);
  let shown = '';
  for await (const chunk of request) {
    shown += chunk;
    if (shown.length > 200) return refuse(response, 413);
  }
  const known = hasPass(request) || (ticket !== null && same(shown, ticket));
  if (!known) return refuse(response, 403);
  ticket = null;
  response.writeHead(204, { 'set-cookie': `tresen=${pass}; HttpOnly; SameSite=Strict; Path=/` }).end();
}

function servePage(path: string, response: ServerResponse): void {
  const file = normalize(join(pages, path === '/' ? 'index.html' : path));
  if (!file.startsWith(pages) || !existsSync(file)) {
    refuse(response, 404);
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy(`ws://127.0.0.1:${portNow()} ws://localhost:${portNow()}`),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
