// For whoever runs the server: is it alive, is it ready, how busy is it. The counts are for chosen addresses alone.
import { BlockList, isIP } from 'node:net';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Server } from '../server.ts';
import type { Metrics } from './metrics.ts';

/** So long may the database take to say that it is there. Milliseconds. */
const READY_WITHIN_MS = 3000;

export function health(server: Server, metrics: Metrics): FastifyPluginAsync {
  const mayAskMetrics = allowed(server.ports.metricsFrom ?? ['127.0.0.1', '::1']);
  return async (http) => {
    http.get('/health', async () => ({ ok: true, version: server.ports.version }));
    http.get('/ready', async (_request, reply) => {
      const ready = await databaseAnswers(server);
      return ready ? { ok: true } : reply.code(503).send({ ok: false, reason: 'database' });
    });
    http.get('/metrics', async (request, reply) => {
      if (!mayAskMetrics(request)) return reply.code(404).send();
      const text = metrics.text({ version: server.ports.version, liveWires: server.live.connected });
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    });
  };
}

// --- details

async function databaseAnswers({ storage: { db } }: Server): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, READY_WITHIN_MS, false);
  });
  const asked = db.selectFrom('chain').select('id').limit(1).execute();
  return Promise.race([asked.then(() => true), late])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}

/** @param addresses single ones and networks ('10.0.0.0/8') */
function allowed(addresses: readonly string[]): (request: FastifyRequest) => boolean {
  const list = new BlockList();
  for (const one of addresses) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (request) => {
    // Behind a proxy that nobody named, everybody would come from its address.
    const { socket, ip } = request;
    if (request.headers['x-forwarded-for'] !== undefined && ip === socket.remoteAddress) return false;
    return list.check(ip.replace(/^::ffff:/i, ''), isIP(ip) === 6 && !/^::ffff:\d+\./i.test(ip) ? 'ipv6' : 'ipv4');
  };
}
