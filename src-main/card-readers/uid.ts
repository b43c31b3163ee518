// The number of a customer card on an antenna, which the reader gives for it (PC/SC part 3, 'Get Data'). A number names a card
// and proves nothing: it can be copied.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';

export const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

/** What chips are built with: 4, 7 or 10 bytes (ISO 14443), 8 (ISO 15693, FeliCa). */
const LENGTHS: readonly number[] = [4, 7, 8, 10];
/** ISO 14443-3: the first of four bytes says that the others are made up anew each time, as phones and passports do. */
const RANDOM = 0x08;

const DONE = 0x9000;
/** The data are shorter than asked for, which they always are. */
const SHORTER = 0x6282;
const NOT_SUPPORTED = 0x6a81;

/** @param answer to GET_UID, with its status. @returns capitals and digits, bytes in the order they were read */
export function uidOf(answer: Uint8Array): { number: string } | { code: CardFailure } {
  const uid = answer.subarray(0, -2);
  const status = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
  if (status === NOT_SUPPORTED) return { code: 'UID_UNREADABLE' };
  if ((status !== DONE && status !== SHORTER) || !LENGTHS.includes(uid.length)) return { code: 'NOT_READABLE' };
  if (uid.length === 4 && uid[0] === RANDOM) return { code: 'RANDOM_UID' };
  return { number: Buffer.from(uid).toString('hex').toUpperCase() };
}

/** What a reader says of a G2.1 health card on its antenna, as pcsc-tools list it. */
const HEALTH_CARD_LAID_ON = '3B858001300101303034';

/** A health card has a number there that is made up anew each time, as a phone has: it has to be told apart before. */
export function isHealthCardLaidOn(atr: Uint8Array): boolean {
  return Buffer.from(atr).toString('hex').toUpperCase() === HEALTH_CARD_LAID_ON;
}

/**
 * Whether the card lies on an antenna. Its ATR is made by the reader then and begins 3B 8n 80 01 (PC/SC part 3); a reader that
 * has both kinds of slot names them.
 */
export function onAntenna(reader: string, atr: Uint8Array): boolean {
  const [ts = 0, t0 = 0, td1 = 0, td2 = 0] = atr;
  if (ts === 0x3b && t0 >> 4 === 0x8 && td1 === 0x80 && td2 === 0x01) return true;
  return /contactless|picc|nfc|rfid|\bcl\b/i.test(reader);
}
