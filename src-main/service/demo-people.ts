// Two hundred invented customers, the same every time: made of lists of names and places and a counter, never of people.
// Telephone numbers lie in the block that is kept free for fiction (+49 30 23125 xxx), mail goes to example.com.
import { kvnrCheckDigit } from '../../src-shared/customers/kvnr.ts';
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import { fold } from '../../src-shared/search/fold.ts';
import {
  COMPANIES,
  type DemoName,
  FAR,
  LAST_NAMES,
  MEN,
  NEAR,
  NOTES,
  SPECIAL_NAMES,
  STREETS,
  WOMEN,
} from './demo-names.ts';

export type DemoCustomer = {
  kind: 'natural' | 'legal';
  salutation: 'Frau' | 'Herr' | null;
  title: string | null;
  firstName: string | null;
  lastName: string;
  birthDate: string | null;
  email: string | null;
  kvnr: string | null;
  note: string | null;
  status: CustomerStatus;
  /** Days ago; null = never. */
  lastVisit: number | null;
  addresses: { label: string | null; street: string; houseNumber: string; postcode: string; town: string }[];
  phones: { label: string; e164: string; sms: boolean }[];
  /** What the ledger says of the purposes 'storage' and 'app'. */
  consents: { storage: DemoConsent; app: DemoConsent };
};

export type DemoConsent = 'none' | 'printed' | 'granted' | 'withdrawn';

const COUNT = 200;
const MOST_AGE = 95;

/** @param year of today, for ages */
export function demoCustomers(year: number): DemoCustomer[] {
  const draw = drawing(20_261_121);
  const people = [...SPECIAL_NAMES, ...ordinaryNames(COUNT - SPECIAL_NAMES.length - COMPANIES.length, draw)];
  const persons = people.map((name, at) => person(name, at, year, draw));
  const companies = COMPANIES.map((name, at) => company(name, COUNT - COMPANIES.length + at, draw));
  return [...persons, ...companies];
}

type Draw = { below(count: number): number; of<T>(list: readonly T[]): T; chance(share: number): boolean };

function person({ first, last, gender, title }: DemoName, at: number, year: number, draw: Draw): DemoCustomer {
  const born = year - 3 - draw.below(MOST_AGE - 3);
  const adult = year - born >= 18;
  const consents = consentsOf(at);
  return {
    kind: 'natural',
    salutation: draw.chance(0.9) ? (gender === 'f' ? 'Frau' : 'Herr') : null,
    title: title ?? (adult && draw.chance(0.04) ? 'Dr.' : null),
    firstName: first,
    lastName: last,
    birthDate: draw.chance(0.92) ? `${born}-${two(1 + draw.below(12))}-${two(1 + draw.below(28))}` : null,
    email: adult && draw.chance(0.55) ? `${mailWord(first)}.${mailWord(last)}${at}@example.com` : null,
    kvnr: draw.chance(0.45) ? kvnr(draw) : null,
    note: draw.chance(0.12) ? draw.of(NOTES) : null,
    status: STATUS_OF[at] ?? 'active',
    lastVisit: draw.chance(0.85) ? draw.below(400) : null,
    addresses: addressesOf(draw, adult && draw.chance(0.08)),
    phones: draw.chance(0.93) ? phonesOf(at, draw) : [],
    consents,
  };
}

function company(name: string, at: number, draw: Draw): DemoCustomer {
  return {
    ...{ kind: 'legal', salutation: null, title: null, firstName: null, lastName: name, birthDate: null, kvnr: null },
    email: `kontakt${at}@example.com`,
    note: null,
    status: 'active',
    lastVisit: draw.below(60),
    addresses: addressesOf(draw, false),
    phones: [{ label: 'dienstlich', e164: phone(at), sms: false }],
    consents: { storage: 'none', app: 'none' },
  };
}

const STATUS_OF: Readonly<Record<number, CustomerStatus>> = { 30: 'inactive', 45: 'blocked', 60: 'deceased' };

/** The first ones show every state; of the rest some have said yes. */
function consentsOf(at: number): DemoCustomer['consents'] {
  if (at === 2) return { storage: 'granted', app: 'withdrawn' };
  if (at === 3) return { storage: 'granted', app: 'printed' };
  if (at === 4) return { storage: 'withdrawn', app: 'none' };
  const storage = at < 2 || at % 4 === 1 ? 'granted' : 'none';
  return { storage, app: storage === 'granted' && (at < 2 || at % 8 === 1) ? 'granted' : 'none' };
}

function ordinaryNames(count: number, draw: Draw): DemoName[] {
  const names: DemoName[] = [];
  const taken = new Set<string>();
  while (names.length < count) {
    const gender = draw.chance(0.54) ? 'f' : 'm';
    const first = draw.of(gender === 'f' ? WOMEN : MEN);
    const last = draw.of(LAST_NAMES);
    if (taken.has(`${first} ${last}`)) continue;
    taken.add(`${first} ${last}`);
    names.push({ first, last, gender });
  }
  return names;
}

function addressesOf(draw: Draw, withDelivery: boolean): DemoCustomer['addresses'] {
  const one = (label: string | null) => {
    const [postcode, town] = draw.chance(0.6) ? draw.of(NEAR) : draw.of(FAR);
    const houseNumber = `${1 + draw.below(120)}${draw.chance(0.1) ? draw.of(['a', 'b', 'c']) : ''}`;
    return { label, street: draw.of(STREETS), houseNumber, postcode, town };
  };
  return withDelivery ? [one(null), one('Lieferung')] : [one(null)];
}

function phonesOf(at: number, draw: Draw): DemoCustomer['phones'] {
  const mobile = draw.chance(0.5);
  const first = { label: mobile ? 'mobil' : 'privat', e164: phone(at), sms: mobile && draw.chance(0.6) };
  if (!draw.chance(0.25)) return [first];
  return [first, { label: 'dienstlich', e164: phone(at + 400), sms: false }];
}

function phone(at: number): string {
  return `+493023125${String(at).padStart(3, '0')}`;
}

function kvnr(draw: Draw): string {
  const letter = String.fromCharCode(65 + draw.below(26));
  const body = letter + String(draw.below(100_000_000)).padStart(8, '0');
  return body + kvnrCheckDigit(body);
}

function mailWord(name: string): string {
  return fold(name).replaceAll(' ', '-');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The same draws every time (mulberry32). */
function drawing(seed: number): Draw {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (count) => Math.floor(next() * count),
    of: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    chance: (share) => next() < share,
  };
}
