// Two hundred invented customers, the same every time: made of lists of names and places and a counter, never of people.
// Telephone numbers lie in the block that is kept free for fiction (+49 30 23125 xxx), mail goes to example.com.
import { kvnrCheckDigit } from '../../src-shared/customers/kvnr.ts';
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import { fold } from '../../src-shared/search/fold.ts';

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

type Name = { first: string; last: string; gender: 'f' | 'm'; title?: string };

type Draw = { below(count: number): number; of<T>(list: readonly T[]): T; chance(share: number): boolean };

function person({ first, last, gender, title }: Name, at: number, year: number, draw: Draw): DemoCustomer {
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

function ordinaryNames(count: number, draw: Draw): Name[] {
  const names: Name[] = [];
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

// Names that a program must get right: letters beyond German, several spellings of one sound, words before the name.
const SPECIAL_NAMES: readonly Name[] = [
  { first: 'Anna', last: 'Müller', gender: 'f' },
  { first: 'Łukasz', last: 'Şahin-Größl', gender: 'm' },
  { first: 'Annegret', last: 'Mueller-Brandt', gender: 'f' },
  { first: 'Jörg', last: 'Weiß', gender: 'm' },
  { first: 'Georg', last: 'Weiss', gender: 'm' },
  { first: 'Hanna', last: 'Muller', gender: 'f' },
  { first: 'Friederike', last: 'von der Heidequelle', gender: 'f' },
  { first: 'Maximilian Alexander', last: 'Freiherr von und zu Talhofen-Übersee', gender: 'm', title: 'Prof. Dr. Dr.' },
  { first: 'Zoë', last: 'Kovačević', gender: 'f' },
  { first: 'Đorđe', last: 'Živković', gender: 'm' },
  { first: 'Thị Hương', last: 'Nguyễn', gender: 'f' },
  { first: 'İpek', last: 'Yıldırım', gender: 'f' },
  { first: 'Søren', last: 'Ødegård', gender: 'm' },
  { first: 'Niamh', last: "O'Tuama", gender: 'f' },
  { first: 'José María', last: 'Ibáñez Peña', gender: 'm' },
  { first: 'Françoise', last: "d'Aubigny", gender: 'f' },
  { first: 'Katarzyna', last: 'Wiśniewska-Żuraw', gender: 'f' },
  { first: 'Jiří', last: 'Dvořáček', gender: 'm' },
  { first: 'Ștefan', last: 'Țurcanu', gender: 'm' },
  { first: 'Bjørg', last: 'Þórsdóttir', gender: 'f' },
  { first: 'Wolf-Dieter', last: 'zur Strassen', gender: 'm' },
  { first: 'Li', last: 'Wu', gender: 'f' },
];

const COMPANIES: readonly string[] = [
  'Seniorenhaus Abendrot gGmbH',
  'Kindertagesstätte Pusteblume e. V.',
  'Praxis am Kranichplatz',
  'Pflegedienst Herzenssache GmbH',
  'Sportgemeinschaft Blau-Gelb e. V.',
  'Hospiz St. Notburga',
  'Zahntechnik Mühlbach OHG',
  'Hotel Zum goldenen Kürbis',
];

const WOMEN: readonly string[] = [
  ...['Agnes', 'Alina', 'Ayşe', 'Barbara', 'Beate', 'Birgit', 'Brigitte', 'Carolin', 'Charlotte', 'Christa', 'Claudia'],
  ...['Doris', 'Elena', 'Elfriede', 'Emilia', 'Eva', 'Fatma', 'Franziska', 'Frieda', 'Gabriele', 'Gisela', 'Greta'],
  ...['Hannelore', 'Heike', 'Helga', 'Ida', 'Ingeborg', 'Jana', 'Johanna', 'Julia', 'Karin', 'Katharina', 'Käthe'],
  ...['Lea', 'Leonie', 'Magdalena', 'Margarete', 'Marie', 'Mia', 'Monika', 'Natalia', 'Olga', 'Petra', 'Renate'],
  ...['Rosemarie', 'Sabine', 'Sieglinde', 'Sophie', 'Susanne', 'Ulrike', 'Ursula', 'Waltraud', 'Yvonne', 'Zeynep'],
];

const MEN: readonly string[] = [
  ...['Achim', 'Alexander', 'Andreas', 'Anton', 'Ben', 'Bernhard', 'Björn', 'Christian', 'Daniel', 'Detlef', 'Dieter'],
  ...[
    'Emre',
    'Erich',
    'Felix',
    'Ferdinand',
    'Florian',
    'Frank',
    'Friedrich',
    'Günther',
    'Hans-Peter',
    'Heinz',
    'Horst',
  ],
  ...[
    'Ivan',
    'Jakob',
    'Jan',
    'Johann',
    'Jonas',
    'Jürgen',
    'Karl-Heinz',
    'Klaus',
    'Leon',
    'Lothar',
    'Ludwig',
    'Manfred',
  ],
  ...[
    'Markus',
    'Mehmet',
    'Michael',
    'Moritz',
    'Norbert',
    'Oskar',
    'Otto',
    'Paul',
    'Peter',
    'Rainer',
    'Rüdiger',
    'Stefan',
  ],
  ...['Thomas', 'Udo', 'Viktor', 'Werner', 'Wilhelm', 'Wolfgang', 'Xaver', 'Yusuf'],
];

const LAST_NAMES: readonly string[] = [
  ...['Ahrens', 'Arslan', 'Bachmeier', 'Bauer', 'Baumgärtner', 'Becker', 'Böhm', 'Brandt', 'Brüggemann', 'Çelik'],
  ...['Dietrich', 'Dörfler', 'Eberle', 'Engelhardt', 'Fischer', 'Förster', 'Frank', 'Fuchs', 'Gärtner', 'Götz', 'Graf'],
  ...['Groß', 'Günther', 'Haas', 'Hänsel', 'Hartmann', 'Heinrich', 'Hoffmann', 'Huber', 'Jäger', 'Jankowski', 'Kaiser'],
  ...[
    'Kaya',
    'Keller',
    'Klein',
    'Köhler',
    'König',
    'Krämer',
    'Kraus',
    'Kühn',
    'Lange',
    'Lehmann',
    'Lindner',
    'Löffler',
  ],
  ...['Maier', 'Mayer', 'Meier', 'Meyer', 'Möller', 'Müller', 'Nowak', 'Oberhuber', 'Öztürk', 'Petrov', 'Pfeiffer'],
  ...['Reuter', 'Richter', 'Rossi', 'Roth', 'Sauer', 'Schäfer', 'Schmid', 'Schmidt', 'Schneider', 'Schröder', 'Schulz'],
  ...[
    'Schwarz',
    'Seidl',
    'Sommer',
    'Stöckl',
    'Thoma',
    'Vogel',
    'Wagner',
    'Weber',
    'Weigl',
    'Winkler',
    'Wolf',
    'Zöllner',
  ],
];

const STREETS: readonly string[] = [
  ...['Ahornweg', 'Amselweg', 'Am Alten Brunnen', 'An der Mühle', 'Bahnhofstr.', 'Birkenallee', 'Blumenstr.'],
  ...[
    'Fliederweg',
    'Gartenstr.',
    'Goethestr.',
    'Grünstr.',
    'Hauptstr.',
    'Im Wiesengrund',
    'Kastanienallee',
    'Kirchplatz',
  ],
  ...['Lerchenstr.', 'Lindenstr.', 'Mozartstr.', 'Rosenweg', 'Schillerstr.', 'Schulstr.', 'Sonnenstr.', 'Talstr.'],
  ...['Theodor-Fontane-Str.', 'Uferpromenade', 'Unter den Eichen', 'Waldstr.', 'Weinbergstr.', 'Ziegeleistr.'],
];

const NEAR: readonly (readonly [string, string])[] = [
  ['80331', 'München'],
  ['80335', 'München'],
  ['80469', 'München'],
  ['81667', 'München'],
  ['82031', 'Grünwald'],
  ['82110', 'Germering'],
  ['85521', 'Ottobrunn'],
  ['85737', 'Ismaning'],
];

const FAR: readonly (readonly [string, string])[] = [
  ['01067', 'Dresden'],
  ['04109', 'Leipzig'],
  ['10115', 'Berlin'],
  ['20095', 'Hamburg'],
  ['26603', 'Aurich'],
  ['33098', 'Paderborn'],
  ['50667', 'Köln'],
  ['60311', 'Frankfurt am Main'],
  ['70173', 'Stuttgart'],
  ['83043', 'Bad Aibling'],
  ['86150', 'Augsburg'],
  ['90402', 'Nürnberg'],
  ['94032', 'Passau'],
  ['99084', 'Erfurt'],
];

const NOTES: readonly string[] = [
  'Holt für die Nachbarin mit ab.',
  'Bitte laut und deutlich sprechen.',
  'Kommt meist samstags.',
  'Botendienst nur nachmittags.',
  'Möchte den Abholschein auf Papier.',
  'Spricht lieber Englisch.',
];
