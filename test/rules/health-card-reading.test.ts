// Reading a health card (eGK) against chips of invented people: what stands on a good one, which code each bad one gets, and that
// nothing a card can say breaks the counter, hangs it or becomes half a record.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readHealthCard } from '../../src-main/card-readers/health-card/read.ts';
import { CardRefused } from '../../src-main/card-readers/health-card/refused.ts';
import { CARD_FAILURES } from '../../src-shared/card-readers/rules.ts';
import { kvnrCheckDigit } from '../../src-shared/customers/kvnr.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { type HealthCard, healthCard } from '../../src-shared/health-card/record.ts';
import {
  type CardFiles,
  type ChipFault,
  chipOf,
  dice,
  encoded,
  healthCardFiles,
  insuranceFile,
  insuranceXml,
  kvnrOf,
  mutatedFiles,
  mutatedText,
  personFile,
  personXml,
  somebody,
} from '../support/health-cards.ts';

function read(files: CardFiles, fault: ChipFault = {}): Promise<HealthCard> {
  const chip = chipOf(files, fault);
  return readHealthCard(async (apdu) => chip(apdu));
}
const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => {
      if (!(error instanceof CardRefused)) throw error;
      // A code, and not a letter of the card.
      expect(error.message).toBe(error.code);
      expect(error.cause).toBeUndefined();
      return error.code;
    },
  );
const good = healthCardFiles(somebody());
/** The card of somebody whose personal data are written otherwise. */
const withPerson = (change: (xml: string) => string): CardFiles => ({
  ...good,
  pd: personFile(encoded(change(personXml(somebody())))),
});
const withInsurance = (change: (xml: string) => string): CardFiles => ({
  ...good,
  vd: insuranceFile(encoded(change(insuranceXml(somebody())))),
});
const bytes = (file: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array => {
  const changed = Uint8Array.from(file);
  for (const [at, byte] of Object.entries(changes)) changed[Number(at)] = byte;
  return changed;
};
/** EF.PD around bytes that are packed already, or not at all. */
const packedPerson = (packed: Uint8Array): Uint8Array =>
  Uint8Array.from([packed.length >> 8, packed.length & 0xff, ...packed, ...new Uint8Array(64)]);

test('a card says who it was given to, in the letters of ISO 8859-15 [A-45 E-71]', async () => {
  expect(await read(good)).toEqual({
    kvnr: kvnrOf('Z12345678'),
    title: null,
    firstName: 'Žofie Änne',
    lastName: 'von Müßig-Škoda',
    birthDate: '1961-04-03',
    birthText: '03.04.1961',
    gender: 'W',
    street: {
      ...{ street: 'Œuvre-Straße', houseNumber: '4a', addition: null, postcode: '80331', town: 'München' },
      country: null,
    },
    postBox: null,
    insurance: {
      ...{ payerIk: '109519005', payerName: 'AOK Nordost', status: 'member', validFrom: '2015-01-01', validTo: null },
    },
    insuranceUnreadable: false,
    statedOn: '2026-04-12',
    incomplete: false,
  });
});

test('title, nobility, a post box abroad beside the street, a billed payer and an update that was cut short [A-45]', async () => {
  const card = await read(
    healthCardFiles(
      somebody({
        ...{ title: 'Prof. Dr. med.', nobility: 'Freifrau', prefix: 'von der', lastName: 'Heide', gender: 'D' },
        street: { street: 'Bundesplatz 3', addition: 'Hinterhaus', postcode: '3003', town: 'Bern', country: 'CH' },
        postBox: { postBox: '98 21', postcode: '8055', town: 'Graz', country: 'A' },
        insurance: {
          ...{
            payerIk: '104178397',
            payerName: 'Beispielkasse',
            validFrom: '20200101',
            validTo: '20271231',
            kind: '5',
          },
          billed: { payerIk: '106877150', payerName: 'Abrechnungskasse' },
        },
        incomplete: true,
      }),
    ),
  );
  expect(card).toMatchObject({
    ...{ title: 'Prof. Dr. med.', lastName: 'Freifrau von der Heide', gender: 'D', incomplete: true },
    street: {
      street: 'Bundesplatz 3',
      houseNumber: null,
      addition: 'Hinterhaus',
      postcode: '3003',
      country: 'Schweiz',
    },
    postBox: { postBox: '98 21', postcode: '8055', town: 'Graz', country: 'Österreich' },
    insurance: {
      ...{ payerIk: '106877150', payerName: 'Abrechnungskasse', status: 'pensioner', validTo: '2027-12-31' },
    },
  });
});

test('what a card can leave out: days of birth, addresses, insurance, the day it was written; a schema of long ago', async () => {
  const unknownDay = (birthDate: string) => read(healthCardFiles(somebody({ birthDate })));
  expect(await unknownDay('19500000')).toMatchObject({ birthDate: null, birthText: '00.00.1950' });
  expect(await unknownDay('19500700')).toMatchObject({ birthDate: null, birthText: '00.07.1950' });
  expect(await read(healthCardFiles(somebody({ street: null, insurance: null })))).toMatchObject({
    ...{ street: null, postBox: null, insurance: null, insuranceUnreadable: false },
  });
  expect(await read(healthCardFiles(somebody({ street: { country: 'D' } })))).toMatchObject({ street: null });
  expect(await read(healthCardFiles(somebody({ schema: '5.1' })))).toMatchObject({ lastName: 'von Müßig-Škoda' });
  const insured = { payerIk: '109519005', payerName: 'Beispielkasse', validFrom: '20200101' };
  const statusOf = async (more: object) =>
    (await read(healthCardFiles(somebody({ insurance: { ...insured, ...more } })))).insurance?.status;
  expect(await statusOf({ kind: '3' })).toBe('family');
  expect(await statusOf({ kind: '7' })).toBeNull();
  expect(await statusOf({ isPrivate: true })).toBe('private');
  expect(await read({ ...good, statusVd: encoded('0'.padEnd(25, 'x')) })).toMatchObject({
    ...{ statedOn: null, incomplete: false },
  });
  expect(await read(good, { missing: [0x0c] })).toMatchObject({ statedOn: null, incomplete: true });
  const oneName = withPerson((xml) => xml.replace(/<vsd:Vorname>.*<\/vsd:Vorname>/, '<vsd:Vorname/>'));
  expect(await read(oneName)).toMatchObject({ firstName: '', lastName: 'von Müßig-Škoda' });
});

test('a card was written at a moment in UTC, and that is a day here', async () => {
  const { statedOn } = await read(healthCardFiles(somebody({ writtenAt: '20260630233000' })));
  expect(statedOn).toBe(localDay(Date.UTC(2026, 5, 30, 23, 30)));
});

test('countries have the codes of the employers’ procedure; one that nobody knows stays what it is', async () => {
  const countryOf = async (country: string) =>
    (await read(healthCardFiles(somebody({ street: { town: 'Ort', country } })))).street?.country;
  expect(await countryOf('D')).toBeNull();
  expect(await countryOf('A')).toBe('Österreich');
  expect(await countryOf('CH')).toBe('Schweiz');
  expect(await countryOf('FR')).toBe('Färöer');
  expect(await countryOf('F')).toBe('Frankreich');
  expect(await countryOf('NL')).toBe('Niederlande');
  expect(await countryOf('XQ')).toBe('XQ');
});

test('a card that is none, is locked or lacks a file says so', async () => {
  expect(await codeOf(read(good, { selectHca: 0x6a82 }))).toBe('EGK_NOT_AN_EGK');
  expect(await codeOf(read(good, { selectHca: 0x6283 }))).toBe('EGK_LOCKED');
  expect(await codeOf(read(good, { missing: [0x01] }))).toBe('EGK_FILE_MISSING');
  expect(await codeOf(read(good, { missing: [0x02] }))).toBe('EGK_FILE_MISSING');
  const other = readHealthCard(async () => Uint8Array.of(0x6d, 0x00));
  expect(await codeOf(other)).toBe('EGK_NOT_AN_EGK');
  // Laid upon a reader without contacts it gives nothing away.
  const chip = chipOf(good);
  const contactless = readHealthCard(async (apdu) => (apdu[1] === 0xb0 ? Uint8Array.of(0x69, 0x82) : chip(apdu)));
  expect(await codeOf(contactless)).toBe('EGK_NOT_PUT_IN');
});

test('lengths and offsets that lie say so', async () => {
  expect(await codeOf(read({ ...good, pd: new Uint8Array(850) }))).toBe('EGK_EMPTY');
  expect(await codeOf(read({ ...good, pd: new Uint8Array() }))).toBe('EGK_EMPTY');
  expect(await codeOf(read({ ...good, pd: bytes(good.pd, { 0: 0x03, 1: 0x60 }) }))).toBe('EGK_TRUNCATED');
  expect(await codeOf(read({ ...good, pd: bytes(good.pd, { 0: 0xff, 1: 0xff }) }))).toBe('EGK_TRUNCATED');
  expect(await codeOf(read({ ...good, pd: good.pd.slice(0, 1) }))).toBe('EGK_TRUNCATED');
  expect(await codeOf(read({ ...good, pd: good.pd.slice(0, 300) }))).toBe('EGK_TRUNCATED');
  expect(await codeOf(read({ ...good, vd: bytes(good.vd, { 2: 0x07, 3: 0xff }) }))).toBe('EGK_TRUNCATED');
});

test.each([
  ['ends before it begins', bytes(good.vd, { 2: 0x00, 3: 0x02 })],
  ['begins in its own directory', bytes(good.vd, { 1: 0x04 })],
  ['ends beyond any file', bytes(good.vd, { 2: 0x10, 3: 0x00 })],
  ['begins and has no end', bytes(good.vd, { 2: 0xff, 3: 0xff })],
  ['was never written', new Uint8Array(1250)],
  ['has a directory that breaks off', good.vd.slice(0, 6)],
  ['has no directory', new Uint8Array()],
])('an insurance that %s is unreadable, and the person is who he is', async (_what, vd) => {
  expect(await read({ ...good, vd })).toEqual({ ...(await read(good)), insurance: null, insuranceUnreadable: true });
});

test('an insurance whose place makes sense and whose content does not refuses the card', async () => {
  expect(await codeOf(read({ ...good, vd: bytes(good.vd, { 8: 0x00 }) }))).toBe('EGK_NOT_GZIP');
  expect(await codeOf(read({ ...good, vd: good.vd.slice(0, 200) }))).toBe('EGK_TRUNCATED');
  expect(await codeOf(read({ ...good, vd: bytes(good.vd, { 40: (good.vd[40] ?? 0) ^ 1 }) }))).toBe('EGK_DAMAGED');
});

test('content that is damaged says so, and a bomb is not opened', async () => {
  const packed = gzipSync(encoded(personXml(somebody())));
  const damaged = (change: (packed: Uint8Array) => Uint8Array) =>
    codeOf(read({ ...good, pd: packedPerson(change(Uint8Array.from(packed))) }));
  expect(await damaged((all) => all.slice(0, -20))).toBe('EGK_DAMAGED');
  expect(await damaged((all) => bytes(all, { [all.length - 6]: (all[all.length - 6] ?? 0) ^ 1 }))).toBe('EGK_DAMAGED');
  expect(await damaged(() => encoded(personXml(somebody()).slice(0, 400)))).toBe('EGK_NOT_GZIP');
  expect(await damaged(() => gzipSync(new Uint8Array(70_000).fill(0x20)))).toBe('EGK_DAMAGED');
  expect(await codeOf(read(withPerson((xml) => xml.slice(0, 200))))).toBe('EGK_BAD_XML');
  expect(await codeOf(read({ ...good, pd: personFile(encoded(insuranceXml(somebody()))) }))).toBe('EGK_BAD_XML');
  expect(await codeOf(read({ ...good, vd: insuranceFile(encoded(personXml(somebody()))) }))).toBe('EGK_BAD_XML');
});

test('document types, entities and a second encoding are refused before anything is parsed', async () => {
  const head = '?><vsd:';
  const withType = (type: string) => codeOf(read(withPerson((xml) => xml.replace(head, `?>${type}<vsd:`))));
  expect(await withType('<!DOCTYPE a SYSTEM "file:///etc/passwd">')).toBe('EGK_BAD_XML');
  expect(await withType('<!DOCTYPE a [<!ENTITY x "y">]>')).toBe('EGK_BAD_XML');
  expect(await withType('<!ENTITY x "y">')).toBe('EGK_BAD_XML');
  expect(await withType('<!-- harmless -->')).toBe('read');
  expect(await codeOf(read(withPerson((xml) => xml.replace('Škoda', '&nobody;'))))).toBe('EGK_BAD_XML');
  expect(await codeOf(read(withPerson((xml) => xml.replace('ISO-8859-15', 'UTF-8'))))).toBe('EGK_BAD_XML');
});

test('a field that is not what it must be refuses the whole card', async () => {
  const badPerson = (from: string | RegExp, to: string) => codeOf(read(withPerson((xml) => xml.replace(from, to))));
  expect(await badPerson(kvnrOf('Z12345678'), 'Z123456780')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson(/<vsd:Versicherten_ID>.*<\/vsd:Versicherten_ID>/, '')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson(/<vsd:Nachname>.*<\/vsd:Nachname>/, '<vsd:Nachname> </vsd:Nachname>')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson(/<vsd:Vorname>.*<\/vsd:Vorname>/, '')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('19610403', '19610431')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('19610403', '19611300')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('19610403', '19610003')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('Müßig-Škoda', 'x'.repeat(91))).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('80331', '80331 80331 80331')).toBe('EGK_BAD_CONTENT');
  expect(await badPerson('Müßig', 'M&#7;ßig')).toBe('EGK_BAD_CONTENT');
  const twice = /(<vsd:Nachname>.*<\/vsd:Nachname>)/;
  expect(await badPerson(twice, '$1$1')).toBe('EGK_BAD_XML');
  const badInsurance = (from: string | RegExp, to: string) =>
    codeOf(read(withInsurance((xml) => xml.replace(from, to))));
  expect(await badInsurance('109519005', '10951900')).toBe('EGK_BAD_CONTENT');
  expect(await badInsurance('20150101', '20150230')).toBe('EGK_BAD_CONTENT');
  expect(await badInsurance(/<vsd:Kostentraeger>.*<\/vsd:Kostentraeger>/, '')).toBe('EGK_BAD_CONTENT');
});

test('a card that is pulled out at any moment is a card that was removed, never half a record', async () => {
  const chip = chipOf(good);
  let commands = 0;
  await readHealthCard(async (apdu) => {
    commands += 1;
    return chip(apdu);
  });
  expect(commands).toBeGreaterThan(6);
  for (let removedAfter = 0; removedAfter < commands; removedAfter += 1)
    expect(await codeOf(read(good, { removedAfter }))).toBe('CARD_REMOVED');
  expect(await codeOf(read(good, { removedAfter: commands }))).toBe('read');
});

test('no answer asks for more than every reader gives, and nothing protected is asked for', async () => {
  const chip = chipOf(good);
  await readHealthCard(async (apdu) => {
    if (apdu[1] === 0xb0) expect(apdu[4]).toBeLessThanOrEqual(0xfc);
    if (apdu[1] === 0xb0 && (apdu[2] ?? 0) & 0x80) expect([0x81, 0x82, 0x8c]).toContain(apdu[2]);
    return chip(apdu);
  });
});

test('100,000 broken images end as a closed code or as a whole card with a right number, and none takes long', async () => {
  const roll = dice(20261130);
  const cards = [
    somebody(),
    somebody({ schema: '5.1', postBox: { postBox: '12', postcode: '8055', town: 'Graz', country: 'A' } }),
    somebody({ insurance: null, street: null }),
  ];
  const images = cards.map(healthCardFiles);
  const counts = new Map<string, number>();
  let slowest = 0;
  const note = async (files: CardFiles) => {
    const begun = performance.now();
    const [code, card] = await read(files).then(
      (found) => [found.insuranceUnreadable ? 'read without insurance' : 'read', found] as const,
      (error: unknown) => [error instanceof CardRefused ? error.code : `crash: ${String(error)}`, null] as const,
    );
    slowest = Math.max(slowest, performance.now() - begun);
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (!card) return;
    if (!healthCard.safeParse(card).success || Number(card.kvnr[9]) !== kvnrCheckDigit(card.kvnr.slice(0, 9)))
      throw new Error('half a record');
    if (card.insuranceUnreadable && card.insurance !== null) throw new Error('what cannot be read was read');
  };
  // Errors that nobody prints need no trace: half of the time would go there.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (let turn = 0; turn < 98_000; turn += 1) await note(mutatedFiles(images[turn % images.length] ?? good, roll));
  const person = personXml(somebody());
  const insurance = insuranceXml(somebody());
  for (let turn = 0; turn < 1_000; turn += 1) {
    await note({ ...good, pd: personFile(encoded(mutatedText(person, roll)), 4096) });
    await note({ ...good, vd: insuranceFile(encoded(mutatedText(insurance, roll)), 4096) });
  }
  Error.stackTraceLimit = stackTraceLimit;
  const isClosed = (code: string) => code.startsWith('read') || CARD_FAILURES.some((one) => one === code);
  expect([...counts.keys()].filter((code) => !isClosed(code))).toEqual([]);
  // They reach every door: otherwise they would show nothing.
  for (const code of [
    'EGK_EMPTY',
    'EGK_TRUNCATED',
    'EGK_DAMAGED',
    'EGK_NOT_GZIP',
    'EGK_BAD_XML',
    'EGK_BAD_CONTENT',
    'read without insurance',
    'read',
  ])
    expect([code, (counts.get(code) ?? 0) > 20]).toEqual([code, true]);
  expect(slowest).toBeLessThan(10_000);
}, 180_000);

test('XML as deep or as wide as fits is refused in no time', async () => {
  const nested = (times: number) => `${'<a>'.repeat(times)}${'</a>'.repeat(times)}`;
  const wide = (times: number) => `<a ${Array.from({ length: times }, (_, at) => `b${at}="1"`).join(' ')}/>`;
  for (const inside of [nested(9_000), wide(1_500), '<a/>'.repeat(15_000), '&#65;'.repeat(12_000)]) {
    const begun = performance.now();
    const xml = personXml(somebody()).replace('<vsd:Person>', `<vsd:Person>${inside}`);
    const code = await codeOf(read({ ...good, pd: personFile(encoded(xml), 4096) }));
    expect(['read', 'EGK_BAD_XML', 'EGK_DAMAGED']).toContain(code);
    expect(performance.now() - begun).toBeLessThan(20_000);
  }
});
