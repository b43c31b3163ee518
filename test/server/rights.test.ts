// Who may ask the server what. Generated from the contract and from the tables: each call with each kind of token, each step
// of administration by each role and with each foreign id, each table in a push by each role, each field that is the
// server's, each row of another branch and another chain. Whatever is refused is refused with its word, and writes nothing.
import { createHash } from 'node:crypto';
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { issueCode } from '../../src-server/joining.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import { serverContract } from '../../src-shared/server-contract.ts';
import { PROTOCOL_VERSION, type WireChange, type WireSet } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { sampleOf } from '../support/schema-samples.ts';
import { foundingCounter, joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

let server: TestServer;
let own: Chain;
let foreign: Chain;
/** Tokens that are worth nothing. */
const dead: Record<'revoked' | 'replaced', string> = { revoked: '', replaced: '' };
const opened: TestCounter[] = [];

type Person = 'administrator' | 'employee' | 'accounting' | 'blocked' | 'technical' | 'elsewhere';
type Chain = {
  counter: TestCounter;
  token: string;
  chainId: string;
  branchId: string;
  workstationId: string;
  /** A second branch, its workstation, a customer of it. */
  other: { branchId: string; workstationId: string; customerId: string; token: string };
  customerId: string;
  people: Record<Person, string>;
};

beforeAll(async () => {
  server = await openServer();
  own = await chainOf(await foundingCounter(server));
  const { storage } = server.running.server;
  const { code } = await issueCode(storage.db, server.clock.now, null);
  const second = await openCounter({ ports: { road: server.road, sync: 'byHand', now: () => server.clock.now } });
  await second.client.sync.foundChain({ address: SERVER_ADDRESS, code });
  await round(second);
  foreign = await chainOf(second);
  await endTokens();
});

afterAll(async () => {
  for (const counter of opened) counter.close();
  await server.close();
});

describe('each call, with a token that is worth nothing', () => {
  for (const { path, call } of procedures())
    test(path.join('.'), async () => {
      const input = inputOf(call);
      const before = await everything();
      for (const [token, word] of [
        [null, 'UNKNOWN_WORKSTATION'],
        ['x'.repeat(43), 'UNKNOWN_WORKSTATION'],
        [dead.revoked, 'REVOKED'],
        [dead.replaced, 'REVOKED'],
      ] as const)
        expect(await refusalOf(token, path, input), String(token)).toBe(word);
      expect(await everything()).toBe(before);
    });
});

describe('each call with a proof', () => {
  const proven = procedures().filter(({ call }) => 'proof' in (inputOf(call) as object));
  test('there are some', () => expect(proven.length).toBeGreaterThanOrEqual(4));

  for (const { path, call } of proven) {
    test(`${path.join('.')}: nobody but an administrator of the branch, by his own PIN`, async () => {
      const input = inputOf(call) as object;
      const before = await everything();
      for (const person of Object.keys(own.people) as Person[]) {
        if (person === 'administrator') continue;
        const proof = { employeeId: own.people[person], pin: PIN };
        expect(await refusalOf(own.token, path, { ...input, proof }), person).toBe('NOT_ALLOWED');
      }
      for (const employeeId of [foreign.people.administrator, 'nobody'])
        expect(await refusalOf(own.token, path, { ...input, proof: { employeeId, pin: PIN } })).toBe('NOT_ALLOWED');
      const wrong = { employeeId: own.people.administrator, pin: '9999' };
      expect(await refusalOf(own.token, path, { ...input, proof: wrong })).toBe('WRONG_PIN');
      // Waits are tried in workstations.test.ts.
      await server.running.server.storage.db.deleteFrom('wrongPin').execute();
      expect(await everything()).toBe(before);
    });

    test(`${path.join('.')}: no id of another chain`, async () => {
      const sample = inputOf(call) as Record<string, unknown>;
      const ids = Object.keys(sample).filter((field) => field.endsWith('Id'));
      expect(ids.length).toBeGreaterThan(0);
      const proof = { employeeId: own.people.administrator, pin: PIN };
      const before = await everything();
      for (const field of ids) {
        const its = field === 'branchId' ? foreign.branchId : foreign.workstationId;
        expect(await refusalOf(own.token, path, { ...sample, proof, [field]: its }), field).toBe('GONE');
      }
      expect(await everything()).toBe(before);
    });
  }
});

test('who was seen when is told to administrators of the branch only, and of their chain only', async () => {
  for (const person of Object.keys(own.people) as Person[]) {
    if (person === 'administrator') continue;
    expect(await refusalOf(own.token, ['workstations', 'seen'], { employeeId: own.people[person] })).toBe(
      'NOT_ALLOWED',
    );
  }
  const seen = await line(own.token).workstations.seen({ employeeId: own.people.administrator });
  expect(seen.map(({ workstationId }) => workstationId)).not.toContain(foreign.workstationId);
});

describe('a push about each table', () => {
  for (const table of Object.keys(tables) as TableName[]) {
    const { scope, madeByServer, appendOnly, fields = {} } = synced[table];
    const administration = scope === 'chain';

    test(`${table}: made by each role`, async () => {
      const make = (employeeId: string | null) => pushed(own, [creation(table, own.customerId)], { employeeId });
      expect(await make(null)).toBe('employeeUnknown');
      expect(await make('nobody')).toBe('employeeUnknown');
      expect(await make(foreign.people.administrator)).toBe('employeeUnknown');
      expect(await make(own.people.elsewhere)).toBe('employeeUnknown');
      expect(await make(own.people.blocked)).toBe('employeeBlocked');
      expect(await make(own.people.technical)).toBe('employeeBlocked');
      for (const person of ['employee', 'accounting'] as const) {
        const expected = madeByServer || administration ? 'notAllowed' : 'taken';
        expect(await make(own.people[person]), person).toBe(expected);
      }
      expect(await make(own.people.administrator)).toBe(madeByServer ? 'notAllowed' : 'taken');
    });

    if (scope === 'branch' && !madeByServer)
      test(`${table}: made for another branch or chain`, async () => {
        for (const chain of [own.other, foreign]) {
          const change = creation(table, chain.customerId, chain.branchId);
          expect(await pushed(own, [change])).toBe(
            chain === own.other || table === 'customer' ? 'foreignBranch' : 'rowMissing',
          );
        }
      });

    if (Object.values(fields).includes('serverOwned'))
      test(`${table}: fields of the server's`, async () => {
        for (const [field, kind] of Object.entries(fields)) {
          if (kind !== 'serverOwned') continue;
          const made = creation(table, own.customerId);
          const row = JSON.parse(made.to ?? '') as Record<string, unknown>;
          const forged = { ...made, to: JSON.stringify({ ...row, [field]: 1 }) };
          expect(await pushed(own, [forged]), field).toBe(madeByServer ? 'notAllowed' : 'serverOwned');
          const id = await someRow(own, table);
          expect(await pushed(own, [update(table, id, field, 1)]), field).toBe('serverOwned');
        }
      });

    test(`${table}: rows of another branch and of another chain`, async () => {
      if (scope === 'branch') {
        const theirs = await plantedRow(own, table, own.other);
        const refused = appendOnly ? 'notAboutThis' : 'foreignBranch';
        expect(await pushed(own, [update(table, theirs, plainField(table), 'x')])).toBe(refused);
        expect(await pushed(own, [removal(table, theirs)])).toBe(madeByServer ? 'notAboutThis' : refused);
      }
      const away = await plantedRow(foreign, table, foreign);
      const missing = appendOnly ? 'notAboutThis' : 'rowMissing';
      const gone = { branch: 'notAllowed', workstation: 'notAllowed' } as Partial<Record<TableName, string>>;
      expect(await pushed(own, [update(table, away, plainField(table), 'x')])).toBe(missing);
      expect(await pushed(own, [removal(table, away)])).toBe(madeByServer ? 'notAboutThis' : (gone[table] ?? missing));
    });
  }
});

test('a set in another workstation’s name is not taken', async () => {
  const change = creation('customer', own.customerId);
  expect(await pushed(own, [change], { workstationId: own.other.workstationId })).toBe('notAllowed');
  expect(await pushed(own, [change], { workstationId: foreign.workstationId })).toBe('notAllowed');
});

test('a founder’s set from before is judged like any other, once it has pulled', async () => {
  const branch = creation('branch', own.customerId);
  expect(await pushed(own, [branch], { at: 0, employeeId: null })).toBe('employeeUnknown');
  expect(await pushed(own, [branch], { at: 0, employeeId: own.people.employee })).toBe('notAllowed');
});

test('one foreign change in a set keeps all of it out', async () => {
  const good = creation('customer', own.customerId);
  const bad = update('customer', own.other.customerId, 'note', 'x');
  expect(await pushed(own, [good, bad])).toBe('foreignBranch');
});

test('an answer shows no row of another branch, even of a set that names one', async () => {
  const set = setOf(own, [update('customer', own.other.customerId, 'note', 'x')], {});
  const { rows } = await line(own.token).sync.push({ ...HELLO, sets: [set] });
  expect(rows.map(({ id }) => id)).not.toContain(own.other.customerId);
  // Nor when it is said again.
  const again = await line(own.token).sync.push({ ...HELLO, sets: [set] });
  expect(again.rows.map(({ id }) => id)).not.toContain(own.other.customerId);
});

test('two chains on one server do not see each other', async () => {
  const ids = async (token: string) => {
    const { rows } = await line(token).sync.pull({ ...HELLO, cursor: 0, rows: 2000, skipOwn: false });
    return new Set(rows.map(({ id }) => id));
  };
  const [here, there] = [await ids(own.token), await ids(foreign.token)];
  expect(here.size).toBeGreaterThan(20);
  // Ids of settings and text blocks may be words of the program; what was made has ids of its own.
  const shared = [...here].filter((id) => there.has(id) && /^[0-9a-f-]{36}$/.test(id));
  expect(shared).toEqual([]);
});

test('a workstation pulls the rows of its branch and the chain’s, and no others', async () => {
  const { rows } = await line(own.other.token).sync.pull({ ...HELLO, cursor: 0, rows: 2000, skipOwn: false });
  const customers = rows.filter(({ table }) => table === 'customer').map(({ id }) => id);
  expect(customers).toContain(own.other.customerId);
  expect(customers).not.toContain(own.customerId);
});

// --- details

const HELLO = { protocol: PROTOCOL_VERSION, version: 'test' };

function line(token: string | null) {
  return serverLine(server.road.fetch, SERVER_ADDRESS, () => token);
}

/** All calls but the one that gives a token. */
function procedures(): { path: string[]; call: AnyContractProcedure }[] {
  const found: { path: string[]; call: AnyContractProcedure }[] = [];
  const walk = (node: unknown, path: string[]) => {
    if (isContractProcedure(node)) found.push({ path, call: node });
    else for (const [name, child] of Object.entries(node as object)) walk(child, [...path, name]);
  };
  walk(serverContract, []);
  return found.filter(({ call }) => 'REVOKED' in call['~orpc'].errorMap);
}

function inputOf(call: AnyContractProcedure): unknown {
  const sample = sampleOf(call['~orpc'].inputSchema as z.ZodType);
  return typeof sample === 'object' && sample !== null && 'protocol' in sample ? { ...sample, ...HELLO } : sample;
}

async function refusalOf(token: string | null, path: readonly string[], input: unknown): Promise<string> {
  let node = line(token) as unknown as Record<string, unknown>;
  for (const name of path.slice(0, -1)) node = node[name] as Record<string, unknown>;
  const call = node[path.at(-1) ?? ''] as (input: unknown) => Promise<unknown>;
  return call(input).then(
    () => 'taken',
    (error: { code?: string }) => error.code ?? 'no answer',
  );
}

/** All rows of both chains and all that lets somebody in, as one checksum; what only says 'was there' left out. */
async function everything(but: readonly string[] = []): Promise<string> {
  const { db } = server.running.server.storage;
  const rows = await db
    .selectFrom('syncedRow')
    .selectAll()
    .orderBy('chainId')
    .orderBy('tableName')
    .orderBy('id')
    .execute();
  const keys = await db
    .selectFrom('workstationKey')
    .select(['workstationId', 'tokenHash', 'revokedAt', 'branchId'])
    .orderBy('workstationId')
    .execute();
  const codes = await db.selectFrom('activationCode').selectAll().orderBy('codeHash').execute();
  const kept = rows.filter(({ tableName }) => !but.includes(tableName));
  return createHash('sha256')
    .update(JSON.stringify([kept, keys, codes]))
    .digest('hex');
}

let births = 0;
const freshId = () => `made-${++births}`;

function setOf(chain: Chain, changes: WireChange[], head: Partial<WireSet>): WireSet {
  const { branchId, workstationId, people } = chain;
  return {
    ...{ id: freshId(), at: server.clock.now, employeeId: people.administrator, branchId, workstationId },
    ...{ doing: 'customer.save', undoes: null, changes, secrets: {} },
    ...head,
  };
}

/** @returns 'taken' or why not; what is refused has changed nothing but the list of conflicts */
async function pushed(chain: Chain, changes: WireChange[], head: Partial<WireSet> = {}): Promise<string> {
  const before = await everything(['conflict']);
  const { answers } = await line(chain.token).sync.push({ ...HELLO, sets: [setOf(chain, changes, head)] });
  const verdict = answers[0]?.verdict;
  if (verdict?.kind !== 'refused') return verdict?.kind ?? 'no verdict';
  expect(await everything(['conflict'])).toBe(before);
  return verdict.refusal;
}

function bodyFor(table: TableName, customerId: string, branchId: string): Record<string, unknown> {
  const id = freshId();
  const body = { ...(sampleOf(bodySchema(table)) as Record<string, unknown>) };
  const columns = tables[table] as unknown as Record<string, { notNull: boolean; dataType: string } | undefined>;
  for (const name of Object.keys(body)) if (body[name] === 'sample') body[name] = `${name} ${id}`;
  if ('customerId' in columns) body.customerId = customerId;
  if ('branchId' in columns) body.branchId = branchId;
  if ('active' in columns) body.active = 1;
  return body;
}

function creation(table: TableName, customerId: string, branchId = own.branchId): WireChange {
  const body = bodyFor(table, customerId, branchId);
  const { fields = {}, subject } = synced[table];
  const logged = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null && fields[name] !== 'serverOwned'),
  );
  const rowId = table === 'appAccess' ? customerId : freshId();
  const subjectId = String(subject === 'id' ? rowId : (body[subject] ?? rowId));
  const none = { field: null, from: null, groupFrom: null };
  return { table, rowId, subjectId, kind: 'create', to: JSON.stringify(logged), ...none };
}

function update(table: TableName, rowId: string, field: string, to: unknown): WireChange {
  return { table, rowId, subjectId: rowId, kind: 'update', field, from: null, to: JSON.stringify(to), groupFrom: null };
}

function removal(table: TableName, rowId: string): WireChange {
  return { table, rowId, subjectId: rowId, kind: 'remove', field: null, from: '{}', to: null, groupFrom: null };
}

/** One that a counter may write, where there is one. */
function plainField(table: TableName): string {
  const { fields = {}, subject } = synced[table];
  const names = Object.keys(tables[table]).filter(
    (name) => !/^(id|revision|changedAt|removedAt|enableRLS|\$.*)$/.test(name) && !/Id$/.test(name) && name !== subject,
  );
  return names.find((name) => fields[name] === undefined && !FIXED_WORDS.has(name)) ?? names[0] ?? '';
}
/** Said at birth; refused for a reason of their own. */
const FIXED_WORDS = new Set(['code', 'sha256', 'table', 'field', 'reason', 'kind', 'claims', 'theirs', 'theirsBy']);

/** A row of this table that this chain's first branch has. */
async function someRow(chain: Chain, table: TableName): Promise<string> {
  return plantedRow(chain, table, { branchId: chain.branchId, customerId: chain.customerId });
}

/** Written beside the contract: rows that only the server makes, and rows of other branches. */
async function plantedRow(
  chain: Chain,
  table: TableName,
  { branchId, customerId }: { branchId: string; customerId: string },
): Promise<string> {
  const id = `planted-${freshId()}`;
  const body = bodyFor(table, customerId, branchId);
  const { db } = server.running.server.storage;
  const { revision } = await db
    .updateTable('chain')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', chain.chainId)
    .returning('revision')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('syncedRow')
    .values({
      ...{ chainId: chain.chainId, tableName: table, id, revision, removedAt: null, marks: '{}', writtenBy: null },
      branchId: synced[table].scope === 'chain' ? null : branchId,
      subjectId: String(body[synced[table].subject] ?? id),
      changedAt: server.clock.now,
      body: JSON.stringify(body),
    })
    .execute();
  return id;
}

async function chainOf(counter: TestCounter): Promise<Chain> {
  opened.push(counter);
  const { client } = counter;
  const state = await client.signIn.state();
  if (state.phase !== 'open') throw new Error('nobody is signed in');
  const form = {
    ...{
      name: 'Markt-Apotheke',
      street: null,
      houseNumber: null,
      postcode: null,
      town: null,
      phone: null,
      email: null,
    },
    ...{ website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null },
  };
  const { id: otherBranch } = await client.branches.save({ id: null, form, logo: 'keep' });
  const hire = async (name: string, more: object) => {
    const { id } = await client.employees.save({ id: null, name, role: 'employee', blocked: false, pin: PIN, ...more });
    return id;
  };
  const people: Record<Person, string> = {
    administrator: state.person.id,
    employee: await hire('Bernd Bussard', {}),
    accounting: await hire('Carla Dohle', { role: 'accounting' }),
    blocked: await hire('Dora Drossel', { role: 'administrator', blocked: true }),
    technical: await hire('Warenwirtschaft', { role: 'administrator', technical: true, pin: null }),
    elsewhere: await hire('Emil Elster', { role: null, elsewhere: [{ branchId: otherBranch, role: 'administrator' }] }),
  };
  const newCustomer = async (at: TestCounter, name: string) =>
    (
      await at.client.customers.save({
        ...{ id: null, form: customerForm(name), basedOn: null, appActive: null, draftId: null },
      })
    ).id;
  const customerId = await newCustomer(counter, 'Müller');
  const two = await joinedCounter(server, counter, { branchId: otherBranch });
  opened.push(two);
  const theirs = await newCustomer(two, 'Weiß');
  await round(two);
  await round(counter);
  const token = counter.service.counter.ports.keyStore.readToken() ?? '';
  const otherState = await two.client.signIn.state();
  const { chainId } = await server.running.server.storage.db
    .selectFrom('workstationKey')
    .select('chainId')
    .where('workstationId', '=', state.seat.workstation.id)
    .executeTakeFirstOrThrow();
  return {
    ...{ counter, token, chainId, branchId: state.seat.branch.id, workstationId: state.seat.workstation.id },
    other: {
      ...{ branchId: otherBranch, customerId: theirs, token: two.service.counter.ports.keyStore.readToken() ?? '' },
      workstationId: otherState.phase === 'open' ? otherState.seat.workstation.id : '',
    },
    ...{ customerId, people },
  };
}

async function endTokens(): Promise<void> {
  const proof = { employeeId: own.people.administrator, pin: PIN };
  const { workstations } = line(own.token);
  const made = async () => {
    const { code, workstationId } = await workstations.make({ proof, branchId: own.branchId, name: 'Büro' });
    const { token } = await line(null).sync.join({ ...HELLO, code, workstation: null });
    return { token, workstationId };
  };
  const [revoked, replaced] = [await made(), await made()];
  await workstations.revoke({ proof, workstationId: revoked.workstationId });
  const { code } = await workstations.activate({ proof, workstationId: replaced.workstationId });
  await line(null).sync.join({ ...HELLO, code, workstation: null });
  dead.revoked = revoked.token;
  dead.replaced = replaced.token;
}
