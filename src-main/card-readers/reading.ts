// Reads one card that lies in a reader: a health card by what it says to the choice of its application, any other by the number
// that the reader gives for it. All or nothing, and always in time.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import { type Failed, failureOf } from './failures.ts';
import { readHealthCard } from './health-card/read.ts';
import { CardRefused } from './health-card/refused.ts';
import { type Patience, within } from './patience.ts';
import type { Pcsc, SeenReader } from './pcsc.ts';
import { whyLost, whyNotConnected } from './second-look.ts';
import { GET_UID, isHealthCardLaidOn, onAntenna, uidOf } from './uid.ts';
import { Way } from './way.ts';

export type Outcome =
  | { readonly kind: 'health'; readonly card: HealthCard }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'failed'; readonly code: CardFailure; readonly trace?: string };

/** `free` resolves when the reader takes commands again: with a card that hangs, when that is over. */
export type Attempt = { readonly outcome: Outcome; readonly free: Promise<void> };

/** @param seen the reader, with the ATR of the card in it */
export async function readCard(pcsc: Pcsc, seen: SeenReader, patience: Patience): Promise<Attempt> {
  let tried = await tryOnce(pcsc, seen, patience);
  if (tried.failure?.code === 'CARD_RESET') {
    // Another program reset it meanwhile: once more from the beginning.
    await within(patience.connectMs, tried.free).catch(() => undefined);
    tried = await tryOnce(pcsc, seen, patience);
  }
  const { failure, free } = tried;
  if (failure === null) return { outcome: tried.read, free };
  return { outcome: { kind: 'failed', ...failure, code: await codeOf(failure, pcsc, seen.reader, patience) }, free };
}

type Failure = { readonly code: Failed['code'] | 'notConnected'; readonly trace?: string };
type Read = Exclude<Outcome, { kind: 'failed' }>;
type Try = { readonly free: Promise<void> } & (
  | { readonly failure: null; readonly read: Read }
  | { readonly failure: Failure }
);

async function tryOnce(pcsc: Pcsc, seen: SeenReader, patience: Patience): Promise<Try> {
  const way = new Way(pcsc, patience);
  try {
    const read = await readThrough(way, seen);
    return { failure: null, read, free: way.leave() };
  } catch (error) {
    const failed = failureOf(error);
    const notConnected = failed.code === 'TIMED_OUT' && !way.connected;
    return { failure: notConnected ? { code: 'notConnected' } : failed, free: way.leave() };
  }
}

async function codeOf({ code }: Failure, pcsc: Pcsc, reader: string, patience: Patience): Promise<CardFailure> {
  if (code === 'lost') return whyLost(pcsc, reader, patience);
  if (code === 'notConnected') return whyNotConnected(pcsc, reader, patience);
  return code;
}

async function readThrough(way: Way, { reader, atr }: SeenReader): Promise<Read> {
  if (isHealthCardLaidOn(atr)) throw new CardRefused('EGK_NOT_PUT_IN');
  if (onAntenna(reader, atr)) {
    const transmit = await way.open(reader, 'any');
    const uid = uidOf(await transmit(GET_UID));
    if ('code' in uid) throw new CardRefused(uid.code);
    return { kind: 'number', number: uid.number };
  }
  const transmit = await way.open(reader, 'T1');
  try {
    return { kind: 'health', card: await readHealthCard(transmit) };
  } catch (error) {
    if (failureOf(error).code !== 'EGK_NOT_AN_EGK') throw error;
    // Some readers give a number for a chip with contacts, too.
    const uid = uidOf(await transmit(GET_UID));
    if ('code' in uid) throw error;
    return { kind: 'number', number: uid.number };
  }
}
