// A name by which a server is told from others, for whoever checks that an address leads to it: the same for all processes
// on one database, and nothing can be concluded from it.
import { createHash } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { Server } from './server.ts';

export function instanceDoor({ storage }: Server): FastifyPluginAsync {
  return async (http) => {
    http.get('/instance', async (_request, reply) => {
      const chain = await storage.db
        .selectFrom('chain')
        .select('epoch')
        .orderBy('createdAt')
        .limit(1)
        .executeTakeFirst();
      if (!chain) return reply.code(404).send();
      const instance = createHash('sha256').update(`instance ${chain.epoch}`).digest('base64url');
      return { server: 'tresen', instance };
    });
  };
}
