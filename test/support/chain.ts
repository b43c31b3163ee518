// A chain as its staff see it: a real branch server in a process of its own, and counters in real browsers or real windows that
// belong to it. What stands in it before they open is made through the real service. It finds everything by role and name.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Page } from 'playwright-core';
import { createService, type Service } from '../../src-main/service/service.ts';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { portsFor } from './counter.ts';
import { type HostName, type OpenCounter, openCounterOn } from './hosts.ts';
import { removeFolder } from './remove-folder.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { PIN } from './shop.ts';

export type Client = ReturnType<typeof clientOf>;
type Prepare = (client: Client, service: Service) => Promise<void>;

export type ChainCounter = {
  readonly page: Page;
  readonly directory: string;
};

/** What a chain needs of its branch server. */
export type ChainServer = Pick<ServerProcess, 'address' | 'foundingCode' | 'stop' | 'close'>;

export type Chain<S extends ChainServer = ServerProcess> = {
  readonly server: S;
  /** 'Anna Amsel'. */
  readonly employeeId: string;
  /** 'Tresen 1', signed out. */
  readonly one: ChainCounter;
  /** Errors that pages have thrown so far; none is right. */
  readonly errors: string[];
  /** A code with which a further PC becomes the workstation of this name. */
  activationCode(name: string, branchId?: string): Promise<string>;
  /** A window on an empty folder. */
  emptyCounter(): Promise<ChainCounter>;
  /** A window of a further workstation, signed out; its first fill is done unless it was cut before it began. */
  joinedCounter(name: string, fill?: 'done' | 'cut'): Promise<ChainCounter>;
  /** As an administrator does it at another counter. */
  endWorkstation(name: string): Promise<void>;
  close(): Promise<void>;
};

/** Founds a chain with 'Sonnen-Apotheke', 'Anna Amsel' (Administrator) and 'Bernd Bussard'; `prepare` fills it before. */
export async function openChain(prepare: Prepare = async () => {}, on: HostName = 'Chromium'): Promise<Chain> {
  return openChainOn(await startServer(), prepare, on);
}

/** The same on a server that runs already, which the chain ends with itself. */
export async function openChainOn<S extends ChainServer>(server: S, prepare: Prepare, on: HostName): Promise<Chain<S>> {
  const opened: { counter: OpenCounter; directory: string }[] = [];
  const errors: string[] = [];
  const folder = () => mkdtempSync(join(tmpdir(), 'tresen-chain-'));
  const open = async (directory: string): Promise<ChainCounter> => {
    const counter = await openCounterOn(on, {
      ...{ dataDirectory: directory, scratch: `${directory}-scratch`, options: [] },
      pageError: (error) => errors.push(error.message),
    });
    opened.push({ counter, directory });
    return { page: counter.page, directory };
  };
  const directory = folder();
  const founder = await found(directory, server, prepare);
  const one = await open(directory);
  const workstations = new Map<string, string>();
  const activationCode = async (name: string, elsewhere?: string) => {
    const line = serverLine(networkRoad.fetch, server.address, () => founder.token);
    const { branchId, employeeId } = founder;
    const proof = { employeeId, pin: PIN };
    const made = await line.workstations.make({ proof, branchId: elsewhere ?? branchId, name });
    workstations.set(name, made.workstationId);
    return made.code;
  };
  return {
    ...{ server, one, errors, activationCode, employeeId: founder.employeeId },
    emptyCounter: () => open(folder()),
    endWorkstation: async (name) => {
      const line = serverLine(networkRoad.fetch, server.address, () => founder.token);
      const workstationId = workstations.get(name) ?? '';
      await line.workstations.revoke({ proof: { employeeId: founder.employeeId, pin: PIN }, workstationId });
    },
    joinedCounter: async (name, fill = 'done') => {
      const joining = folder();
      const service = createService({ ...portsFor(joining, { now: 0 }), now: Date.now, sync: 'byHand' });
      await clientOf(service).sync.joinChain({ address: server.address, code: await activationCode(name) });
      if (fill === 'done') await service.counter.house?.sync.round();
      service.stop();
      if (fill === 'cut') await server.stop();
      return open(joining);
    },
    async close() {
      for (const { counter, directory: used } of opened) {
        await counter.close();
        await removeFolder(used);
        await removeFolder(`${used}-scratch`);
      }
      await server.close();
    },
  };
}

async function found(directory: string, server: ChainServer, prepare: Prepare) {
  const service = createService({ ...portsFor(directory, { now: 0 }), now: Date.now, sync: 'byHand' });
  const client = clientOf(service);
  await client.signIn.setUp({
    ...{ branchName: 'Sonnen-Apotheke', street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
    ...{ phone: '+49 30 23125 100', administratorName: 'Anna Amsel', pin: PIN },
  });
  await client.employees.save({ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' });
  await client.settings.save({ changes: { missingConsentHint: false } });
  await prepare(client, service);
  await client.sync.foundChain({ address: server.address, code: server.foundingCode });
  await service.counter.house?.sync.round();
  const { seat, person } = service.counter.session;
  const token = service.counter.ports.keyStore.readToken();
  service.stop();
  if (!seat || !person || token === null) throw new Error('no chain was founded');
  return { token, branchId: seat.branch.id, employeeId: person.id };
}

function clientOf(service: ReturnType<typeof createService>) {
  return createRouterClient(service.router, { context: { counter: service.counter } });
}
