// Tells a reader that types (keyboard wedge, barcode scanner) from a person who types: many characters, each within a few
// thousandths of a second, and an end key. It sees keys and times only, never a field, and decides nothing about the number.
import { cardKey } from '../../src-shared/cards/in-use.ts';

/** People who type fast roll two or three keys this quickly, never six in a row. */
const FEWEST = 6;
const GAP_MS = 35;
/** Some readers take a breath before their end key. */
const END_GAP_MS = 100;
/** A reader that was held up for less is still at the same number: half of one is another card's. */
const PAUSE_MS = 150;

export type KeyPress = {
  /** As the keyboard event names it. */
  key: string;
  /** Milliseconds, of any beginning. */
  at: number;
  /** It is held down: a key that repeats itself is as fast as a reader. */
  repeat: boolean;
};

export type WedgeReader = {
  /** @returns what was read, at the end key of a reading; else null */
  press(press: KeyPress): string | null;
  /** The keys from now on go somewhere else: a reading lies in one place, and what is left of one is none. */
  moved(): void;
};

export function wedgeReader(): WedgeReader {
  let text = '';
  /** Of the last key that wrote something. */
  let last = Number.NEGATIVE_INFINITY;
  /** Nothing was missed: the first key came after a pause. */
  let whole = false;
  const forget = () => {
    text = '';
    last = Number.NEGATIVE_INFINITY;
    return null;
  };
  return {
    press({ key, at, repeat }) {
      // Capitals come with a key of their own.
      if (key === 'Shift' && !repeat) return null;
      const gap = at - last;
      if (key === 'Enter' || key === 'Tab') {
        const read = !repeat && whole && gap <= END_GAP_MS && text.length >= FEWEST ? text : null;
        forget();
        return read;
      }
      if (repeat || key.length !== 1) return forget();
      if (gap > GAP_MS) {
        text = '';
        whole = gap > PAUSE_MS;
      }
      text += key;
      last = at;
      return null;
    },
    moved() {
      text = '';
      whole = false;
    },
  };
}

/** The number as it is stored, in capitals; null for what no card bears: a web address, the label of a parcel. */
export function scannedNumber(read: string): string | null {
  const number = cardKey(read);
  return /^[0-9A-Z]{6,64}$/.test(number) ? number : null;
}

/** Four bytes, the first of them 08, written so that they can be nothing but bytes: a phone's number, another one each time. */
export function isRandomNumber(number: string): boolean {
  return /^08[0-9A-F]{6}$/.test(number) && /[A-F]/.test(number);
}
