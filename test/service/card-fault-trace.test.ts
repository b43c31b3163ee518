// A fault that nobody foresaw while a card is read: it is told as one, the counter's log has its name or PC/SC's number, and not a
// letter of what the card says. PC/SC is scripted; slots and log are the real ones.
import pino from 'pino';
import { expect, test } from 'vitest';
import { SCARD } from '../../src-main/card-readers/pcsc.ts';
import { CardSlots } from '../../src-main/card-readers/slots.ts';
import { type CardNews, CardReaders } from '../../src-main/card-readers.ts';
import type { CardReading, StartHelper } from '../../src-main/service/ports.ts';
import { type Said, ScriptedPcsc } from '../support/scripted-pcsc.ts';
import { bytes } from '../support/virtual-cards.ts';

const READER = 'ACS ACR1252 Reader PICC 01 00';
const NFC = '3B8F8001804F0CA000000306030001000000006A';
const PATIENCE = { serviceMs: 30_000, connectMs: 200, busyMs: 400, commandMs: 150, pauseMs: 5, lookMs: 100 };

/** Puts a card in that answers so. @returns what was told of it, and the lines of the log about cards */
async function putIn(says: () => Said): Promise<{ told: CardReading; logged: Record<string, unknown>[]; log: string }> {
  const pcsc = new ScriptedPcsc();
  pcsc.plugIn(READER);
  pcsc.onCommand = says;
  const lines: string[] = [];
  const start: StartHelper = (_script, { message }) => {
    const tell = (news: CardNews) => message(news);
    new CardSlots({
      open: async () => pcsc,
      state: (state) => tell({ kind: 'state', state }),
      reading: (reading) => tell({ kind: 'reading', reading }),
      ...{ stuck: () => undefined, patience: PATIENCE },
    }).begin();
    return { send: () => undefined, holdOpen: () => undefined, end: () => undefined };
  };
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const readers = new CardReaders({ start, log, afterMs: 0 });
  const told: CardReading[] = [];
  readers.watch({ changed: () => undefined, read: (reading) => told.push(reading) });
  readers.start();
  await expect.poll(() => readers.state.readers.map(({ state }) => state)).toEqual(['empty']);
  pcsc.insert(READER, NFC);
  await expect.poll(() => told).toHaveLength(1);
  readers.stop();
  const [reading] = told;
  if (!reading) throw new Error('nothing was told');
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { told: reading, logged: logged.filter(({ msg }) => msg === 'a card in a reader'), log: lines.join('') };
}

test.each([
  ['a fault of the program', () => Promise.reject(new TypeError('Žofie Änne has no length')), 'FAULT', 'TypeError'],
  ['a number of PC/SC that nobody foresaw', () => 0x8010_0001, 'FAULT', '0x80100001'],
  ['the word of a Windows driver', () => 1167, 'CARD_SILENT', '0x0000048F'],
])('%s is told, and can be found in the log', async (_what, says, code, trace) => {
  const { told, logged, log } = await putIn(says);
  expect(told).toEqual({ reader: READER, asked: false, kind: 'failed', code, trace });
  expect(logged).toEqual([{ level: 30, code, trace, asked: false, msg: 'a card in a reader' }]);
  expect(log).not.toContain('Žofie');
});

test('what has a word of its own needs no trace', async () => {
  expect((await putIn(() => SCARD.REMOVED_CARD)).logged).toEqual([
    { level: 30, code: 'CARD_REMOVED', asked: false, msg: 'a card in a reader' },
  ]);
  expect((await putIn(() => bytes('04A23B7A9000'))).logged).toEqual([
    { level: 30, kind: 'number', asked: false, msg: 'a card in a reader' },
  ]);
});
