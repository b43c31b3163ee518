// By what two lines are one person, and the table that remembers millions of them, against plain texts and a plain map.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Person, personKeys } from '../../src-main/service/customer-import/identity.ts';
import { followed, type Key, KeyTable, keyOf } from '../../src-main/service/customer-import/key-table.ts';

const few = (...texts: string[]) => fc.constantFrom(...texts);
const orNone = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

// Few and near, so that many people are one and many are nearly one.
const people = fc.record<Person>({
  lastName: few('Meier', 'MEIER', 'Meierb', 'Müller', 'Mueller'),
  firstName: orNone(few('', 'Anna', 'anna', 'b', 'Ann')),
  birthDate: orNone(few('1961-04-03', '1961-04-04')),
  street: orNone(few('', 'Weg', 'Weg 1', 'Sonnenstr.', 'Sonnenstraße')),
  houseNumber: orNone(few('1', '11', '1 a', '1A')),
  postcode: orNone(few('80331', '18033', '1')),
  phones: fc.subarray(['+493023125001', '+493023125002']),
  email: orNone(few('a@example.com', 'A@example.com', 'b@example.com')),
});

describe('who is the same', () => {
  test('keys are equal exactly where what they are made of is', () => {
    const keysOf = personKeys();
    fc.assert(
      fc.property(people, people, (one, other) => {
        const [keys, others] = [keysOf(one), keysOf(other)];
        const [texts, otherTexts] = [textsOf(one), textsOf(other)];
        for (const kind of ['name', 'born', 'lives', 'bare'] as const) {
          expect(keys[kind] === null).toBe(texts[kind] === null);
          if (texts[kind] === null || otherTexts[kind] === null) continue;
          expect(sameKey(keys[kind], others[kind])).toBe(texts[kind] === otherTexts[kind]);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('a border lies between the parts of a key', () => {
    const parts = fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 });
    const key = ([first = '', ...rest]: readonly string[]) => rest.reduce(followed, keyOf(first));
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(![...one, ...other].join('').includes('\u001f'));
        expect(sameKey(key(one), key(other))).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 5000 },
    );
  });
});

test('the table gives what was added first, also once it has grown', () => {
  const [table, model] = [new KeyTable(), new Map<string, number>()];
  for (let at = 0; at < 150_000; at++) {
    const text = String((at * 7919) % 120_011);
    table.add(keyOf(text), at);
    if (!model.has(text)) model.set(text, at);
  }
  for (const [text, first] of model) if (table.get(keyOf(text)) !== first) expect(table.get(keyOf(text))).toBe(first);
  for (let at = 120_011; at < 220_000; at++) if (table.get(keyOf(String(at))) !== -1) expect(at).toBe('unknown');
});

function sameKey(one: Key | null, other: Key | null): boolean {
  return one?.high === other?.high && one?.low === other?.low;
}

/** The parts as texts, folded by hand for the few that are used here. */
function textsOf({ lastName, firstName, birthDate, street, houseNumber, postcode, phones, email }: Person) {
  const name = `${lastName.toLowerCase().replace(/ü|ue/, 'u')}|${(firstName ?? '').toLowerCase()}`;
  const way = (street ?? '').toLowerCase().replace(/str(aße|\.)$/, 'str');
  const house = (houseNumber ?? '').toLowerCase().replace(' ', '');
  const lives = way !== '' && postcode !== null;
  return {
    name,
    born: birthDate && `${name}|${birthDate}`,
    lives: lives ? `${name}|${way.replace(/ /g, '')}${house}|${postcode}` : null,
    bare: birthDate === null && !lives ? `${name}|${[...phones].sort()}|${email?.toLowerCase() ?? ''}` : null,
  };
}
