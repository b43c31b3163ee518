// An import meets people who are there already: by what they are known, and what becomes of them; and whose customer numbers
// give way.

import { describe, expect, test } from 'vitest';
import { choose, ended, runImport } from '../support/customer-list.ts';
import { importingCounter } from '../support/importing-counter.ts';

const { at, all, save } = importingCounter();

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
    const { checked, ended } = await runImport(at.counter, list(...rows));
    expect(checked.check?.counts).toMatchObject({ taken: 4, duplicates: 2 });
    expect(ended.run?.counts).toMatchObject({ taken: 4, duplicates: 2 });
    const taken = all<{ number: string }>("SELECT number FROM customer WHERE number LIKE '47%' ORDER BY number");
    expect(taken.map((row) => row.number)).toEqual(
      cases.flatMap(([, isKnown], at) => (isKnown ? [] : [String(4711 + at)])),
    );
  });

  test('are known by the old customer number and the name', async () => {
    await runImport(at.counter, list('4711;Müller;Anna;3.4.61;;;;;'));
    const { ended } = await runImport(at.counter, list('4711;Müller;Anna;;Talstr. 1;80331;;;'));
    expect(ended.run?.counts).toMatchObject({ taken: 0, duplicates: 1 });
  });

  test('are named in the list of problems', async () => {
    const { id, number } = await save(known);
    const { file } = await choose(at.counter, list('4711;Müller;Anna;3.4.61;;;;;', '4712;Müller;Anna;3.4.61;;;;;'));
    await at.counter.client.customerImport.check(file?.proposal ?? ({} as never));
    const problems = await at.counter.client.customerImport.problems({ problem: null });
    const other = { kind: 'customer', id, number, name: 'Mueller, Anna' };
    expect(problems).toMatchObject([
      { line: 2, problem: 'duplicate', other },
      { line: 3, problem: 'duplicate', other },
    ]);
  });

  test('are met within the list too', async () => {
    const { checked, ended } = await runImport(
      at.counter,
      list('4711;Müller;Anna;3.4.61;;;;;', '4712;Weiß;Jörg;;;;;;', '4713;Mueller;Anna;03.04.1961;;;;;'),
    );
    expect(checked.check?.counts).toMatchObject({ taken: 2, duplicates: 1 });
    expect(ended.run?.counts).toMatchObject({ taken: 2, duplicates: 1 });
  });

  test('are left alone, or their blanks are filled', async () => {
    const { id } = await save(known);
    const line = '4711;Müller;Anna;3.4.61;Talstr. 1;80331;Köln;030 23125 100;neu@example.com';
    await runImport(at.counter, list(line));
    const before = await at.counter.client.customers.byId({ id });
    expect(before.form.phones).toEqual([]);
    const { ended } = await runImport(at.counter, list(line, '4712;Weiß;Jörg;;;;;;', '4713;Weiß;Jörg;;;;;;'), {
      duplicates: 'fill',
    });
    expect(ended.run?.counts).toMatchObject({ duplicates: 2, filled: 1 });
    const after = await at.counter.client.customers.byId({ id });
    expect(after.form).toEqual({
      ...before.form,
      phones: [{ id: expect.any(String), label: null, number: '+493023125100', sms: false }],
    });
    expect(after.number).toBe(before.number);
  });

  test('a filled field stands in the change log', async () => {
    const { id } = await save({ lastName: 'Weiß', firstName: 'Jörg', birthDate: '1950-01-01' });
    await runImport(at.counter, list('4711;Weiß;Jörg;1.1.1950;Talstr. 1;80331;Köln;;jw@example.com'), {
      duplicates: 'fill',
    });
    const record = await at.counter.client.customers.byId({ id });
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
    const { checked, ended } = await runImport(at.counter, list(`${number};Bussard`, `${number};Dohle`));
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
    const { ended } = await runImport(
      at.counter,
      list(';Amsel', '10002;Bussard', ';Dohle', '10001;Elster', 'A-17;Fink'),
    );
    expect(ended.run?.counts).toMatchObject({ taken: 5, withProblems: 0 });
    const numbers = all<{ number: string }>('SELECT number FROM customer ORDER BY rowid').map((row) => row.number);
    expect(numbers).toEqual(['10003', '10002', '10004', '10001', 'A-17']);
    expect((await save({ lastName: 'Gimpel' })).number).toBe('10005');
  });

  test('a number given away while the import runs costs neither of the two', async () => {
    await choose(at.counter, list('10001;Bussard'));
    const plan = {
      mapping: ['number', 'lastName'] as ('number' | 'lastName')[],
      duplicates: 'skip' as const,
      areaCode: null,
    };
    await at.counter.client.customerImport.check(plan);
    // The trial did not reserve anything: this save takes the number of the list.
    expect((await save({ lastName: 'Amsel' })).number).toBe('10001');
    await at.counter.client.customerImport.start(plan);
    expect((await ended(at.counter)).run?.counts).toMatchObject({ taken: 1 });
    expect(all('SELECT lastName, number FROM customer ORDER BY number')).toEqual([
      { lastName: 'Amsel', number: '10001' },
      { lastName: 'Bussard', number: '10002' },
    ]);
  });
});
