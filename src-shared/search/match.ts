// Decides whether and how well one customer fits a search: the definition that the index must give the same answers to,
// and the places that are printed bold. It sees one customer at a time and no index.
import { fold, unfoldRange } from './fold.ts';
import type { Fact, NameQuery, SearchQuery } from './query.ts';
import { type HitField, TIERS, type Tier } from './search-row.ts';
import { soundCode } from './sound.ts';

/** What a customer is found by: names folded, phones as national digits, codes as foldCode makes them. */
export type SearchKeys = {
  last: string;
  first: string;
  /** MMDDYYYY, null when unknown. */
  birthDay: number | null;
  postcode: string;
  phones: readonly string[];
  codes: readonly string[];
};

export type Match = { tier: Tier; fields: HitField[] };

/** The best tier of all readings, or null. Exact before prefix before inside before sound (N-22). */
export function matchCustomer(query: SearchQuery, keys: SearchKeys): Match | null {
  const nameTier = query.names ? matchNames(query.names, keys.last, keys.first) : 'exact';
  if (nameTier === null) return null;
  let best: Match | null = null;
  for (const facts of query.readings) {
    const tiers = facts.map((fact) => matchFact(fact, keys));
    if (tiers.includes(null)) continue;
    const tier = worst([nameTier, ...(tiers as Tier[])]);
    const fields: HitField[] = [...(query.names ? ['name' as const] : []), ...facts.map((fact) => fact.field)];
    if (best === null || TIERS.indexOf(tier) < TIERS.indexOf(best.tier)) best = { tier, fields };
  }
  return best;
}

/** How the names fit: whole names, beginnings, words inside them, or the sound of one of the two. */
export function matchNames(names: NameQuery, last: string, first: string): Tier | null {
  const splits = nameSplits(names);
  const both = (fits: (part: string, name: string) => boolean) =>
    splits.some(
      (split) =>
        (split.last === '' || fits(split.last, last)) &&
        (split.first === '' || fits(split.first, first)) &&
        split.last + split.first !== '',
    );
  if (both((part, name) => name === part)) return 'exact';
  if (both((part, name) => name.startsWith(part))) return 'prefix';
  if (isInside(names, last, first)) return 'inside';
  if (splits.some((split) => soundsLike(split, last, first))) return 'sound';
  return null;
}

export type NameSplit = { last: string; first: string };

/** Every way to tell last from first name: one with a comma, all cuts of the words in both orders without. */
export function nameSplits(names: NameQuery): NameSplit[] {
  if (names.kind === 'ordered') return [{ last: names.last, first: names.first }];
  const splits: NameSplit[] = [];
  for (let cut = names.words.length; cut >= 0; cut -= 1) {
    const [head, tail] = [names.words.slice(0, cut).join(' '), names.words.slice(cut).join(' ')];
    splits.push({ last: head, first: tail });
    if (cut > 0 && cut < names.words.length) splits.push({ last: tail, first: head });
  }
  return splits;
}

/** A word of three letters fits anywhere, one of two at the start of a word, a letter at the start of the whole name. */
export function insideNeedle(word: string): string {
  return word.padStart(3, ' ');
}

/** Where a needle is looked for: two blanks stand before the whole name, one before each further word. */
export function insideHaystack(name: string): string {
  return `  ${name}`;
}

/** Enough letters to sound like something. */
export function hasSound(part: string): boolean {
  return part.length >= 3 && soundCode(part).length >= 2;
}

/** How one fact fits. A telephone number is known by its start or its end; both count as a beginning. */
export function matchFact(fact: Fact, keys: SearchKeys): Tier | null {
  switch (fact.field) {
    case 'birthDate': {
      const day = keys.birthDay;
      if (day === null) return null;
      if (fact.days.includes(day)) return 'exact';
      return fact.ranges.some(([from, to]) => day >= from && day <= to) ? 'prefix' : null;
    }
    case 'postcode':
      return fitOf([keys.postcode], fact.digits, bestTierOf(fact), false);
    case 'phone':
      return fitOf(keys.phones, fact.digits, bestTierOf(fact), true);
    case 'code':
      return fitOf(keys.codes, fact.code, bestTierOf(fact), false);
  }
}

/** The best tier a fact can reach at all: what was only begun is never exact. */
export function bestTierOf(fact: Fact): Tier {
  switch (fact.field) {
    case 'birthDate':
      return fact.days.length > 0 ? 'exact' : 'prefix';
    case 'postcode':
      return fact.digits.length >= 5 ? 'exact' : 'prefix';
    case 'phone':
      // With its area code no number of a customer is shorter.
      return fact.digits.length >= 7 ? 'exact' : 'prefix';
    case 'code':
      return 'exact';
  }
}

function fitOf(values: readonly string[], part: string, whole: Tier, anywhere: boolean): Tier | null {
  if (values.includes(part)) return whole;
  if (values.some((value) => value.startsWith(part) || (anywhere && value.endsWith(part)))) return 'prefix';
  return anywhere && values.some((value) => value.includes(part)) ? 'inside' : null;
}

function isInside(names: NameQuery, last: string, first: string): boolean {
  const within = (name: string, word: string) => insideHaystack(name).includes(insideNeedle(word));
  const wordsOf = (part: string) => (part === '' ? [] : part.split(' '));
  if (names.kind === 'free') return names.words.every((word) => within(last, word) || within(first, word));
  return (
    wordsOf(names.last).every((word) => within(last, word)) && wordsOf(names.first).every((word) => within(first, word))
  );
}

/** One of the two by sound, the other as typed: a name misheard is rarely misheard twice. */
function soundsLike(split: NameSplit, last: string, first: string): boolean {
  const alike = (part: string, name: string) => hasSound(part) && soundCode(part) === soundCode(name);
  if (split.first === '') return alike(split.last, last);
  if (split.last === '') return alike(split.first, first);
  return (
    (alike(split.last, last) && first.startsWith(split.first)) || (last === split.last && alike(split.first, first))
  );
}

function worst(tiers: readonly Tier[]): Tier {
  return TIERS[Math.max(...tiers.map((tier) => TIERS.indexOf(tier)))] ?? 'sound';
}

/** A stretch of a text as [from, to) in UTF-16 units. */
export type Stretch = readonly [number, number];

/** The stretches of a displayed name that the search met, for bold print. Names met by sound alone have none. */
export function boldInName(query: SearchQuery, name: string): Stretch[] {
  if (!query.names) return [];
  const folded = fold(name);
  const { names } = query;
  const parts = names.kind === 'free' ? names.words : [names.last, names.first].filter((part) => part !== '');
  const words = [...parts, ...parts.flatMap((part) => part.split(' '))];
  const taken: Stretch[] = [];
  for (const word of words) {
    const at = placeOf(folded, word);
    if (at === null || taken.some(([from, to]) => at < to && at + word.length > from)) continue;
    taken.push([at, at + word.length]);
  }
  return taken.map(([from, to]) => unfoldRange(name, from, to)).toSorted((a, b) => a[0] - b[0]);
}

/** Where the digits of a search stand in a displayed number, whatever blanks and signs lie between them. */
export function boldInDigits(display: string, digits: string): Stretch | null {
  const places: number[] = [];
  let bare = '';
  for (let at = 0; at < display.length; at += 1) {
    const character = display[at] ?? '';
    if (!/[\p{L}\p{N}]/u.test(character)) continue;
    bare += character.toUpperCase();
    places.push(at);
  }
  const start = bare.endsWith(digits) ? bare.length - digits.length : bare.indexOf(digits);
  const [from, to] = [places[start], places[start + digits.length - 1]];
  return digits === '' || start < 0 || from === undefined || to === undefined ? null : [from, to + 1];
}

function placeOf(folded: string, word: string): number | null {
  const atWord = ` ${folded}`.indexOf(` ${word}`);
  if (atWord >= 0) return atWord;
  const anywhere = word.length >= 3 ? folded.indexOf(word) : -1;
  return anywhere < 0 ? null : anywhere;
}
