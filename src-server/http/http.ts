// The server's door: counters at /counter (with their token), customers' pages and calls, health and metrics for whoever
// runs it. It decides who gets in; what is done then stands with the features.
import fastify, { type FastifyInstance } from 'fastify';
import { instanceDoor } from '../instance.ts';
import { appPages, publicApi } from '../public/public-door.ts';
import type { Server } from '../server.ts';
import { counterDoor } from './counter-door.ts';
import { health } from './health.ts';
import { liveDoor } from './live-door.ts';
import { Metrics } from './metrics.ts';
import { tellRequests } from './requests.ts';

export type Http = FastifyInstance;

/** A push of 500 sets, a part of a document. */
const LONGEST_BODY = 32 * 1024 * 1024;
/** A document's part over a slow line; whoever sends slower than that only holds a place. */
const REQUEST_WITHIN_MS = 120_000;

export async function openHttp(server: Server): Promise<Http> {
  const { tls, trustedProxies } = server.ports;
  const http = fastify({
    // Our own lines: the library's would carry addresses.
    logger: false,
    bodyLimit: LONGEST_BODY,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    ...(tls ? { https: { cert: tls.certificate, key: tls.key } } : {}),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_WITHIN_MS,
  }) as unknown as FastifyInstance;
  http.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    if (tls) reply.header('strict-transport-security', 'max-age=31536000');
  });
  const metrics = new Metrics();
  http.addHook('onClose', async () => metrics.close());
  tellRequests(server, http, metrics);
  await http.register(health(server, metrics));
  await http.register(instanceDoor(server));
  await http.register(counterDoor(server), { prefix: '/counter' });
  await http.register(publicApi(server), { prefix: '/api' });
  await http.register(appPages(server));
  liveDoor(server, http);
  await http.ready();
  return http;
}
