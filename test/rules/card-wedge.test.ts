// Readers that type are told from people who type, by the times between their keys alone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRandomNumber, type KeyPress, scannedNumber, wedgeReader } from '../../src-renderer/card-readers/wedge.ts';

/** Keys with the milliseconds since the key before. */
type Typed = readonly (readonly [key: string, gap: number])[];

function readingsOf(typed: Typed, repeat = false): string[] {
  const reader = wedgeReader();
  let at = 1000;
  return typed.flatMap(([key, gap]) => {
    at += gap;
    const press: KeyPress = { key, at, repeat };
    const read = reader.press(press);
    return read === null ? [] : [read];
  });
}

const each = (text: string, gap: number): [string, number][] => [...text].map((key) => [key, gap]);

test('a reader is known by its speed and its end key, Enter or Tab', () => {
  expect(readingsOf([...each('04A23B7A', 8), ['Enter', 8]])).toEqual(['04A23B7A']);
  expect(readingsOf([...each('0012345678', 20), ['Tab', 20]])).toEqual(['0012345678']);
  expect(readingsOf([...each('4006381333931', 34), ['Enter', 90]])).toEqual(['4006381333931']);
  // Without an end key nobody knows whether it is over.
  expect(readingsOf(each('04A23B7A', 8))).toEqual([]);
  expect(readingsOf([...each('04A23B7A', 8), ['Enter', 400]])).toEqual([]);
});

test('capitals come with Shift, and are one reading all the same', () => {
  const shifted: [string, number][] = [...'04A23B7A'].flatMap((key): [string, number][] =>
    /[A-Z]/.test(key)
      ? [
          ['Shift', 3],
          [key, 3],
        ]
      : [[key, 6]],
  );
  expect(readingsOf([...shifted, ['Enter', 6]])).toEqual(['04A23B7A']);
});

test('one card after another is one reading each', () => {
  const card = (text: string): Typed => [...each(text, 10), ['Enter', 10]];
  expect(readingsOf([...card('11112222'), ...card('33334444')])).toEqual(['11112222', '33334444']);
  expect(
    readingsOf([...each('müller', 120), ...card('33334444')].map(([key, gap], at) => [key, at === 6 ? 500 : gap])),
  ).toEqual(['33334444']);
});

test('fast typists are people: rolled keys, a short word at once, a number by heart', () => {
  // 120 words a minute with pairs of keys rolled.
  const rolled: Typed = [...'schmidtke'].map((key, at) => [key, at % 2 === 0 ? 110 : 18]);
  expect(readingsOf([...rolled, ['Enter', 60]])).toEqual([]);
  // Three keys of one hand at once, twice.
  const chords: Typed = [...'assess'].map((key, at) => [key, at % 3 === 0 ? 70 : 12]);
  expect(readingsOf([...chords, ['Enter', 30]])).toEqual([]);
  // Fewer than a card bears.
  expect(readingsOf([...each('80331', 20), ['Enter', 20]])).toEqual([]);
  // The best in the world, all the way.
  expect(readingsOf([...each('10342103421034210342', 45), ['Enter', 45]])).toEqual([]);
});

test('half a number is none: a reader that is held up in between is not taken at its second half', () => {
  expect(readingsOf([...each('12345', 5), ['6', 60], ...each('7890', 5), ['Enter', 5]])).toEqual([]);
  expect(readingsOf([...each('0012', 5), ['3', 90], ...each('4567890', 5), ['Enter', 5]])).toEqual([]);
  // After a pause it is a number of its own.
  expect(readingsOf([...each('0012', 5), ['3', 400], ...each('4567890', 5), ['Enter', 5]])).toEqual(['34567890']);
});

test('a key that is held down is no reader, however fast it repeats', () => {
  expect(readingsOf([...each('7777777777', 30), ['Enter', 30]], true)).toEqual([]);
});

test('keys that write nothing end what was begun', () => {
  expect(readingsOf([...each('123', 5), ['Backspace', 5], ...each('456', 5), ['Enter', 5]])).toEqual([]);
  expect(readingsOf([...each('1234', 5), ['ArrowLeft', 5], ...each('5678', 5), ['Enter', 5]])).toEqual([]);
});

test('whoever needs 36 ms or more for a key is never taken for a reader, whoever stays below always is', () => {
  const key = fc.constantFrom(...'0123456789abcdefABCDEF');
  const typing = (least: number, most: number) =>
    fc.array(fc.tuple(key, fc.integer({ min: least, max: most })), { minLength: 6, maxLength: 30 });
  fc.assert(
    fc.property(typing(36, 600), (typed) => {
      expect(readingsOf([...typed, ['Enter', 40]])).toEqual([]);
    }),
  );
  fc.assert(
    fc.property(typing(1, 35), (typed) => {
      expect(readingsOf([...typed, ['Enter', 35]])).toEqual([typed.map(([one]) => one).join('')]);
    }),
  );
});

test('a number is kept in capitals as it was read, decimal ones as they are; what no card bears is none', () => {
  expect(scannedNumber('04a23b7a')).toBe('04A23B7A');
  expect(scannedNumber('04:a2'.repeat(3))).toBeNull();
  expect(scannedNumber('04-A2-3B-7A')).toBe('04A23B7A');
  expect(scannedNumber('0012345678')).toBe('0012345678');
  expect(scannedNumber('https://app.example.com/c/12345')).toBeNull();
});

test('the number of a phone is refused where it can be nothing else', () => {
  expect(isRandomNumber('08A1B2C3')).toBe(true);
  // Seven bytes are a card's own, and eight digits may be a barcode.
  expect(['08A1B2C3D4E5F6', '08123456', '04A23B7A'].map(isRandomNumber)).toEqual([false, false, false]);
});

test('keys that went into two places are no reading, and neither is what is left of one', () => {
  const type = (reader: ReturnType<typeof wedgeReader>, text: string, from: number) => {
    for (const [at, key] of [...text].entries()) reader.press({ key, at: from + at * 5, repeat: false });
  };
  // Typed into a note; then somebody presses a button.
  const note = wedgeReader();
  type(note, 'GERNAN', 1000);
  note.moved();
  expect(note.press({ key: 'Enter', at: 1030, repeat: false })).toBeNull();
  // The second half alone would be another card's number.
  const half = wedgeReader();
  type(half, '123', 1000);
  half.moved();
  type(half, '456789', 1015);
  expect(half.press({ key: 'Enter', at: 1045, repeat: false })).toBeNull();
  type(half, '04A23B7A', 2000);
  expect(half.press({ key: 'Enter', at: 2040, repeat: false })).toBe('04A23B7A');
});
