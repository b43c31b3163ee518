// The counters' calls over HTTP: parsed by the contract, admitted by the workstation's token. What is done then stands with
// the features; this is the list of them.
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { blobsDoor } from '../blobs/door.ts';
import { branchSearchDoor } from '../branch-search/door.ts';
import { branchesDoor } from '../branches.ts';
import { employeesDoor } from '../employees.ts';
import { erasureDoor } from '../erasure/door.ts';
import { foundingDoor } from '../founding.ts';
import { invitationDoor } from '../invitation/door.ts';
import { mailDoor } from '../mail/door.ts';
import { mergeDoor } from '../merge/door.ts';
import { tasksDoor } from '../registration/decide.ts';
import type { Server } from '../server.ts';
import { snapshotDoor, snapshotFiles } from '../snapshot/door.ts';
import { syncDoor } from '../sync/door.ts';
import { workstationsDoor } from '../workstations.ts';
import { calls } from './calls.ts';
import { gzipAnswers } from './compressed-answers.ts';
import { gunzipBodies } from './compression.ts';
import { toldAs, toldCalls } from './requests.ts';
import { keepStrangersShort } from './strangers.ts';

export function counterDoor(server: Server): FastifyPluginAsync {
  const handler = new RPCHandler(
    calls.router({
      branches: branchesDoor(calls.branches),
      blobs: blobsDoor(calls.blobs),
      branchSearch: branchSearchDoor(calls.branchSearch),
      employees: employeesDoor(calls.employees),
      erasure: erasureDoor(calls.erasure),
      founding: foundingDoor(calls.founding),
      invitation: invitationDoor(calls.invitation),
      mail: mailDoor(calls.mail),
      merge: mergeDoor(calls.merge),
      snapshot: snapshotDoor(calls.snapshot),
      sync: syncDoor(calls.sync),
      tasks: tasksDoor(calls.tasks),
      workstations: workstationsDoor(calls.workstations),
    }),
    toldCalls(server),
  );
  return async (http) => {
    keepStrangersShort(server, http, bearer);
    gunzipBodies(http);
    gzipAnswers(http);
    snapshotFiles(server, http, bearer);
    http.all('/*', async (request, reply) => {
      const context = toldAs(request, { server, token: bearer(request), address: request.ip });
      const { matched } = await handler.handle(request, reply, { prefix: '/counter', context });
      if (!matched) await reply.code(404).send();
    });
  };
}

function bearer({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1] ?? null;
}
