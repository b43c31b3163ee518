// Decides by what a line of a list and a customer are one person: the name together with the birth date; where one of them
// has none, name and address; and for people of whom only a name is known, that with all numbers. It sees one person at a
// time; sound and likeness play no part, because an import must not skip a stranger.

import { foldStreet } from '../../../src-shared/customers/duplicates.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import { followed, type Key, keyOf } from './key-table.ts';

export type Person = {
  lastName: string;
  firstName: string | null;
  birthDate: string | null;
  street: string | null;
  houseNumber: string | null;
  postcode: string | null;
  /** E.164. */
  phones: readonly string[];
  email: string | null;
};

/** Keys under which a person is remembered and sought. */
export type PersonKeys = {
  /** Folded last and first name. */
  name: Key;
  /** Name and birth date. */
  born: Key | null;
  /** Name, street with number, postcode. */
  lives: Key | null;
  /** Only where neither birth date nor address is known: name, telephone numbers, e-mail. */
  bare: Key | null;
};

const NAMES_REMEMBERED = 200_000;

/** Made once for an import: folding is remembered, because few names make many people. */
export function personKeys(): (person: Person) => PersonKeys {
  const lastNames = remembering((name) => keyOf(fold(name)), NAMES_REMEMBERED);
  const firstNames = remembering(fold, NAMES_REMEMBERED);
  const streets = remembering(foldStreet, NAMES_REMEMBERED);
  return (person) => {
    const name = followed(lastNames(person.lastName), person.firstName === null ? '' : firstNames(person.firstName));
    const street = person.street === null ? '' : streets(person.street);
    const { birthDate, postcode } = person;
    const lives = street !== '' && postcode !== null;
    return {
      name,
      born: birthDate === null ? null : followed(followed(name, 'b'), birthDate),
      lives: lives ? followed(followed(followed(name, 'a'), street + house(person.houseNumber)), postcode) : null,
      bare: birthDate === null && !lives ? bare(name, person) : null,
    };
  };
}

export function numberKey(number: string): Key {
  return followed(NUMBER, number);
}

/** Where somebody lives of whom no birth date is known: whoever has one may still be the same. */
export function unborn(lives: Key): Key {
  return followed(lives, '?');
}

const NUMBER = keyOf('#');

function bare(name: Key, { phones, email }: Person): Key {
  return followed(followed(followed(name, 'n'), [...phones].sort().join(',')), email?.toLowerCase() ?? '');
}

function house(number: string | null): string {
  return number === null ? '' : number.toLowerCase().replace(/\s+/g, '');
}

function remembering<T>(of: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = of(text);
      if (known.size < most) known.set(text, found);
    }
    return found;
  };
}
