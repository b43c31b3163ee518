// What comes of a card in a reader: one reading for each card that is put in, each failure with its code, and nothing that a
// card, a reader or the service does holds up the others. PC/SC is scripted here; card-readers.test.ts has the real one.
import { beforeEach, describe, expect, test } from 'vitest';
import { SCARD, STATE } from '../../src-main/card-readers/pcsc.ts';
import { CardSlots } from '../../src-main/card-readers/slots.ts';
import type { CardReadersPort, CardReading } from '../../src-main/service/ports.ts';
import { ScriptedPcsc } from '../support/scripted-pcsc.ts';
import { bytes } from '../support/virtual-cards.ts';

const CONTACT = 'Cherry Smart Terminal 00 00';
const ANTENNA = 'ACS ACR1252 Reader PICC 01 00';
const EGK = '3BD097FF81B1FE451F072B';
const OTHER_EGK = '3BD096FF81B1FE451F032E';
const EGK_LAID_ON = '3B858001300101303034';
const NFC = '3B8F8001804F0CA000000306030001000000006A';
const UID = bytes('04A23B7A9000');
/** What a test waits out is short; what a crowded machine must not mistake for a service that is stuck is long. */
const PATIENCE = { serviceMs: 30_000, connectMs: 200, busyMs: 400, commandMs: 150, pauseMs: 5, lookMs: 100 };

let pcsc: ScriptedPcsc;
let library: boolean;
let told: CardReading[];
let state: CardReadersPort['state'];
let stuck: number;

beforeEach(() => {
  pcsc = new ScriptedPcsc();
  library = true;
  told = [];
  state = { service: 'starting', readers: [] };
  stuck = 0;
});

function begin(patience = PATIENCE): CardSlots {
  // Slots go on until their process ends: those of the test before have nothing to say here.
  const [own, list] = [pcsc, told];
  const slots = new CardSlots({
    open: async () => (library ? own : null),
    state: (now) => {
      if (own === pcsc) state = now;
    },
    reading: (reading) => list.push(reading),
    stuck: () => {
      stuck += 1;
    },
    patience,
  });
  slots.begin();
  return slots;
}

async function beginWith(...readers: string[]): Promise<CardSlots> {
  for (const reader of readers) pcsc.plugIn(reader);
  const slots = begin();
  await expect.poll(() => state.readers.length).toBe(readers.length);
  return slots;
}

const stateOf = (reader: string) => state.readers.find(({ name }) => name === reader)?.state;
const failed = (reader: string | null, code: string, asked = false) => ({ reader, asked, kind: 'failed', code });
const number = (reader: string, asked = false) => ({ reader, asked, kind: 'number', number: '04A23B7A' });

describe('a card that is put in', () => {
  test.each([
    ['works', [0], [UID], 'number'],
    ['is looked at by another program for a moment', [SCARD.SHARING_VIOLATION, 0], [UID], 'number'],
    ['is held by another program', [SCARD.SHARING_VIOLATION], [], 'READER_BUSY'],
    ['was reset once by another program', [0], [SCARD.RESET_CARD, UID], 'number'],
    ['lost its power once', [0], [SCARD.UNPOWERED_CARD, UID], 'number'],
    ['is reset again and again', [0], [SCARD.RESET_CARD, SCARD.RESET_CARD], 'CARD_RESET'],
    ['is out before it is connected', [SCARD.NO_SMARTCARD], [], 'CARD_REMOVED'],
    ['was pulled out', [0], [SCARD.REMOVED_CARD], 'CARD_REMOVED'],
    ['was pulled out while it worked', [0], [new Uint8Array()], 'CARD_REMOVED'],
    ['says one byte', [0], [bytes('90')], 'CARD_REMOVED'],
    ['does not answer to power', [SCARD.UNRESPONSIVE_CARD], [], 'CARD_SILENT'],
    ['says nothing and is still there', [0], [SCARD.NOT_TRANSACTED], 'CARD_SILENT'],
    ['lies in a reader that went', [SCARD.READER_UNAVAILABLE], [], 'READER_GONE'],
    ['lies in a reader that nobody knows any more', [SCARD.UNKNOWN_READER], [], 'READER_GONE'],
    ['is in there when the service ends', [0], [SCARD.COMM_ERROR], 'SERVICE_STOPPED'],
    ['is in there when the service was exchanged', [0], [SCARD.INVALID_HANDLE], 'SERVICE_STOPPED'],
    ['gives no number', [0], [bytes('6A81')], 'UID_UNREADABLE'],
    ['makes its number up', [0], [bytes('081122339000')], 'RANDOM_UID'],
  ] as const)('%s', async (_what, connects, says, expected) => {
    pcsc.onConnect = (nth) => connects[Math.min(nth, connects.length - 1)] ?? 0;
    pcsc.onCommand = (nth) => says[nth] ?? SCARD.REMOVED_CARD;
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([expected === 'number' ? number(ANTENNA) : failed(ANTENNA, expected)]);
    await expect.poll(() => stateOf(ANTENNA)).not.toBe('reading');
  });

  test('that says nothing because it is out is told to be out', async () => {
    pcsc.onCommand = () => {
      pcsc.remove(ANTENNA);
      return SCARD.NOT_TRANSACTED;
    };
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([failed(ANTENNA, 'CARD_REMOVED')]);
  });

  test('that is a health card laid on an antenna is told to be put in, and asked for no number', async () => {
    pcsc.onCommand = () => bytes('081122339000');
    await beginWith(ANTENNA, CONTACT);
    pcsc.insert(ANTENNA, EGK_LAID_ON);
    await expect.poll(() => told).toEqual([failed(ANTENNA, 'EGK_NOT_PUT_IN')]);
    // Whatever a reader with both kinds of slot is called.
    pcsc.insert(CONTACT, EGK_LAID_ON);
    await expect.poll(() => told[1]).toEqual(failed(CONTACT, 'EGK_NOT_PUT_IN'));
    expect(pcsc.commands).toEqual([]);
  });

  test('with contacts and without T=1 is no health card', async () => {
    pcsc.onConnect = () => SCARD.PROTO_MISMATCH;
    await beginWith(CONTACT);
    pcsc.insert(CONTACT, '3B023600');
    await expect.poll(() => told).toEqual([failed(CONTACT, 'EGK_NOT_AN_EGK')]);
    expect(pcsc.commands).toEqual([]);
  });

  test('with contacts that is no health card is taken for its number, where the reader gives one', async () => {
    pcsc.onCommand = (_nth, apdu) => (apdu === 'FFCA000000' ? UID : bytes('6A82'));
    await beginWith(CONTACT);
    pcsc.insert(CONTACT, EGK);
    await expect.poll(() => told).toEqual([number(CONTACT)]);
    pcsc.onCommand = (_nth, apdu) => bytes(apdu === 'FFCA000000' ? '6E00' : '6A82');
    pcsc.remove(CONTACT);
    await expect.poll(() => stateOf(CONTACT)).toBe('empty');
    pcsc.insert(CONTACT, EGK);
    await expect.poll(() => told[1]).toEqual(failed(CONTACT, 'EGK_NOT_AN_EGK'));
  });

  test('is read once, however often its reader stirs', async () => {
    pcsc.onCommand = () => UID;
    await beginWith(CONTACT, ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toHaveLength(1);
    // The other reader's cards make the watching look at both, again and again.
    for (let time = 1; time <= 3; time++) {
      pcsc.insert(CONTACT, EGK);
      await expect.poll(() => told).toHaveLength(1 + time);
      pcsc.remove(CONTACT);
      await expect.poll(() => stateOf(CONTACT)).toBe('empty');
    }
    expect(told.filter(({ reader }) => reader === ANTENNA)).toHaveLength(1);
  });

  test('in the place of another between two looks is read, too', async () => {
    let speak: (uid: Uint8Array) => void = () => undefined;
    pcsc.onCommand = (nth) =>
      nth > 0
        ? bytes('04BBBBBB9000')
        : new Promise((resolve) => {
            speak = resolve;
          });
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => pcsc.commands).toHaveLength(1);
    // Out and in again while the first is being read.
    pcsc.remove(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    speak(UID);
    await expect.poll(() => told.map((one) => one.kind === 'number' && one.number)).toEqual(['04A23B7A', '04BBBBBB']);
  });

  test('without an answer to power is told on contacts; on an antenna, where two may lie, it is waited for', async () => {
    pcsc.onCommand = () => UID;
    await beginWith(CONTACT, ANTENNA);
    pcsc.insert(ANTENNA, '', STATE.MUTE);
    pcsc.insert(CONTACT, '', STATE.MUTE);
    await expect.poll(() => told).toEqual([failed(CONTACT, 'CARD_SILENT')]);
    await expect.poll(() => [stateOf(CONTACT), stateOf(ANTENNA)]).toEqual(['silent', 'silent']);
    expect(pcsc.connected).toBe(0);
    // One of the two was taken away: the other speaks.
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told[1]).toEqual(number(ANTENNA));
  });

  test('is read although it says nothing of its ATR at first', async () => {
    pcsc.onCommand = () => UID;
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, '');
    await expect.poll(() => told).toEqual([number(ANTENNA)]);
  });
});

describe('a card that hangs', () => {
  test('is given up in time, holds up no other reader, and is not asked again while it hangs', async () => {
    let wakeUp: (uid: Uint8Array) => void = () => undefined;
    pcsc.onCommand = (nth) =>
      nth > 0
        ? UID
        : new Promise((resolve) => {
            wakeUp = resolve;
          });
    const slots = await beginWith(ANTENNA, CONTACT);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => pcsc.commands).toHaveLength(1);
    pcsc.insert(CONTACT, EGK);
    await expect.poll(() => told.some(({ reader }) => reader === CONTACT)).toBe(true);
    await expect.poll(() => told).toContainEqual(failed(ANTENNA, 'TIMED_OUT'));
    expect(stateOf(ANTENNA)).toBe('silent');

    pcsc.remove(CONTACT);
    await expect.poll(() => stateOf(CONTACT)).toBe('empty');
    const connects = pcsc.connected;
    await slots.read();
    expect(told.at(-1)).toEqual(failed(ANTENNA, 'TIMED_OUT', true));
    expect(pcsc.connected).toBe(connects);

    wakeUp(UID);
    await slots.read();
    expect(told.at(-1)).toEqual(number(ANTENNA, true));
  });

  test("and another program's hold on the reader are told apart", async () => {
    pcsc.onHold = () => new Promise(() => undefined);
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([failed(ANTENNA, 'READER_BUSY')]);
    await expect.poll(() => stateOf(ANTENNA)).toBe('busy');
  });

  test("and another program's hold that keeps even the connecting waiting, too", async () => {
    pcsc.onConnect = () => {
      pcsc.insert(ANTENNA, NFC, STATE.INUSE);
      return 'hangs';
    };
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told[0]).toEqual(failed(ANTENNA, 'READER_BUSY'));
  });

  test('before it is connected is given up in time as well', async () => {
    pcsc.onConnect = () => 'hangs';
    await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([failed(ANTENNA, 'TIMED_OUT')]);
  });
});

describe('readers', () => {
  test('one that is unplugged and plugged in again with its card reads that card only when it is asked', async () => {
    pcsc.onCommand = () => UID;
    const slots = await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toHaveLength(1);
    pcsc.unplug(ANTENNA);
    await expect.poll(() => state.readers).toEqual([]);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => stateOf(ANTENNA)).toBe('card');
    await slots.read();
    expect(told).toEqual([number(ANTENNA), number(ANTENNA, true)]);
  });

  test('another card in one that comes back is read', async () => {
    await beginWith(CONTACT);
    pcsc.insert(CONTACT, EGK);
    await expect.poll(() => told).toHaveLength(1);
    pcsc.unplug(CONTACT);
    await expect.poll(() => state.readers).toEqual([]);
    pcsc.insert(CONTACT, OTHER_EGK);
    await expect.poll(() => told).toHaveLength(2);
  });

  test('a card that lies in one when the program starts is read only when it is asked', async () => {
    pcsc.onCommand = () => UID;
    pcsc.insert(ANTENNA, NFC);
    const slots = begin();
    await expect.poll(() => stateOf(ANTENNA)).toBe('card');
    await slots.read();
    expect(told).toEqual([number(ANTENNA, true)]);
  });

  test('one that holds a card when it is plugged in for the first time reads it', async () => {
    pcsc.onCommand = () => UID;
    await beginWith(CONTACT);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([number(ANTENNA)]);
  });

  test('are found where the system does not tell of them', async () => {
    pcsc.tellsOfReaders = false;
    pcsc.onCommand = () => UID;
    const slots = begin();
    await expect.poll(() => state.service).toBe('running');
    pcsc.plugIn(ANTENNA);
    await expect.poll(() => stateOf(ANTENNA)).toBe('empty');
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toEqual([number(ANTENNA)]);
    pcsc.unplug(ANTENNA);
    await expect.poll(() => state.readers).toEqual([]);
    await slots.read();
    expect(told[1]).toEqual(failed(null, 'NO_READER', true));
  });

  test("one that another program has for itself is 'busy'", async () => {
    pcsc.insert(CONTACT, EGK, STATE.EXCLUSIVE);
    begin();
    await expect.poll(() => stateOf(CONTACT)).toBe('busy');
  });
});

describe('the service', () => {
  test('that is missing, stopped, without a reader or without a card says so to whoever asks', async () => {
    library = false;
    pcsc.serviceRuns = false;
    const slots = begin();
    await slots.read();
    expect([state.service, told.at(-1)]).toEqual(['noLibrary', failed(null, 'SERVICE_MISSING', true)]);
    library = true;
    await expect.poll(() => state.service).toBe('stopped');
    await slots.read();
    expect(told.at(-1)).toEqual(failed(null, 'SERVICE_STOPPED', true));
    pcsc.serviceRuns = true;
    await expect.poll(() => state.service).toBe('running');
    await slots.read();
    expect(told.at(-1)).toEqual(failed(null, 'NO_READER', true));
    pcsc.plugIn(CONTACT);
    await expect.poll(() => stateOf(CONTACT)).toBe('empty');
    await slots.read();
    expect(told.at(-1)).toEqual(failed(CONTACT, 'NO_CARD', true));
  });

  test('that comes back reads what was put in meanwhile, and not what lay there', async () => {
    pcsc.onCommand = () => UID;
    await beginWith(ANTENNA, CONTACT);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toHaveLength(1);
    pcsc.endService();
    await expect.poll(() => state).toEqual({ service: 'stopped', readers: [] });
    pcsc.insert(CONTACT, EGK);
    pcsc.serviceRuns = true;
    await expect.poll(() => told).toHaveLength(2);
    expect(told[1]).toMatchObject({ reader: CONTACT });
  });

  test('that sees an old card only a moment after its start does not make it a new one', async () => {
    pcsc.onCommand = () => UID;
    const slots = await beginWith(ANTENNA);
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toHaveLength(1);
    pcsc.endService();
    await expect.poll(() => state.service).toBe('stopped');
    pcsc.remove(ANTENNA);
    pcsc.serviceRuns = true;
    await expect.poll(() => stateOf(ANTENNA)).toBe('empty');
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => stateOf(ANTENNA)).toBe('card');
    await slots.read();
    expect(told).toEqual([number(ANTENNA), number(ANTENNA, true)]);
    // The next one is a new one.
    pcsc.remove(ANTENNA);
    await expect.poll(() => stateOf(ANTENNA)).toBe('empty');
    pcsc.insert(ANTENNA, NFC);
    await expect.poll(() => told).toHaveLength(3);
  });

  test('whose answer does not come at all ends the process that asked', async () => {
    pcsc.deaf = true;
    begin({ ...PATIENCE, serviceMs: 100 });
    await expect.poll(() => stuck).toBe(1);
  });
});
