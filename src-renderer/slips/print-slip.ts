// Prints one slip and sees it through: quietly where it works within a moment, with a dialog where it takes longer or fails. What
// is printed, and what else there is when it cannot be, the asker says.
import { create } from 'zustand';
import type { SlipFailure, SlipOutcome } from '../../src-shared/slips/contract.ts';
import type { SlipPrinter } from '../../src-shared/slips/rules.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { slipTexts } from '../texts/slips.ts';
import { failureWords } from './words.ts';

export type SlipWork = {
  readonly printer: SlipPrinter;
  /** null = it was refused, and the screen says already why. */
  readonly print: () => Promise<SlipOutcome | null>;
  /** 'Als PDF'; left out where nobody would want one. */
  readonly asPdf?: () => Promise<void>;
};

export type ShownSlip = {
  readonly work: SlipWork;
  /** null while it is printing. */
  readonly failure: SlipFailure | null;
  readonly answer: (answer: SlipAnswer) => void;
};
export type SlipAnswer = 'again' | 'pdf' | 'cancel';

export const useSlip = create<{ shown: ShownSlip | null }>(() => ({ shown: null }));

/** Until then nothing is said: most slips are out by then. */
const MOMENT_MS = 1000;

/** The slip that is seen through, counted; 0 = none is. One at a time: the key pressed twice prints one slip. */
let seen = 0;
let count = 0;

/** Resolves when it is printed, given up or shown as a PDF. */
export async function printSlip(work: SlipWork): Promise<void> {
  if (seen !== 0) return;
  count += 1;
  const own = count;
  seen = own;
  forgetSaid();
  try {
    for (;;) {
      const outcome = await seenThrough(work, own);
      if (outcome === null || seen !== own) return;
      if (outcome.ok) {
        tellPrinted(work.printer, outcome);
        return;
      }
      const answer = await askAbout(work, outcome);
      if (answer === 'again') continue;
      useSlip.setState({ shown: null });
      if (answer === 'pdf') await work.asPdf?.();
      return;
    }
  } catch (error) {
    if (seen === own) showFailure(error);
  } finally {
    if (seen === own) {
      seen = 0;
      useSlip.setState({ shown: null });
    }
  }
}

/** For the lock: the slip comes out, and whoever comes next hears nothing of it. */
export function closeSlip(): void {
  const { shown } = useSlip.getState();
  seen = 0;
  useSlip.setState({ shown: null });
  if (shown?.failure) shown.answer('cancel');
}

// --- details

/** While a dialog is open, from a failure before, it says at once that it prints again. */
async function seenThrough(work: SlipWork, own: number): Promise<SlipOutcome | null> {
  // After a lock nobody is there to whom it could be shown.
  const show = () => {
    if (seen === own) useSlip.setState({ shown: { work, failure: null, answer: callBack } });
  };
  if (useSlip.getState().shown) show();
  const timer = window.setTimeout(show, MOMENT_MS);
  try {
    return await work.print();
  } finally {
    window.clearTimeout(timer);
  }
}

/** 'Abbrechen' while it prints: the print itself answers what became of it. */
function callBack(): void {
  client.slips.cancel().catch(showFailure);
}

async function askAbout(work: SlipWork, failure: SlipFailure): Promise<SlipAnswer> {
  const isCancelled = failure.code === 'SLIP_CANCELLED' || failure.code === 'PRINT_CANCELLED';
  // Whoever called it back knows; only what may lie in the printer is news.
  if (isCancelled) {
    say({ tone: 'hint', text: failureWords(work.printer, failure) });
    return 'cancel';
  }
  return new Promise((answer) => useSlip.setState({ shown: { work, failure, answer } }));
}

function tellPrinted({ name }: SlipPrinter, { finished, note }: SlipOutcome & { ok: true }): void {
  const t = textsNow(slipTexts);
  const text = finished ? t.printed(name) : t.handedOver(name);
  if (note === null) say({ tone: 'done', text, until: 'typing' });
  else say({ tone: 'hint', text: `${text} ${t.notes[note]}` });
}

let said: string | null = null;

function say(message: Parameters<ReturnType<typeof useMessages.getState>['show']>[0]): void {
  useMessages.getState().show(message);
  said = message.text;
}

/** What was said of the slip before is not said of this one: the roll may be a new one. */
function forgetSaid(): void {
  const { messages, dismiss } = useMessages.getState();
  for (const { id, text } of messages) if (text === said) dismiss(id);
  said = null;
}
