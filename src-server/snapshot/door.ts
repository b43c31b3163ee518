// Tells a workstation which file its first fill may be taken from, and gives it in ranges: to workstations of that branch alone.
import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { admitted, type CounterContext, type calls, checkProtocol } from '../http/calls.ts';
import { asAnswer } from '../http/requests.ts';
import type { Server } from '../server.ts';

export function snapshotDoor(os: typeof calls.snapshot) {
  return {
    state: os.state.handler(async ({ context, input }) => {
      checkProtocol(input);
      const { chainId, branchId } = await admitted(context, input.version);
      const kept = context.server.snapshots.want({ chainId, branchId });
      if (kept.kind !== 'ready') return kept.kind === 'making' ? kept : { kind: 'none' as const };
      // A counter with other tables would miss columns, or have some too many.
      if (kept.shape !== input.shape) return { kind: 'none' as const };
      const { kind, id, size, sha256, cursor, epoch, customers } = kept;
      return { kind, id, size, sha256, key: kept.key.toString('hex'), cursor, epoch, customers };
    }),
  };
}

/** GET /snapshots/ID with 'Range: bytes=FROM-TO'. */
export function snapshotFiles(
  server: Server,
  http: FastifyInstance,
  bearer: (request: FastifyRequest) => string | null,
): void {
  http.get<{ Params: { id: string } }>('/snapshots/:id', async (request, reply) => {
    const context: CounterContext = { server, token: bearer(request), address: request.ip };
    const workstation = await admitted(context).catch((error: unknown) => asAnswer(server, 'snapshot', error));
    if (workstation instanceof Error) return reply.code(workstation.status).send({ code: workstation.code });
    const kept = server.snapshots.byId(workstation, request.params.id);
    if (!kept) return reply.code(404).send({ code: 'GONE' });
    const range = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(request.headers.range ?? '');
    const [from, to] = [Number(range?.[1]), Math.min(Number(range?.[2]), kept.size - 1)];
    if (!range || from > to) return reply.code(416).header('content-range', `bytes */${kept.size}`).send();
    return reply
      .code(206)
      .header('content-type', 'application/octet-stream')
      .header('content-range', `bytes ${from}-${to}/${kept.size}`)
      .header('content-length', String(to - from + 1))
      .send(createReadStream(kept.file, { start: from, end: to }));
  });
}
