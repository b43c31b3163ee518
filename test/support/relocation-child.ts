// A counter with its own server that is killed in the middle of a move: arguments are the data folder, the other server's
// address, its founding code, and after how many messages the power fails.
import process from 'node:process';
import { fillWithDemo } from '../../src-main/service/demo.ts';
import type { ServerRoad } from '../../src-main/service/ports.ts';
import { createService } from '../../src-main/service/service.ts';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { portsFor } from './counter.ts';
import { withOwnServer } from './own-server.ts';

const [, , directory = '', address = '', code = '', messages = '0'] = process.argv;
let left = Number(messages);

const road: ServerRoad = {
  listen: networkRoad.listen,
  fetch: async (request) => {
    const answer = await networkRoad.fetch(request);
    // The server has taken it; the counter never hears of it.
    if (request.url.includes('/founding/bring') && --left === 0) process.kill(process.pid, 'SIGKILL');
    return answer;
  },
};

const service = createService(portsFor(directory, { now: Date.now() }, { ...withOwnServer(), road }));
const refusal = await fillWithDemo(service.counter);
if (refusal) throw new Error(refusal);
while (service.counter.house?.sync.state.kind !== 'connected') await new Promise((later) => setTimeout(later, 50));
const { house } = service.counter;
if (house) await service.counter.relocation.start(house, 'central', address, code);
