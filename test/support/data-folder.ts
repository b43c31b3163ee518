// A real service on a data folder that the test chooses, and what lies in it byte for byte: for what goes wrong with folders.
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Ports } from '../../src-main/service/ports.ts';
import { createService, type Service } from '../../src-main/service/service.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { PIN, portsFor } from './counter.ts';

export type Client = ReturnType<typeof clientOf>;

export type Opened = { readonly service: Service; readonly client: Client };

const opened: Service[] = [];
const folders: string[] = [];

/** An empty folder that `closeAll` removes. */
export function emptyFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-test-'));
  folders.push(directory);
  return directory;
}

/** Nothing is done by itself: no backup, no check. */
export function openFolder(directory: string, ports: Partial<Ports> = {}, clock = { now: NOON }): Opened {
  const service = createService(portsFor(directory, clock, { upkeep: 'byHand', ...ports }));
  opened.push(service);
  return { service, client: clientOf(service) };
}

export const NOON = new Date(2026, 10, 21, 12, 0, 0).getTime();

export function clientOf(service: Service) {
  return createRouterClient(service.router, { context: { counter: service.counter } });
}

/** Sets the branch up. @returns the recovery key */
export async function setUp(client: Client): Promise<string> {
  const { recoveryKey } = await client.signIn.setUp({
    branchName: 'Sonnen-Apotheke',
    street: 'Sonnenstr.',
    houseNumber: '4',
    postcode: '80331',
    town: 'München',
    phone: '+49 30 23125 100',
    administratorName: 'Anna Amsel',
    pin: PIN,
  });
  return recoveryKey;
}

export async function signIn(client: Client): Promise<void> {
  const state = await client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(`phase ${state.phase}`);
  await client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: PIN });
}

export function customerForm(lastName: string, more: Partial<CustomerForm> = {}): CustomerForm {
  return { ...emptyForm('natural', 'active'), lastName, ...more };
}

/** @returns the id */
export async function saveCustomer(
  client: Client,
  lastName: string,
  more: Partial<CustomerForm> = {},
): Promise<string> {
  const form = customerForm(lastName, more);
  return (await client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
}

/** After each test: ends the services and removes the folders. */
export function closeAll(): void {
  for (const service of opened.splice(0)) service.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** The folder's files by name, each by its hash; the lock and the driver's shared memory change without meaning anything. */
export function filesOf(directory: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    if (name.endsWith('.lock') || name.endsWith('-shm') || !statSync(path).isFile()) continue;
    files[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return files;
}

/** Overwrites a piece of a file, as a broken disk does. */
export function damage(file: string, at: number, length = 64): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, at);
  closeSync(handle);
}
