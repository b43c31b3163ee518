// What the one box understands (N-22): each text with the readings it must have, and the judgement on single customers.
import { describe, expect, it } from 'vitest';
import { boldInDigits, boldInName, matchCustomer, type SearchKeys } from '../../src-shared/search/match.ts';
import { readQuery } from '../../src-shared/search/query.ts';

const TODAY = '2026-11-21';
const read = (text: string) => readQuery(text, TODAY);

const anna: SearchKeys = {
  last: 'muller brandt',
  first: 'anna maria',
  birthDay: 4031961,
  postcode: '80331',
  phones: ['03023125001', '017012345678'],
  codes: ['10342', 'A123456780', '276001234567'],
};
const tier = (text: string, keys: SearchKeys = anna) => matchCustomer(read(text), keys)?.tier ?? null;

describe('names in the box', () => {
  it.each([
    ['müller', { kind: 'free', words: ['muller'] }],
    ['Mueller-Brandt Anna', { kind: 'free', words: ['muller', 'brandt', 'anna'] }],
    ['Müller, Anna', { kind: 'ordered', last: 'muller', first: 'anna' }],
    ['von der Heide, Anna Maria', { kind: 'ordered', last: 'von der heide', first: 'anna maria' }],
    ['Müller,', { kind: 'ordered', last: 'muller', first: '' }],
    ['Frau Dr. Müller', { kind: 'free', words: ['muller'] }],
    ['Herr', { kind: 'free', words: ['herr'] }],
    ['  ', null],
    ['- , .', null],
  ])('%j', (text, names) => {
    expect(read(text).names).toEqual(names);
  });

  it('leaves the names when dates and numbers are taken out, wherever they stand', () => {
    for (const text of ['80331 mül ann', 'mül 80331 ann', 'mül ann 80331', '3.4.61 mül ann', 'mül 3. April 1961 ann']) {
      expect(read(text).names, text).toEqual({ kind: 'free', words: ['mul', 'ann'] });
    }
  });
});

describe('facts in the box', () => {
  const facts = (text: string) => read(text).readings;
  const born = (days: number[], ranges: [number, number][] = []) => ({ field: 'birthDate', days, ranges });

  it.each([
    ['3.4.1961', [born([4031961])]],
    ['03.04.61', [born([4031961, 4031861], [[4036100, 4036199]])]],
    ['3. April 1961', [born([4031961])]],
    ['1961-04-03', [born([4031961])]],
    ['3/4/1961', [born([4031961])]],
    ['3.4.', [born([], [[4030000, 4039999]])]],
    ['3.4.19', [born([4032019, 4031919], [[4031900, 4031999]])]],
    ['3.4.196', [born([], [[4031960, 4031969]])]],
    ['März', []],
  ])('%j is a birth date', (text, wanted) => {
    const readings = facts(text);
    expect(readings.flat()).toEqual(wanted);
  });

  it.each([
    ['030 231 25', '03023125'],
    ['030/231-25', '03023125'],
    ['+49 30 231 25', '03023125'],
    ['0049 (0)30 231 25', '03023125'],
    ['+43 1 234', '00431234'],
    ['0170 / 123 45 67', '01701234567'],
  ])('%j is a telephone number', (text, digits) => {
    expect(facts(text)).toContainEqual([{ field: 'phone', digits }]);
  });

  it('reads five digits as customer number, postcode and part of a telephone number', () => {
    expect(facts('80331').flat()).toEqual([
      { field: 'code', code: '80331' },
      { field: 'postcode', digits: '80331' },
      { field: 'phone', digits: '80331' },
    ]);
  });

  it('reads a postcode and a telephone number side by side', () => {
    expect(facts('80331 089 123')).toContainEqual([
      { field: 'postcode', digits: '80331' },
      { field: 'phone', digits: '089123' },
    ]);
  });

  it('reads eight digits as a day and as digits', () => {
    const fields = facts('03041961').map((reading) => reading.map(({ field }) => field).join());
    expect(fields).toEqual(expect.arrayContaining(['birthDate', 'phone', 'code']));
  });

  it('reads letters with digits as a number of a card or an insurance', () => {
    expect(facts('a123 ')).toEqual([[{ field: 'code', code: 'A123' }]]);
    expect(facts('K-4711')).toEqual([[{ field: 'code', code: 'K4711' }]]);
  });

  it('does not narrow by one or two digits beside a name', () => {
    expect(facts('müller 8')).toEqual([[]]);
    expect(facts('müller 3.')).toEqual([[]]);
  });

  it('stays small whatever is typed', () => {
    const text = '12345 '.repeat(40) + 'a b c d e f g h i '.repeat(10);
    expect(read(text).readings.length).toBeLessThanOrEqual(12);
    const { names } = read(text.replace(/\d/g, ''));
    expect(names?.kind === 'free' ? names.words.length : 0).toBeLessThanOrEqual(6);
  });
});

describe('how well a customer fits', () => {
  it.each([
    ['Müller-Brandt', 'exact'],
    ['mueller brandt', 'exact'],
    ['Anna Maria', 'exact'],
    ['Müller-Brandt, Anna Maria', 'exact'],
    ['anna maria müller-brandt', 'exact'],
    ['mül', 'prefix'],
    ['ann mül', 'prefix'],
    ['mül ann', 'prefix'],
    ['Mueller, An', 'prefix'],
    ['brandt', 'inside'],
    ['maria', 'inside'],
    ['maria brandt', 'inside'],
    ['rand', 'inside'],
    ['br ma', 'inside'],
    ['r ma', null],
    ['Müller-Brant', 'sound'],
    ['Möller-Brandt, Anna', 'sound'],
    ['Anna, Müller', null],
    ['schmidt', null],
    ['an mu xy', null],
    ['3.4.61', 'exact'],
    ['3.4.', 'prefix'],
    ['4.4.61', null],
    ['mül 3.4.61', 'prefix'],
    ['mül 4.4.61', null],
    ['80331', 'exact'],
    ['8033', 'prefix'],
    ['ann 80331', 'prefix'],
    ['ann 80332', null],
    ['10342', 'exact'],
    ['1034', 'prefix'],
    ['A123456780', 'exact'],
    ['a1234', 'prefix'],
    ['276001234567', 'exact'],
    ['030 23125001', 'exact'],
    ['+49 170 12345678', 'exact'],
    ['0170 1234', 'prefix'],
    ['5001', 'prefix'],
    ['5678', 'prefix'],
    ['2312', 'inside'],
    ['mül 5001', 'prefix'],
    ['mül 5002', null],
  ])('%j: %s', (text, wanted) => {
    expect(tier(text)).toBe(wanted);
  });

  it('hears one misheard name, not two', () => {
    const maier: SearchKeys = { ...anna, last: 'maier', first: 'christian' };
    expect(tier('Meyer, Chris', maier)).toBe('sound');
    expect(tier('Maier, Kristian', maier)).toBe('sound');
    expect(tier('Meyer, Kristian', maier)).toBeNull();
  });
});

describe('bold print', () => {
  it.each([
    ['mül ann', 'Müller-Brandt, Anna Maria', ['Mül', 'Ann']],
    ['Mueller, An', 'Müller-Brandt, Anna Maria', ['Müller', 'An']],
    ['rand', 'Müller-Brandt, Anna Maria', ['rand']],
    ['gross', 'Größl, Łukasz', ['Größ']],
    ['luk', 'Größl, Łukasz', ['Łuk']],
    ['möller', 'Müller-Brandt, Anna Maria', []],
    ['80331', 'Müller', []],
  ])('of %j in %j is %j', (text, name, bold) => {
    expect(boldInName(read(text), name).map(([from, to]) => name.slice(from, to))).toEqual(bold);
  });

  it.each([
    ['0170 12345678', '5678', '5678'],
    ['030 23125001', '03023', '030 23'],
    ['+43 1 2345678', '2345', '2345'],
    ['089 1212', '12', '12'],
    ['K-4711', 'K47', 'K-47'],
    ['089 1212', '3', null],
    ['089 1212', '', null],
  ])('in %j of %j is %j', (display, digits, bold) => {
    const stretch = boldInDigits(display, digits);
    expect(stretch && display.slice(...stretch)).toBe(bold);
  });
});
