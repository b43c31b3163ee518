// Who may ask the server what, on both databases. Generated from the contract: each call with each kind of worthless token, by
// each kind of person it can name, with each id of another branch and another chain. A call, or an id in it, of which nobody
// has said what it is answered with, fails. Whatever is refused is refused with its word, and writes nothing.
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { PROOF_LIVES_MS } from '../../src-server/proof-window.ts';
import { serverContract } from '../../src-shared/server-contract.ts';
import { PIN } from '../support/counter.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { sampleOf } from '../support/schema-samples.ts';
import { type Chain, HELLO, openTwoChains, PEOPLE, type Person, type TwoChains } from '../support/two-chains.ts';

type Expected = {
  /** Whom the call may name as the one who acts; 'nobody' = it names nobody, and the workstation's token is the boundary. */
  by: readonly Person[] | 'nobody';
  /** Each id: the word for one of another branch, and for one of another chain. 'taken' = it is meant for that. */
  ids: Readonly<Record<string, readonly [otherBranch: string, otherChain: string]>>;
  /** What all others are told; NOT_ALLOWED unless said. */
  word?: string;
};

const STAFF = ['administrator', 'employee', 'accounting'] as const satisfies readonly Person[];
const NOBODY: Expected = { by: 'nobody', ids: {} };
const NAMED_ELSEWHERE = { sha256: ['GONE', 'GONE'] } as const;

/** Whoever adds a call without a PIN adds its line. Rows that are pushed and pulled stand in rights-push.test.ts. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'blobs.state': { by: 'nobody', ids: NAMED_ELSEWHERE },
  'blobs.put': { by: 'nobody', ids: NAMED_ELSEWHERE },
  'blobs.get': { by: 'nobody', ids: NAMED_ELSEWHERE },
  'branchSearch.find': NOBODY,
  'branchSearch.open': { by: 'nobody', ids: { customerId: ['NOT_SHARED', 'GONE'] } },
  // While the chain does not want it, nobody may.
  'branchSearch.takeByCard': { by: [], ids: {} },
  'branchSearch.move': { by: STAFF, ids: { customerId: ['GONE', 'GONE'], toBranchId: ['GONE', 'GONE'] } },
  'erasure.preview': { by: STAFF, ids: { 'customers.0.customerId': ['taken', 'taken'] } },
  'erasure.confirm': NOBODY,
  'erasure.remind': NOBODY,
  'founding.bring': NOBODY,
  'founding.arrived': NOBODY,
  'invitation.send': { by: STAFF, ids: { customerId: ['GONE', 'GONE'] } },
  'mail.ready': NOBODY,
  'mail.state': { by: ['administrator'], ids: {} },
  'merge.merge': {
    ...{ by: ['administrator'], word: 'REFUSED notAdministrator' },
    ids: { survivorId: ['REFUSED otherBranch', 'REFUSED gone'], otherId: ['REFUSED gone', 'REFUSED gone'] },
  },
  'merge.beforeUnmerge': {
    ...{ by: ['administrator'], word: 'REFUSED notAdministrator' },
    ids: { mergeId: ['REFUSED otherBranch', 'REFUSED gone'] },
  },
  'merge.unmerge': {
    ...{ by: ['administrator'], word: 'REFUSED notAdministrator' },
    ids: { mergeId: ['REFUSED otherBranch', 'REFUSED gone'] },
  },
  'snapshot.state': NOBODY,
  'sync.push': NOBODY,
  'sync.pull': NOBODY,
  'sync.leaseNumbers': NOBODY,
  'sync.tallies': NOBODY,
  'tasks.registration': { by: STAFF, ids: { taskId: ['GONE', 'GONE'] } },
  'tasks.decide': { by: STAFF, ids: { taskId: ['GONE', 'GONE'], 'decision.customerId': ['GONE', 'GONE'] } },
  'workstations.seen': { by: ['administrator'], ids: {} },
};

/** Calls with a PIN whose word for somebody else's row is not GONE. */
const WORDS_OF_PROVEN: Readonly<Record<string, string>> = { 'erasure.erase': 'REFUSED gone' };

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

describe('the list of calls', () => {
  const withoutPin = procedures().filter(({ call }) => !isProven(call));

  test('there are calls with a PIN, and others', () => {
    expect(procedures().length - withoutPin.length).toBeGreaterThanOrEqual(5);
    expect(withoutPin.length).toBeGreaterThanOrEqual(14);
  });

  test('of each call it is said who may make it', () => {
    expect(withoutPin.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  for (const { name, call } of withoutPin)
    test(`${name}: of each id it is said what becomes of a foreign one`, () => {
      const expected = EXPECTED[name];
      const ids = idsIn(inputOf(call));
      expect(ids.filter((id) => id !== 'employeeId').sort()).toEqual(Object.keys(expected?.ids ?? {}).sort());
      expect(ids.includes('employeeId')).toBe(expected !== undefined && expected.by !== 'nobody');
    });
});

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  let world: TwoChains;
  let own: Chain;
  let foreign: Chain;

  beforeAll(async () => {
    world = await openTwoChains(kind === 'PostgreSQL' ? await postgres?.database() : undefined);
    ({ own, foreign } = world);
  }, 120_000);
  afterAll(() => world.close());

  /** @returns the word, with its reason where it has one, 'taken', or 'no answer' */
  async function asked(token: string | null, name: string, input: unknown): Promise<string> {
    let node = world.line(token) as unknown as Record<string, unknown>;
    const path = name.split('.');
    for (const step of path.slice(0, -1)) node = node[step] as Record<string, unknown>;
    const call = node[path.at(-1) ?? ''] as (input: unknown) => Promise<unknown>;
    return call(input).then(
      () => 'taken',
      (error: { code?: string; data?: unknown }) => wordOf(error),
    );
  }

  /** What an id of this kind is called in that place. */
  async function idAt(
    field: string,
    chain: Chain,
    at: { branchId: string; customerId: string; workstationId: string },
  ) {
    const kindOf = field.split('.').at(-1) ?? '';
    switch (kindOf) {
      case 'customerId':
      case 'survivorId':
      case 'otherId':
        return at.customerId;
      case 'mergeId':
        return world.plantedRow(chain, 'customerMerge', at);
      case 'branchId':
      case 'toBranchId':
        return at.branchId;
      case 'workstationId':
        return at.workstationId;
      case 'taskId':
        return world.plantedRow(chain, 'task', at);
      case 'sha256':
        return plantedContent(chain, at.branchId);
      default:
        throw new Error(`there is no foreign ${kindOf} here`);
    }
  }

  async function plantedContent(chain: Chain, branchId: string): Promise<string> {
    const sha256 = Buffer.from(`${chain.chainId} ${branchId}`).toString('hex').padEnd(64, '0').slice(-64);
    const named = { chainId: chain.chainId, documentId: sha256, branchId, sha256, size: 3, mediaType: 'image/png' };
    await world.server.running.server.storage.db
      .insertInto('namedBlob')
      .values(named)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return sha256;
  }

  describe('with a token that is worth nothing', () => {
    for (const { name, call } of procedures())
      test(name, async () => {
        const input = inputOf(call);
        const before = await world.everything();
        for (const [token, word] of [
          [null, 'UNKNOWN_WORKSTATION'],
          ['x'.repeat(43), 'UNKNOWN_WORKSTATION'],
          [world.dead.revoked, 'REVOKED'],
          [world.dead.replaced, 'REVOKED'],
        ] as const)
          expect(await asked(token, name, input), String(token)).toBe(word);
        expect(await world.everything()).toBe(before);
      });
  });

  describe('with a PIN', () => {
    for (const { name, call } of procedures().filter((one) => isProven(one.call))) {
      test(`${name}: nobody but an administrator of the branch, by his own PIN`, async () => {
        const input = actedBy(inputOf(call) as object, own.people.administrator);
        const before = await world.everything();
        for (const person of PEOPLE) {
          if (person === 'administrator') continue;
          const proof = { employeeId: own.people[person], pin: PIN };
          expect(await asked(own.token, name, { ...input, proof }), person).toBe('NOT_ALLOWED');
        }
        for (const employeeId of [foreign.people.administrator, 'nobody'])
          expect(await asked(own.token, name, { ...input, proof: { employeeId, pin: PIN } })).toBe('NOT_ALLOWED');
        const wrong = { employeeId: own.people.administrator, pin: '9999' };
        expect(await asked(own.token, name, { ...input, proof: wrong })).toBe('WRONG_PIN');
        // Waits are tried in workstations.test.ts.
        await world.server.running.server.storage.db.deleteFrom('wrongPin').execute();
        expect(await world.everything()).toBe(before);
      });

      const ids = idsIn(inputOf(call)).filter((field) => !field.startsWith('proof.') && field !== 'employeeId');
      if (ids.length > 0)
        test(`${name}: no id of another chain`, async () => {
          const proof = { employeeId: own.people.administrator, pin: PIN };
          const before = await world.everything();
          for (const field of ids) {
            const sample = actedBy({ ...(inputOf(call) as object), proof }, own.people.administrator);
            const input = withId(sample, field, await idAt(field, foreign, foreign));
            expect(await asked(own.token, name, input), field).toBe(WORDS_OF_PROVEN[name] ?? 'GONE');
          }
          expect(await world.everything()).toBe(before);
        });
    }
  });

  describe('without a PIN', () => {
    for (const { name, call } of procedures().filter((one) => !isProven(one.call))) {
      const { by, ids, word: refusal = 'NOT_ALLOWED' } = EXPECTED[name] ?? NOBODY;
      if (by !== 'nobody')
        test(`${name}: in the name of ${by.join(', ') || 'nobody yet'}`, async () => {
          const input = inputOf(call) as object;
          const before = await world.everything();
          for (const person of PEOPLE) {
            const word = await asked(own.token, name, { ...input, employeeId: own.people[person] });
            if (by.includes(person)) expect(word, person).not.toBe(refusal);
            else expect(word, person).toBe(refusal);
          }
          for (const employeeId of [...Object.values(foreign.people), 'nobody'])
            expect(await asked(own.token, name, { ...input, employeeId })).toBe(refusal);
          // The samples name nothing that is there.
          expect(await world.everything()).toBe(before);
        });

      for (const [field, [otherBranch, otherChain]] of Object.entries(ids))
        test(`${name}: ${field} of another branch, of another chain`, async () => {
          const actor = by === 'nobody' ? {} : { employeeId: own.people.administrator };
          const sample = { ...(inputOf(call) as object), ...actor };
          const theirs = [await idAt(field, own, own.other), await idAt(field, foreign, foreign)] as const;
          const before = await world.everything();
          expect(await asked(own.token, name, withId(sample, field, theirs[0]))).toBe(otherBranch);
          expect(await asked(own.token, name, withId(sample, field, theirs[1]))).toBe(otherChain);
          expect(await world.everything()).toBe(before);
        });
    }

    test('branchSearch.find: nobody of another chain, and of another branch who has not agreed no more than that there is one', async () => {
      const found = async (text: string) => world.line(own.token).branchSearch.find({ text, limit: 50, statuses: [] });
      // Both chains have a Müller here and a Weiß in their other branch.
      expect(await found('Müller')).toMatchObject({ rows: [], hidden: 0 });
      expect(await found('Weiß')).toMatchObject({ rows: [], hidden: 1 });
    });

    test('branchSearch.move: what is another chain’s is gone for it, and what is another branch’s stays where it is', async () => {
      const { move } = world.line(own.token).branchSearch;
      const employeeId = own.people.administrator;
      const before = await world.everything();
      const there = { customerId: own.customerId, toBranchId: foreign.branchId, employeeId };
      await expect(move(there)).rejects.toMatchObject({ code: 'GONE' });
      const here = { customerId: foreign.customerId, toBranchId: own.branchId, employeeId };
      await expect(move(here)).rejects.toMatchObject({ code: 'GONE' });
      const away = { customerId: own.other.customerId, toBranchId: own.branchId, employeeId };
      await expect(move(away)).rejects.toMatchObject({ code: 'GONE' });
      expect(await world.everything()).toBe(before);
    });

    test('branchSearch.takeByCard: a card alone brings nobody along while the chain does not want it', async () => {
      const before = await world.everything();
      const asks = { number: 'sample', employeeId: own.people.administrator };
      const { takeByCard } = world.line(own.token).branchSearch;
      const refused = (reason: string) => ({ code: 'NOT_ALLOWED', data: { reason } });
      await expect(takeByCard(asks)).rejects.toMatchObject(refused('notAllowed'));
      const stranger = { ...asks, employeeId: foreign.people.administrator };
      await expect(takeByCard(stranger)).rejects.toMatchObject(refused('employee'));
      expect(await world.everything()).toBe(before);
    });

    test('erasure.preview: of somebody else’s customer no more than that he is not here', async () => {
      const asks = { employeeId: own.people.administrator };
      const about = (customerId: string) =>
        world.line(own.token).erasure.preview({ ...asks, customers: [{ customerId, documents: {} }] });
      expect(await about(foreign.customerId)).toMatchObject([{ refusals: [{ reason: 'gone' }], lines: [] }]);
      expect(await about(own.other.customerId)).toMatchObject([{ refusals: [{ reason: 'otherBranch' }], lines: [] }]);
      const told = JSON.stringify([await about(foreign.customerId), await about(own.other.customerId)]);
      expect(told).not.toMatch(/Weiß|Müller/);
    });

    test('workstations.seen: of one’s own chain only', async () => {
      const seen = await world.line(own.token).workstations.seen({ employeeId: own.people.administrator });
      expect(seen.map(({ workstationId }) => workstationId)).toContain(own.workstationId);
      expect(seen.map(({ workstationId }) => workstationId)).not.toContain(foreign.workstationId);
    });

    test('founding: nobody brings rows once a chain is founded', async () => {
      const { founding } = world.line(own.token);
      const empty = { ...HELLO, above: 0, rows: [], sets: [] };
      await expect(founding.bring(empty)).rejects.toMatchObject({ code: 'NOT_FOUNDING' });
      await expect(founding.arrived(HELLO)).rejects.toMatchObject({ code: 'NOT_FOUNDING' });
    });
  });

  test('a proof lives as long as it says, and the server keeps none that is over', async () => {
    const { storage, now } = world.server.running.server;
    const proof = { employeeId: own.people.administrator, pin: PIN };
    const { livesMs } = await world.line(own.token).employees.prove({ proof });
    expect(livesMs).toBe(PROOF_LIVES_MS);
    const kept = async () => storage.db.selectFrom('administratorProof').select('until').execute();
    expect((await kept()).every(({ until }) => until > now())).toBe(true);
    world.server.clock.now += PROOF_LIVES_MS;
    await world.line(own.token).employees.prove({ proof });
    const own_ = await storage.db
      .selectFrom('administratorProof')
      .select('until')
      .where('chainId', '=', own.chainId)
      .execute();
    expect(own_).toEqual([{ until: world.server.clock.now + PROOF_LIVES_MS }]);
  });
});

// --- details

/** All calls but the one that gives a token. */
function procedures(): { name: string; call: AnyContractProcedure }[] {
  const found: { name: string; call: AnyContractProcedure }[] = [];
  const walk = (node: unknown, path: string[]) => {
    if (isContractProcedure(node)) found.push({ name: path.join('.'), call: node });
    else for (const [name, child] of Object.entries(node as object)) walk(child, [...path, name]);
  };
  walk(serverContract, []);
  return found.filter(({ call }) => 'REVOKED' in call['~orpc'].errorMap);
}

function inputOf(call: AnyContractProcedure): unknown {
  const schema = call['~orpc'].inputSchema as z.ZodType | undefined;
  const sample = schema && sampleOf(schema);
  return typeof sample === 'object' && sample !== null && 'protocol' in sample ? { ...sample, ...HELLO } : sample;
}

/** A call that says, beside the proof, in whose name it is. */
function actedBy<T extends object>(input: T, employeeId: string): T {
  return 'employeeId' in input ? { ...input, employeeId } : input;
}

function wordOf({ code, data }: { code?: string; data?: unknown }): string {
  if (code !== 'REFUSED') return code ?? 'no answer';
  const text = JSON.stringify(data);
  return `REFUSED ${/"reason":"(\w+)"/.exec(text)?.[1] ?? text}`;
}

function isProven(call: AnyContractProcedure): boolean {
  const input = inputOf(call);
  return typeof input === 'object' && input !== null && 'proof' in input;
}

/** 'customerId', 'decision.customerId': whatever names something that may be somebody else's. */
function idsIn(input: unknown, before = ''): string[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) =>
    /(^id|Id|^sha256)$/.test(name) && typeof value === 'string' ? [before + name] : idsIn(value, `${before}${name}.`),
  );
}

function withId(input: object, field: string, id: string): object {
  const [first = '', ...rest] = field.split('.');
  const inner = (input as Record<string, object>)[first] ?? {};
  if (Array.isArray(input))
    return input.map((one, at) => (String(at) === first ? withId(one, rest.join('.'), id) : one));
  return { ...input, [first]: rest.length === 0 ? id : withId(inner, rest.join('.'), id) };
}
