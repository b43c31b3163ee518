// What a stolen token is worth at an administrator's counter: without his PIN, or with a proof that is somebody else's, too
// old or invented, it gives nobody a right and nobody a PIN, and what was tried stands under 'Konflikte'. On both databases;
// and at the counter: who is asked for his PIN when.
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROOF_LIVES_MS } from '../../src-server/proof-window.ts';
import { PROVEN_TABLES, type WireChange } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { PIN } from '../support/counter.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { joinedCounter, round } from '../support/sync.ts';
import { type Chain, HELLO, openTwoChains, removal, type TwoChains, update } from '../support/two-chains.ts';

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

/** 'Stammdaten': names and meanings that an administrator keeps; nobody gets a right by them. */
const LIST_TABLES = ['payer', 'customerProgram', 'property', 'customerStatus', 'caseType'];

test('of the chain’s own tables only those need no PIN that give nobody a right', () => {
  const chainwide = (Object.keys(tables) as TableName[]).filter((table) => synced[table].scope === 'chain');
  expect(chainwide.filter((table) => !PROVEN_TABLES.has(table))).toEqual([
    'workstation',
    'textBlock',
    'textBlockVersion',
    ...LIST_TABLES,
    // Says that an administrator took a list out of the house, and gives nobody anything.
    'listExport',
  ]);
});

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  let world: TwoChains;
  let own: Chain;

  beforeAll(async () => {
    world = await openTwoChains(kind === 'PostgreSQL' ? await postgres?.database() : undefined);
    own = world.own;
  }, 120_000);
  afterAll(() => world.close());

  const prove = async (token = own.token, employeeId = own.people.administrator) =>
    (await world.line(token).employees.prove({ proof: { employeeId, pin: PIN } })).token;
  const pinHashOf = async (id: string) => {
    const { body } = await world.server.running.server.storage.db
      .selectFrom('syncedRow')
      .select('body')
      .where('chainId', '=', own.chainId)
      .where('tableName', '=', 'employee')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return (JSON.parse(body) as { pinHash: string | null }).pinHash;
  };

  for (const table of PROVEN_TABLES as ReadonlySet<TableName>)
    test(`${table}: made, changed or removed with the token alone`, async () => {
      expect(await world.pushed(own, [world.creation(table, own)], {}, [])).toBe('notProven');
      const field = { branch: 'headquarters', chainSetting: 'value', employee: 'blockedAt', employeeRole: 'role' }[
        table as 'branch'
      ];
      const id = await world.plantedRow(own, table, own);
      expect(await world.pushed(own, [update(table, id, field, 1)], {}, [])).toBe('notProven');
      // A branch goes by a call of its own, with the PIN.
      const removed = table === 'branch' ? 'notAllowed' : 'notProven';
      expect(await world.pushed(own, [removal(table, id)], {}, [])).toBe(removed);
      // What needs none of this is taken as before.
      expect(await world.pushed(own, [world.creation('customer', own)], {}, [])).toBe('taken');
    });

  test('a forged PIN: the hash stays, nobody gets in by it, and what was tried waits under ‘Konflikte’ without it', async () => {
    const anna = own.people.administrator;
    const [before, forged] = [await pinHashOf(anna), await hash('7777')];
    const change = { ...update('employee', anna, 'pinHash', 'v'), from: JSON.stringify('v') };
    const set = world.setOf(own, [change], { doing: 'employee.save', secrets: { '0/pinHash': forged } });
    const { answers, rows } = await world.line(own.token).sync.push({ ...HELLO, sets: [set], proofs: [] });
    expect(answers[0]?.verdict).toEqual({ kind: 'refused', refusal: 'notProven' });
    expect(await pinHashOf(anna)).toBe(before);
    const entries = rows.filter(({ table, body }) => table === 'conflict' && body.refusal === 'notProven');
    expect(entries.length).toBeGreaterThanOrEqual(1);
    expect(JSON.stringify(entries)).not.toContain(forged);
    const wrong = { proof: { employeeId: anna, pin: '7777' } };
    await expect(world.line(own.token).employees.prove(wrong)).rejects.toMatchObject({ code: 'WRONG_PIN' });
    await world.server.running.server.storage.db.deleteFrom('wrongPin').execute();
    // With his own PIN it is taken.
    const right = world.setOf(own, [change], { doing: 'employee.save', secrets: { '0/pinHash': before } });
    const taken = await world.line(own.token).sync.push({ ...HELLO, sets: [right], proofs: [await prove()] });
    expect(taken.answers[0]?.verdict.kind).toBe('taken');
  });

  test('a proof of another workstation, chain or person, an invented and an old one are none', async () => {
    const role = (): WireChange => world.creation('employeeRole', own);
    const theirs = await prove(own.other.token, own.people.elsewhere);
    const away = await prove(world.foreign.token, world.foreign.people.administrator);
    for (const proofs of [[theirs], [away], ['x'.repeat(43)], [theirs, away, '']])
      expect(await world.pushed(own, [role()], {}, proofs)).toBe('notProven');
    // Anna's, in the name of somebody else who may administer here.
    const second = await own.counter.client.employees.save({
      ...{ id: null, name: 'Gesa Gans', role: 'administrator', blocked: false, pin: PIN },
    });
    await round(own.counter);
    expect(await world.pushed(own, [role()], { employeeId: second.id }, [own.proof])).toBe('notProven');
    expect(await world.pushed(own, [role()], { employeeId: second.id }, [await prove(own.token, second.id)])).toBe(
      'taken',
    );
    const fresh = await prove();
    world.server.clock.now += PROOF_LIVES_MS - 1;
    expect(await world.pushed(own, [role()], {}, [fresh])).toBe('taken');
    world.server.clock.now += 1;
    expect(await world.pushed(own, [role()], {}, [fresh])).toBe('notProven');
  });

  test('a proof is worth nothing any more once its bearer is blocked or the workstation ended', async () => {
    const { client } = own.counter;
    await own.counter.client.employees.prove({ pin: PIN });
    const hired = await client.employees.save({
      ...{ id: null, name: 'Hans Habicht', role: 'administrator', blocked: false, pin: PIN },
    });
    await round(own.counter);
    const his = await prove(own.token, hired.id);
    await client.employees.save({
      ...{ id: hired.id, name: 'Hans Habicht', role: 'administrator', blocked: true, pin: null },
    });
    await round(own.counter);
    const role = world.creation('employeeRole', own);
    expect(await world.pushed(own, [role], { employeeId: hired.id }, [his])).toBe('employeeBlocked');
    const set = world.setOf(own, [role]);
    const dead = world.line(world.dead.revoked).sync.push({ ...HELLO, sets: [set], proofs: [await prove()] });
    await expect(dead).rejects.toMatchObject({ code: 'REVOKED' });
  });
});

describe('at the counter', () => {
  let world: TwoChains;
  let own: Chain;
  beforeEach(async () => {
    world = await openTwoChains();
    own = world.own;
    return () => world.close();
  }, 120_000);

  const name = (appName: string) => own.counter.client.settings.save({ changes: { appName } });
  const MINUTE = 60_000;

  test('the PIN of the sign-in counts for a quarter of an hour; then the page asks, and nothing was saved', async () => {
    await expect(name('Eins')).resolves.toMatchObject({ changeSetId: expect.any(String) });
    await round(own.counter);
    world.server.clock.now += 15 * MINUTE;
    await expect(name('Zwei')).rejects.toMatchObject({ code: 'PIN_NEEDED' });
    expect((await own.counter.client.settings.all()).values.appName).toBe('Eins');
    await expect(own.counter.client.employees.prove({ pin: '9999' })).rejects.toMatchObject({ code: 'WRONG_PIN' });
    await expect(name('Zwei')).rejects.toMatchObject({ code: 'PIN_NEEDED' });
    await own.counter.client.employees.prove({ pin: PIN });
    await name('Zwei');
    await round(own.counter);
    expect((await own.counter.client.conflicts.open()).count).toBe(0);
  });

  test('a lock ends it; what was saved before still gets there', async () => {
    await name('Eins');
    await own.counter.client.signIn.lock();
    const again = async (pin: string) =>
      own.counter.client.signIn.signIn({ employeeId: own.people.administrator, pin });
    expect(own.counter.service.counter.house?.sync.proofs.isOpen(own.people.administrator)).toBe(false);
    await again(PIN);
    await round(own.counter);
    expect((await own.counter.client.conflicts.open()).count).toBe(0);
    const second = await joinedCounter(world.server, own.counter);
    try {
      expect((await second.client.settings.all()).values.appName).toBe('Eins');
    } finally {
      second.close();
    }
  });

  test('without the server nothing of it is saved, and the other work goes on', async () => {
    world.server.road.cut = true;
    await expect(round(own.counter)).rejects.toThrow();
    await expect(name('Offline')).rejects.toMatchObject({ code: 'SERVER_NEEDED' });
    const { textBlocks } = own.counter.client;
    expect((await textBlocks.all()).length).toBeGreaterThan(0);
    world.server.road.cut = false;
    await round(own.counter);
    await name('Online');
  });

  test('what waits longer than its proof lives is refused, kept with the entry, and taken when it is made again', async () => {
    await name('Zu spät');
    world.server.clock.now += PROOF_LIVES_MS;
    await round(own.counter);
    const { entries } = await own.counter.client.conflicts.open();
    expect(entries).toMatchObject([{ reason: 'refused', refusal: 'notProven', refused: { doing: 'settings.save' } }]);
    await own.counter.client.employees.prove({ pin: PIN });
    await name('Noch einmal');
    await round(own.counter);
    expect((await own.counter.client.settings.all()).values.appName).toBe('Noch einmal');
    expect((await own.counter.client.conflicts.open()).count).toBe(1);
  });
});
