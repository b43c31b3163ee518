// Who may push what, on both databases. Generated from the tables: each table in a push by each kind of person, each field that
// is the server's, each row of another branch and of another chain. Whatever is refused is refused with its word, and writes
// nothing; what is pulled and answered shows nobody else's rows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireChange } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { type Chain, HELLO, openTwoChains, removal, type TwoChains, update } from '../support/two-chains.ts';

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  let world: TwoChains;
  let own: Chain;
  let foreign: Chain;

  beforeAll(async () => {
    world = await openTwoChains(kind === 'PostgreSQL' ? await postgres?.database() : undefined);
    ({ own, foreign } = world);
  }, 120_000);
  afterAll(() => world.close());

  describe('a push about each table', () => {
    for (const table of Object.keys(tables) as TableName[]) {
      const { scope, madeByServer, appendOnly, fields = {} } = synced[table];
      const administration = scope === 'chain';

      test(`${table}: made by each role`, async () => {
        const make = (employeeId: string | null) =>
          world.pushed(own, [typedBy(world.creation(table, own), employeeId)], { employeeId });
        expect(await make(null)).toBe('employeeUnknown');
        expect(await make('nobody')).toBe('employeeUnknown');
        expect(await make(foreign.people.administrator)).toBe('employeeUnknown');
        expect(await make(own.people.elsewhere)).toBe('employeeUnknown');
        expect(await make(own.people.blocked)).toBe('employeeBlocked');
        expect(await make(own.people.technical)).toBe('employeeBlocked');
        for (const person of ['employee', 'accounting'] as const) {
          // Whoever may see the books may take lists out of the house, and says so.
          const mayExport = table === 'listExport' && person === 'accounting';
          const expected = madeByServer || (administration && !mayExport) ? 'notAllowed' : 'taken';
          expect(await make(own.people[person]), person).toBe(expected);
        }
        expect(await make(own.people.administrator)).toBe(madeByServer ? 'notAllowed' : 'taken');
      });

      if (scope === 'branch' && !madeByServer)
        test(`${table}: made for another branch or chain`, async () => {
          for (const place of [own.other, foreign])
            expect(await world.pushed(own, [world.creation(table, place)])).toBe(
              place === own.other || table === 'customer' ? 'foreignBranch' : 'rowMissing',
            );
        });

      if (Object.values(fields).includes('serverOwned'))
        test(`${table}: fields of the server's`, async () => {
          for (const [field, of] of Object.entries(fields)) {
            if (of !== 'serverOwned') continue;
            const made = world.creation(table, own);
            const row = JSON.parse(made.to ?? '') as Record<string, unknown>;
            const forged = { ...made, to: JSON.stringify({ ...row, [field]: 1 }) };
            expect(await world.pushed(own, [forged]), field).toBe(madeByServer ? 'notAllowed' : 'serverOwned');
            const id = await world.plantedRow(own, table, own);
            expect(await world.pushed(own, [update(table, id, field, 1)]), field).toBe('serverOwned');
          }
        });

      test(`${table}: rows of another branch and of another chain`, async () => {
        if (scope === 'branch') {
          const theirs = await world.plantedRow(own, table, own.other);
          const refused = appendOnly ? 'notAboutThis' : 'foreignBranch';
          expect(await world.pushed(own, [update(table, theirs, plainField(table), 'x')])).toBe(refused);
          expect(await world.pushed(own, [removal(table, theirs)])).toBe(madeByServer ? 'notAboutThis' : refused);
        }
        const away = await world.plantedRow(foreign, table, foreign);
        const missing = appendOnly ? 'notAboutThis' : 'rowMissing';
        const gone = { branch: 'notAllowed', workstation: 'notAllowed' } as Partial<Record<TableName, string>>;
        expect(await world.pushed(own, [update(table, away, plainField(table), 'x')])).toBe(missing);
        const removed = madeByServer ? 'notAboutThis' : (gone[table] ?? missing);
        expect(await world.pushed(own, [removal(table, away)])).toBe(removed);
      });
    }
  });

  test('a comment says who typed it and an export who took it, or they are not taken [E-53]', async () => {
    const comment = (who: string) => typedBy(world.creation('customerComment', own), who);
    const employeeId = own.people.employee;
    expect(await world.pushed(own, [comment(own.people.administrator)], { employeeId })).toBe('notAllowed');
    expect(await world.pushed(own, [comment(employeeId)], { employeeId })).toBe('taken');
    const exported = typedBy(world.creation('listExport', own), own.people.administrator);
    expect(await world.pushed(own, [exported], { employeeId: own.people.accounting })).toBe('notAllowed');
  });

  test('a document that stays as it is is renamed and removed by nobody, a locked one by an administrator [E-78]', async () => {
    const made = (more: object) => {
      const change = world.creation('document', own);
      const row = JSON.parse(change.to ?? '') as Record<string, unknown>;
      return {
        ...change,
        to: JSON.stringify({ ...row, customerId: own.customerId, locked: 0, kind: 'other', ...more }),
      };
    };
    const [proof, locked, open] = [made({ kind: 'consentScan' }), made({ locked: 1 }), made({})];
    for (const one of [proof, locked, open]) expect(await world.pushed(own, [one])).toBe('taken');
    const renamed = ({ rowId }: WireChange, name: string) => update('document', rowId, 'name', name);
    const { employee, administrator } = own.people;
    for (const [person, each, expected] of [
      [employee, open, 'taken'],
      [employee, locked, 'notAllowed'],
      [employee, proof, 'notAllowed'],
      [administrator, locked, 'taken'],
      [administrator, proof, 'notAllowed'],
    ] as const) {
      expect(await world.pushed(own, [renamed(each, `${person}.pdf`)], { employeeId: person })).toBe(expected);
      expect(await world.pushed(own, [update('document', each.rowId, 'locked', 0)], { employeeId: person })).toBe(
        expected === 'taken' ? 'notAboutThis' : expected,
      );
    }
    for (const each of [locked, proof])
      expect(await world.pushed(own, [removal('document', each.rowId)], { employeeId: employee })).toBe('notAllowed');
    expect(await world.pushed(own, [removal('document', proof.rowId)])).toBe('notAllowed');
    // A second birth, and the way back from a removal, bring the same document, and are an administrator's as the removal is.
    const again = (more: object) => ({ ...locked, to: JSON.stringify({ ...JSON.parse(locked.to ?? ''), ...more }) });
    const asItIs = { ...JSON.parse(locked.to ?? ''), name: `${administrator}.pdf` };
    for (const gone of [false, true]) {
      if (gone) {
        const seen = { ...removal('document', locked.rowId), from: JSON.stringify(asItIs) };
        expect(await world.pushed(own, [seen])).toBe('taken');
      }
      for (const more of [{ locked: 0 }, { sha256: 'e'.repeat(64) }, { createdAt: 12_345 }])
        expect(await world.pushed(own, [again(more)]), JSON.stringify({ gone, more })).toBe('notAboutThis');
      expect(await world.pushed(own, [locked], { employeeId: employee })).toBe('notAllowed');
      expect(await world.pushed(own, [again({ name: asItIs.name })])).toBe('taken');
    }
    expect(await world.pushed(own, [removal('document', open.rowId)])).toBe('taken');
  });

  test('a document is exempted by whoever may rename it, and deletes itself at nobody’s word but the server’s [E-81]', async () => {
    const { employee, administrator } = own.people;
    const made = async (more: object) => {
      const change = world.creation('document', own);
      const row = JSON.parse(change.to ?? '') as Record<string, unknown>;
      const said = { ...row, customerId: own.customerId, locked: 0, kind: 'other', keptOnPurpose: 0, ...more };
      expect(await world.pushed(own, [{ ...change, to: JSON.stringify(said) }])).toBe('taken');
      return change.rowId;
    };
    const [open, locked, proof] = [await made({}), await made({ locked: 1 }), await made({ kind: 'consentPrint' })];
    const exempted = (id: string, employeeId: string | null) =>
      world.pushed(own, [{ ...update('document', id, 'keptOnPurpose', 1), from: '0' }], {
        ...{ employeeId, doing: 'document.exempt' },
      });
    expect(await exempted(open, null)).toBe('employeeUnknown');
    expect(await exempted(open, employee)).toBe('taken');
    expect(await exempted(locked, employee)).toBe('notAllowed');
    expect(await exempted(locked, administrator)).toBe('taken');
    expect(await exempted(proof, administrator)).toBe('notAllowed');
    for (const field of ['kind', 'mediaType', 'size', 'sha256', 'createdBy', 'createdAt', 'locked'])
      expect(await world.pushed(own, [update('document', open, field, 1)]), field).toBe('notAboutThis');
    const version = await world.plantedRow(own, 'textBlockVersion', own);
    for (const [table, id, doing] of [
      ['document', await made({ createdAt: 0 }), 'document.expire'],
      ['textBlockVersion', version, 'textBlock.expire'],
    ] as const) {
      expect(await world.pushed(own, [removal(table, id)], { employeeId: null, doing })).toBe('employeeUnknown');
      // The one thing that a counter does by itself is no way around it.
      const disguised = { employeeId: null, doing: 'bankAccount.expire' };
      expect(await world.pushed(own, [removal(table, id)], disguised)).toBe('employeeUnknown');
    }
    expect(await world.pushed(own, [removal('textBlockVersion', version)], { doing: 'textBlock.expire' })).toBe(
      'notAboutThis',
    );
  });

  test('a set in another workstation’s name is not taken', async () => {
    const change = world.creation('customer', own);
    expect(await world.pushed(own, [change], { workstationId: own.other.workstationId })).toBe('notAllowed');
    expect(await world.pushed(own, [change], { workstationId: foreign.workstationId })).toBe('notAllowed');
  });

  test('a founder’s set from before is judged like any other, once it has pulled', async () => {
    const branch = world.creation('branch', own);
    expect(await world.pushed(own, [branch], { at: 0, employeeId: null })).toBe('employeeUnknown');
    expect(await world.pushed(own, [branch], { at: 0, employeeId: own.people.employee })).toBe('notAllowed');
    expect(await world.pushed(own, [branch], { at: 0 }, [])).toBe('notProven');
  });

  test('one foreign change in a set keeps all of it out', async () => {
    const good = world.creation('customer', own);
    const bad = update('customer', own.other.customerId, 'note', 'x');
    expect(await world.pushed(own, [good, bad])).toBe('foreignBranch');
  });

  test('an answer shows no row of another branch, even of a set that names one', async () => {
    const set = world.setOf(own, [update('customer', own.other.customerId, 'note', 'x')]);
    const { rows } = await world.line(own.token).sync.push({ ...HELLO, sets: [set] });
    expect(rows.map(({ id }) => id)).not.toContain(own.other.customerId);
    // Nor when it is said again.
    const again = await world.line(own.token).sync.push({ ...HELLO, sets: [set] });
    expect(again.rows.map(({ id }) => id)).not.toContain(own.other.customerId);
  });

  test('two chains on one server do not see each other', async () => {
    const ids = async (token: string) => {
      const { rows } = await world.line(token).sync.pull({ ...HELLO, cursor: 0, rows: 2000, skipOwn: false });
      return new Set(rows.map(({ id }) => id));
    };
    const [here, there] = [await ids(own.token), await ids(foreign.token)];
    expect(here.size).toBeGreaterThan(20);
    // Ids of settings and text blocks may be words of the program; what was made has ids of its own.
    const shared = [...here].filter((id) => there.has(id) && /^[0-9a-f-]{36}$/.test(id));
    expect(shared).toEqual([]);
  });

  test('a workstation pulls the rows of its branch and the chain’s, and no others', async () => {
    const { rows } = await world.line(own.other.token).sync.pull({ ...HELLO, cursor: 0, rows: 2000, skipOwn: false });
    const customers = rows.filter(({ table }) => table === 'customer').map(({ id }) => id);
    expect(customers).toContain(own.other.customerId);
    expect(customers).not.toContain(own.customerId);
  });
});

// --- details

/** A comment and an export say whose they are; nothing else does. */
function typedBy(change: WireChange, employeeId: string | null): WireChange {
  const field = { customerComment: 'enteredBy', listExport: 'takenBy' }[change.table];
  if (field === undefined) return change;
  const row = JSON.parse(change.to ?? '') as Record<string, unknown>;
  return { ...change, to: JSON.stringify({ ...row, [field]: employeeId }) };
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
