// The public side of the server: the customers' calls at /api, their app at /app. Cross-origin requests are refused, nothing
// may be framed, no cookie is set; a device shows its key in a header that no other page can send.
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { LetIns } from '../app-access/let-in.ts';
import { PasswordQueue } from '../app-access/password-queue.ts';
import { Tries } from '../app-access/tries.ts';
import { WriteTurns } from '../app-access/write-turns.ts';
import type { Server } from '../server.ts';
import { type PublicContext, publicRouter } from './calls.ts';
import { lookOf } from './look.ts';
import { openApiDocument, readablePage } from './open-api.ts';
import { publicLimits } from './public-limits.ts';
import { PAGE_POLICY, webFiles } from './web-pages.ts';

const LONGEST_BODY = 16 * 1024;
const NOTHING = `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function publicApi(server: Server): FastifyPluginAsync {
  const [passwords, writes] = [new PasswordQueue(), new WriteTurns()];
  const letIns = new LetIns(server, writes, () => passwords.isBusy);
  const desk = { ...{ server, passwords, writes, letIns }, tries: new Tries() };
  const parts = { ...desk, limits: publicLimits(server.now) };
  const handler = new OpenAPIHandler(publicRouter);
  return async (http) => {
    headers(http, NOTHING);
    refuseOthers(http);
    const document = await openApiDocument(server.ports.version);
    http.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
    http.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(readablePage(document)));
    http.all('/*', { bodyLimit: LONGEST_BODY }, async (request, reply) => {
      const context: PublicContext = { ...parts, key: bearer(request), address: request.ip, host: request.host };
      const { matched } = await handler.handle(request, reply, { prefix: '/api', context });
      if (!matched) await reply.code(404).send();
    });
  };
}

export function appPages(server: Server): FastifyPluginAsync {
  const files = webFiles('app');
  return async (http) => {
    headers(http, PAGE_POLICY);
    const send = (request: FastifyRequest, reply: FastifyReply, path: string) => {
      const file = files.get(path);
      if (!file) return reply.code(404).send();
      const small = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) ? file.gzipped() : null;
      reply.header('vary', 'accept-encoding');
      if (small) reply.header('content-encoding', 'gzip');
      reply.header('cache-control', file.lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.type(file.type).send(small ?? file.bytes);
    };
    http.get('/app', async (_request, reply) => reply.redirect('app/', 308));
    for (const page of ['/app/', '/app/connect', '/app/invited', '/app/register'])
      http.get(page, async (request, reply) => send(request, reply, 'index.html'));
    http.get('/app/manifest.webmanifest', async (_request, reply) => {
      reply.header('cache-control', 'no-cache').type('application/manifest+json; charset=utf-8');
      return reply.send(await manifest(server));
    });
    http.get<{ Params: { '*': string } }>('/app/*', async (request, reply) =>
      send(request, reply, request.params['*']),
    );
  };
}

// --- details

function headers(http: FastifyInstance, policy: string): void {
  http.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', policy);
    reply.header('x-frame-options', 'DENY');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** A browser says where a request comes from; other pages have no business here. */
function refuseOthers(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    const site = request.headers['sec-fetch-site'];
    const from = site === undefined || site === 'same-origin' || site === 'none';
    const isPage = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET';
    if (!from && !isPage) await reply.code(403).send();
  });
}

function bearer(request: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** In the shop's name and colour. Addresses are relative: the server may lie behind a path. */
async function manifest(server: Server): Promise<string> {
  const { appName, branchName, accent } = await lookOf(server, null);
  const icon = (size: number, purpose: 'any' | 'maskable') => ({
    ...{ src: `icons/${purpose}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose },
  });
  return JSON.stringify({
    ...{ id: './', start_url: './', scope: './', display: 'standalone', orientation: 'any', dir: 'ltr' },
    ...{ name: branchName ? `${appName} – ${branchName}` : appName, short_name: appName },
    ...{ theme_color: accent ?? '#1f5f8b', background_color: '#ffffff' },
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
  });
}
