// What stands on health cards, whole and broken, in both hosts: read by the counter's own process through the system's real card
// service, and shown at the screen as the window 'Kundendaten übernehmen' or as the sentence that says what is wrong.
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CardScreen, offeredOn, openCardScreen, putAway, takeOverWindow } from '../support/card-screen.ts';
import { noCardService } from '../support/card-service.ts';
import { electronHere } from '../support/electron.ts';
import {
  type CardDescription,
  type CardFiles,
  type ChipFault,
  chipOf,
  encoded,
  healthCardFiles,
  insuranceFile,
  insuranceXml,
  kvnrOf,
  personFile,
  personXml,
  somebody,
} from '../support/health-cards.ts';
import { HOSTS } from '../support/hosts.ts';
import { messages } from '../support/messages.ts';
import { searchBox } from '../support/search-box.ts';
import {
  bytes,
  contactCard,
  customerCard,
  laidOnHealthCard,
  oldCard,
  type VirtualCard,
} from '../support/virtual-cards.ts';

const here = await electronHere();
const KVNR = kvnrOf('Z12345678');
const PAYER = { payerIk: '109519005', payerName: 'AOK Nordost' };
const STATED = 'Kartendaten vom 12.04.2026 – kein Versicherungsnachweis';
const INCOMPLETE = 'Das letzte Beschreiben der Karte wurde unterbrochen';
const UNREADABLE = 'Die Versicherungsdaten der Karte sind nicht lesbar: Ihr Verzeichnis ist beschädigt.';

// --- cards

const good = healthCardFiles(somebody());
const cardOf = (files: Partial<CardFiles>, fault: ChipFault = {}): VirtualCard =>
  contactCard(chipOf({ ...good, ...files }, fault));
const written = (more: Partial<CardDescription>): VirtualCard => cardOf(healthCardFiles(somebody(more)));
/** The card of somebody whose data are written otherwise, in a container that is right. */
const withPerson = (from: string | RegExp, to: string): VirtualCard =>
  cardOf({ pd: personFile(encoded(personXml(somebody()).replace(from, to))) });
/** EF.PD around bytes that are packed already, or not at all. */
const packedPerson = (packed: Uint8Array): VirtualCard =>
  cardOf({ pd: Uint8Array.from([packed.length >> 8, packed.length & 0xff, ...packed, ...new Uint8Array(64)]) });
const packed = gzipSync(encoded(personXml(somebody())));
const withByte = (file: Uint8Array, at: number, ...values: number[]): Uint8Array =>
  file.map((byte, place) => values[place - at] ?? byte);

/** As somebody's card fills the window, but for what is said otherwise; null = there is no such row. */
const shown = (more: Record<string, string | null> = {}) =>
  Object.fromEntries(
    Object.entries({
      ...{ KVNR, Vorname: 'Žofie Änne', Nachname: 'von Müßig-Škoda', 'geb.': '03.04.1961' },
      Wohnanschrift: 'Œuvre-Straße 4a, 80331 München',
      ...{ Kostenträger: 'AOK Nordost (109519005)', Versicherungsstatus: 'Mitglied' },
      ...more,
    }).filter(([, value]) => value !== null),
  );

type Whole = [what: string, card: () => VirtualCard, rows: ReturnType<typeof shown>, sentences?: string[]];
const WHOLE: Whole[] = [
  [
    'all letters of ISO 8859-15, and a house number of its own',
    () =>
      written({
        street: {
          ...{ street: 'Œuvre-Straße', houseNumber: '4a', addition: 'bei Ÿves Cœur & Sohn, Aš, Užice, 5 €' },
          ...{ postcode: '80331', town: 'München', country: 'D' },
        },
      }),
    shown({ Wohnanschrift: 'Œuvre-Straße 4a, bei Ÿves Cœur & Sohn, Aš, Užice, 5 €, 80331 München' }),
  ],
  [
    'a title, words before the name, a house number inside the street, a foreign country, a post box in another one',
    () =>
      written({
        ...{ title: 'Prof. Dr. med.', nobility: 'Freifrau', prefix: 'von der', lastName: 'Heide' },
        street: { street: 'Bundesplatz 3', addition: 'Hinterhaus', postcode: '3003', town: 'Bern', country: 'CH' },
        postBox: { postBox: '98 21', postcode: '8055', town: 'Graz', country: 'A' },
      }),
    shown({
      ...{ Titel: 'Prof. Dr. med.', Nachname: 'Freifrau von der Heide' },
      Wohnanschrift: 'Bundesplatz 3, Hinterhaus, 3003 Bern, Schweiz',
      Postfach: 'Postfach 98 21, 8055 Graz, Österreich',
    }),
  ],
  [
    'a post box and no street',
    () => written({ street: null, postBox: { postBox: '4711', postcode: '10435', town: 'Berlin' } }),
    shown({ Wohnanschrift: null, Postfach: 'Postfach 4711, 10435 Berlin' }),
  ],
  [
    'a country and nothing else of an address',
    () => written({ street: { country: 'D' } }),
    shown({ Wohnanschrift: null }),
  ],
  [
    'born in a year, nobody knows the day',
    () => written({ birthDate: '19500000' }),
    shown({ 'geb.': '00.00.1950 – kein ganzes Datum, bitte von Hand eintragen' }),
  ],
  [
    'born in a month, nobody knows the day',
    () => written({ birthDate: '19500700' }),
    shown({ 'geb.': '00.07.1950 – kein ganzes Datum, bitte von Hand eintragen' }),
  ],
  ['one name alone', () => withPerson(/<vsd:Vorname>.*<\/vsd:Vorname>/, '<vsd:Vorname/>'), shown({ Vorname: null })],
  ['no insurance data', () => written({ insurance: null }), shown({ Kostenträger: null, Versicherungsstatus: null })],
  [
    'a payer that another one pays for',
    () => written({ insurance: { payerIk: '104178397', payerName: 'Beispielkasse', billed: PAYER, kind: '3' } }),
    shown({ Versicherungsstatus: 'familienversichert' }),
  ],
  [
    'a payer that the shop does not have',
    () => written({ insurance: { payerIk: '104178397', payerName: 'Beispielkasse', kind: '5' } }),
    shown({ Kostenträger: null, Versicherungsstatus: 'Rentner' }),
  ],
  [
    'insured privately',
    () => written({ insurance: { ...PAYER, isPrivate: true } }),
    shown({ Versicherungsstatus: 'privat' }),
  ],
  ['written by the schema of long ago', () => written({ schema: '5.1' }), shown()],
  ['an update that was interrupted', () => written({ incomplete: true }), shown(), [STATED, INCOMPLETE]],
  [
    'an insurance that ends before it begins',
    () => cardOf({ vd: withByte(good.vd, 2, 0, 2) }),
    shown({ Kostenträger: null, Versicherungsstatus: null }),
    [STATED, UNREADABLE],
  ],
  [
    'an insurance that begins in its own directory',
    () => cardOf({ vd: withByte(good.vd, 1, 4) }),
    shown({ Kostenträger: null, Versicherungsstatus: null }),
    [STATED, UNREADABLE],
  ],
  [
    'the insurance left blank',
    () => cardOf({ vd: new Uint8Array(1250) }),
    shown({ Kostenträger: null, Versicherungsstatus: null }),
    [STATED, UNREADABLE],
  ],
  [
    'nobody knows when it was written',
    () => cardOf({}, { missing: [0x0c] }),
    shown(),
    ['Stand der Kartendaten unbekannt – kein Versicherungsnachweis', INCOMPLETE],
  ],
];

const again = 'Bitte noch einmal stecken; bleibt es dabei, die Daten von Hand eintragen.';
const NONE = 'Das ist keine Gesundheitskarte. Bitte die Gesundheitskarte stecken.';
const LOCKED =
  'Diese Gesundheitskarte ist gesperrt. Bitte nach einer neueren Karte fragen oder die Daten von Hand eintragen.';
const FILE_MISSING = `Auf der Karte fehlen die Versichertendaten. ${again}`;
const EMPTY = 'Auf der Karte stehen noch keine Daten. Bitte die Daten von Hand eintragen.';
const TRUNCATED = `Die Daten der Karte sind nicht vollständig. ${again}`;
const DAMAGED = `Die Daten der Karte sind beschädigt. ${again}`;
const NOT_GZIP = `Die Daten der Karte sind in einer unbekannten Form. ${again}`;
const BAD_XML = `Die Daten der Karte sind nicht lesbar. ${again}`;
const BAD_CONTENT =
  'Eine Angabe der Karte kann so nicht stimmen (Name, Geburtsdatum oder Versichertennummer). Bitte die Daten von Hand eintragen.';

type Broken = [what: string, card: () => VirtualCard, sentence: string];
const BROKEN: Broken[] = [
  ['a chip that does not speak T=1', () => oldCard(), NONE],
  ['a bank card', () => contactCard(() => bytes('6A82')), NONE],
  ['a health card without its application', () => cardOf({}, { selectHca: 0x6a82 }), NONE],
  ['locked', () => cardOf({}, { selectHca: 0x6283 }), LOCKED],
  ['no file of the person', () => cardOf({}, { missing: [0x01] }), FILE_MISSING],
  ['no file of the insurance', () => cardOf({}, { missing: [0x02] }), FILE_MISSING],
  ['the person left blank', () => cardOf({ pd: new Uint8Array(850) }), EMPTY],
  ['a file of the person without a byte', () => cardOf({ pd: new Uint8Array() }), EMPTY],
  ['a length beyond the file', () => cardOf({ pd: withByte(good.pd, 0, 0x03, 0x60) }), TRUNCATED],
  ['a length beyond any file', () => cardOf({ pd: withByte(good.pd, 0, 0xff, 0xff) }), TRUNCATED],
  ['a file that ends too early', () => cardOf({ pd: good.pd.slice(0, 300) }), TRUNCATED],
  ['an insurance that ends beyond the file', () => cardOf({ vd: withByte(good.vd, 2, 0x07, 0xff) }), TRUNCATED],
  ['packed data that were cut', () => packedPerson(packed.subarray(0, -20)), DAMAGED],
  ['a wrong checksum', () => packedPerson(withByte(packed, packed.length - 6, (packed.at(-6) ?? 0) ^ 1)), DAMAGED],
  ['a bomb', () => packedPerson(gzipSync(new Uint8Array(70_000).fill(0x20))), DAMAGED],
  ['data that are not packed', () => packedPerson(encoded(personXml(somebody()).slice(0, 400))), NOT_GZIP],
  ['a document type', () => withPerson('?><vsd:', '?><!DOCTYPE a SYSTEM "file:///etc/passwd"><vsd:'), BAD_XML],
  ['an entity', () => withPerson('?><vsd:', '?><!DOCTYPE a [<!ENTITY x "y">]><vsd:'), BAD_XML],
  [
    'the insurance where the person belongs',
    () => cardOf({ pd: personFile(encoded(insuranceXml(somebody()))) }),
    BAD_XML,
  ],
  [
    'the person where the insurance belongs',
    () => cardOf({ vd: insuranceFile(encoded(personXml(somebody()))) }),
    BAD_XML,
  ],
  ['a text that breaks off', () => withPerson(/<vsd:Nachname>.*/, ''), BAD_XML],
  ['a wrong insured number', () => withPerson(KVNR, `${KVNR.slice(0, 9)}${(Number(KVNR[9]) + 1) % 10}`), BAD_CONTENT],
  ['a day that is in no calendar', () => withPerson('19610403', '19610431'), BAD_CONTENT],
  ['no last name', () => withPerson(/<vsd:Nachname>.*<\/vsd:Nachname>/, ''), BAD_CONTENT],
];

const LAID_ON: Broken[] = [
  ['a health card', () => laidOnHealthCard(), 'Das ist eine Gesundheitskarte. Bitte Karte stecken, nicht auflegen.'],
  [
    'a phone',
    () => customerCard('08A23B7A'),
    'Das ist ein Telefon oder ein Ausweis: Die Nummer ist jedes Mal eine andere und gehört zu keinem Kunden. Bitte eine Karte mit fester Nummer nehmen.',
  ],
];

// --- at the screen

describe.skipIf(noCardService !== null).each(HOSTS)('health cards at the screen of %s', (host) => {
  const missing = host === 'Electron' && here.missing !== null;
  let screen: CardScreen;

  beforeAll(async () => {
    if (missing) return;
    screen = await openCardScreen(host);
    await addPayer(screen);
  });
  afterEach(() => putAway(screen));
  afterAll(async () => {
    await screen?.close();
    expect(screen?.errors ?? []).toEqual([]);
  });

  test.skipIf(missing).each(WHOLE)('shows what it says: %s [A-44 A-45]', async (_what, card, rows, sentences) => {
    await screen.cards.insert(0, card());
    expect(await offeredOn(screen.page)).toEqual(rows);
    for (const sentence of sentences ?? [STATED])
      expect(await takeOverWindow(screen.page).getByText(sentence).count()).toBe(1);
    for (const sentence of [INCOMPLETE, UNREADABLE].filter((one) => !sentences?.includes(one)))
      expect(await takeOverWindow(screen.page).getByText(sentence).count()).toBe(0);
  });

  test.skipIf(missing).each(BROKEN)('says what is wrong, and opens nothing: %s', async (_what, card, sentence) => {
    await screen.cards.insert(0, card());
    await messages(screen.page).getByText(`Virtual PCD 00 00: ${sentence}`, { exact: true }).waitFor();
    expect(await screen.page.getByRole('dialog').count()).toBe(0);
  });

  test.skipIf(missing).each(LAID_ON)('laid on the antenna is told what it is: %s', async (_what, card, sentence) => {
    await screen.cards.insert(1, card());
    await messages(screen.page).getByText(`Virtual PCD 00 01: ${sentence}`, { exact: true }).waitFor();
    expect(await screen.page.getByRole('dialog').count()).toBe(0);
  });

  test.skipIf(missing)(
    'opens who was made of it, and is compared when it says something else [A-43 A-44 A-49]',
    async () => {
      const { page, cards } = screen;
      const asking = page.getByRole('dialog', { name: /^Datenschutz:/ });
      await cards.insert(0, written({}));
      await takeOverWindow(page).getByRole('checkbox', { name: 'Einwilligungserklärung drucken' }).uncheck();
      await page.keyboard.press('F12');
      await asking.waitFor();
      await putAway(screen);
      const bearer = page.getByRole('heading', { level: 1, name: 'von Müßig-Škoda, Žofie Änne' });
      await bearer.waitFor();
      await page.keyboard.press('F3');
      await bearer.waitFor({ state: 'detached' });

      await cards.insert(0, written({}));
      await bearer.waitFor();
      await messages(page).getByText('Alle Angaben der Karte stimmen mit dem Kunden überein.').waitFor();
      await putAway(screen);

      await cards.insert(0, written({ birthDate: '19610404' }));
      const row = takeOverWindow(page).getByRole('row').filter({ hasText: '04.04.1961' });
      await row.getByText('≠ weicht ab').waitFor();
      await row.getByText('03.04.1961').waitFor();
      await takeOverWindow(page).getByText('gleiche KVNR').waitFor();
    },
  );
});

// --- details

/** A payer is compared only where the shop has it. */
async function addPayer({ page }: CardScreen): Promise<void> {
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name: 'Kostenträger', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Kostenträger', level: 1 }).waitFor();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Neuer Kostenträger' });
  await dialog.getByLabel('Name').fill(PAYER.payerName);
  await dialog.getByLabel('IK').fill(PAYER.payerIk);
  await page.keyboard.press('F1');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('F3');
  await searchBox(page).waitFor();
}
