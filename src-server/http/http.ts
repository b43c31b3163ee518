// The server's door: counters at /counter (with their token), customers' pages and calls, health and metrics for whoever
// runs it. It decides who gets in; what is done then stands with the features.
import fastify, { type FastifyInstance } from 'fastify';
import type { Server } from '../server.ts';
import { counterDoor } from './counter-door.ts';
import { health } from './health.ts';
import { liveDoor } from './live-door.ts';

export type Http = FastifyInstance;

/** A push of 500 sets, a part of a document. */
const LONGEST_BODY = 32 * 1024 * 1024;

export async function openHttp(server: Server): Promise<Http> {
  const { tls, trustedProxies } = server.ports;
  const http = fastify({
    // Our own lines: the library's would carry addresses.
    logger: false,
    bodyLimit: LONGEST_BODY,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    ...(tls ? { https: { cert: tls.certificate, key: tls.key } } : {}),
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  http.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    if (tls) reply.header('strict-transport-security', 'max-age=31536000');
  });
  await http.register(health(server));
  await http.register(counterDoor(server), { prefix: '/counter' });
  liveDoor(server, http);
  await http.ready();
  return http;
}
