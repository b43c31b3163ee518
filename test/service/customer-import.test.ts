// Lists as shops have them, on the real service: tried out, taken over, refused, kept nowhere; who may import.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { choose, csv, customerLine, ended, HEADINGS, lines, runImport } from '../support/customer-list.ts';
import { importingCounter } from '../support/importing-counter.ts';
import { spreadsheet } from '../support/spreadsheet.ts';

const { at, database, all, count, customerNumbered, inTheMiddle } = importingCounter();

const latin1 = (text: string) => Buffer.from(text, 'latin1');

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
    const { file } = await choose(at.counter, bytes);
    const state = await at.counter.client.customerImport.check(file?.proposal ?? ({} as never));
    expect(state.check).toMatchObject({
      lines: 5,
      counts: { taken: 3, duplicates: 0, rejected: 1, empty: 1, withProblems: 2 },
    });
    expect(count('customer')).toBe(0);
    expect(count('importRun')).toBe(0);
    const problems = await at.counter.client.customerImport.problems({ problem: null });
    expect(problems.map(({ line, name, field, problem }) => [line, name, field, problem])).toEqual([
      [3, 'Weiß, Jörg', 'postcode', 'unreadable'],
      [3, 'Weiß, Jörg', 'birthDate', 'unreadable'],
      [3, 'Weiß, Jörg', 'kvnr', 'unreadable'],
      [3, 'Weiß, Jörg', 'phonePrivate', 'noAreaCode'],
      [4, 'Sonnenhof GmbH', 'postcode', 'zeroAdded'],
      [5, '4714 ohne Namen', 'lastName', 'lastNameMissing'],
    ]);
    const only = await at.counter.client.customerImport.problems({ problem: { field: 'kvnr', problem: 'unreadable' } });
    expect(only.map((one) => one.value)).toEqual(['X']);
  });

  test('is taken over: records, numbers, notes, log', async () => {
    const { ended } = await runImport(at.counter, bytes);
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

    const log = await at.counter.client.changeLog.bySubject({
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

  test('is the newest entry of the log, although the clock was set back years before it [E-79]', async () => {
    const ahead = uuidv7({ msecs: Date.now() + 10 * 366 * 86_400_000 });
    const enter = database().prepare("INSERT INTO changeSet (id, at, doing, answeredAt) VALUES (?, 0, 'signIn', 1)");
    enter.run(ahead);
    await runImport(at.counter, bytes);
    const [newest] = all<{ id: string }>("SELECT id FROM changeSet WHERE doing = 'import'");
    expect(newest?.id.localeCompare(ahead)).toBe(1);
    // And what is saved after it comes after it.
    const saved = at.counter.service.counter.house?.newId() ?? '';
    expect(saved.localeCompare(newest?.id ?? '')).toBe(1);
  });

  test('leaves its rejected lines for correction, in its own encoding', async () => {
    await runImport(at.counter, bytes);
    const file = await at.counter.client.customerImport.rejectedLines();
    const text = new TextDecoder('windows-1252').decode(Buffer.from(file.base64, 'base64'));
    expect(text.split('\r\n')[1]).toBe('4714;;;;ohne Namen;;;;;;;;;;;Nachname fehlt');
    const corrected = latin1(text.replace('4714;;;;ohne', '4714;;;Namenlos;ohne'));
    const again = await runImport(at.counter, corrected);
    expect(again.ended.run).toMatchObject({ state: 'done', counts: { taken: 1, rejected: 0 } });
    expect((await customerNumbered('4714')).form).toMatchObject({ lastName: 'Namenlos', firstName: 'ohne Namen' });
  });

  test('is not kept after it was taken over', async () => {
    await runImport(at.counter, bytes);
    expect(count('importPart')).toBe(0);
    const state = await at.counter.client.customerImport.finish();
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
  const { ended } = await runImport(at.counter, bytes);
  expect(ended.run).toMatchObject({ state: 'done', counts: { taken: 2, withProblems: 1 } });
  expect((await customerNumbered('4711')).form).toMatchObject({
    ...{ lastName: 'Größl', firstName: 'Łukasz', birthDate: '1961-04-03' },
    addresses: [{ postcode: '01067', town: 'Dresden' }],
    phones: [{ number: '+491702312510', label: 'mobil' }],
  });
});

describe('a file on this PC', () => {
  test('is read where it lies, and must not change on the way', async () => {
    const path = join(at.counter.directory, 'liste.csv');
    writeFileSync(path, csv(lines(0, 9_000)));
    const desk = at.counter.service.counter.house?.importing;
    await desk?.chooseFile(path);
    const { file } = await at.counter.client.customerImport.state();
    expect(file).toMatchObject({ name: 'liste.csv', headings: [...HEADINGS] });
    expect(count('importPart')).toBe(0);
    const plan = file?.proposal ?? ({} as never);
    await at.counter.client.customerImport.check(plan);
    await at.counter.client.customerImport.start(plan);
    await inTheMiddle();
    await at.counter.client.customerImport.cancel();
    await ended(at.counter);
    writeFileSync(path, csv([customerLine(1)]));
    const state = await at.counter.client.customerImport.resume();
    expect(state.trouble).toEqual({ kind: 'changed' });
    writeFileSync(path, csv(lines(0, 9_000)));
    await at.counter.client.customerImport.resume();
    expect((await ended(at.counter)).run).toMatchObject({ state: 'done', linesDone: 9_000 });
    expect(count('customer')).toBe(9_000);
  });

  test('that is not there is named as that', async () => {
    await at.counter.service.counter.house?.importing.chooseFile(join(at.counter.directory, 'fehlt.csv'));
    const state = await at.counter.client.customerImport.state();
    expect(state).toMatchObject({ file: null, trouble: { kind: 'unreadable', code: 'ENOENT' } });
  });
});

test('what is no list is named, and nothing is kept of it', async () => {
  const state = await choose(at.counter, Buffer.from('%PDF-1.7\n'), 'brief.pdf');
  expect(state).toMatchObject({ file: null, trouble: { kind: 'notATable' } });
  expect(count('importFile')).toBe(0);
  expect(count('importPart')).toBe(0);
});

test('only an administrator imports', async () => {
  const state = await at.counter.client.signIn.state();
  if (state.phase !== 'open') throw new Error(state.phase);
  const { session } = at.counter.service.counter;
  session.person = { id: state.person.id, name: state.person.name, role: 'employee' };
  await expect(at.counter.client.customerImport.state()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(at.counter.client.customerImport.beginUpload({ name: 'x', size: 1 })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
