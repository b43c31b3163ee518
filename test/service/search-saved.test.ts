// The index behind the one write path: what was saved is found at once, what was taken back is not, and an index built anew
// from the tables is the same as the one kept step by step.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src-main/service/database/open.ts';
import { type SaveEnvironment, save, type UnitOfWork } from '../../src-main/service/database/save.ts';
import { allEntries, searchProjection } from '../../src-main/service/search/customer-entries.ts';
import { findDuplicates } from '../../src-main/service/search/duplicates.ts';
import { rebuildIndex } from '../../src-main/service/search/feed.ts';
import { prepareSearch } from '../../src-main/service/search/prepare.ts';
import { searchCustomers } from '../../src-main/service/search/search.ts';
import { townsForPostcode } from '../../src-main/service/search/towns.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { RESOURCES } from '../support/counter.ts';
import { TODAY } from '../support/search-samples.ts';

let directory: string;
let db: Db;
let environment: SaveEnvironment;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tresen-search-'));
  const migrationsDirectory = join(RESOURCES, 'migrations');
  db = openDatabase({ dataDirectory: directory, key: randomBytes(32), migrationsDirectory });
  prepareSearch(db.sqlite);
  let next = 0;
  const newId = () => `0193a1b2-0000-7000-8000-${String(++next).padStart(12, '0')}`;
  environment = { db, now: () => 1_000, newId, projections: [searchProjection], announce: () => undefined };
});
afterEach(() => {
  db.sqlite.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The chain's default (E-13). */
const always = { sameBirthDateAlwaysReported: true };

const nobody = { employeeId: null, branchId: null, workstationId: null };
const keep = (work: (unit: UnitOfWork) => void) => save(environment, nobody, 'customer.save', work);
const find = (text: string) => searchCustomers(db.sqlite, readQuery(text, TODAY), { limit: 20, offset: 0 }).rows;
const idsOf = (text: string) => find(text).map(({ id }) => id);

function saveAnna(id = 'anna'): void {
  keep((unit) => {
    const customer = { id, number: `N7-${id}`, branchId: 'b1', lastName: 'Müller', firstName: 'Anna' };
    unit.create('customer', { ...customer, birthDate: '1961-04-03', kvnr: 'A123456780', homeAddressId: `${id}-home` });
    const place = { customerId: id, town: 'München' };
    unit.create('customerAddress', { ...place, id: `${id}-work`, rank: 0, postcode: '80333', street: 'Talstr.' });
    unit.create('customerAddress', {
      ...{ ...place, id: `${id}-home`, rank: 1, postcode: '80331' },
      ...{ street: 'Sonnenstr.', houseNumber: '4' },
    });
    unit.create('customerPhone', { id: `${id}-p1`, customerId: id, rank: 1, e164: '+4917012345678' });
    unit.create('customerPhone', { id: `${id}-p0`, customerId: id, rank: 0, e164: '+493023125001' });
  });
}

describe('saving', () => {
  it('makes a customer findable in the same moment, with the Wohnanschrift and the first number', () => {
    saveAnna();
    expect(find('mueller, a')).toEqual([
      {
        ...{ id: 'anna', number: 'N7-anna', kind: 'natural', lastName: 'Müller', firstName: 'Anna' },
        ...{ birthDate: '1961-04-03', street: 'Sonnenstr. 4', postcode: '80331', town: 'München' },
        ...{ phone: '+493023125001', appConnected: false, consentGiven: false },
        ...{ missing: ['email'], status: 'active', branchId: 'b1', responsibleId: null, lastVisit: null },
      },
    ]);
    for (const text of ['3.4.61', '12345678', '5001', '80331', 'N7-anna', 'n7ann', 'A1234567', 'ann müll 80331']) {
      expect(idsOf(text), text).toEqual(['anna']);
    }
    expect(townsForPostcode(db.sqlite, '80331')).toEqual(['München']);
  });

  it('moves with every change and forgets what was', () => {
    saveAnna();
    keep((unit) => {
      unit.update('customer', 'anna', { lastName: 'Brandt', birthDate: null, homeAddressId: 'anna-work' });
      unit.remove('customerPhone', 'anna-p0');
    });
    expect(find('brandt')).toMatchObject([{ postcode: '80333', street: 'Talstr.', phone: '+4917012345678' }]);
    for (const text of ['müller', '3.4.61', '23125001', '80331']) expect(idsOf(text), text).toEqual([]);
    expect(townsForPostcode(db.sqlite, '80331')).toEqual([]);
    keep((unit) => unit.remove('customerAddress', 'anna-work'));
    expect(find('brandt')).toMatchObject([{ postcode: '80331' }]);
  });

  it('loses the removed and finds the restored', () => {
    saveAnna();
    keep((unit) => unit.remove('customer', 'anna'));
    expect(idsOf('müller')).toEqual([]);
    expect(idsOf('5001')).toEqual([]);
    keep((unit) => unit.restore('customer', 'anna'));
    expect(idsOf('müller')).toEqual(['anna']);
    expect(idsOf('5001')).toEqual(['anna']);
  });

  it('shows consent, app access and the status', () => {
    saveAnna();
    const entry = (id: string, kind: 'granted' | 'withdrawn', capturedAt: number) => ({
      ...{ id, customerId: 'anna', purpose: 'storage', kind, capturedAt },
      ...{ capturedHow: 'paper' as const, capturedBy: 'e1' },
    });
    const consent = () => find('müller')[0]?.consentGiven;
    keep((unit) => unit.create('consentEntry', entry('c1', 'granted', 10)));
    expect(consent()).toBe(true);
    keep((unit) => unit.create('consentEntry', entry('c2', 'withdrawn', 20)));
    expect(consent()).toBe(false);
    keep((unit) => unit.create('consentEntry', entry('c3', 'granted', 15)));
    expect(consent()).toBe(false);
    keep((unit) => {
      unit.create('appAccess', { id: 'x', customerId: 'anna', active: true });
      unit.update('customer', 'anna', { status: 'blocked', email: 'anna@example.com' });
    });
    expect(find('müller')[0]).toMatchObject({ appConnected: true, missing: [], status: 'blocked' });
  });

  it('is undone with the transaction that fails', () => {
    const broken = () => {
      saveAnna();
      throw new Error('power cut');
    };
    expect(() => db.sqlite.transaction(broken)()).toThrow('power cut');
    expect(idsOf('müller')).toEqual([]);
    saveAnna();
    expect(find('müller')).toMatchObject([{ branchId: 'b1' }]);
  });
});

describe('building the index anew', () => {
  const tables = ['searchLast', 'searchFirst', 'searchPostcode', 'searchBirth', 'searchCode'];
  /** Every key with the customer it leads to, and every line. */
  const dump = () => ({
    rows: db.sqlite
      .prepare('SELECT * FROM searchRow ORDER BY customerId')
      .all()
      .map((row) => ({ ...(row as object), id: null, branch: null })),
    keys: tables.map((table) =>
      db.sqlite
        .prepare(`SELECT t.*, r.customerId FROM ${table} t JOIN searchRow r USING (id)`)
        .all()
        .map((row) => JSON.stringify({ ...(row as object), id: null }))
        .sort(),
    ),
    towns: db.sqlite.prepare('SELECT * FROM searchTown').all(),
    names: db.sqlite.prepare('SELECT field, name, sound FROM searchName ORDER BY field, name').all(),
  });

  it('gives what saving step by step has given', () => {
    const change = fc.record({
      customer: fc.nat(4),
      what: fc.constantFrom('name', 'birthDate', 'postcode', 'phone', 'remove', 'restore', 'branch'),
      value: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 30 }), (changes) => {
        db.sqlite.transaction(() => {
          for (let at = 0; at < 5; at += 1) saveAnna(`k${at}`);
          for (const { customer, what, value } of changes) {
            const id = `k${customer}`;
            keep((unit) => {
              if (what === 'name')
                unit.update('customer', id, { lastName: ['Müller', 'Weiß', 'Şahin', 'Le Roy'][value] });
              if (what === 'birthDate')
                unit.update('customer', id, { birthDate: [null, '2000-02-29', '1961-04-03'][value] });
              if (what === 'postcode')
                unit.update('customerAddress', `${id}-home`, { postcode: ['80331', '1', null][value] });
              if (what === 'phone') unit.update('customerPhone', `${id}-p0`, { e164: `+49302312500${value}` });
              if (what === 'branch') unit.update('customer', id, { branchId: `b${value}` });
              if (what === 'remove') unit.remove('customer', id);
              if (what === 'restore') unit.restore('customer', id);
            });
          }
        })();
        const kept = dump();
        rebuildIndex(db.sqlite, allEntries(db.sqlite));
        expect(dump()).toEqual(kept);
        db.sqlite.exec('DELETE FROM customer; DELETE FROM customerAddress; DELETE FROM customerPhone');
        db.sqlite.exec('DELETE FROM change; DELETE FROM changeSet');
        rebuildIndex(db.sqlite, []);
      }),
      { numRuns: 40 },
    );
  });
});

describe('duplicates', () => {
  const entered = {
    ...{ lastName: 'Mueller', firstName: 'anna', birthDate: null, phones: [] as string[] },
    ...{ email: '', street: '', postcode: '', kvnr: '' },
  };
  const found = (more: Partial<typeof entered>, exceptId: string | null = null) =>
    findDuplicates(db.sqlite, { ...entered, ...more }, exceptId, always).map(
      ({ row, verdict }) => `${row.id} ${verdict}`,
    );

  it('finds the known customer by each of its traces, and not itself', () => {
    saveAnna();
    expect(found({})).toEqual(['anna possible']);
    expect(found({ birthDate: '1961-04-03' as never })).toEqual(['anna probable']);
    expect(found({ phones: ['+4917012345678'] })).toEqual(['anna probable']);
    expect(found({ lastName: 'anna', firstName: 'Müller' })).toEqual(['anna possible']);
    expect(found({ lastName: 'Schmidt', firstName: 'Eva', kvnr: 'A123456780' })).toEqual(['anna probable']);
    const wed = { lastName: 'Weiß', birthDate: '1961-04-03' as never, phones: ['+493023125001'] };
    expect(found(wed)).toEqual(['anna possible']);
    expect(found({ birthDate: '1961-04-03' as never }, 'anna')).toEqual([]);
    expect(found({ lastName: 'Schmidt' })).toEqual([]);
  });

  it('puts the likeliest first', () => {
    saveAnna('a');
    saveAnna('b');
    keep((unit) => unit.update('customer', 'a', { birthDate: null }));
    expect(found({ birthDate: '1961-04-03' as never })[0]).toBe('b probable');
  });
});
