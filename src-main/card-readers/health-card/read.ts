// Reads the free containers of a German health card (eGK): the commands, and how its files say where their content lies (gematik
// gemSpec_eGK_ObjSys_G2_1, gemSpec_eGK_Fach_VSDM 2.4). Never asks for protected data. What the content means stands beside it.
import type { CardFailure } from '../../../src-shared/card-readers/rules.ts';
import type { HealthCard } from '../../../src-shared/health-card/record.ts';
import { healthCardOf } from './content.ts';
import { CardRefused } from './refused.ts';
import { unpacked } from './unpacked.ts';

/** How a command APDU is given to a card. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/**
 * @param transmit sends a command APDU; the answer ends with the two bytes of the status word, a shorter one means that the card
 *   was pulled out
 * @throws CardRefused, and then nothing was read
 */
export async function readHealthCard(transmit: Transmit): Promise<HealthCard> {
  await select(transmit, MASTER_FILE);
  await select(transmit, HEALTH_CARE_APPLICATION);
  const status = await readStatus(transmit);
  const person = unpacked(await readPerson(transmit));
  const insured = await readInsurance(transmit);
  const insurance = typeof insured === 'string' ? insured : { text: unpacked(insured) };
  return healthCardOf({ status, person, insurance });
}

// --- details

const MASTER_FILE = [0xd2, 0x76, 0x00, 0x01, 0x44, 0x80, 0x00];
const HEALTH_CARE_APPLICATION = [0xd2, 0x76, 0x00, 0x00, 0x01, 0x02];
/** Short identifiers. */
const EF_PERSON = 0x01;
const EF_INSURANCE = 0x02;
const EF_STATUS = 0x0c;

const LENGTH_OF_STATUS = 25;
const HEAD_OF_PERSON = 2;
const HEAD_OF_INSURANCE = 8;
const ABSENT = 0xffff;
/** No generation has a file that is longer. */
const LONGEST_FILE = 4096;
/** What every reader takes in one answer. */
const MOST_AT_ONCE = 0xfc;

const DONE = 0x9000;
const LOCKED = 0x6283;
const BEYOND_THE_END = 0x6b00;
/** Done, and the data are shorter than asked for, or not vouched for: lengths and checksums tell. */
const READ_WITH_A_WARNING: readonly number[] = [0x6281, 0x6282];

type Answer = { data: Uint8Array; status: number };

async function send(transmit: Transmit, apdu: readonly number[]): Promise<Answer> {
  const answer = await transmit(Uint8Array.from(apdu));
  const end = answer.length - 2;
  if (end < 0) throw new CardRefused('CARD_REMOVED');
  return { data: answer.subarray(0, end), status: ((answer[end] ?? 0) << 8) | (answer[end + 1] ?? 0) };
}

async function select(transmit: Transmit, name: readonly number[]): Promise<void> {
  const { status } = await send(transmit, [0x00, 0xa4, 0x04, 0x0c, name.length, ...name]);
  if (status === LOCKED) throw new CardRefused('EGK_LOCKED');
  if (status !== DONE) throw new CardRefused('EGK_NOT_AN_EGK');
}

/** null = the card does not say when it was written: no reason to refuse what it says of the person. */
async function readStatus(transmit: Transmit): Promise<Uint8Array | null> {
  const { data, status } = await send(transmit, readFile(EF_STATUS, LENGTH_OF_STATUS));
  return isRead(status) && data.length >= LENGTH_OF_STATUS ? data : null;
}

/** Two bytes say how long the content is that follows them. */
async function readPerson(transmit: Transmit): Promise<Uint8Array> {
  const head = await readHead(transmit, EF_PERSON, HEAD_OF_PERSON);
  if (head.length > 0 && head.length < HEAD_OF_PERSON) throw new CardRefused('EGK_TRUNCATED');
  const length = wordAt(head, 0);
  if (length === 0) throw new CardRefused('EGK_EMPTY');
  return readContent(transmit, HEAD_OF_PERSON, length);
}

/**
 * Four words: where the data begin and end, the end belonging to them, and the same of a copy of protected data: not read. Words
 * that mean no place say nothing against the person, who stands in a file of his own.
 */
async function readInsurance(transmit: Transmit): Promise<Uint8Array | 'none' | 'unreadable'> {
  const head = await readHead(transmit, EF_INSURANCE, HEAD_OF_INSURANCE);
  const [start, end] = [wordAt(head, 0), wordAt(head, 2)];
  if (start === ABSENT) return 'none';
  const isPlace = start >= HEAD_OF_INSURANCE && end >= start && end < LONGEST_FILE;
  if (head.length < HEAD_OF_INSURANCE || !isPlace) return 'unreadable';
  return readContent(transmit, start, end - start + 1);
}

/** @returns fewer bytes where the file has no more */
async function readHead(transmit: Transmit, file: number, length: number): Promise<Uint8Array> {
  const { data, status } = await send(transmit, readFile(file, length));
  if (status === BEYOND_THE_END) return new Uint8Array();
  if (!isRead(status)) throw new CardRefused(whyNotRead(status));
  return data.subarray(0, length);
}

/** Of the file whose head was read last. */
async function readContent(transmit: Transmit, from: number, length: number): Promise<Uint8Array> {
  if (from + length > LONGEST_FILE) throw new CardRefused('EGK_TRUNCATED');
  const content = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const [at, wanted] = [from + done, Math.min(MOST_AT_ONCE, length - done)];
    const { data, status } = await send(transmit, [0x00, 0xb0, at >> 8, at & 0xff, wanted]);
    if (!isRead(status)) throw new CardRefused(whyNotRead(status));
    if (data.length === 0) throw new CardRefused('EGK_TRUNCATED');
    content.set(data.subarray(0, wanted), done);
    done += Math.min(data.length, wanted);
  }
  return content;
}

function readFile(file: number, length: number): number[] {
  return [0x00, 0xb0, 0x80 | file, 0x00, length];
}

function isRead(status: number): boolean {
  return status === DONE || READ_WITH_A_WARNING.includes(status);
}

function whyNotRead(status: number): CardFailure {
  switch (status) {
    case LOCKED:
      return 'EGK_LOCKED';
    case BEYOND_THE_END:
      return 'EGK_TRUNCATED';
    // No such file, no such record, no file that could be read.
    case 0x6a82:
    case 0x6a83:
    case 0x6981:
    case 0x6986:
      return 'EGK_FILE_MISSING';
    // Laid upon a contactless reader it gives nothing before somebody has typed its access number.
    case 0x6982:
      return 'EGK_NOT_PUT_IN';
    default:
      return 'EGK_DAMAGED';
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
