// What is counted in the database, and what in each process for itself, where two servers work on one PostgreSQL: tries of
// passwords and PINs add up whichever is asked; only the limits by address are once a process, and their sum is still no way in.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { WRONG_CODES } from '../../src-server/http/limits.ts';
import { activationCodeHash, newActivationCode } from '../../src-server/joining.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { type AppShop, openAppShop, phoneOf } from '../support/app-shop.ts';
import { PIN } from '../support/counter.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { openServer, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';
import { HELLO } from '../support/two-chains.ts';

let postgres: TestPostgres | null = null;
let shop: AppShop;
let second: TestServer;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

describe.skipIf(noPostgres !== null)(noPostgres === null ? 'PostgreSQL' : `PostgreSQL, skipped: ${noPostgres}`, () => {
  beforeEach(async () => {
    const database = (await postgres?.database()) ?? '';
    const dialect = () => postgresDialect(database, () => undefined);
    shop = await openAppShop({ dialect });
    second = await openServer({ dialect, clock: shop.server.clock });
    return async () => {
      await second.close();
      await shop.close();
    };
  }, 120_000);

  const both = () => [shop, { ...shop, server: second }];

  test('ten wrong passwords at two processes together lock the access; the right one gets in at neither', async () => {
    const id = await shop.newCustomer();
    const { code, password } = await shop.giveAccess(id);
    const said: string[] = [];
    for (let wrong = 0; wrong < 10; wrong++) {
      const at = both()[wrong % 2] ?? shop;
      const asked = { code, password: `falsch ${wrong}`, deviceName: 'x' };
      const answer = phoneOf(at, `198.51.100.${wrong}`).connect(asked);
      said.push(
        await answer.then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      );
    }
    expect(said).toEqual(Array(10).fill('NOT_ADMITTED'));
    for (const [place, at] of both().entries()) {
      const right = phoneOf(at, `198.51.101.${place}`).connect({ code, password, deviceName: 'x' });
      await expect(right).rejects.toMatchObject({ code: 'NOT_ADMITTED' });
    }
    shop.server.clock.now += 15 * 60_000;
    await phoneOf({ ...shop, server: second }).connect({ code, password, deviceName: 'x' });
  });

  test('wrong PINs at two processes add up, and the right one has to wait at both', async () => {
    const state = await shop.counter.client.signIn.state();
    if (state.phase !== 'open') throw new Error('nobody is signed in');
    const token = shop.counter.service.counter.ports.keyStore.readToken();
    const prove = (server: TestServer, pin: string) =>
      serverLine(server.road.fetch, SERVER_ADDRESS, () => token).employees.prove({
        proof: { employeeId: state.person.id, pin },
      });
    const waits: unknown[] = [];
    for (let wrong = 0; wrong < 5; wrong++)
      await prove(wrong % 2 === 0 ? shop.server : second, '9999').catch((error) => waits.push(error.data.waitSeconds));
    expect(waits).toEqual([0, 0, 0, 0, 10]);
    for (const server of [shop.server, second])
      await expect(prove(server, PIN)).rejects.toMatchObject({ code: 'WAIT', data: { waitSeconds: 10 } });
    shop.server.clock.now += 10_000;
    // What one has given the other takes.
    const { token: proof } = await prove(second, PIN);
    const line = serverLine(shop.server.road.fetch, SERVER_ADDRESS, () => token);
    const set = {
      ...{ id: 'set-1', at: shop.server.clock.now, employeeId: state.person.id, branchId: state.seat.branch.id },
      ...{ workstationId: state.seat.workstation.id, doing: 'settings.save', undoes: null, secrets: {} },
      changes: [
        {
          ...{ table: 'chainSetting', rowId: 'appName', subjectId: 'appName', kind: 'create' as const, field: null },
          ...{ from: null, to: JSON.stringify({ value: '"Meine App"' }), groupFrom: null },
        },
      ],
    };
    const { answers } = await line.sync.push({ ...HELLO, sets: [set], proofs: [proof] });
    expect(answers[0]?.verdict.kind).toBe('taken');
  });

  test('wrong activation codes count by process: so many times ten in 15 minutes, of 2 to the 80th', async () => {
    const join = (server: TestServer) =>
      serverLine(server.road.fetch, SERVER_ADDRESS, () => null)
        .sync.join({ ...HELLO, code: newActivationCode(), workstation: null })
        .then(
          () => 'in',
          (error: { code: string }) => error.code,
        );
    for (const server of [shop.server, second]) {
      const said: string[] = [];
      for (let wrong = 0; wrong <= WRONG_CODES.most; wrong++) said.push(await join(server));
      expect(said).toEqual([...Array(WRONG_CODES.most).fill('CODE'), 'TOO_MANY']);
    }
    // Sixteen letters of thirty-two each; what is misread is the same letter.
    expect(newActivationCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(activationCodeHash('O0I1-0000-0000-0000')).toBe(activationCodeHash('0011 0000 0000 0000'));
  });
});
