// Makes the customers every measurement runs on: seeded, so that one size is the start of the next, and hard on purpose
// (Müller 0.9 %, 'Sch…' about 9 %, 60 % of all people in 60 postcodes). Nobody in it exists.
import { kvnrCheckDigit } from '../../src-shared/customers/kvnr.ts';
import { FIRST_NAMES, SURNAME_ENDINGS, SURNAME_STARTS, SURNAMES, TOWNS } from './names.ts';

export type SampleCustomer = {
  id: string;
  number: string;
  lastName: string;
  firstName: string;
  birthDate: string | null;
  street: string;
  houseNumber: string;
  postcode: string;
  town: string;
  /** E.164, null for the 8 % without one. */
  phone: string | null;
  email: string | null;
  kvnr: string | null;
};

const DISTINCT_SURNAMES = 59_754;
const DISTINCT_FIRST_NAMES = 900;

/** The first `count` customers of the one endless list. */
export function* sampleCustomers(count: number): Generator<SampleCustomer> {
  const random = randomFrom(20_261_121);
  const surnames = weighted(surnameList(), 12.2, 1);
  const firstNames = weighted(firstNameList(), 6, 0.95);
  const postcodes = postcodeList();
  for (let at = 0; at < count; at += 1) yield sample(at, random, { surnames, firstNames, postcodes });
}

/** Numbers in [0, 1), the same for the same seed everywhere (sfc32). */
export function randomFrom(seed: number): () => number {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

type Lists = {
  surnames: (random: number) => string;
  firstNames: (random: number) => string;
  postcodes: readonly { postcode: string; town: string }[];
};

function sample(at: number, random: () => number, lists: Lists): SampleCustomer {
  const surname = lists.surnames(random());
  const first = lists.firstNames(random());
  const double = random();
  const crowded = random() < 0.6;
  // Within the crowded 60, the first one alone holds 8.5 % of them (5 % of all).
  const place = lists.postcodes[crowded ? Math.floor(random() ** 1.75 * 60) : 60 + Math.floor(random() * 8_000)];
  const born = Date.UTC(1930, 0, 1) + Math.floor(random() * 33_600) * 86_400_000;
  const hasPhone = random();
  return {
    id: uuidAt(at, random),
    number: String(10_001 + at),
    lastName: double < 0.03 ? `${surname}-${lists.surnames(random())}` : surname,
    firstName: double > 0.94 ? `${first}${double > 0.97 ? '-' : ' '}${lists.firstNames(random())}` : first,
    birthDate: random() < 0.94 ? new Date(born).toISOString().slice(0, 10) : null,
    street: `${lists.surnames(random())}${random() < 0.5 ? 'straße' : 'weg'}`,
    houseNumber: String(1 + Math.floor(random() * 140)),
    postcode: place?.postcode ?? '10115',
    town: place?.town ?? 'Berlin',
    phone: hasPhone < 0.92 ? phoneFrom(random) : null,
    email: random() < 0.55 ? `kunde${at}@example.com` : null,
    kvnr: random() < 0.7 ? kvnrFrom(random) : null,
  };
}

/** A UUIDv7 of a shop that took in its customers one by one over some years, in order. */
function uuidAt(at: number, random: () => number): string {
  const time = (1_600_000_000_000 + at * 60_000).toString(16).padStart(12, '0');
  const tail = () =>
    Math.floor(random() * 0x1_0000)
      .toString(16)
      .padStart(4, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail().slice(1)}-a${tail().slice(1)}-${tail()}${tail()}${tail()}`;
}

function phoneFrom(random: () => number): string {
  const kind = random();
  const digits = (count: number) => {
    let text = '';
    for (let at = 0; at < count; at += 1) text += Math.floor(random() * 10);
    return text;
  };
  // No subscriber number begins with 0: nobody's telephone rings by this list.
  const subscriber = (count: number) => `0${digits(count - 1)}`;
  if (kind < 0.45) return `+491${'567'[Math.floor(random() * 3)]}${digits(1)}${subscriber(8)}`;
  const area = ['30', '40', '89', '69', '221', '711', '211', '341'][Math.floor(random() * 8)] ?? '30';
  if (kind < 0.95) return `+49${area}${subscriber(8)}`;
  return `+43${subscriber(9)}`;
}

function kvnrFrom(random: () => number): string {
  let body = String.fromCharCode(65 + Math.floor(random() * 26));
  for (let at = 0; at < 8; at += 1) body += Math.floor(random() * 10);
  return `${body}${kvnrCheckDigit(body)}`;
}

function surnameList(): string[] {
  const names = new Set<string>(SURNAMES);
  const random = randomFrom(7);
  while (names.size < DISTINCT_SURNAMES) {
    const start = SURNAME_STARTS[Math.floor(random() ** 1.2 * SURNAME_STARTS.length)] ?? 'Alt';
    const middle = SURNAME_ENDINGS[Math.floor(random() * SURNAME_ENDINGS.length)] ?? 'er';
    const end = random() < 0.55 ? '' : (SURNAME_ENDINGS[Math.floor(random() * SURNAME_ENDINGS.length)] ?? '');
    names.add(start + middle + end);
  }
  return [...names];
}

function firstNameList(): string[] {
  const names = new Set<string>(FIRST_NAMES);
  const endings = ['ina', 'ella', 'o', 'an', 'ette', 'us', 'a', 'ia', 'ine', 'as', 'in', 'elis'];
  for (const ending of endings) {
    for (const name of FIRST_NAMES) {
      if (names.size >= DISTINCT_FIRST_NAMES) return [...names];
      names.add(name.replace(/[aeiou]+$/, '') + ending);
    }
  }
  return [...names];
}

/** Draws by rank with the weight 1 / (rank + shift) ** slope (Zipf and Mandelbrot). */
function weighted(names: readonly string[], shift: number, slope: number): (random: number) => string {
  const upTo: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= names.length; rank += 1) {
    sum += 1 / (rank + shift) ** slope;
    upTo.push(sum);
  }
  return (random) => {
    const wanted = random * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return names[low] ?? '';
  };
}

function postcodeList(): { postcode: string; town: string }[] {
  const random = randomFrom(11);
  const seen = new Set<string>();
  const places: { postcode: string; town: string }[] = [];
  while (places.length < 8_060) {
    const postcode = String(1_000 + Math.floor(random() * 98_999)).padStart(5, '0');
    if (seen.has(postcode)) continue;
    seen.add(postcode);
    places.push({ postcode, town: TOWNS[Math.floor(random() * TOWNS.length)] ?? 'Neustadt' });
  }
  return places;
}
