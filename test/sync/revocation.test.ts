// A workstation that was ended: after its next contact nothing readable is left on the PC, and the program says so; a server
// that merely does not know it takes nothing away.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepNothing, revocationOf } from '../../src-main/service/sync/revocation.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { PIN, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
let two: TestCounter;

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
  two = await joinedCounter(server, one);
});
afterEach(async () => {
  one.close();
  two.close();
  await server.close();
});

async function revoke(counter: TestCounter): Promise<void> {
  const state = await one.client.signIn.state();
  const other = await counter.client.signIn.state();
  if (state.phase !== 'open' || other.phase !== 'open') throw new Error('nobody is signed in');
  const line = serverLine(server.road.fetch, SERVER_ADDRESS, () => one.service.counter.ports.keyStore.readToken());
  const proof = { employeeId: state.person.id, pin: PIN };
  await line.workstations.revoke({ proof, workstationId: other.seat.workstation.id });
}

const newCustomer = (counter: TestCounter, lastName: string) =>
  counter.client.customers.save({
    ...{ id: null, form: customerForm(lastName), basedOn: null, appActive: null, draftId: null },
  });

test('after the next contact neither data nor keys are left, and the screen says why', async () => {
  await newCustomer(two, 'Geheimnis');
  await two.client.backup.makeNow().catch(() => undefined);
  await revoke(two);
  // Until it hears of it, it works on.
  await newCustomer(two, 'Nachzügler');
  await expect(round(two)).rejects.toMatchObject({ code: 'REVOKED' });
  expect(await two.client.signIn.state()).toEqual({ phase: 'revoked', at: server.clock.now, unsent: 2 });
  const { keyStore } = two.service.counter.ports;
  expect([keyStore.read(), keyStore.readToken()]).toEqual([null, null]);
  const left = readdirSync(two.directory);
  expect(left.filter((name) => !name.startsWith('tresen.lock'))).toEqual(['revoked.json']);
  for (const name of left) expect(readFileSync(join(two.directory, name)).includes('Geheimnis'), name).toBe(false);
  await expect(two.client.search.find({ text: 'Geheimnis', limit: 5, offset: 0 })).rejects.toMatchObject({
    code: 'NOT_SIGNED_IN',
  });
});

test('it stays so after a restart, and another set-up begins with an empty folder', async () => {
  await revoke(two);
  await expect(round(two)).rejects.toMatchObject({ code: 'REVOKED' });
  two.restart();
  expect(await two.client.signIn.state()).toMatchObject({ phase: 'revoked', unsent: 0 });
  await two.client.signIn.startOver();
  expect(await two.client.signIn.state()).toEqual({ phase: 'setUp' });
  expect(await two.client.sync.state()).toEqual({ kind: 'none' });
  expect(revocationOf(two.directory)).toBe(null);
});

test('a cut on the way is finished at the next start', async () => {
  await revoke(two);
  await expect(round(two)).rejects.toMatchObject({ code: 'REVOKED' });
  // As if the files had been held open, by a backup for example.
  mkdirSync(join(two.directory, 'backups'));
  for (const name of ['tresen.db', 'tresen.db-wal', 'tresen.key.old', join('backups', 'T2.tresen-backup')])
    writeFileSync(join(two.directory, name), 'left over');
  two.restart();
  expect(readdirSync(two.directory).filter((name) => !name.startsWith('tresen.lock'))).toEqual(['revoked.json']);
});

test('the mark comes first: whatever fails after it, the key is gone and the folder is closed', () => {
  two.service.stop();
  const failing = {
    ...two.service.counter.ports,
    keyStore: {
      ...two.service.counter.ports.keyStore,
      erase: () => {
        throw new Error('cut');
      },
    },
  };
  expect(() => keepNothing(failing, { at: 1, unsent: 3 })).toThrow('cut');
  expect(existsSync(join(two.directory, 'tresen.db'))).toBe(true);
  two.restart();
  expect(existsSync(join(two.directory, 'tresen.db'))).toBe(false);
  expect(revocationOf(two.directory)).toEqual({ at: 1, unsent: 3 });
});

test('a server that does not know the token takes nothing away', async () => {
  await newCustomer(two, 'Weiß');
  const { db } = server.running.server.storage;
  await db.deleteFrom('workstationKey').where('foundedAt', 'is', null).where('version', '=', '0.0.0-test').execute();
  await expect(round(two)).rejects.toMatchObject({ code: 'UNKNOWN_WORKSTATION' });
  expect(await two.client.sync.state()).toEqual({ kind: 'offline', waiting: 1, why: 'serverTrouble' });
  expect((await two.client.search.find({ text: 'weiss', limit: 5, offset: 0 })).rows).toHaveLength(1);
});
