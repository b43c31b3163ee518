// Duplicates: what speaks for one person, what does not (families, namesakes, sound alone), and that the reasons are said.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DuplicateFacts, foldStreet, judgeDuplicate } from '../../src-shared/customers/duplicates.ts';

const anna: DuplicateFacts = {
  lastName: 'Müller',
  firstName: 'Anna',
  birthDate: '1961-04-03',
  phones: ['+493023125001'],
  email: 'anna@example.com',
  street: 'Sonnenstraße 4',
  postcode: '80331',
  kvnr: 'A123456780',
};
const blank: DuplicateFacts = {
  lastName: '',
  firstName: '',
  birthDate: null,
  phones: [],
  email: '',
  street: '',
  postcode: '',
  kvnr: '',
};
const on = { sameBirthDateAlwaysReported: true };
const off = { sameBirthDateAlwaysReported: false };
const named = { ...blank, lastName: 'Mueller', firstName: 'anna' };

describe('duplicate', () => {
  it('reports the same first name, last name and birth date (E-13), folded', () => {
    const entered = { ...named, birthDate: '1961-04-03' };
    expect(judgeDuplicate(entered, anna, on)).toMatchObject({
      verdict: 'probable',
      reasons: ['sameName', 'sameBirthDate'],
    });
    expect(judgeDuplicate(entered, anna, off)?.verdict).toBe('possible');
  });

  it.each<[string, Partial<DuplicateFacts>, 'probable' | 'possible' | null, string[]]>([
    ['the name alone, birth date unknown', {}, 'possible', ['sameName']],
    ['name and telephone', { phones: ['+493023125001'] }, 'probable', ['sameName', 'samePhone']],
    ['name and e-mail', { email: 'Anna@Example.com' }, 'probable', ['sameName', 'sameEmail']],
    ['name and address', { street: 'Sonnenstr. 4', postcode: '80331' }, 'probable', ['sameName', 'sameAddress']],
    ['swapped names', { lastName: 'Anna', firstName: 'Müller' }, 'possible', ['namesSwapped']],
    ['a namesake with another birthday', { birthDate: '1990-12-24' }, null, []],
    [
      'father and son: one name, one address, two birthdays',
      { birthDate: '1990-12-24', street: 'Sonnenstr. 4', postcode: '80331', phones: ['+493023125001'] },
      null,
      [],
    ],
    [
      'day and month swapped, same telephone',
      { birthDate: '1961-03-04', phones: ['+493023125001'] },
      'possible',
      ['sameName', 'birthDateNearlySame', 'samePhone'],
    ],
    ['a slip in the date and nothing else', { birthDate: '1961-04-08' }, null, []],
    ['the insurance number, whatever the name', { lastName: 'Schmidt', kvnr: 'A123456780' }, 'probable', ['sameKvnr']],
    [
      'a new surname: first name, birthday, telephone',
      { lastName: 'Brandt', birthDate: '1961-04-03', phones: ['+493023125001'] },
      'possible',
      ['sameBirthDate', 'samePhone'],
    ],
    ['a sister: surname, address, telephone', { firstName: 'Eva', phones: ['+493023125001'] }, null, []],
    [
      'a twin: surname, birthday, address',
      { firstName: 'Eva', birthDate: '1961-04-03', street: 'Sonnenstr. 4', postcode: '80331' },
      null,
      [],
    ],
    ['sound alone', { lastName: 'Möller' }, null, []],
    ['sound with the birthday alone', { lastName: 'Möller', birthDate: '1961-04-03' }, null, []],
  ])('%s', (_what, entered, verdict, reasons) => {
    const judgement = judgeDuplicate({ ...named, ...entered }, anna, on);
    expect(judgement?.verdict ?? null).toBe(verdict);
    expect(judgement?.reasons ?? []).toEqual(reasons);
  });

  it('lets sound rank and never decide', () => {
    const entered = { ...named, lastName: 'Brandt', birthDate: '1961-04-03', phones: ['+493023125001'] };
    const alike = judgeDuplicate({ ...entered, lastName: 'Möller' }, anna, on);
    const unlike = judgeDuplicate(entered, anna, on);
    expect(alike?.verdict).toBe(unlike?.verdict);
    expect(alike?.score ?? 0).toBeGreaterThan(unlike?.score ?? 0);
    expect(alike?.reasons).toContain('soundsAlike');
  });

  it('says nothing about empty masks', () => {
    expect(judgeDuplicate(blank, blank, on)).toBeNull();
    expect(judgeDuplicate(blank, anna, on)).toBeNull();
  });

  it('judges both ways round alike', () => {
    const some = fc.record<DuplicateFacts>({
      lastName: fc.constantFrom('Müller', 'Möller', 'Anna', ''),
      firstName: fc.constantFrom('Anna', 'Anna Maria', 'Müller', ''),
      birthDate: fc.constantFrom(null, '1961-04-03', '1961-03-04', '1990-12-24'),
      phones: fc.subarray(['+493023125001', '+493023125002']),
      email: fc.constantFrom('', 'anna@example.com'),
      street: fc.constantFrom('', 'Sonnenstr. 4', 'Sonnenstraße 4', 'Talstr. 9'),
      postcode: fc.constantFrom('', '80331'),
      kvnr: fc.constantFrom('', 'A123456780'),
    });
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(judgeDuplicate(one, other, on)).toEqual(judgeDuplicate(other, one, on));
      }),
    );
  });

  it('reads street lines past their spellings', () => {
    const spellings = ['Sonnenstraße 4', 'Sonnenstr. 4', 'Sonnen-Strasse 4', 'SONNENSTR 4'];
    expect(new Set(spellings.map(foldStreet)).size).toBe(1);
    expect(foldStreet('Sonnenstr. 4a')).not.toBe(foldStreet('Sonnenstr. 4'));
  });
});
