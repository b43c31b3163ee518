// The own branch and its workstation on the real service: what is refused, what counts at once, and the logo by its content.
import { PNG } from 'pngjs';
import { afterEach, expect, test } from 'vitest';
import type { BranchForm } from '../../src-shared/branches/contract.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

const png = PNG.sync.write(new PNG({ width: 30, height: 10 }));
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>';
const file = (name: string, content: Buffer | string) => ({ name, base64: Buffer.from(content).toString('base64') });

async function save(
  more: Partial<BranchForm>,
  logo: Parameters<typeof counter.client.branches.save>[0]['logo'] = 'keep',
) {
  const { form } = await counter.client.branches.own();
  return counter.client.branches.save({ form: { ...form, ...more }, logo });
}

/** A PNG whose head promises a picture of this size; nothing behind it. */
function pngHead(width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test('what is kept is tidy, says who and when field by field, and the seat knows it at once', async () => {
  counter = await openCounter();
  const at = counter.clock.now;
  await save({
    name: ' Sonnen-Apotheke am Tor ',
    phone: '',
    openingHours: 'Mo–Fr   8:00–18:30 \n Sa 9:00–13:00\n',
    accent: '#0E700E',
    licenceUntil: '31.12.27',
  });
  const { form, changed } = await counter.client.branches.own();
  expect(form).toMatchObject({
    name: 'Sonnen-Apotheke am Tor',
    phone: null,
    openingHours: 'Mo–Fr 8:00–18:30\nSa 9:00–13:00',
    accent: '#0e700e',
    licenceUntil: '2027-12-31',
  });
  expect(changed.licenceUntil).toEqual({ at, by: 'Anna Amsel' });
  expect(changed.street).toBeUndefined();
  expect(await counter.client.signIn.state()).toMatchObject({
    seat: { branch: { name: 'Sonnen-Apotheke am Tor', accent: '#0e700e' } },
  });
  expect(await save({})).toMatchObject({ changeSetId: null });
});

test('every field that cannot be is refused by its name, and nothing is written', async () => {
  counter = await openCounter();
  await expect(
    save({
      ...{ name: ' ', postcode: '80331x!', phone: '12', email: 'sonne@', website: 'sonne', accent: 'red' },
      ...{ licenceUntil: '31.2.2027', letterFooter: 'a\nb\nc\nd', town: 'Berlin' },
    }),
  ).rejects.toMatchObject({
    code: 'INVALID',
    data: {
      problems: [
        { field: 'name', problem: 'missing' },
        { field: 'postcode', problem: 'notAPostcode' },
        { field: 'phone', problem: 'notAPhone' },
        { field: 'email', problem: 'notAnEmail' },
        { field: 'website', problem: 'notAWebsite' },
        { field: 'accent', problem: 'notAColour' },
        { field: 'letterFooter', problem: 'tooManyLines' },
        { field: 'licenceUntil', problem: 'notADay' },
      ],
    },
  });
  expect((await counter.client.branches.own()).form.town).toBe('München');
});

test('a logo is told by its content, kept, replaced and removed; the log names the files', async () => {
  counter = await openCounter();
  await save({}, file('zeichnung.png', svg));
  expect((await counter.client.branches.own()).logo).toEqual({
    ...file('zeichnung.png', svg),
    mediaType: 'image/svg+xml',
  });
  await save({}, file('bild.svg', png));
  const { id, logo } = await counter.client.branches.own();
  expect(logo).toEqual({ ...file('bild.svg', png), mediaType: 'image/png' });
  expect(await save({}, file('bild.svg', png))).toMatchObject({ changeSetId: null });
  await save({}, 'remove');
  expect((await counter.client.branches.own()).logo).toBeNull();
  const { sets } = await counter.client.changeLog.bySubject({
    subjectIds: [id],
    filters: { employeeId: null, from: null, to: null, field: { table: 'branch', field: 'logoDocumentId' } },
    cursor: null,
  });
  const name = (text: string) => ({ kind: 'text', text });
  expect(sets.map((set) => set.changes[0]?.fields[0])).toEqual([
    { field: 'logoDocumentId', from: name('bild.svg'), to: null },
    { field: 'logoDocumentId', from: name('zeichnung.png'), to: name('bild.svg') },
    { field: 'logoDocumentId', from: null, to: name('zeichnung.png') },
  ]);
});

test('what no letter could draw is no logo', async () => {
  counter = await openCounter();
  const refused = async (content: Buffer | string) => {
    const error = await save({ town: 'Berlin' }, file('logo', content)).catch((one) => one);
    return error.code === 'BAD_LOGO' ? error.data.reason : error;
  };
  expect(await refused('GIF89a')).toBe('notAPicture');
  expect(await refused('')).toBe('notAPicture');
  expect(await refused(png.subarray(0, 60))).toBe('damaged');
  expect(await refused(svg.replace('<path', '<script>alert(1)</script><path'))).toBe('svgTooComplex');
  expect(await refused(Buffer.concat([png, Buffer.alloc(1024 * 1024)]))).toBe('tooLarge');
  expect(await refused(pngHead(40_000, 40_000))).toBe('tooLarge');
  const { form, logo } = await counter.client.branches.own();
  expect([form.town, logo]).toEqual(['München', null]);
});

test('the workstation’s name and lock time count at once, within their bounds', async () => {
  counter = await openCounter();
  const at = counter.clock.now;
  await counter.client.workstation.save({ name: ' Tresen  links ', lockMinutes: 12 });
  expect(await counter.client.workstation.own()).toMatchObject({
    code: 'T1',
    form: { name: 'Tresen links', lockMinutes: 12 },
    changed: { name: { at, by: 'Anna Amsel' }, lockMinutes: { at, by: 'Anna Amsel' } },
  });
  expect(await counter.client.signIn.state()).toMatchObject({
    seat: { workstation: { name: 'Tresen links' }, lockMinutes: 12 },
  });
  for (const lockMinutes of [0, 121, 2.5, Number.NaN])
    await expect(counter.client.workstation.save({ name: 'Tresen', lockMinutes })).rejects.toMatchObject({
      code: expect.stringMatching(/INVALID|BAD_REQUEST/),
    });
  await expect(counter.client.workstation.save({ name: ' ', lockMinutes: 5 })).rejects.toMatchObject({
    data: { problems: [{ field: 'name', problem: 'missing' }] },
  });
});

test('only administrators see and change branch and workstation; the language is everybody’s', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  await signIn(counter, bernd.name, bernd.pin);
  const { branches, workstation } = counter.client;
  for (const call of [
    () => branches.own(),
    () => workstation.own(),
    () => workstation.save({ name: 'x', lockMinutes: 5 }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await counter.client.signIn.lock();
  await workstation.chooseLanguage({ language: 'en' });
  counter.restart();
  expect(await counter.client.signIn.state()).toMatchObject({ phase: 'signIn', seat: { language: 'en' } });
});
