// A real counter on a folder of its own: real service, real encrypted SQLite, a clock that stands still until it is moved.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import pino from 'pino';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import type { Ports } from '../../src-main/service/ports.ts';
import { noPrinters } from '../../src-main/service/printing/no-printers.ts';
import { createService, type Service } from '../../src-main/service/service.ts';

export const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
export const PIN = '1234';

export type TestCounter = {
  readonly directory: string;
  readonly service: Service;
  readonly client: ReturnType<typeof clientOf>;
  /** Epoch milliseconds; move it as you like. */
  readonly clock: { now: number };
  /** Stops the service and opens the same folder again, as after a restart. */
  restart(): void;
  /** Stops the service and removes the folder. */
  close(): void;
};

/** Opens an empty folder; `setUp: false` leaves the first branch to the test. Signed in as 'Anna Amsel', administrator. */
export async function openCounter(options: { setUp?: boolean; ports?: Partial<Ports> } = {}): Promise<TestCounter> {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-test-'));
  const clock = { now: Date.UTC(2026, 10, 21, 9, 30) };
  const open = () => createService(portsFor(directory, clock, options.ports));
  let service = open();
  let client = clientOf(service);
  if (options.setUp !== false)
    await client.signIn.setUp({
      branchName: 'Sonnen-Apotheke',
      street: 'Sonnenstr.',
      houseNumber: '4',
      postcode: '80331',
      town: 'München',
      phone: '+49 30 23125 100',
      administratorName: 'Anna Amsel',
      pin: PIN,
    });
  return {
    directory,
    clock,
    get service() {
      return service;
    },
    get client() {
      return client;
    },
    restart() {
      service.stop();
      service = open();
      client = clientOf(service);
    },
    close() {
      service.stop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

export function portsFor(directory: string, clock: { now: number }, more: Partial<Ports> = {}): Ports {
  return {
    dataDirectory: directory,
    resourcesDirectory: RESOURCES,
    keyStore: fileKeyStore(directory),
    host: 'browser',
    version: '0.0.0-test',
    now: () => clock.now,
    log: pino({ level: 'silent' }),
    printers: noPrinters,
    ...more,
  };
}

function clientOf(service: Service) {
  return createRouterClient(service.router, { context: { counter: service.counter } });
}
