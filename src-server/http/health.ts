// For whoever runs the server: is it alive, is it ready, how busy is it.
import type { FastifyPluginAsync } from 'fastify';
import type { Server } from '../server.ts';

export function health(server: Server): FastifyPluginAsync {
  return async (http) => {
    http.get('/health', async () => ({ ok: true, version: server.ports.version }));
    http.get('/ready', async (_request, reply) => {
      try {
        await server.storage.db.selectFrom('chain').select('id').limit(1).execute();
        return { ok: true };
      } catch {
        return reply.code(503).send({ ok: false, reason: 'database' });
      }
    });
  };
}
