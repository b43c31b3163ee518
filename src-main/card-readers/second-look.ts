// A second look at a reader, after a failure that says little: is its card out, has another program got it? By a way of its own,
// because the first one may hang.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import { type Patience, within } from './patience.ts';
import { type Pcsc, type PcscContext, STATE } from './pcsc.ts';

/** The service looks at its readers about every 400 ms. */
const LOOKED_AGAIN_MS = 900;

/** Nothing came back of a command: the service knows soon whether the card is still there. */
export function whyLost(pcsc: Pcsc, reader: string, patience: Patience): Promise<CardFailure> {
  const until = Date.now() + LOOKED_AGAIN_MS;
  return look(pcsc, patience, 'CARD_REMOVED', async (context) => {
    for (let state = 0; ; ) {
      const left = Math.max(0, until - Date.now());
      const [now] = (await within(left + patience.serviceMs, context.waitForChange([{ reader, state }], left))) ?? [];
      if (now === undefined) return 'CARD_SILENT';
      if ((now.state & STATE.PRESENT) === 0) return 'CARD_REMOVED';
      state = now.state;
    }
  });
}

/** The card did not answer to being connected. As long as another program works with it, everybody else's connecting waits. */
export function whyNotConnected(pcsc: Pcsc, reader: string, patience: Patience): Promise<CardFailure> {
  return look(pcsc, patience, 'TIMED_OUT', async (context) => {
    const [now] = (await within(patience.serviceMs, context.waitForChange([{ reader, state: 0 }], 0))) ?? [];
    return ((now?.state ?? 0) & (STATE.EXCLUSIVE | STATE.INUSE)) === 0 ? 'TIMED_OUT' : 'READER_BUSY';
  });
}

async function look(
  pcsc: Pcsc,
  { serviceMs }: Patience,
  otherwise: CardFailure,
  what: (context: PcscContext) => Promise<CardFailure>,
): Promise<CardFailure> {
  try {
    const context = await within(serviceMs, pcsc.establish());
    try {
      return await what(context);
    } finally {
      context.release().catch(() => undefined);
    }
  } catch {
    return otherwise;
  }
}
