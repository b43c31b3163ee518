// Cards in virtual readers of the system's real card service, read by the counter's own process through the real library: both
// kinds, everything that can be pulled out, killed or left hanging, and that nothing of it needs a restart of the counter.
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import koffi from 'koffi';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pcscLayout } from '../../src-main/card-readers/layouts.ts';
import { openPcsc } from '../../src-main/card-readers/pcsc-library.ts';
import { CardReaders } from '../../src-main/card-readers.ts';
import { startForked } from '../../src-main/service/database/forked-helper.ts';
import type { CardReading } from '../../src-main/service/ports.ts';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { atAnswer, bytes, contactCard, customerCard, laidOnHealthCard, oldCard } from '../support/virtual-cards.ts';

if (noCardService) console.warn(`Card service tests are skipped: ${noCardService}`);

const HEALTH = 0;
const ANTENNA = 1;
/** Of the nine commands of a reading: when the last one is answered, all is read. */
const BEFORE_IT_IS_READ = 8;

const healthCard = () => contactCard(chipOf(healthCardFiles(somebody())));

let cards: CardService;
let readers: CardReaders;
let told: CardReading[];

function startReaders(): void {
  told = [];
  readers = new CardReaders({ start: startForked, log: pino({ level: 'silent' }), afterMs: 0 });
  readers.watch({ changed: () => undefined, read: (reading) => told.push(reading) });
  readers.start();
}

const states = () => readers.state.readers.map(({ state }) => state);
const nothingInside = () => expect.poll(states).toEqual(['empty', 'empty']);
const failed = (slot: 0 | 1, code: string, asked = false) => ({
  reader: cards.readers[slot],
  asked,
  kind: 'failed',
  code,
});
const number = (uid: string, asked = false) => ({ reader: cards.readers[ANTENNA], asked, kind: 'number', number: uid });

/** The processes that read cards for process `parent`. */
function readerProcesses(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parentOf = /\nPPid:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return (
          Number(parentOf) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('card-reader-process')
        );
      } catch {
        return false; // ended meanwhile
      }
    })
    .map(Number);
}

describe.skipIf(noCardService !== null)(`cards${noCardService ? `, skipped: ${noCardService}` : ''}`, () => {
  describe('in two readers', () => {
    beforeAll(async () => {
      cards = await startCardService({ name: 'Müllers Leser' });
    });
    afterAll(() => cards?.stop());
    beforeEach(async () => {
      startReaders();
      await nothingInside();
    });
    afterEach(async () => {
      await cards.remove(HEALTH);
      await cards.remove(ANTENNA);
      readers.stop();
    });

    test('a health card says who somebody is', async () => {
      await cards.insert(HEALTH, healthCard());
      await expect.poll(() => told).toHaveLength(1);
      expect(told[0]).toMatchObject({
        reader: 'Müllers Leser 00 00',
        asked: false,
        kind: 'health',
        card: { firstName: 'Žofie Änne', lastName: 'von Müßig-Škoda', insurance: { payerIk: '109519005' } },
      });
      await expect.poll(states).toEqual(['card', 'empty']);
    });

    test.each([
      ['four bytes', '04A23B7A', '9000'],
      ['seven bytes', '04A1B2C3D4E5F6', '9000'],
      ['seven bytes of a reader that would give ten', '04A1B2C3D4E5F6', '6282'],
    ])('a customer card says its number: %s', async (_what, uid, status) => {
      await cards.insert(ANTENNA, customerCard(uid, status));
      await expect.poll(() => told).toEqual([number(uid)]);
    });

    test('two at once, one of each kind', async () => {
      await Promise.all([cards.insert(HEALTH, healthCard()), cards.insert(ANTENNA, customerCard('04A23B7A'))]);
      await expect.poll(() => told).toHaveLength(2);
      expect(told.map(({ kind }) => kind).sort()).toEqual(['health', 'number']);
    });

    test('is read once, and again when it is put in again or when somebody asks', async () => {
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told).toEqual([number('04A23B7A')]);
      await readers.read();
      expect(told).toEqual([number('04A23B7A'), number('04A23B7A', true)]);
      // A whole round of the other reader, in which nothing comes of the card that lies here.
      await cards.insert(HEALTH, oldCard());
      await expect.poll(() => told).toHaveLength(3);
      await cards.remove(ANTENNA);
      await expect.poll(() => states()[ANTENNA]).toBe('empty');
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told).toHaveLength(4);
      expect(told[3]).toEqual(number('04A23B7A'));
    });

    test.each([
      ['a chip without T=1', () => oldCard(), 'EGK_NOT_AN_EGK'],
      ['a bank card', () => contactCard(() => bytes('6A82')), 'EGK_NOT_AN_EGK'],
      [
        'a locked health card',
        () => contactCard(chipOf(healthCardFiles(somebody()), { selectHca: 0x6283 })),
        'EGK_LOCKED',
      ],
      [
        'a card without the person',
        () => contactCard(chipOf(healthCardFiles(somebody()), { missing: [1] })),
        'EGK_FILE_MISSING',
      ],
    ])('with contacts that is none: %s', async (_what, card, code) => {
      await cards.insert(HEALTH, card());
      await expect.poll(() => told).toEqual([failed(HEALTH, code)]);
    });

    test.each([
      ['a phone', () => customerCard('08A23B7A'), 'RANDOM_UID'],
      ['a card whose reader cannot tell', () => customerCard('', '6A81'), 'UID_UNREADABLE'],
      ['a health card that belongs into the reader', () => laidOnHealthCard(), 'EGK_NOT_PUT_IN'],
    ])('on the antenna that has no number of its own: %s', async (_what, card, code) => {
      await cards.insert(ANTENNA, card());
      await expect.poll(() => told).toEqual([failed(ANTENNA, code)]);
    });

    test.each(Array.from({ length: BEFORE_IT_IS_READ }, (_, nth) => nth))(
      'pulled out before and after answer %i leaves nothing half behind',
      async (nth) => {
        for (const move of ['pulled', 'pulledAfter'] as const) {
          told.length = 0;
          await cards.insert(HEALTH, atAnswer(nth, move, healthCard()));
          await expect.poll(() => told).toEqual([failed(HEALTH, 'CARD_REMOVED')]);
          await nothingInside();
        }
        await cards.insert(HEALTH, healthCard());
        await expect.poll(() => told.at(-1)?.kind).toBe('health');
      },
    );

    test('that hangs is given up, holds up nothing else, and is gone when it is pulled out', async () => {
      await cards.insert(HEALTH, atAnswer(2, 'hangs', healthCard()));
      await expect.poll(() => cards.asked(HEALTH)).toHaveLength(3);
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told).toEqual([number('04A23B7A')]);
      await expect.poll(() => told[1]).toEqual(failed(HEALTH, 'TIMED_OUT'));
      await expect.poll(states).toEqual(['silent', 'card']);

      // Asked for both: the one that hangs gets no further command, the other one is read.
      await readers.read();
      expect(told.slice(2)).toHaveLength(2);
      expect(told.slice(2)).toEqual(
        expect.arrayContaining([failed(HEALTH, 'TIMED_OUT', true), number('04A23B7A', true)]),
      );
      expect(cards.asked(HEALTH)).toHaveLength(3);

      await cards.remove(HEALTH);
      await expect.poll(() => states()[HEALTH]).toBe('empty');
      await cards.insert(HEALTH, healthCard());
      await expect.poll(() => told.at(-1)?.kind).toBe('health');
    });

    test('that another program works with is waited for, then told', async () => {
      const layout = pcscLayout(process.platform, process.arch);
      if (!layout) throw new Error('no PC/SC here');
      const context = await openPcsc(koffi, layout).establish();
      readers.stop();
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      const reader = cards.readers[ANTENNA];
      let seen = (await context.waitForChange([{ reader, state: 0 }], 0)) ?? [];
      while (((seen[0]?.state ?? 0) & 0x20) === 0)
        seen = (await context.waitForChange([{ reader, state: seen[0]?.state ?? 0 }], 5000)) ?? seen;
      const other = await context.connect(reader, 'any');
      await other.hold();
      try {
        startReaders();
        await expect.poll(() => states()[ANTENNA]).toBe('card');
        await readers.read();
        expect(told).toEqual([failed(ANTENNA, 'READER_BUSY', true)]);
        expect(states()[ANTENNA]).toBe('busy');
      } finally {
        await other.letGo();
        await context.release();
      }
      await readers.read();
      expect(told[1]).toEqual(number('04A23B7A', true));
    });

    test('none inside is said to whoever asks', async () => {
      await readers.read();
      expect(told).toEqual([{ reader: null, asked: true, kind: 'failed', code: 'NO_CARD' }]);
    });

    test('a process that is killed is started again; who waited for it is told', async () => {
      const [before = 0] = readerProcesses(process.pid);
      await cards.insert(HEALTH, atAnswer(0, 'hangs', healthCard()));
      await expect.poll(() => cards.asked(HEALTH)).toHaveLength(1);
      const asking = readers.read();
      process.kill(before, 'SIGKILL');
      await asking;
      expect(told).toEqual([{ reader: null, asked: true, kind: 'failed', code: 'SERVICE_STOPPED' }]);
      await cards.remove(HEALTH);
      await nothingInside();
      expect(readerProcesses(process.pid)).not.toContain(before);
      await cards.insert(HEALTH, healthCard());
      await expect.poll(() => told[1]?.kind).toBe('health');
    });

    test('a process ends with the counter, also while a card hangs', async () => {
      readers.stop();
      await expect.poll(() => readerProcesses(process.pid)).toEqual([]);
      const counter: ChildProcess = fork(join(import.meta.dirname, '..', 'support', 'card-reader-child.ts'), [], {
        execArgv: [],
      });
      await new Promise<void>((resolve) => counter.once('message', () => resolve()));
      const [reader = 0] = readerProcesses(counter.pid ?? 0);
      expect(reader).toBeGreaterThan(0);
      await cards.insert(HEALTH, atAnswer(1, 'hangs', healthCard()));
      await expect.poll(() => cards.asked(HEALTH)).toHaveLength(2);
      counter.kill('SIGKILL');
      await expect.poll(() => readdirSync('/proc').includes(String(reader))).toBe(false);
    });
  });

  describe('while the service comes and goes', () => {
    afterEach(async () => {
      readers?.stop();
      await cards?.stop();
    });

    test('twenty times killed and started again, each time the next card is read', async () => {
      cards = await startCardService();
      startReaders();
      await nothingInside();
      for (let time = 1; time <= 20; time++) {
        await cards.end(time % 4 === 0 ? 'fast' : 'crash');
        await expect.poll(() => readers.state).toEqual({ service: 'stopped', readers: [] });
        await cards.start();
        await nothingInside();
        const slot = time % 2 === 0 ? HEALTH : ANTENNA;
        await cards.insert(slot, slot === HEALTH ? healthCard() : customerCard('04A23B7A'));
        await expect.poll(() => told).toHaveLength(time);
        expect(told.at(-1)?.kind).toBe(slot === HEALTH ? 'health' : 'number');
        await cards.remove(slot);
        await nothingInside();
      }
      // The very process that was there at the beginning.
      expect(readerProcesses(process.pid)).toHaveLength(1);
    }, 180_000);

    test('killed in the middle of a card it says so, and reads the next one', async () => {
      cards = await startCardService();
      startReaders();
      await nothingInside();
      await cards.insert(HEALTH, atAnswer(1, 'hangs', healthCard()));
      await expect.poll(() => cards.asked(HEALTH)).toHaveLength(2);
      await cards.end('crash');
      await expect.poll(() => told).toEqual([failed(HEALTH, 'SERVICE_STOPPED')]);
      await cards.remove(HEALTH);
      await cards.start();
      await nothingInside();
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told[1]).toEqual(number('04A23B7A'));
    });

    test('a card that lies there is not read again, one that was put in meanwhile is', async () => {
      cards = await startCardService();
      startReaders();
      await nothingInside();
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told).toHaveLength(1);
      await cards.end('crash');
      await expect.poll(() => readers.state.service).toBe('stopped');
      await cards.insert(HEALTH, healthCard());
      await cards.start();
      await expect.poll(states).toEqual(['card', 'card']);
      expect(told.map(({ kind }) => kind)).toEqual(['number', 'health']);
    });

    test('not running, without readers, plugged in, unplugged: said each time, and all without being asked', async () => {
      cards = await startCardService({ running: false });
      startReaders();
      await expect.poll(() => readers.state).toEqual({ service: 'stopped', readers: [] });
      await readers.read();
      expect(told.at(-1)).toMatchObject({ reader: null, code: 'SERVICE_STOPPED' });
      await cards.start('none');
      await expect.poll(() => readers.state).toEqual({ service: 'running', readers: [] });
      await readers.read();
      expect(told.at(-1)).toMatchObject({ reader: null, code: 'NO_READER' });
      // A virtual reader comes and goes with the service alone.
      await cards.end('fast');
      await cards.start('both');
      await nothingInside();
      await cards.insert(ANTENNA, customerCard('04A23B7A'));
      await expect.poll(() => told.at(-1)).toEqual(number('04A23B7A'));
      await cards.end('fast');
      await cards.start('none');
      await expect.poll(() => readers.state).toEqual({ service: 'running', readers: [] });
    });
  });
});
