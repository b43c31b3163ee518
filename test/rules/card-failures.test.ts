// What is made of an error while a card is read: each that is known has its code and nothing more, and of the others a trace is
// left that is one word or PC/SC's number, never what the error says.
import { expect, test } from 'vitest';
import { failureOf } from '../../src-main/card-readers/failures.ts';
import { CardRefused } from '../../src-main/card-readers/health-card/refused.ts';
import { PcscError, SCARD } from '../../src-main/card-readers/pcsc.ts';

class ParseError extends Error {
  override readonly name = 'ParseError';
}

test.each([
  ['a card that was refused', new CardRefused('EGK_LOCKED'), { code: 'EGK_LOCKED' }],
  ['a card that was pulled out', new PcscError(SCARD.REMOVED_CARD), { code: 'CARD_REMOVED' }],
  ['nothing that came back', new PcscError(SCARD.NOT_TRANSACTED), { code: 'lost' }],
  ['a number of PC/SC that nobody foresaw', new PcscError(0x8010_001f), { code: 'FAULT', trace: '0x8010001F' }],
  ['the word of a Windows driver', new PcscError(1167), { code: 'lost', trace: '0x0000048F' }],
  ['a fault of the program', new TypeError('Müßig-Škoda is not a function'), { code: 'FAULT', trace: 'TypeError' }],
  ['one with a name of its own', new ParseError('in <Nachname>Müßig-Škoda'), { code: 'FAULT', trace: 'ParseError' }],
  [
    'one with a code',
    Object.assign(new RangeError('Müßig-Škoda'), { code: 'ERR_BUFFER_TOO_LARGE' }),
    { code: 'FAULT', trace: 'ERR_BUFFER_TOO_LARGE' },
  ],
  [
    'one whose code is a sentence',
    Object.assign(new Error('Müßig-Škoda'), { code: 'bad name: Müßig-Škoda' }),
    { code: 'FAULT', trace: 'Error' },
  ],
  ['a text', 'Müßig-Škoda', { code: 'FAULT', trace: 'unknown' }],
  ['nothing at all', undefined, { code: 'FAULT', trace: 'unknown' }],
])('%s', (_what, error, failed) => expect(failureOf(error)).toEqual(failed));
