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
  /** The names' soundCodes where somebody is compared with many texts; else they are worked out when they are asked for. */
  sounds?: { readonly last: string; readonly first: string };
};

export type Match = { tier: Tier; fields: HitField[] };

/** The best tier of all readings, or null. Exact before prefix before inside before sound (N-22). */
export function matchCustomer(query: SearchQuery, keys: SearchKeys): Match | null {
  return customerMatcher(query)(keys);
}

/** The same for one customer after the other: what the text asks for is worked out once. */
export function customerMatcher(query: SearchQuery): (keys: SearchKeys) => Match | null {
  const tierOfNames = query.names && namesMatcher(query.names);
  return (keys) => {
    const nameTier = tierOfNames ? tierOfNames(keys) : 'exact';
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
  };
}

type Named = Pick<SearchKeys, 'last' | 'first' | 'sounds'>;

/** How the names fit: whole names, beginnings, words inside them, or the sound of one of the two. */
export function namesMatcher(names: NameQuery): (person: Named) => Tier | null {
  const splits = nameSplits(names).filter((split) => split.last + split.first !== '');
  const areInside = insideTest(names);
  const soundings = splits.map(soundTest);
  return (person) => {
    let begins = false;
    for (const { last, first } of splits) {
      if (!person.last.startsWith(last) || !person.first.startsWith(first)) continue;
      if ((last === '' || last === person.last) && (first === '' || first === person.first)) return 'exact';
      begins = true;
    }
    if (begins) return 'prefix';
    if (areInside(person.last, person.first)) return 'inside';
    return soundings.some((soundsLike) => soundsLike(person)) ? 'sound' : null;
  };
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

/**
 * A word of three letters fits anywhere, one of two at the start of a word, a letter at the start of the whole name: what is looked
 * for in a name that two blanks stand before.
 */
export function insideNeedle(word: string): string {
  return word.padStart(3, ' ');
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

function insideTest(names: NameQuery): (last: string, first: string) => boolean {
  const tests = (part: string) => (part === '' ? [] : part.split(' ').map(withinTest));
  if (names.kind === 'free') {
    const words = names.words.map(withinTest);
    return (last, first) => words.every((isWithin) => isWithin(last) || isWithin(first));
  }
  const [ofLast, ofFirst] = [tests(names.last), tests(names.first)];
  return (last, first) => ofLast.every((isWithin) => isWithin(last)) && ofFirst.every((isWithin) => isWithin(first));
}

/** Whether `  ${name}` holds the word's needle; without putting the two together for every name. */
function withinTest(word: string): (name: string) => boolean {
  if (word.length >= 3) return (name) => name.includes(word);
  if (word.length < 2) return (name) => name.startsWith(word);
  const further = ` ${word}`;
  return (name) => name.startsWith(word) || name.includes(further);
}

/** One of the two by sound, the other as typed: a name misheard is rarely misheard twice. */
function soundTest(split: NameSplit): (person: Named) => boolean {
  const [soundOfLast, soundOfFirst] = [split.last, split.first].map((part) =>
    hasSound(part) ? soundCode(part) : null,
  );
  const lastAlike = ({ last, sounds }: Named) =>
    soundOfLast !== null && soundOfLast === (sounds?.last ?? soundCode(last));
  const firstAlike = ({ first, sounds }: Named) =>
    soundOfFirst !== null && soundOfFirst === (sounds?.first ?? soundCode(first));
  if (split.first === '') return lastAlike;
  if (split.last === '') return firstAlike;
  return (person) =>
    (person.first.startsWith(split.first) && lastAlike(person)) || (person.last === split.last && firstAlike(person));
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
