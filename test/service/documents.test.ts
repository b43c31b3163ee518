// A customer's documents on the real service: taken by content, bounded, encrypted, taken away for good or kept as proof.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { germanDay } from '../../src-shared/calendar/day.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { LARGEST_BYTES } from '../../src-shared/documents/file-content.ts';
import { blob, document } from '../../src-shared/tables.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { sampleJpeg, samplePdf, samplePng, upload } from '../support/files.ts';
import { hire, signIn } from '../support/people.ts';
import { memoryPrinter, print } from '../support/printer.ts';

let counter: TestCounter;
let customerId: string;

beforeEach(async () => {
  counter = await openCounter({ ports: { printers: memoryPrinter() } });
  customerId = await newCustomer('Müller');
});
afterEach(() => counter.close());

async function newCustomer(lastName: string): Promise<string> {
  const form = { ...emptyForm('natural', 'active'), lastName };
  return (await counter.client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
}

function orm() {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house.db.orm;
}

const list = () => counter.client.documents.byCustomer({ customerId });
const take = (name: string, bytes: Uint8Array) =>
  counter.client.documents.import({ customerId, file: upload(name, bytes) });

test('what is handed in comes back byte for byte, newest first', async () => {
  const files = [await samplePdf(), sampleJpeg(), samplePng()];
  for (const [at, bytes] of files.entries()) {
    counter.clock.now += 60_000;
    await take(['Befund.pdf', 'foto.jpg', 'bild.png'][at] ?? '', bytes);
  }
  const kept = await list();
  expect(
    kept.map(({ name, mediaType, size, by, kind, stays }) => ({ name, mediaType, size, by, kind, stays })),
  ).toEqual(
    [
      { name: 'bild.png', mediaType: 'image/png', size: files[2]?.length },
      { name: 'foto.jpg', mediaType: 'image/jpeg', size: files[1]?.length },
      { name: 'Befund.pdf', mediaType: 'application/pdf', size: files[0]?.length },
    ].map((one) => ({ ...one, by: 'Anna Amsel', kind: 'other', stays: null })),
  );
  expect(kept[0]?.createdAt).toBe(counter.clock.now);
  for (const [at, { id }] of kept.reverse().entries()) {
    const { base64 } = await counter.client.documents.content({ id });
    expect(Buffer.from(base64, 'base64').equals(files[at] ?? Buffer.alloc(0))).toBe(true);
  }
});

test('a name that lies changes nothing: the content decides, and the ending follows it', async () => {
  expect((await take('befund.exe', await samplePdf())).name).toBe('befund.pdf');
  expect((await take('befund.pdf', samplePng())).name).toBe('befund.png');
  await expect(take('scan.pdf', Buffer.from('<html><script>alert(1)</script></html>'))).rejects.toMatchObject({
    ...{ code: 'FILE_REFUSED', data: { reason: 'notAllowed', found: 'html' } },
  });
  await expect(take('bild.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toMatchObject({
    data: { reason: 'notAllowed', found: 'svg' },
  });
  await expect(take('scan.pdf', Buffer.from('PK\u0003\u0004 inhalt', 'latin1'))).rejects.toMatchObject({
    data: { reason: 'notAllowed', found: 'zip' },
  });
  await expect(take('scan.pdf', new Uint8Array())).rejects.toMatchObject({ data: { reason: 'empty' } });
  await expect(take('scan.pdf', (await samplePdf()).subarray(0, -40))).rejects.toMatchObject({
    data: { reason: 'damaged', mediaType: 'application/pdf' },
  });
  expect((await list()).map((one) => one.name).sort()).toEqual(['befund.pdf', 'befund.png']);
});

test('20 MB are taken, one byte more is not, and much more is refused before it is unpacked', async () => {
  const pdf = await samplePdf();
  const end = pdf.lastIndexOf('startxref');
  const padded = (length: number) =>
    Buffer.concat([pdf.subarray(0, end), Buffer.alloc(length - pdf.length, 0x20), pdf.subarray(end)]);
  await take('gross.pdf', padded(LARGEST_BYTES));
  expect(await list()).toMatchObject([{ size: LARGEST_BYTES }]);
  const tooLarge = { code: 'FILE_REFUSED', data: { reason: 'tooLarge' } };
  await expect(take('gross.pdf', padded(LARGEST_BYTES + 1))).rejects.toMatchObject(tooLarge);
  const before = process.memoryUsage().arrayBuffers;
  const file = { name: 'riesig.pdf', base64: 'A'.repeat(200 * 1024 * 1024) };
  await expect(counter.client.documents.import({ customerId, file })).rejects.toMatchObject(tooLarge);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  expect(await list()).toHaveLength(1);
});

test('equal names are told apart', async () => {
  for (let copy = 0; copy < 3; copy++) await take('Befund.pdf', await samplePdf({ text: String(copy) }));
  expect((await list()).map((one) => one.name).sort()).toEqual(['Befund-2.pdf', 'Befund-3.pdf', 'Befund.pdf']);
});

test('lies encrypted in the data folder', async () => {
  const bytes = Buffer.concat([await samplePdf(), Buffer.from('\n%geheimes-zeichen-4711')]);
  await take('Befund.pdf', bytes);
  for (const file of readdirSync(counter.directory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const content = readFileSync(join(file.parentPath, file.name));
    expect(content.includes('geheimes-zeichen-4711'), file.name).toBe(false);
    expect(content.includes('%PDF-'), file.name).toBe(false);
  }
});

test('is taken away with its content, unless somebody else has the same', async () => {
  const bytes = await samplePdf();
  const other = await newCustomer('Weiß');
  const mine = await take('a.pdf', bytes);
  const theirs = await counter.client.documents.import({ customerId: other, file: upload('b.pdf', bytes) });
  expect(orm().select().from(blob).all()).toHaveLength(1);
  await counter.client.documents.remove({ id: mine.id });
  expect(await list()).toEqual([]);
  await expect(counter.client.documents.content({ id: mine.id })).rejects.toMatchObject({ code: 'GONE' });
  expect((await counter.client.documents.content({ id: theirs.id })).name).toBe('b.pdf');
  await counter.client.documents.remove({ id: theirs.id });
  expect(orm().select().from(blob).all()).toEqual([]);
  await expect(counter.client.documents.remove({ id: mine.id })).rejects.toMatchObject({ code: 'GONE' });
});

test('that proves a consent stays', async () => {
  const { preview } = await counter.client.consent.form({ customerId, purposes: ['app'], scope: null });
  await print(counter, preview);
  const [kept] = await list();
  expect(kept).toMatchObject({ kind: 'consentPrint', stays: 'provesConsent' });
  await expect(counter.client.documents.remove({ id: kept?.id ?? '' })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'provesConsent' } },
  });
  expect(await list()).toHaveLength(1);
});

test('is renamed, and the log says so; Ctrl+Z gives the old name back while nobody changed it since [E-78]', async () => {
  const { id } = await take('SCN_0001.pdf', await samplePdf());
  await take('Befund.pdf', await samplePdf({ text: '2' }));
  counter.clock.now += 60_000;
  const rename = (name: string) => counter.client.documents.rename({ id, name });
  await expect(rename('Befund')).rejects.toMatchObject({ code: 'INVALID', data: { problem: 'taken' } });
  await expect(rename(' ')).rejects.toMatchObject({ code: 'INVALID', data: { problem: 'missing' } });
  expect(await rename('SCN_0001')).toEqual({ name: 'SCN_0001.pdf', changeSetId: null });
  const first = await rename('Arztbrief');
  expect(first.name).toBe('Arztbrief.pdf');
  const nameNow = async () => (await list()).find((one) => one.id === id)?.name;
  expect(await nameNow()).toBe('Arztbrief.pdf');
  const filters = { field: null, employeeId: null, from: null, to: null, action: null };
  const log = await counter.client.changeLog.bySubject({
    ...{ subjectIds: [customerId], filters, words: [], cursor: null },
  });
  expect(log.sets[0]).toMatchObject({
    doing: 'document.rename',
    changes: [
      {
        fields: [{ field: 'name', from: { text: 'SCN_0001.pdf' }, to: { text: 'Arztbrief.pdf' } }],
      },
    ],
  });
  counter.clock.now += 60_000;
  const second = await rename('Arztbrief 2');
  await expect(counter.client.documents.undo({ changeSetId: first.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  await counter.client.documents.undo({ changeSetId: second.changeSetId ?? '' });
  expect(await nameNow()).toBe('Arztbrief.pdf');
  const third = await rename('Arztbrief 3');
  await take('Arztbrief.pdf', await samplePdf({ text: '3' }));
  await expect(counter.client.documents.undo({ changeSetId: third.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  const person = await hire(counter);
  await signIn(counter, person.name, person.pin);
  await expect(counter.client.documents.undo({ changeSetId: first.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
});

test('is exempted from its period, and the log says so; Ctrl+Z takes that back while nobody changed it since [E-81]', async () => {
  const { id } = await take('Befund.pdf', await samplePdf());
  const exempt = (yes: boolean) => counter.client.documents.exempt({ id, exempt: yes });
  const keepingNow = async () => (await list())[0]?.keeping;
  // The id of a document is made by the computer's clock, which may be ahead of the one that stands still here.
  const lastDay = `${Number(germanDay(Math.max(Date.now(), counter.clock.now)).slice(0, 4)) + 12}-12-31`;
  expect(await keepingNow()).toEqual({ kind: 'until', day: lastDay });
  expect(await exempt(false)).toEqual({ keeping: { kind: 'until', day: lastDay }, changeSetId: null });
  counter.clock.now += 60_000;
  const first = await exempt(true);
  expect(first.keeping).toEqual({ kind: 'onPurpose' });
  expect(await keepingNow()).toEqual({ kind: 'onPurpose' });
  const filters = { field: null, employeeId: null, from: null, to: null, action: null };
  const log = await counter.client.changeLog.bySubject({
    ...{ subjectIds: [customerId], filters, words: [], cursor: null },
  });
  expect(log.sets[0]).toMatchObject({
    doing: 'document.exempt',
    changes: [{ fields: [{ field: 'keptOnPurpose', from: { yes: false }, to: { yes: true } }] }],
  });
  // A new name is another matter.
  const { changeSetId: renaming } = await counter.client.documents.rename({ id, name: 'Arztbrief' });
  await counter.client.documents.undo({ changeSetId: first.changeSetId ?? '' });
  expect((await list())[0]).toMatchObject({ name: 'Arztbrief.pdf', keeping: { kind: 'until', day: lastDay } });
  await expect(counter.client.documents.undo({ changeSetId: first.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  const second = await exempt(true);
  await exempt(false);
  await expect(counter.client.documents.undo({ changeSetId: second.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  await counter.client.documents.undo({ changeSetId: renaming ?? '' });
  const third = await exempt(true);
  const person = await hire(counter);
  await signIn(counter, person.name, person.pin);
  await expect(counter.client.documents.undo({ changeSetId: third.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  await expect(counter.client.documents.exempt({ id: 'nothing', exempt: true })).rejects.toMatchObject({
    code: 'GONE',
  });
});

test('no other door renames, exempts or takes away what stays as it is: the save as a whole is refused [E-78 E-81]', async () => {
  const { preview } = await counter.client.consent.form({ customerId, purposes: ['app'], scope: null });
  await print(counter, preview);
  const [proof] = await list();
  const { house } = counter.service.counter;
  if (!house || !proof) throw new Error('no proof');
  const lockedId = house.newId();
  house.save('document.import', (unit) =>
    unit.create('document', {
      ...{ id: lockedId, customerId, kind: 'other', name: 'zettel.pdf', mediaType: 'application/pdf', size: 1 },
      ...{ sha256: 'x', createdBy: null, createdAt: unit.now, locked: true },
    }),
  );
  const changed = (id: string) => [
    () => house.save('document.rename', (unit) => unit.update('document', id, { name: 'anders.pdf' })),
    () => house.save('document.rename', (unit) => unit.update('document', id, { locked: id !== lockedId })),
    () => house.save('document.rename', (unit) => unit.update('document', id, { kind: 'logo' })),
    () => house.save('document.exempt', (unit) => unit.update('document', id, { keptOnPurpose: true })),
    () => house.save('document.remove', (unit) => unit.remove('document', id)),
  ];
  await expect(counter.client.documents.rename({ id: proof.id, name: 'anders' })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'provesConsent' } },
  });
  await expect(counter.client.documents.exempt({ id: proof.id, exempt: true })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'provesConsent' } },
  });
  for (const save of changed(proof.id)) expect(save).toThrow(/stays as it is|only its name/);
  const person = await hire(counter);
  await signIn(counter, person.name, person.pin);
  await expect(counter.client.documents.rename({ id: lockedId, name: 'anders' })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'administratorOnly' } },
  });
  await expect(counter.client.documents.exempt({ id: lockedId, exempt: true })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'administratorOnly' } },
  });
  for (const save of changed(lockedId)) expect(save).toThrow(/stays as it is|only its name/);
  await signIn(counter);
  await counter.client.documents.rename({ id: lockedId, name: 'anders' });
  await counter.client.documents.exempt({ id: lockedId, exempt: true });
  // What is said at its birth is nobody's to change, also of one that may be changed.
  for (const patch of [{ locked: false }, { size: 2 }, { createdAt: 0 }, { sha256: 'y' }])
    expect(() =>
      house.save('document.exempt', (unit) => unit.update('document', lockedId, { keptOnPurpose: false, ...patch })),
    ).toThrow(/only its name/);
  expect((await list()).find(({ id }) => id === lockedId)?.keeping).toEqual({ kind: 'onPurpose' });
  expect((await list()).map(({ name }) => name).sort()).toEqual(['anders.pdf', proof.name].sort());
});

test('whose content lies on another workstation says so', async () => {
  const { id } = await take('a.pdf', await samplePdf());
  orm().delete(blob).run();
  await expect(counter.client.documents.content({ id })).rejects.toMatchObject({ code: 'ELSEWHERE' });
});

test('that belong to nobody, like the logo, are no customer’s documents', async () => {
  const { form } = await counter.client.branches.own();
  const logo = { name: 'logo.png', base64: samplePng().toString('base64') };
  await counter.client.branches.save({ form, logo });
  const [row] = orm().select().from(document).all();
  expect(row?.kind).toBe('logo');
  await expect(counter.client.documents.content({ id: row?.id ?? '' })).rejects.toMatchObject({ code: 'GONE' });
  await expect(counter.client.documents.remove({ id: row?.id ?? '' })).rejects.toMatchObject({ code: 'GONE' });
});

test('for nobody are refused', async () => {
  const file = upload('a.pdf', await samplePdf());
  await expect(counter.client.documents.import({ customerId: 'nobody', file })).rejects.toMatchObject({ code: 'GONE' });
});
