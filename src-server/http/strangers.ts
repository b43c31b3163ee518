// Keeps what strangers send small: before a long or a packed body is read, whoever sends it has to be a workstation.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { workstationOf } from '../joining.ts';
import type { Server } from '../server.ts';

/** Joining takes a few hundred bytes. */
const LONGEST_OF_STRANGERS = 64 * 1024;

/** @param tokenOf the token that a request shows */
export function keepStrangersShort(
  server: Server,
  http: FastifyInstance,
  tokenOf: (request: FastifyRequest) => string | null,
): void {
  http.addHook('onRequest', async (request, reply) => {
    const { headers } = request;
    const length = Number(headers['content-length'] ?? (headers['transfer-encoding'] ? Number.POSITIVE_INFINITY : 0));
    if (length <= LONGEST_OF_STRANGERS && headers['content-encoding'] === undefined) return;
    const token = tokenOf(request);
    const found = token === null ? undefined : await workstationOf(server.storage.db, token);
    if (found && !found.revoked) return;
    const code = found ? 'REVOKED' : 'UNKNOWN_WORKSTATION';
    // As the library would say it, so that a counter understands.
    await reply.code(401).send({ json: { defined: true, code, status: 401, message: code } });
  });
}
