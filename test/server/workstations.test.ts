// Workstations on the real server: who may make and end them, how long a code lives, and what a wrong PIN costs.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { tokenHash } from '../../src-server/joining.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { PROTOCOL_VERSION } from '../../src-shared/sync/protocol.ts';
import type { TestCounter } from '../support/counter.ts';
import { PIN } from '../support/counter.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

const MINUTE = 60_000;
const hello = { protocol: PROTOCOL_VERSION, version: '1.2.3' };

function line(token: string | null) {
  return serverLine(server.road.fetch, SERVER_ADDRESS, () => token);
}
const tokenOf = (counter: TestCounter) => counter.service.counter.ports.keyStore.readToken();
const lineOf = (counter: TestCounter) => line(tokenOf(counter));

async function anna(counter = one) {
  const state = await counter.client.signIn.state();
  if (state.phase !== 'open') throw new Error('nobody is signed in');
  return { employeeId: state.person.id, branchId: state.seat.branch.id, workstationId: state.seat.workstation.id };
}
const proofOf = async (pin = PIN) => ({ employeeId: (await anna()).employeeId, pin });

async function made(name = 'Tresen 2') {
  const { branchId } = await anna();
  return lineOf(one).workstations.make({ proof: await proofOf(), branchId, name });
}

async function joinWith(code: string) {
  return line(null).sync.join({ ...hello, code, workstation: null });
}

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  beforeEach(async () => {
    const database = kind === 'PostgreSQL' ? await postgres?.database() : undefined;
    server = await openServer(
      database === undefined ? {} : { dialect: () => postgresDialect(database, () => undefined) },
    );
    one = await foundingCounter(server);
  });
  afterEach(async () => {
    one.close();
    await server.close();
  });

  test('an administrator makes a workstation; its code lets one PC in, once, within 15 minutes', async () => {
    const { code, letters, expiresAt, now, workstationId } = await made();
    expect(letters).toBe('T2');
    expect(expiresAt - now).toBe(15 * MINUTE);
    const joined = await joinWith(code.toLowerCase().replaceAll('-', ' '));
    expect(joined).toMatchObject({ as: 'member', workstation: { id: workstationId, code: 'T2', name: 'Tresen 2' } });
    await expect(joinWith(code)).rejects.toMatchObject({ code: 'CODE' });
    const late = await made('Büro');
    expect(late.letters).toBe('T3');
    server.clock.now += 15 * MINUTE;
    await expect(joinWith(late.code)).rejects.toMatchObject({ code: 'CODE' });
  });

  test('a newer code ends the one before', async () => {
    const { code, workstationId } = await made();
    const next = await lineOf(one).workstations.activate({ proof: await proofOf(), workstationId });
    await expect(joinWith(code)).rejects.toMatchObject({ code: 'CODE' });
    expect(await joinWith(next.code)).toMatchObject({ workstation: { id: workstationId } });
  });

  test('whoever joins in a workstation’s place ends the token before', async () => {
    const { code, workstationId } = await made();
    const { token } = await joinWith(code);
    const next = await lineOf(one).workstations.activate({ proof: await proofOf(), workstationId });
    const other = await joinWith(next.code);
    await expect(line(token).sync.leaseNumbers({ count: 1 })).rejects.toMatchObject({ code: 'REVOKED' });
    await line(other.token).sync.leaseNumbers({ count: 1 });
  });

  test('a revoked workstation is refused in every call, and stays so', async () => {
    const two = await joinedCounter(server, one);
    const { workstationId } = await anna(two);
    await lineOf(one).workstations.revoke({ proof: await proofOf(), workstationId });
    await expect(lineOf(two).sync.leaseNumbers({ count: 1 })).rejects.toMatchObject({ code: 'REVOKED' });
    await expect(lineOf(one).workstations.activate({ proof: await proofOf(), workstationId })).rejects.toMatchObject({
      code: 'GONE',
    });
    await expect(lineOf(one).workstations.revoke({ proof: await proofOf(), workstationId })).rejects.toMatchObject({
      code: 'GONE',
    });
    await round(one);
    const rows = one.service.counter.house?.db.sqlite;
    expect(rows?.prepare('SELECT revokedAt FROM workstation WHERE id = ?').get(workstationId)).toEqual({
      revokedAt: server.clock.now,
    });
    const log = rows
      ?.prepare(
        'SELECT c.doing, c.employeeId, f.field FROM change f JOIN changeSet c ON c.id = f.changeSetId WHERE f.rowId = ?',
      )
      .all(workstationId);
    expect(log).toContainEqual({
      doing: 'workstation.save',
      employeeId: (await anna()).employeeId,
      field: 'revokedAt',
    });
    two.close();
  });

  test('a live wire hears of its end at once, and nobody else’s', async () => {
    const two = await joinedCounter(server, one);
    const { workstationId } = await anna(two);
    const { live, storage } = server.running.server;
    const { chainId } = await storage.db.selectFrom('chain').select('id as chainId').executeTakeFirstOrThrow();
    const said: string[] = [];
    for (const counter of [two, one]) {
      const { workstationId: id } = await anna(counter);
      live.add({
        ...{ chainId, workstationId: id, branchId: 'any', tokenHash: tokenHash(tokenOf(counter) ?? '') },
        end: () => said.push(`${id} ends`),
        tell: ({ kind }) => (kind === 'revoked' ? said.push(`${id} ${kind}`) : undefined),
      });
    }
    await lineOf(one).workstations.revoke({ proof: await proofOf(), workstationId });
    await expect.poll(() => said.at(-1), { timeout: 30_000 }).toBe(`${workstationId} ends`);
    expect(said).toEqual([`${workstationId} revoked`, `${workstationId} ends`]);
    two.close();
  });

  test('a code that waits ends with its workstation; nobody ends his own', async () => {
    const { code, workstationId } = await made();
    await lineOf(one).workstations.revoke({ proof: await proofOf(), workstationId });
    await expect(joinWith(code)).rejects.toMatchObject({ code: 'CODE' });
    const own = await anna();
    await expect(
      lineOf(one).workstations.revoke({ proof: await proofOf(), workstationId: own.workstationId }),
    ).rejects.toMatchObject({ code: 'OWN' });
  });

  test('a token that was never given is not told to keep nothing', async () => {
    for (const token of [null, 'x'.repeat(43)])
      await expect(line(token).sync.leaseNumbers({ count: 1 })).rejects.toMatchObject({ code: 'UNKNOWN_WORKSTATION' });
  });

  test('wrong PINs wait longer and longer, by employee and by workstation', async () => {
    const two = await joinedCounter(server, one);
    const { branchId } = await anna();
    const make = (counter: TestCounter, proof: { employeeId: string; pin: string }) =>
      lineOf(counter).workstations.make({ proof, branchId, name: 'Tresen 9' });
    const waits: number[] = [];
    for (let at = 0; at < 5; at++)
      await make(one, await proofOf('9999')).catch((error) => {
        expect(error.code).toBe('WRONG_PIN');
        waits.push(error.data.waitSeconds);
      });
    expect(waits).toEqual([0, 0, 0, 0, 10]);
    // The right one has to wait as well, and at another workstation, too.
    for (const counter of [one, two])
      await expect(make(counter, await proofOf())).rejects.toMatchObject({ code: 'WAIT', data: { waitSeconds: 10 } });
    server.clock.now += 10_000;
    await expect(make(one, await proofOf('9999'))).rejects.toMatchObject({ data: { waitSeconds: 20 } });
    server.clock.now += 20_000;
    await make(one, await proofOf());
    // Right once, all is forgotten.
    await expect(make(one, await proofOf('9999'))).rejects.toMatchObject({ data: { waitSeconds: 0 } });
    two.close();
  });

  test('tries at the same moment are counted one by one', async () => {
    const { branchId } = await anna();
    const proof = await proofOf('9999');
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, () => lineOf(one).workstations.make({ proof, branchId, name: 'Tresen 9' })),
    );
    const codes = answers.map((one) => (one.status === 'rejected' ? one.reason.code : 'taken'));
    expect(codes.filter((code) => code === 'WRONG_PIN')).toHaveLength(5);
    expect(codes.filter((code) => code === 'WAIT')).toHaveLength(7);
  });

  test('nobody but an administrator of the branch may', async () => {
    const { branchId } = await anna();
    const { id: bernd } = await one.client.employees.save({
      ...{ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' },
    });
    await round(one);
    for (const employeeId of [bernd, 'nobody'])
      for (const call of [
        () => lineOf(one).workstations.make({ proof: { employeeId, pin: '2345' }, branchId, name: 'Tresen 9' }),
        () => lineOf(one).workstations.seen({ employeeId }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('when a workstation was last there is known to the minute, with its version', async () => {
    const two = await joinedCounter(server, one);
    const { employeeId } = await anna();
    const { workstationId } = await anna(two);
    const seen = async () =>
      (await lineOf(one).workstations.seen({ employeeId })).find((each) => each.workstationId === workstationId);
    const joined = server.clock.now;
    server.clock.now += 59_000;
    await round(two);
    expect(await seen()).toMatchObject({ joinedAt: joined, lastSeenAt: joined, version: '0.0.0-test' });
    server.clock.now += 1000;
    await round(two);
    expect((await seen())?.lastSeenAt).toBe(joined + MINUTE);
    await lineOf(two).sync.pull({ ...hello, cursor: 0, rows: 1, skipOwn: false });
    expect(await seen()).toMatchObject({ version: '1.2.3' });
    two.close();
  });
});
