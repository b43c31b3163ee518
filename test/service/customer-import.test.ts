// Whole imports on the real service: real files, real threads, real encrypted SQLite.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allEntries } from '../../src-main/service/search/customer-entries.ts';
import { rebuildIndex } from '../../src-main/service/search/feed.ts';
import type { ImportState } from '../../src-shared/customer-import/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { choose, csv, customerLine, ended, HEADINGS, lines, runImport, until } from '../support/customer-list.ts';
import { spreadsheet } from '../support/spreadsheet.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter({ ports: { upkeep: 'byHand' } });
});
afterEach(() => counter.close());

const latin1 = (text: string) => Buffer.from(text, 'latin1');

function database() {
  const sqlite = counter.service.counter.house?.db.sqlite;
  if (!sqlite) throw new Error('not open');
  return sqlite;
}

function all<R>(sql: string, ...values: unknown[]): R[] {
  return database()
    .prepare<unknown[]>(sql)
    .all(...values) as R[];
}

const count = (table: string) => all<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)[0]?.n ?? -1;

async function customerNumbered(number: string) {
  const [row] = all<{ id: string }>('SELECT id FROM customer WHERE number = ?', number);
  if (!row) throw new Error(`no customer ${number}`);
  return counter.client.customers.byId({ id: row.id });
}

async function save(form: Partial<ReturnType<typeof emptyForm>>): Promise<{ id: string; number: string }> {
  return counter.client.customers.save({
    ...{ id: null, basedOn: null, appActive: null, draftId: null },
    form: { ...emptyForm('natural', 'active'), ...form },
  });
}

async function signInAgain(): Promise<void> {
  const state = await counter.client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  await counter.client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: PIN });
}

describe('a list in Windows-1252', () => {
  const bytes = latin1(
    'Kundennr.;Anrede;Titel;Name;Vorname;Geb.-Datum;Strasse;Hausnr.;PLZ;Ort;Tel. privat;Mobil;E-Mail;KVNR;Bemerkung\r\n' +
      '4711;Frau;Dr.;M\xfcller;\xc4nne;3.4.61;Gr\xf6\xdfestr.;4a;80331;M\xfcnchen;030/23125-100;0170 2312510;anna@example.com;A123456780;"kommt dienstags\r\nund donnerstags"\r\n' +
      '4712;Herr;;Wei\xdf;J\xf6rg;31.2.70;;;123;;23125;;;X;\r\n' +
      ';Firma;;Sonnenhof GmbH;;;Talstr.;1;1067;Dresden;;;;;\r\n' +
      '4714;;;;ohne Namen;;;;;;;;;;\r\n' +
      ';;;;;;;;;;;;;;\r\n',
  );

  test('is tried out without writing anything', async () => {
    const { file } = await choose(counter, bytes);
    const state = await counter.client.customerImport.check(file?.proposal ?? ({} as never));
    expect(state.check).toMatchObject({
      lines: 5,
      counts: { taken: 3, duplicates: 0, rejected: 1, empty: 1, withProblems: 2 },
    });
    expect(count('customer')).toBe(0);
    expect(count('importRun')).toBe(0);
    const problems = await counter.client.customerImport.problems({ problem: null });
    expect(problems.map(({ line, name, field, problem }) => [line, name, field, problem])).toEqual([
      [3, 'Weiß, Jörg', 'postcode', 'unreadable'],
      [3, 'Weiß, Jörg', 'birthDate', 'unreadable'],
      [3, 'Weiß, Jörg', 'kvnr', 'unreadable'],
      [3, 'Weiß, Jörg', 'phonePrivate', 'noAreaCode'],
      [4, 'Sonnenhof GmbH', 'postcode', 'zeroAdded'],
      [5, '4714 ohne Namen', 'lastName', 'lastNameMissing'],
    ]);
    const only = await counter.client.customerImport.problems({ problem: { field: 'kvnr', problem: 'unreadable' } });
    expect(only.map((one) => one.value)).toEqual(['X']);
  });

  test('is taken over: records, numbers, notes, log', async () => {
    const { ended } = await runImport(counter, bytes);
    expect(ended.run).toMatchObject({
      state: 'done',
      counts: { taken: 3, rejected: 1, empty: 1 },
      linesDone: 5,
      rejectedLines: 1,
      notSearchableYet: 0,
    });
    const anna = await customerNumbered('4711');
    expect(anna.form).toMatchObject({
      ...{ kind: 'natural', salutation: 'Frau', title: 'Dr.', lastName: 'Müller', firstName: 'Änne' },
      ...{ birthDate: '1961-04-03', email: 'anna@example.com', kvnr: 'A123456780', status: 'active' },
      note: 'kommt dienstags\r\nund donnerstags',
      addresses: [{ street: 'Größestr.', houseNumber: '4a', postcode: '80331', town: 'München' }],
      homeAddress: 0,
      phones: [
        { label: 'mobil', number: '+491702312510', sms: true },
        { label: 'privat', number: '+493023125100', sms: false },
      ],
    });
    expect(anna.branch.name).toBe('Sonnen-Apotheke');
    expect(anna.createdAt).toBeGreaterThan(0);
    expect(anna.version).toBeGreaterThan(0);
    const joerg = await customerNumbered('4712');
    expect(joerg.form).toMatchObject({ birthDate: null, kvnr: null, phones: [], addresses: [] });
    expect(joerg.form.note?.split('\n').sort()).toEqual(
      ['Geburtsdatum: 31.2.70', 'KVNR: X', 'PLZ: 123', 'Telefon privat: 23125'].sort(),
    );
    // The program's own numbers begin there.
    expect((await customerNumbered('10001')).form).toMatchObject({ kind: 'legal', lastName: 'Sonnenhof GmbH' });

    const log = await counter.client.changeLog.bySubject({
      subjectIds: [anna.id],
      filters: { employeeId: null, from: null, to: null, field: null },
      cursor: null,
    });
    expect(log.sets).toMatchObject([
      {
        doing: 'import',
        employee: 'Anna Amsel',
        workstation: 'Tresen 1',
        changes: [{ table: 'customer', action: 'create' }],
      },
    ]);
    expect(count('change')).toBe(all('SELECT * FROM change').length);
    expect(all("SELECT * FROM change WHERE kind = 'create' AND \"table\" = 'customer'")).toHaveLength(3);
    // The outbox is the list of change sets without an answer.
    expect(all("SELECT * FROM changeSet WHERE doing = 'import' AND answeredAt IS NULL")).toHaveLength(1);
  });

  test('leaves its rejected lines for correction, in its own encoding', async () => {
    await runImport(counter, bytes);
    const file = await counter.client.customerImport.rejectedLines();
    const text = new TextDecoder('windows-1252').decode(Buffer.from(file.base64, 'base64'));
    expect(text.split('\r\n')[1]).toBe('4714;;;;ohne Namen;;;;;;;;;;;Nachname fehlt');
    const corrected = latin1(text.replace('4714;;;;ohne', '4714;;;Namenlos;ohne'));
    const again = await runImport(counter, corrected);
    expect(again.ended.run).toMatchObject({ state: 'done', counts: { taken: 1, rejected: 0 } });
    expect((await customerNumbered('4714')).form).toMatchObject({ lastName: 'Namenlos', firstName: 'ohne Namen' });
  });

  test('is not kept after it was taken over', async () => {
    await runImport(counter, bytes);
    expect(count('importPart')).toBe(0);
    const state = await counter.client.customerImport.finish();
    expect(state).toMatchObject({ file: null, run: null });
    expect(count('importRejected')).toBe(0);
  });
});

test('a spreadsheet with umlauts, dates and numbers', async () => {
  const bytes = spreadsheet([
    ['Kundennummer', 'Nachname', 'Vorname', 'Geburtsdatum', 'PLZ', 'Ort', 'Handy'],
    [4711, 'Größl', 'Łukasz', new Date('1961-04-03'), 1067, 'Dresden', 1702312510],
    [4712, 'Şahin', 'Gül', null, '80331', 'München', null],
  ]);
  const { ended } = await runImport(counter, bytes);
  expect(ended.run).toMatchObject({ state: 'done', counts: { taken: 2, withProblems: 1 } });
  expect((await customerNumbered('4711')).form).toMatchObject({
    ...{ lastName: 'Größl', firstName: 'Łukasz', birthDate: '1961-04-03' },
    addresses: [{ postcode: '01067', town: 'Dresden' }],
    phones: [{ number: '+491702312510', label: 'mobil' }],
  });
});

describe('people who are there already', () => {
  const known = {
    ...{ lastName: 'Mueller', firstName: 'Anna', birthDate: '1961-04-03', email: 'alt@example.com' },
    addresses: [
      {
        ...{ id: null, label: null, street: 'Sonnenstraße', houseNumber: '4', addition: null, district: null },
        ...{ postcode: '80331', town: 'München', country: null },
      },
    ],
    homeAddress: 0,
  };
  const list = (...rows: string[]) =>
    Buffer.from(`Kundennr.;Nachname;Vorname;geboren;Straße;PLZ;Ort;Telefon;E-Mail\r\n${rows.join('\r\n')}\r\n`);

  test('are known by name and birth date, or by name and address, and by nothing less', async () => {
    const cases: [line: string, known: boolean][] = [
      ['MÜLLER;anna;3.4.61;;', true],
      ['Müller;Anna;;Sonnenstr. 4;80331', true],
      ['Müller;Anna;;;', false],
      ['Müller;Anna;4.4.61;Sonnenstr. 4;80331', false],
      ['Müller;Anna;;Sonnenstr. 5;80331', false],
      ['Möller;Anna;3.4.61;;', false],
    ];
    // Each case has a person of its own to meet: the last name tells them apart.
    for (const [at] of cases.entries()) await save({ ...known, lastName: `Mueller-${'abcdef'[at]}` });
    const rows = cases.map(([line], at) => `${4711 + at};${line.replace(/(ller)/i, `$1-${'abcdef'[at]}`)};;;`);
    const { checked, ended } = await runImport(counter, list(...rows));
    expect(checked.check?.counts).toMatchObject({ taken: 4, duplicates: 2 });
    expect(ended.run?.counts).toMatchObject({ taken: 4, duplicates: 2 });
    const taken = all<{ number: string }>("SELECT number FROM customer WHERE number LIKE '47%' ORDER BY number");
    expect(taken.map((row) => row.number)).toEqual(
      cases.flatMap(([, isKnown], at) => (isKnown ? [] : [String(4711 + at)])),
    );
  });

  test('are known by the old customer number and the name', async () => {
    await runImport(counter, list('4711;Müller;Anna;3.4.61;;;;;'));
    const { ended } = await runImport(counter, list('4711;Müller;Anna;;Talstr. 1;80331;;;'));
    expect(ended.run?.counts).toMatchObject({ taken: 0, duplicates: 1 });
  });

  test('are named in the list of problems', async () => {
    const { id, number } = await save(known);
    const { file } = await choose(counter, list('4711;Müller;Anna;3.4.61;;;;;', '4712;Müller;Anna;3.4.61;;;;;'));
    await counter.client.customerImport.check(file?.proposal ?? ({} as never));
    const problems = await counter.client.customerImport.problems({ problem: null });
    const other = { kind: 'customer', id, number, name: 'Mueller, Anna' };
    expect(problems).toMatchObject([
      { line: 2, problem: 'duplicate', other },
      { line: 3, problem: 'duplicate', other },
    ]);
  });

  test('are met within the list too', async () => {
    const { checked, ended } = await runImport(
      counter,
      list('4711;Müller;Anna;3.4.61;;;;;', '4712;Weiß;Jörg;;;;;;', '4713;Mueller;Anna;03.04.1961;;;;;'),
    );
    expect(checked.check?.counts).toMatchObject({ taken: 2, duplicates: 1 });
    expect(ended.run?.counts).toMatchObject({ taken: 2, duplicates: 1 });
  });

  test('are left alone, or their blanks are filled', async () => {
    const { id } = await save(known);
    const line = '4711;Müller;Anna;3.4.61;Talstr. 1;80331;Köln;030 23125 100;neu@example.com';
    await runImport(counter, list(line));
    const before = await counter.client.customers.byId({ id });
    expect(before.form.phones).toEqual([]);
    const { ended } = await runImport(counter, list(line, '4712;Weiß;Jörg;;;;;;', '4713;Weiß;Jörg;;;;;;'), {
      duplicates: 'fill',
    });
    expect(ended.run?.counts).toMatchObject({ duplicates: 2, filled: 1 });
    const after = await counter.client.customers.byId({ id });
    expect(after.form).toEqual({
      ...before.form,
      phones: [{ id: expect.any(String), label: null, number: '+493023125100', sms: false }],
    });
    expect(after.number).toBe(before.number);
  });

  test('a filled field stands in the change log', async () => {
    const { id } = await save({ lastName: 'Weiß', firstName: 'Jörg', birthDate: '1950-01-01' });
    await runImport(counter, list('4711;Weiß;Jörg;1.1.1950;Talstr. 1;80331;Köln;;jw@example.com'), {
      duplicates: 'fill',
    });
    const record = await counter.client.customers.byId({ id });
    expect(record.form).toMatchObject({
      email: 'jw@example.com',
      addresses: [{ street: 'Talstr.', houseNumber: '1' }],
    });
    expect(
      all<{ field: string; to: string }>(
        `SELECT c.field, c."to" FROM change c JOIN changeSet s ON s.id = c.changeSetId
         WHERE s.doing = 'import' AND c.rowId = ? AND c.field = 'email'`,
        id,
      ),
    ).toEqual([{ field: 'email', to: '"jw@example.com"' }]);
  });
});

describe('customer numbers', () => {
  const list = (...rows: string[]) => Buffer.from(`Kundennr.;Nachname\r\n${rows.join('\r\n')}\r\n`);

  test('one that somebody else has is replaced and named', async () => {
    const { number } = await save({ lastName: 'Amsel' });
    const { checked, ended } = await runImport(counter, list(`${number};Bussard`, `${number};Dohle`));
    expect(checked.check?.counts).toMatchObject({ taken: 2, withProblems: 2 });
    expect(ended.run?.counts).toMatchObject({ taken: 2 });
    const rows = all<{ lastName: string; number: string }>('SELECT lastName, number FROM customer ORDER BY rowid');
    expect(rows).toEqual([
      { lastName: 'Amsel', number },
      { lastName: 'Bussard', number: String(Number(number) + 1) },
      { lastName: 'Dohle', number: String(Number(number) + 2) },
    ]);
  });

  test('new ones never meet those the list still brings', async () => {
    const { ended } = await runImport(counter, list(';Amsel', '10002;Bussard', ';Dohle', '10001;Elster', 'A-17;Fink'));
    expect(ended.run?.counts).toMatchObject({ taken: 5, withProblems: 0 });
    const numbers = all<{ number: string }>('SELECT number FROM customer ORDER BY rowid').map((row) => row.number);
    expect(numbers).toEqual(['10003', '10002', '10004', '10001', 'A-17']);
    expect((await save({ lastName: 'Gimpel' })).number).toBe('10005');
  });

  test('a number given away while the import runs costs neither of the two', async () => {
    await choose(counter, list('10001;Bussard'));
    const plan = {
      mapping: ['number', 'lastName'] as ('number' | 'lastName')[],
      duplicates: 'skip' as const,
      areaCode: null,
    };
    await counter.client.customerImport.check(plan);
    // The trial did not reserve anything: this save takes the number of the list.
    expect((await save({ lastName: 'Amsel' })).number).toBe('10001');
    await counter.client.customerImport.start(plan);
    expect((await ended(counter)).run?.counts).toMatchObject({ taken: 1 });
    expect(all('SELECT lastName, number FROM customer ORDER BY number')).toEqual([
      { lastName: 'Amsel', number: '10001' },
      { lastName: 'Bussard', number: '10002' },
    ]);
  });
});

describe('a long list', () => {
  const whole = Buffer.from(csv(lines(0, 6000)));

  /** Every line once, complete, and nothing but the lines. */
  function expectEverybodyOnce(lineCount: number, more = 0): void {
    expect(count('customer')).toBe(lineCount + more);
    const rows = all<{
      number: string;
      lastName: string;
      birthDate: string;
      addresses: number;
      phones: number;
      births: number;
    }>(
      `SELECT c.number, c.lastName, c.birthDate,
         (SELECT count(*) FROM customerAddress a WHERE a.customerId = c.id AND a.id = c.homeAddressId) AS addresses,
         (SELECT count(*) FROM customerPhone p WHERE p.customerId = c.id) AS phones,
         (SELECT count(*) FROM change l WHERE l.subjectId = c.id AND l.kind = 'create') AS births
       FROM customer c WHERE c.birthDate IS NOT NULL ORDER BY CAST(c.number AS INTEGER)`,
    );
    expect(rows).toEqual(
      lines(0, lineCount).map(([number, , lastName, , born, , , , phone, mobile]) => ({
        ...{ number, lastName, birthDate: born?.split('.').reverse().join('-') },
        ...{ addresses: 1, phones: Number(phone !== '') + Number(mobile !== ''), births: 1 },
      })),
    );
    expect(count('searchRow') - more).toBe(lineCount);
    expect(count('searchLast') - more).toBe(lineCount);
    expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  }

  async function begin(): Promise<ImportState> {
    const { file } = await choose(counter, whole);
    const plan = file?.proposal ?? ({} as never);
    await counter.client.customerImport.check(plan);
    return counter.client.customerImport.start(plan);
  }

  test('leaves the counter free to save meanwhile', async () => {
    await begin();
    let saved = 0;
    while ((await counter.client.customerImport.state()).job) {
      await save({ lastName: `Zwischendurch ${saved++}` });
      await new Promise(setImmediate);
    }
    expect(saved).toBeGreaterThan(3);
    expect((await counter.client.customerImport.state()).run?.state).toBe('done');
    const between = all<{ number: string }>("SELECT number FROM customer WHERE lastName LIKE 'Zwischendurch%'");
    expect(between).toHaveLength(saved);
    expect(new Set(between.map((row) => Number(row.number) >= 26_000)).has(false)).toBe(false);
    expect(count('customer')).toBe(6000 + saved);
  });

  test('can be broken off and gone on with', async () => {
    await begin();
    await until(counter, (state) => (state.run?.linesDone ?? 0) > 0);
    await counter.client.customerImport.cancel();
    const broken = (await ended(counter)).run;
    expect(broken).toMatchObject({ state: 'cancelled', resumable: true, notSearchableYet: 0 });
    expect(broken?.linesDone).toBeLessThan(6000);
    expect(count('customer')).toBe(broken?.linesDone);
    await counter.client.customerImport.resume();
    expect((await ended(counter)).run).toMatchObject({ state: 'done', linesDone: 6000, counts: { taken: 6000 } });
    expectEverybodyOnce(6000);
  });

  test('goes on after the program ended in the middle', async () => {
    await begin();
    await until(counter, (state) => (state.run?.linesDone ?? 0) > 0);
    counter.restart();
    await signInAgain();
    const { run } = await ended(counter);
    expect(run).toMatchObject({ state: 'interrupted', resumable: true });
    expect(count('customer')).toBe(run?.linesDone);
    await counter.client.customerImport.resume();
    expect((await ended(counter)).run).toMatchObject({ state: 'done', linesDone: 6000 });
    expectEverybodyOnce(6000);
  });

  test('is not begun twice at a time, nor without a trial', async () => {
    const { file } = await choose(counter, whole);
    const plan = file?.proposal ?? ({} as never);
    await expect(counter.client.customerImport.start(plan)).rejects.toMatchObject({ code: 'NOT_TRIED' });
    await counter.client.customerImport.check(plan);
    await expect(counter.client.customerImport.start({ ...plan, duplicates: 'fill' })).rejects.toMatchObject({
      code: 'NOT_TRIED',
    });
    await counter.client.customerImport.start(plan);
    await expect(counter.client.customerImport.start(plan)).rejects.toMatchObject({ code: 'BUSY' });
    await expect(counter.client.customerImport.resume()).rejects.toMatchObject({ code: 'BUSY' });
    await expect(counter.client.customerImport.forgetFile()).rejects.toMatchObject({ code: 'BUSY' });
    await ended(counter);
    await expect(counter.client.customerImport.resume()).rejects.toMatchObject({ code: 'NOTHING_TO_RESUME' });
  });

  test('lies in the search index as if each had been saved', async () => {
    await runImport(counter, Buffer.from(csv(lines(0, 300))));
    const found = await counter.client.search.find({ text: 'mueller carla 9.5.1970', limit: 20, offset: 0 });
    expect(found.rows.map((row) => row.number)).toEqual(['20120']);
    const tables = [
      'searchRow',
      'searchLast',
      'searchFirst',
      'searchPostcode',
      'searchBirth',
      'searchCode',
      'searchTown',
    ];
    const contents = () =>
      tables.map((table) =>
        all<Record<string, unknown>>(`SELECT * FROM ${table}`)
          .map(({ id: _, ...row }) => JSON.stringify(row))
          .sort(),
      );
    const imported = contents();
    rebuildIndex(database(), allEntries(database()));
    expect(contents()).toEqual(imported);
  });

  test('taken over a second time finds everybody there', async () => {
    await runImport(counter, whole);
    const { ended } = await runImport(counter, whole);
    expect(ended.run?.counts).toMatchObject({ taken: 0, duplicates: 6000 });
    expectEverybodyOnce(6000);
  });

  test('of fifty thousand lines, with line breaks inside', async () => {
    const rows = lines(0, 50_000).map((row, n) => (n % 1000 ? row : [...row.slice(0, -1), '"erste\r\nzweite Zeile"']));
    const { ended } = await runImport(counter, Buffer.from(csv(rows)));
    expect(ended.run).toMatchObject({ state: 'done', linesDone: 50_000, counts: { taken: 50_000, withProblems: 0 } });
    expect(count('customer')).toBe(50_000);
    expect(all("SELECT 1 FROM customer WHERE note = 'erste' || char(13, 10) || 'zweite Zeile'")).toHaveLength(50);
  });
});

describe('a file on this PC', () => {
  test('is read where it lies, and must not change on the way', async () => {
    const path = join(counter.directory, 'liste.csv');
    writeFileSync(path, csv(lines(0, 6000)));
    const desk = counter.service.counter.house?.importing;
    await desk?.chooseFile(path);
    const { file } = await counter.client.customerImport.state();
    expect(file).toMatchObject({ name: 'liste.csv', headings: [...HEADINGS] });
    expect(count('importPart')).toBe(0);
    const plan = file?.proposal ?? ({} as never);
    await counter.client.customerImport.check(plan);
    await counter.client.customerImport.start(plan);
    await until(counter, (state) => (state.run?.linesDone ?? 0) > 0);
    await counter.client.customerImport.cancel();
    await ended(counter);
    writeFileSync(path, csv([customerLine(1)]));
    const state = await counter.client.customerImport.resume();
    expect(state.trouble).toEqual({ kind: 'changed' });
    writeFileSync(path, csv(lines(0, 6000)));
    await counter.client.customerImport.resume();
    expect((await ended(counter)).run).toMatchObject({ state: 'done', linesDone: 6000 });
    expect(count('customer')).toBe(6000);
  });

  test('that is not there is named as that', async () => {
    await counter.service.counter.house?.importing.chooseFile(join(counter.directory, 'fehlt.csv'));
    const state = await counter.client.customerImport.state();
    expect(state).toMatchObject({ file: null, trouble: { kind: 'unreadable', code: 'ENOENT' } });
  });
});

test('what is no list is named, and nothing is kept of it', async () => {
  const state = await choose(counter, Buffer.from('%PDF-1.7\n'), 'brief.pdf');
  expect(state).toMatchObject({ file: null, trouble: { kind: 'notATable' } });
  expect(count('importFile')).toBe(0);
  expect(count('importPart')).toBe(0);
});

test('only an administrator imports', async () => {
  const state = await counter.client.signIn.state();
  if (state.phase !== 'open') throw new Error(state.phase);
  const { session } = counter.service.counter;
  session.person = { id: state.person.id, name: state.person.name, role: 'employee' };
  await expect(counter.client.customerImport.state()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(counter.client.customerImport.beginUpload({ name: 'x', size: 1 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
