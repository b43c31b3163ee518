// Looks at the readers: which there are, and which have a card in them. It survives the card service's end and begins again by
// itself. It reads no card and remembers none.

import { PLUGGED } from './layouts.ts';
import { type Patience, pause, TimedOut, within } from './patience.ts';
import { type Pcsc, type PcscContext, PcscError, SCARD, type SeenReader, STATE } from './pcsc.ts';

export type Told = {
  /** The library is missing, or the service does not answer; it is tried again. */
  unavailable(why: 'noLibrary' | 'stopped'): void;
  /** All readers that there are now. */
  seen(readers: readonly SeenReader[]): void;
  /** A call of the service did not come back: this process cannot go on. */
  stuck(): void;
};

/** Where the service does not tell of readers that are plugged in, they are looked for as often. */
const LOOK_FOR_READERS_MS = 1000;
/** A reader that went between being listed and being looked at. */
const LIST_AGAIN_MS = 100;

/** @param open null = the system has no library */
export async function watchReaders(open: () => Promise<Pcsc | null>, told: Told, patience: Patience): Promise<never> {
  for (let pcsc = await open(); ; pcsc ??= await open()) {
    if (pcsc === null) told.unavailable('noLibrary');
    else await watchOneService(pcsc, told, patience);
    await pause(patience.pauseMs);
  }
}

/** Resolves when the service has ended. */
async function watchOneService(pcsc: Pcsc, told: Told, patience: Patience): Promise<void> {
  let context: PcscContext | null = null;
  try {
    context = await within(patience.serviceMs, pcsc.establish());
    await lookFrom(context, pcsc, told, patience);
  } catch (error) {
    if (error instanceof TimedOut) told.stuck();
    else told.unavailable('stopped');
    context?.release().catch(() => undefined);
  }
}

async function lookFrom(context: PcscContext, pcsc: Pcsc, told: Told, patience: Patience): Promise<never> {
  const lookMs = pcsc.tellsOfReaders ? patience.lookMs : Math.min(patience.lookMs, LOOK_FOR_READERS_MS);
  let known = new Map<string, SeenReader>();
  let plugged = 0;
  for (;;) {
    const names = await within(patience.serviceMs, context.listReaders());
    if (names.length === 0) told.seen([]);
    const asked = names.map((reader) => ({ reader, state: known.get(reader)?.state ?? 0 }));
    if (pcsc.tellsOfReaders) asked.push({ reader: PLUGGED, state: plugged });
    if (asked.length === 0) {
      await pause(lookMs);
      continue;
    }
    const seen = await look(context, asked, lookMs, patience);
    if (seen === 'gone') {
      await pause(LIST_AGAIN_MS);
      continue;
    }
    if (seen === null) continue;
    plugged = seen.find(({ reader }) => reader === PLUGGED)?.state ?? 0;
    const readers = seen.filter(({ reader, state }) => reader !== PLUGGED && (state & GONE) === 0);
    known = new Map(readers.map((one) => [one.reader, one]));
    told.seen(readers);
  }
}

const GONE = STATE.UNKNOWN | STATE.UNAVAILABLE;

async function look(
  context: PcscContext,
  asked: readonly { reader: string; state: number }[],
  lookMs: number,
  patience: Patience,
): Promise<SeenReader[] | null | 'gone'> {
  try {
    return await within(lookMs + patience.serviceMs, context.waitForChange(asked, lookMs));
  } catch (error) {
    const code = error instanceof PcscError ? error.code : 0;
    if (code === SCARD.UNKNOWN_READER || code === SCARD.READER_UNAVAILABLE) return 'gone';
    throw error;
  }
}
