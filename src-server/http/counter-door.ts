// The counters' calls over HTTP: parsed by the contract, admitted by the workstation's token.
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '../../src-shared/sync/protocol.ts';
import { serverContract } from '../../src-shared/sync/server-contract.ts';
import { join, type KnownWorkstation, workstationOf } from '../joining.ts';
import type { Server } from '../server.ts';
import { pull } from '../sync/pull.ts';
import { push } from '../sync/push.ts';
import { gunzipBodies } from './compression.ts';

type CounterContext = { server: Server; token: string | null };

export function counterDoor(server: Server): FastifyPluginAsync {
  const handler = new RPCHandler(counterRouter());
  return async (http) => {
    gunzipBodies(http);
    http.all('/*', async (request, reply) => {
      const { matched } = await handler.handle(request, reply, {
        prefix: '/counter',
        context: { server, token: bearer(request) },
      });
      if (!matched) await reply.code(404).send();
    });
  };
}

function counterRouter() {
  const os = implement(serverContract).$context<CounterContext>();
  const admitted = os.use(async ({ context, next }) => next({ context: { workstation: await admit(context) } }));
  return os.router({
    join: os.join.handler(async ({ context: { server }, input, errors }) => {
      checkProtocol(input.protocol, errors);
      const answer = await join(server.storage.db, { now: server.now(), newId: server.newId }, input);
      if (typeof answer === 'string') throw errors[answer]();
      return answer;
    }),
    push: admitted.push.handler(async ({ context: { server, workstation }, input, errors }) => {
      checkProtocol(input.protocol, errors);
      const { db, dialect } = server.storage;
      return push({ ...server, db, dialect }, workstation, input.sets);
    }),
    pull: admitted.pull.handler(async ({ context: { server, workstation }, input, errors }) => {
      checkProtocol(input.protocol, errors);
      const answer = await pull({ db: server.storage.db, now: server.now }, workstation, input);
      if (!answer) throw errors.REVOKED();
      return answer;
    }),
    leaseNumbers: admitted.leaseNumbers.handler(async ({ context: { server, workstation }, input }) => {
      const { db } = server.storage;
      const { nextCustomerNumber: after } = await db
        .updateTable('chain')
        .set((eb) => ({ nextCustomerNumber: eb('nextCustomerNumber', '+', input.count) }))
        .where('id', '=', workstation.chainId)
        .returning('nextCustomerNumber')
        .executeTakeFirstOrThrow();
      return { from: after - input.count, to: after - 1 };
    }),
  });
}

async function admit({ server, token }: CounterContext): Promise<KnownWorkstation> {
  const found = token === null ? undefined : await workstationOf(server.storage.db, token);
  if (!found || found.revoked) throw new ORPCError('REVOKED', { defined: true, status: 401 });
  return found;
}

type ProtocolErrors = { PROTOCOL: (options: { data: { oldest: number; newest: number } }) => Error };

function checkProtocol(protocol: number, errors: ProtocolErrors): void {
  if (protocol >= OLDEST_PROTOCOL && protocol <= PROTOCOL_VERSION) return;
  throw errors.PROTOCOL({ data: { oldest: OLDEST_PROTOCOL, newest: PROTOCOL_VERSION } });
}

export function bearer(request: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
