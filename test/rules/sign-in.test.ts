// Choosing who signs in without a mouse: initials, names, the same letter again, arrows; and what a PIN may look like.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenByArrow, chosenByLetters, mayCall, pinDelay, pinProblem } from '../../src-shared/sign-in/rules.ts';

const people = ['Anna Amsel', 'Anton Zeisig', 'Bernd Bussard', 'Carla Dohle', 'Özlem Adler', 'Ute von der Ente'].map(
  (name) => ({ id: name, name }),
);

/** Types letters one after the other, beginning with `chosen`. */
function typing(letters: string, chosen = 'Carla Dohle'): string {
  let state = { id: chosen, typed: '' };
  for (const letter of letters) state = chosenByLetters(people, state.typed + letter, state.id);
  return state.id;
}

test('initials choose, whatever else the letters begin', () => {
  expect(typing('b')).toBe('Bernd Bussard');
  expect(typing('cd', 'Anna Amsel')).toBe('Carla Dohle');
  expect(typing('az')).toBe('Anton Zeisig');
  expect(typing('oa')).toBe('Özlem Adler');
  expect(typing('ÖA')).toBe('Özlem Adler');
  expect(typing('uvde')).toBe('Ute von der Ente');
});

test('names choose where no initials fit, first or last', () => {
  expect(typing('ant')).toBe('Anton Zeisig');
  expect(typing('bu')).toBe('Bernd Bussard');
  expect(typing('doh', 'Anna Amsel')).toBe('Carla Dohle');
});

test('the same letters mean the same person, and only a repeated letter goes on to the next, and around', () => {
  expect(typing('b', 'Bernd Bussard')).toBe('Bernd Bussard');
  expect(typing('a', 'Anton Zeisig')).toBe('Anna Amsel');
  expect(typing('b', 'Anna Amsel')).toBe('Bernd Bussard');
  const withoutPair = people.filter((one) => one.name !== 'Anna Amsel');
  const again = (id: string) => chosenByLetters(withoutPair, 'aa', id).id;
  expect(again('Anton Zeisig')).toBe('Özlem Adler');
  expect(again('Özlem Adler')).toBe('Anton Zeisig');
});

test('letters that fit nobody change nothing, and the next letter begins anew', () => {
  expect(typing('x')).toBe('Carla Dohle');
  expect(typing('xb')).toBe('Bernd Bussard');
  expect(chosenByLetters(people, '-', 'Anna Amsel')).toEqual({ id: 'Anna Amsel', typed: '' });
});

test('arrows go around the list, and one step back undoes one step on', () => {
  expect(chosenByArrow(people, 'Ute von der Ente', 1)).toBe('Anna Amsel');
  expect(chosenByArrow(people, 'Anna Amsel', -1)).toBe('Ute von der Ente');
  expect(chosenByArrow(people, 'nobody', 1)).toBe('Anna Amsel');
  expect(chosenByArrow([], 'nobody', 1)).toBe('nobody');
  fc.assert(
    fc.property(fc.constantFrom(...people), ({ id }) => {
      expect(chosenByArrow(people, chosenByArrow(people, id, 1), -1)).toBe(id);
    }),
  );
});

test('whoever is chosen is on the list, or nobody was', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...people), (typed, { id }) => {
      expect(people.map((one) => one.id)).toContain(chosenByLetters(people, typed, id).id);
    }),
  );
});

test('a PIN is 4 to 12 digits and not one digit repeated', () => {
  expect(['1234', '123456789012'].map(pinProblem)).toEqual([null, null]);
  expect(['123', '', '1234567890123'].map(pinProblem)).toEqual(['tooShort', 'tooShort', 'tooShort']);
  expect(['12a4', '１２３４', '12 34'].map(pinProblem)).toEqual(['notDigits', 'notDigits', 'notDigits']);
  expect(['0000', '777777'].map(pinProblem)).toEqual(['tooSimple', 'tooSimple']);
});

test('the delay begins with the fifth wrong PIN, doubles, and ends at five minutes', () => {
  expect([0, 4, 5, 6, 7, 9, 10, 11, 500].map(pinDelay)).toEqual([0, 0, 10, 20, 40, 160, 300, 300, 300]);
});

test('an administrator may call everything, the others what asks for their role', () => {
  expect(mayCall('administrator', 'accounting')).toBe(false);
  expect(mayCall('accounting', 'accounting')).toBe(true);
  expect(mayCall('accounting', 'employee')).toBe(false);
  expect(mayCall('employee', 'accounting')).toBe(true);
  expect(mayCall('accounting', 'administrator')).toBe(true);
});
