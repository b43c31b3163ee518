// Broken and falsified health cards on a real counter full of people who are nearly the same: whatever a card has become, it opens
// nobody but the one of whom all of it is true, and writes nothing but what was noted as different at its bearer.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readHealthCard } from '../../src-main/card-readers/health-card/read.ts';
import { CardRefused } from '../../src-main/card-readers/health-card/refused.ts';
import { outcomeOf } from '../../src-main/service/card-readers/outcome.ts';
import type { House } from '../../src-main/service/house.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS, type CardField, type HealthCard } from '../../src-shared/health-card/record.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import {
  type CardDescription,
  type CardFiles,
  chipOf,
  dice,
  encoded,
  healthCardFiles,
  insuranceFile,
  insuranceXml,
  kvnrOf,
  mutatedFiles,
  mutatedText,
  mutatedValue,
  personFile,
  personXml,
  somebody,
} from '../support/health-cards.ts';

/** Each is a part of the whole, the same one each time: whatever fails says which, and `-t 'seed 3'` does that part again. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Of each part; 100,000 in all. Of broken bytes hardly any are read, and then they say what they said before. */
const BROKEN_BYTES = 10_400;
const BROKEN_TEXTS = 500;
/** These are read. */
const FALSIFIED = 1_600;

// Errors that nobody prints need no trace.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

let counter: TestCounter;
let house: House;
beforeEach(async () => {
  counter = await openCounter();
  const { house: open } = counter.service.counter;
  if (!open) throw new Error('not open');
  house = open;
  // Nothing here is about a disk that loses its power.
  house.db.sqlite.pragma('synchronous = OFF');
  house.save('lists.save', (unit) => {
    for (const { id, ik, name } of PAYERS) unit.create('payer', { id, ik, name, kind: 'statutory' });
  });
});
afterEach(() => counter.close());

test.each(SEEDS)(
  'no broken or falsified card opens anybody of whom it is not true, or changes anything but what differs: seed %i [A-43 A-44 A-50 A-51]',
  async (seed) => {
    const shop = await fillShop();
    const before = everythingKept();
    const found: Found = { agrees: 0, compare: 0, unreadable: 0, opened: new Set(), differing: new Set() };
    const judge = judgeOf(shop.forms, found);
    const seen = new Set<string>();
    let images = 0;
    for (const files of imagesOf(shop.cards, dice(seed))) {
      images += 1;
      try {
        const card = await read(files);
        const said = JSON.stringify(card);
        // Most mutations of bytes that still are read changed nothing of what is said.
        if (!card || seen.has(said)) continue;
        seen.add(said);
        await judge(card);
      } catch (error) {
        throw new Error(`seed ${seed}, image ${images}`, { cause: error });
      }
    }
    expect(everythingKept()).toEqual(before);
    // They come to every door: otherwise they would show nothing.
    expect(images).toBe(shop.cards.length + BROKEN_BYTES + BROKEN_TEXTS + FALSIFIED);
    expect(found.agrees).toBeGreaterThan(100);
    expect(found.compare).toBeGreaterThan(700);
    expect(found.unreadable).toBeGreaterThan(30);
    expect(found.opened.size).toBeGreaterThan(15);
    expect([...CARD_FIELDS].filter((field) => !found.differing.has(field))).toEqual([]);
  },
  120_000,
);

/** Whole, with broken bytes, with broken texts in containers that are right, with values that are others'. */
function* imagesOf(cards: readonly CardDescription[], roll: () => number): Generator<CardFiles> {
  const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const images = cards.map(healthCardFiles);
  yield* images;
  for (let turn = 0; turn < BROKEN_BYTES; turn += 1) yield mutatedFiles(one(images), roll);
  const texts = cards.flatMap((card) =>
    card.insurance ? [{ person: personXml(card), insurance: insuranceXml(card) }] : [],
  );
  for (let turn = 0; turn < BROKEN_TEXTS; turn += 1) {
    const { person, insurance } = one(texts);
    if (roll() < 0.5) yield filesOf(mutatedText(person, roll), insurance);
    else yield filesOf(person, mutatedText(insurance, roll));
  }
  for (let turn = 0; turn < FALSIFIED; turn += 1) {
    let { person, insurance } = one(texts);
    for (let times = 1 + Math.floor(roll() * 2); times > 0; times -= 1)
      if (roll() < 0.7) person = mutatedValue(person, one(texts).person, roll);
      else insurance = mutatedValue(insurance, one(texts).insurance, roll);
    yield filesOf(person, insurance);
  }
}

type Found = { agrees: number; compare: number; unreadable: number; opened: Set<string>; differing: Set<CardField> };

/** @returns holds one card against the shop as it is known from outside, and counts what came of it */
function judgeOf(forms: ReadonlyMap<string, CustomerForm>, found: Found): (card: HealthCard) => Promise<void> {
  const notes = notesOf(house);
  let noted = notes();
  return async (card) => {
    const bearers = [...forms].flatMap(([id, form]) => (form.kvnr === card.kvnr ? [id] : []));
    const alone = bearers.length === 1 ? bearers : [];
    const event = await outcomeOf(house, { reader: 'Leser', asked: false, kind: 'health', card }, () => true);
    if (card.insuranceUnreadable) found.unreadable += 1;
    if (event.kind === 'agrees') {
      found.agrees += 1;
      if (event.answer.kind !== 'found') throw new Error(`agrees with ${event.answer.kind}`);
      const { customerId, membership } = event.answer;
      const form = forms.get(customerId);
      expect([[customerId], membership]).toEqual([alone, 'same']);
      expect(form && untrueOf(card, form)).toEqual([]);
      found.opened.add(customerId);
    } else if (event.kind === 'compare') {
      found.compare += 1;
      for (const { customerId, why, fields } of event.candidates) {
        if (why === 'kvnr') expect(forms.get(customerId)?.kvnr).toBe(card.kvnr);
        if (card.insurance === null) expect(fields.filter(({ field }) => INSURANCE.includes(field))).toEqual([]);
        for (const { field, state } of fields) if (state !== 'equal') found.differing.add(field);
      }
    } else throw new Error(`a card led to ${event.kind}`);
    const now = notes();
    const changed = [...now].flatMap(([id, words]) => (noted.get(id) === words ? [] : [id]));
    expect(changed).toEqual(changed.length > 0 ? alone : []);
    noted = now;
  };
}

const INSURANCE: readonly CardField[] = ['payer', 'insuranceStatus'];

// --- the shop

const PAYERS = [
  { id: 'aok', ik: '109519005', name: 'AOK Nordost' },
  { id: 'tk', ik: '101575519', name: 'TK' },
] as const;

/** Names, births and numbers that are taken for one another. */
const PEOPLE: readonly (Partial<CardDescription> & { number: string })[] = [
  { number: 'A12345678', firstName: 'Anna', lastName: 'Müller', birthDate: '19610403' },
  { number: 'A12345687', firstName: 'Anna', lastName: 'Möller', birthDate: '19610403' },
  { number: 'A12345768', firstName: 'Anna', lastName: 'Muller', birthDate: '19610304' },
  { number: 'A12354678', firstName: 'Anna Maria', lastName: 'Müller', birthDate: '19610403' },
  { number: 'B12345678', firstName: 'Anne', lastName: 'Müller', birthDate: '19610413' },
  { number: 'A13245678', firstName: 'Hans', lastName: 'Bauer', birthDate: '19500000' },
  { number: 'A12435678', firstName: 'Hans', lastName: 'Baur', birthDate: '19500701' },
  { number: 'Z12345678', firstName: 'Žofie Änne', lastName: 'Müßig-Škoda', prefix: 'von', birthDate: '19610403' },
  { number: 'Z12345687', firstName: 'Zofie Anne', lastName: 'Müssig-Skoda', title: 'Dr.', birthDate: '19610403' },
  { number: 'Z21345678', firstName: 'Jörg', lastName: 'Weiß', birthDate: '19740912', schema: '5.1' },
];

/** What each one's card says otherwise than the shop does, where it does. */
const OTHERWISE: readonly Partial<CardDescription>[] = [
  { birthDate: '19610404' },
  { firstName: 'Ana' },
  { lastName: 'Muler' },
  { title: 'Prof.' },
  { street: { street: 'Sonnenstr.', houseNumber: '5', postcode: '80331', town: 'München', country: 'D' } },
  { postBox: { postBox: '47 11', postcode: '80331', town: 'München' } },
  { insurance: { payerIk: '101575519', payerName: 'TK', kind: '1' } },
  { insurance: { payerIk: '109519005', payerName: 'AOK Nordost', kind: '5' } },
  { street: { street: 'Sonnenstr.', houseNumber: '4', postcode: '80313', town: 'München', country: 'D' } },
  { street: { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', country: 'A' } },
];

/** Fifty customers, and the cards that some of them have. */
async function fillShop(): Promise<{ forms: Map<string, CustomerForm>; cards: CardDescription[] }> {
  const forms = new Map<string, CustomerForm>();
  const cards: CardDescription[] = [];
  const keep = async (form: CustomerForm) => {
    const saved = await counter.client.customers.save({
      ...{ id: null, form, basedOn: null, appActive: null, draftId: null },
    });
    forms.set(saved.id, saved.record.form);
  };
  for (const [at, { number, ...more }] of PEOPLE.entries()) {
    const [own, namesakes, outdated, doubled] = [0, 1, 2, 3].map((turn) => kvnrOf(turned(number, turn))) as [
      ...[string, string, string, string],
    ];
    const card = (kvnr: string, otherwise: Partial<CardDescription> = {}) =>
      cards.push({ ...ORDINARY, ...more, ...otherwise, kvnr });
    const form = { ...ordinaryForm(more), title: more.title ?? null };
    card(own);
    card(outdated, OTHERWISE[at]);
    card(doubled);
    await keep(withNumber(form, own));
    // Called the same, born on the same day, living in the same house.
    await keep(withNumber(form, namesakes));
    await keep(withNumber(form, outdated));
    await keep(withNumber(form, doubled));
    // A number that is kept twice, with the payer alone, or with the payer otherwise.
    const last = kvnrOf(turned(number, 4));
    const { payers } = withNumber(form, namesakes);
    if (at % 2 === 0) await keep(withNumber(form, doubled));
    else if (at % 4 === 1) await keep({ ...withNumber(form, last), kvnr: null });
    else await keep({ ...withNumber(form, last), payers });
    card(last);
  }
  return { forms, cards };
}

const ORDINARY: CardDescription = {
  ...{ kvnr: '', birthDate: '', firstName: '', lastName: '', gender: 'W', writtenAt: '20260412093000' },
  street: { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', country: 'D' },
  insurance: { payerIk: '109519005', payerName: 'AOK Nordost', kind: '1', validFrom: '20150101' },
};

/** Another number that differs in two digits. */
function turned(number: string, turn: number): string {
  const digits = [...number];
  for (const at of [3, 6]) if (turn > 0) digits[at] = String((Number(digits[at]) + turn) % 10);
  return digits.join('');
}

function ordinaryForm({
  firstName = '',
  lastName = '',
  prefix,
  birthDate = '',
}: Partial<CardDescription>): CustomerForm {
  const day = birthDate.endsWith('00') ? '1950-07-01' : birthDate.replace(/(....)(..)(..)/, '$1-$2-$3');
  return {
    ...emptyForm('natural', 'active'),
    ...{ firstName, lastName: [prefix, lastName].filter(Boolean).join(' '), birthDate: day, insuranceStatus: 'member' },
    addresses: [
      {
        ...{ id: null, label: null, addition: null, district: null, country: null },
        ...{ street: 'Sonnenstraße', houseNumber: '4', postcode: '80331', town: 'München' },
      },
    ],
    homeAddress: 0,
  };
}

function withNumber(form: CustomerForm, kvnr: string): CustomerForm {
  const payers = [{ id: null, payerId: 'aok', insuredNumber: kvnr, validFrom: '2015-01-01', validTo: null }];
  return { ...form, kvnr, payers, standardPayer: 0 };
}

// --- what is true of a customer, told apart without the rules of the counter

/** The fields of which the card says something else than is kept; what it lacks it does not say. */
function untrueOf(card: HealthCard, form: CustomerForm): string[] {
  const { street, postBox, insurance } = card;
  const home = form.addresses[form.homeAddress ?? -1];
  const line = form.payers[form.standardPayer ?? -1];
  const ik = PAYERS.find(({ id }) => id === line?.payerId)?.ik;
  const says = (said: string | null | undefined, kept: string | null | undefined) =>
    !said || letters(said) === letters(kept);
  const truth: Record<string, boolean> = {
    kvnr: card.kvnr === form.kvnr,
    title: says(card.title, form.title),
    firstName: says(card.firstName, form.firstName),
    lastName: letters(card.lastName) === letters(form.lastName),
    birthDate: card.birthDate === null || card.birthDate === form.birthDate,
    street: says(
      street && way([street.street, street.houseNumber].join(' ')),
      way([home?.street, home?.houseNumber].join(' ')),
    ),
    addition: says(street?.addition, home?.addition),
    postcode: says(street?.postcode, home?.postcode),
    town: says(street?.town, home?.town),
    country: street === null || letters(street.country) === letters(home?.country),
    // Nobody here keeps one.
    postBox: postBox === null,
    payer: insurance === null || (insurance.payerIk === ik && line?.insuredNumber === card.kvnr),
    insuranceStatus: !insurance?.status || insurance.status === form.insuranceStatus,
  };
  return Object.keys(truth).filter((field) => !truth[field]);
}

/** Letters and digits as they would be typed on a keyboard without umlauts and accents. */
function letters(text: string | null | undefined): string {
  const typed = (text ?? '').toLowerCase().normalize('NFC');
  const spelledOut: Readonly<Record<string, string>> = {
    ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ð: 'd', þ: 'th' },
  };
  return typed
    .replace(/[äöüßæœøðþ]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function way(text: string): string {
  return text.replace(/stra(ß|ss)e|straat|str\.?(?!\p{L})/giu, 'str');
}

// --- details

async function read(files: CardFiles): Promise<HealthCard | null> {
  const chip = chipOf(files);
  try {
    return await readHealthCard(async (apdu) => chip(apdu));
  } catch (error) {
    if (error instanceof CardRefused) return null;
    throw error;
  }
}

const { statusVd: STATUS } = healthCardFiles(somebody());

function filesOf(person: string, insurance: string): CardFiles {
  return { statusVd: STATUS, pd: personFile(encoded(person), 4096), vd: insuranceFile(encoded(insurance), 4096) };
}

/** What is noted as different at whom. */
function notesOf({ db }: House): () => Map<string, string | null> {
  const rows = db.sqlite.prepare('SELECT id, cardDiffers FROM customer').raw();
  return () => new Map(rows.all() as [string, string | null][]);
}

/** Every row of customers and of what belongs to them, but for what is noted; and all that was logged besides that. */
function everythingKept(): unknown {
  const all = (sql: string) => house.db.sqlite.prepare(sql).all();
  const tables = ['customerAddress', 'customerPhone', 'customerPayer', 'customerCard', 'consentEntry', 'customerAsked'];
  return {
    customers: all('SELECT * FROM customer ORDER BY id').map((row) => ({
      ...(row as object),
      ...{ cardDiffers: null, changedAt: null },
    })),
    rest: tables.map((table) => all(`SELECT * FROM ${table} ORDER BY id`)),
    log: all(
      `SELECT * FROM change WHERE NOT ("table" = 'customer' AND field = 'cardDiffers') ORDER BY changeSetId, position`,
    ),
  };
}
