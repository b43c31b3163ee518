// Reads one card that lies in a reader: a health card by what it says to the choice of its application, any other by the number
// that the reader gives for it. All or nothing, and always in time.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import { failureOf } from './failures.ts';
import { readHealthCard } from './health-card/read.ts';
import { CardRefused } from './health-card/refused.ts';
import { type Patience, within } from './patience.ts';
import { type Pcsc, type SeenReader, STATE } from './pcsc.ts';
import { GET_UID, onAntenna, uidOf } from './uid.ts';
import { Way } from './way.ts';

export type Outcome =
  | { readonly kind: 'health'; readonly card: HealthCard }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'failed'; readonly code: CardFailure };

/** `free` resolves when the reader takes commands again: with a card that hangs, when that is over. */
export type Attempt = { readonly outcome: Outcome; readonly free: Promise<void> };

/** The service looks at its readers about every 400 ms. */
const LOOKED_AGAIN_MS = 900;

/** @param seen the reader, with the ATR of the card in it */
export async function readCard(pcsc: Pcsc, seen: SeenReader, patience: Patience): Promise<Attempt> {
  const first = await attempt(pcsc, seen, patience);
  if (first.failure !== 'CARD_RESET') return finished(first, pcsc, seen.reader, patience);
  // Another program reset it meanwhile: once more from the beginning.
  await within(patience.connectMs, first.free).catch(() => undefined);
  return finished(await attempt(pcsc, seen, patience), pcsc, seen.reader, patience);
}

type Try = { failure: CardFailure | 'lost' | null; outcome: Outcome | null; free: Promise<void> };

async function attempt(pcsc: Pcsc, seen: SeenReader, patience: Patience): Promise<Try> {
  const way = new Way(pcsc, patience);
  try {
    const outcome = await readThrough(way, seen);
    return { failure: null, outcome, free: way.leave() };
  } catch (error) {
    return { failure: failureOf(error), outcome: null, free: way.leave() };
  }
}

async function finished({ failure, outcome, free }: Try, pcsc: Pcsc, reader: string, patience: Patience) {
  if (outcome !== null) return { outcome, free };
  const code = failure === 'lost' ? await whyLost(pcsc, reader, patience) : (failure ?? 'NOT_READABLE');
  return { outcome: { kind: 'failed', code }, free } satisfies Attempt;
}

async function readThrough(way: Way, { reader, atr }: SeenReader): Promise<Outcome> {
  if (onAntenna(reader, atr)) {
    await way.open(reader, 'any');
    const uid = uidOf(await way.transmit(GET_UID));
    if ('code' in uid) throw new CardRefused(uid.code);
    return { kind: 'number', number: uid.number };
  }
  await way.open(reader, 'T1');
  try {
    return { kind: 'health', card: await readHealthCard((apdu) => way.transmit(apdu)) };
  } catch (error) {
    if (failureOf(error) !== 'EGK_NOT_AN_EGK') throw error;
    // Some readers give a number for a chip with contacts, too.
    const uid = uidOf(await way.transmit(GET_UID));
    if ('code' in uid) throw error;
    return { kind: 'number', number: uid.number };
  }
}

/** Nothing came back: the service knows soon whether the card is still there. */
async function whyLost(pcsc: Pcsc, reader: string, { serviceMs }: Patience): Promise<CardFailure> {
  const until = Date.now() + LOOKED_AGAIN_MS;
  try {
    const context = await within(serviceMs, pcsc.establish());
    try {
      for (let state = 0; ; ) {
        const left = Math.max(0, until - Date.now());
        const [now] = (await within(left + serviceMs, context.waitForChange([{ reader, state }], left))) ?? [];
        if (now === undefined) return 'CARD_SILENT';
        if ((now.state & STATE.PRESENT) === 0) return 'CARD_REMOVED';
        state = now.state;
      }
    } finally {
      context.release().catch(() => undefined);
    }
  } catch {
    return 'CARD_REMOVED';
  }
}
