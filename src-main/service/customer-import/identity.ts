// Decides by what a line of a list and a customer are one person: the name together with the birth date; where one of them
// has none, name and address; and for people of whom only a name is known, that with all numbers. It sees one person at a
// time; sound and likeness play no part, because an import must not skip a stranger.

import { foldStreet } from '../../../src-shared/customers/duplicates.ts';
import { fold } from '../../../src-shared/search/fold.ts';

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
  name: string;
  /** Name and birth date. */
  born: string | null;
  /** Name, street with number, postcode. */
  lives: string | null;
  /** Only where neither birth date nor address is known: name, telephone numbers, e-mail. */
  bare: string | null;
};

const NAMES_REMEMBERED = 200_000;

/** Made once for an import: folding is remembered, because few names make many people. */
export function personKeys(): (person: Person) => PersonKeys {
  const folded = remembering(fold, NAMES_REMEMBERED);
  const streets = remembering(foldStreet, NAMES_REMEMBERED);
  return (person) => {
    const name = `${folded(person.lastName)}|${person.firstName === null ? '' : folded(person.firstName)}`;
    const street = person.street === null ? '' : streets(person.street);
    const lives = street !== '' && person.postcode !== null;
    return {
      name,
      born: person.birthDate === null ? null : `b|${name}|${person.birthDate}`,
      lives: lives ? `a|${name}|${street}${house(person.houseNumber)}|${person.postcode}` : null,
      bare:
        person.birthDate === null && !lives
          ? `n|${name}|${[...person.phones].sort().join(',')}|${person.email?.toLowerCase() ?? ''}`
          : null,
    };
  };
}

export function numberKey(number: string): string {
  return `#|${number}`;
}

function house(number: string | null): string {
  return number === null ? '' : number.toLowerCase().replace(/\s+/g, '');
}

function remembering(of: (text: string) => string, most: number): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = of(text);
      if (known.size < most) known.set(text, found);
    }
    return found;
  };
}
