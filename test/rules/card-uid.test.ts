// The number of a customer card: which answers of readers give one, and which card lies on an antenna.
import { expect, test } from 'vitest';
import { isHealthCardLaidOn, onAntenna, uidOf } from '../../src-main/card-readers/uid.ts';
import { bytes } from '../support/virtual-cards.ts';

test.each([
  ['four bytes', '04A23B7A9000', { number: '04A23B7A' }],
  ['seven bytes', '04A1B2C3D4E5F69000', { number: '04A1B2C3D4E5F6' }],
  ['ten bytes', '0102030405060708090A9000', { number: '0102030405060708090A' }],
  ['eight bytes of a vicinity card', 'E0040150112233449000', { number: 'E004015011223344' }],
  ['fewer than asked for', '04A23B7A6282', { number: '04A23B7A' }],
  ['a phone: four bytes, the first 08', '081122339000', { code: 'RANDOM_UID' }],
  ['seven bytes that begin with 08 are no phone', '081122334455669000', { number: '08112233445566' }],
  ['a reader that cannot tell', '6A81', { code: 'UID_UNREADABLE' }],
  ['a chip with contacts', '6E00', { code: 'NOT_READABLE' }],
  ['nothing at all', '9000', { code: 'NOT_READABLE' }],
  ['half a number', '04A29000', { code: 'NOT_READABLE' }],
  ['data with an error', '04A23B7A6F00', { code: 'NOT_READABLE' }],
] as const)('%s', (_what, answer, expected) => {
  expect(uidOf(bytes(answer))).toEqual(expected);
});

test.each([
  ['a storage card', 'any reader', '3B8F8001804F0CA000000306030001000000006A', true],
  ['a phone', 'any reader', '3B8280010155AA', true],
  ['a health card in a contact reader', 'ACS ACR39U ICC Reader', '3BD097FF81B1FE451F072B', false],
  ['a chip with few interface bytes', 'any reader', '3B021450', false],
  ['the antenna of a reader that has both', 'ACS ACR1281 1S Dual Reader PICC 0', '', true],
  ['a contactless slot by name', 'HID Global OMNIKEY 5022 Smart Card Reader CL 0', '', true],
  ['no name and no ATR', 'Cherry Smart Terminal', '', false],
] as const)('on an antenna or not: %s', (_what, reader, atr, expected) => {
  expect(onAntenna(reader, bytes(atr))).toBe(expected);
});

test.each([
  ['a health card on an antenna', '3B858001300101303034', true],
  ['the same card with its contacts in the reader', '3BD097FF81B1FE451F072B', false],
  ['an identity card', '3B8480018082900097', false],
  ['a bank card', '3B8780018031C073D631C023', false],
  ['a customer card', '3B8F8001804F0CA000000306030001000000006A', false],
  ['a card that has not said anything yet', '', false],
] as const)('laid on where it belongs put in, or not: %s', (_what, atr, expected) => {
  expect(isHealthCardLaidOn(bytes(atr))).toBe(expected);
});
