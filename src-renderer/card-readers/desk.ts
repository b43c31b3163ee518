// What a card that was read does at the screen: opens the customer, the window 'Kundendaten übernehmen', or the question whose
// card it is. It finds the moment: never over a dialog, never into a word that is being typed, never past what is not saved.
import { create } from 'zustand';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { CardEvent } from '../../src-shared/card-readers/contract.ts';
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import { showBearer, tellOf } from '../cards/show-bearer.ts';
import { calls, queries } from '../client.ts';
import { textsNow } from '../frame/failure.ts';
import { type Message, useMessages } from '../frame/messages.ts';
import { isDialogOpen, noDialog, runSafely } from '../keys/commands.ts';
import { isTyping, typingRests } from '../keys/typing.ts';
import { usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { cardTexts } from '../texts/cards.ts';

export type Compared = Extract<CardEvent, { kind: 'compare' }>;
type Agreeing = Extract<CardEvent, { kind: 'agrees' }>;
type Numbered = Extract<CardEvent, { kind: 'customerCard' }>;
type Shown = Compared | Agreeing | Numbered;

type Open =
  | { kind: 'compare'; event: Compared }
  | { kind: 'unknown'; number: string }
  /** What was taken over is saved; until its print is done no other dialog comes in between. */
  | { kind: 'following' };

type Desk = {
  open: Open | null;
  /** Read, and not shown yet. */
  waiting: Shown | null;
};

export const useDesk = create<Desk>(() => ({ open: null, waiting: null }));

/** Counts who has been here: what a card leads to is nothing to whoever comes next. */
let visit = 0;

/** In the search box a word is over when nothing was typed for so long. */
const WORD_ENDS_MS = 800;

/** @param from a scanner types, so that its own keys are no reason to wait */
export async function receive(event: CardEvent, from: 'reader' | 'scanner' = 'reader'): Promise<void> {
  if (event.kind === 'none') return;
  if (event.kind === 'failed') return sayFailure(event);
  const { open } = useDesk.getState();
  if (open?.kind === 'compare' && event.kind === 'compare' && event.card.kvnr === open.event.card.kvnr)
    return useDesk.setState({ open: { kind: 'compare', event } });
  await present(event, from);
}

export async function sayFailure({ code, reader }: { code: CardFailure; reader: string | null }): Promise<void> {
  useMessages.getState().show({
    tone: code === 'NO_CARD' ? 'hint' : 'problem',
    text: await failureSentence(code, reader),
    until: 'typing',
  });
}

/** Names the reader where there are several. */
export async function failureSentence(code: CardFailure, reader: string | null): Promise<string> {
  const t = textsNow(cardReaderTexts);
  const { readers } = await queries.ensureQueryData(calls.cardReaders.state.queryOptions());
  const sentence = t.failures[code];
  return reader !== null && readers.length > 1 ? t.inReader(reader, sentence) : sentence;
}

export function openUnknown(number: string): void {
  useDesk.setState({ open: { kind: 'unknown', number } });
}

/** For the lock. */
export function leaveDesk(): void {
  visit += 1;
  useDesk.setState({ open: null, waiting: null });
}

/** Leaves the window or the question without doing what it asks. */
export function closeDesk(): void {
  const { open } = useDesk.getState();
  useDesk.setState({ open: null });
  if (open?.kind === 'compare') tellMoved(open.event);
}

/** That the card made him a customer of this branch (T-14). */
export function movedText({ candidates, tookOverFrom, card }: Compared): string {
  return textsNow(cardTexts).take.tookOver(candidates[0]?.name ?? card.lastName, tookOverFrom ?? '');
}

/** 'Kartendaten vom 03.02.2026 – kein Versicherungsnachweis' */
export function statedText({ statedOn }: HealthCard): string {
  const t = textsNow(cardReaderTexts);
  return statedOn === null ? t.statedUnknown : t.stated(showDay(statedOn));
}

// --- details

/** Taken over or not: that stays done. */
function tellMoved(event: Compared): void {
  const [moved] = event.candidates;
  if (event.tookOverFrom === null || !moved) return;
  const about = { id: moved.customerId, name: moved.name };
  useMessages.getState().show({ tone: 'hint', text: movedText(event), about });
}

async function present(event: Shown, from: 'reader' | 'scanner'): Promise<void> {
  const t = textsNow(cardReaderTexts).arrived;
  const own = visit;
  const { waiting: displaced } = useDesk.getState();
  useDesk.setState({ waiting: event });
  const isWaiting = () => useDesk.getState().waiting === event;
  if (isDialogOpen()) useMessages.getState().show({ tone: 'hint', text: t.afterDialog, until: 'typing' });
  do {
    await noDialog();
    // What closed the dialog may open the next one, and gives the focus back first.
    await new Promise((resolve) => window.setTimeout(resolve));
    // Nothing is lost by leaving the search page: only the word is waited for.
    if (from === 'reader' && isSearching()) await typingRests(WORD_ENDS_MS);
    if (!isWaiting()) break;
  } while (isDialogOpen());
  if (isWaiting()) {
    useDesk.setState({ waiting: null });
    if (from === 'reader' && isTyping() && !isSearching()) offer(event);
    else await act(event, own);
  }
  // Nobody sees his mask any more; what his card brought about is said all the same, on the page that there is by now.
  if (displaced && own === visit) tellOfDisplaced(displaced);
}

function tellOfDisplaced(event: Shown): void {
  if (event.kind === 'compare') tellMoved(event);
  else if (isBearer(event.answer)) tellOf(event.answer);
}

/** As a line that can be pressed when there is time for it. */
function offer(event: Shown): void {
  const { label, ...said } = offered(event);
  const run = () => void runSafely(() => act(event, visit));
  useMessages.getState().show({ tone: 'hint', ...said, action: { label, run }, stays: true });
}

function offered(event: Shown): Pick<Message, 'text' | 'about'> & { label: string } {
  const t = textsNow(cardReaderTexts).arrived;
  if (event.kind === 'compare') {
    const name = [event.card.lastName, event.card.firstName].filter(Boolean).join(', ');
    return { text: t.waits(name), about: { id: null, name }, label: t.compare };
  }
  const { answer } = event;
  if (!isBearer(answer)) return { text: t.waitsUnknown(numberOf(event)), label: t.assign };
  return { text: t.waits(answer.name), about: { id: answer.customerId, name: answer.name }, label: t.open };
}

/** @param own the visit it was read in: a lock answers the question below, too */
async function act(event: Shown, own: number): Promise<void> {
  const later = () => {
    if (own === visit) offer(event);
  };
  if (event.kind === 'compare') {
    // The usual question first: what is typed on the open page is not lost by what is taken over.
    const { hold } = usePlace.getState();
    if (hold && !(await hold())) return later();
    if (own !== visit) return;
    return useDesk.setState({ open: { kind: 'compare', event } });
  }
  const { answer } = event;
  if (isBearer(answer)) {
    if (!(await showBearer(answer))) return later();
    if (own !== visit) return;
    if (event.kind === 'agrees' && answer.kind === 'found') sayAgreeing(event.card);
    return;
  }
  const t = textsNow(cardReaderTexts).arrived;
  const { show } = useMessages.getState();
  const number = numberOf(event);
  const action = { label: t.assign, run: () => openUnknown(number) };
  if (event.kind === 'agrees') show({ tone: 'hint', text: t.unknown(number) });
  else if (answer.kind === 'offline') show({ tone: 'hint', text: t.offline(number), action });
  else openUnknown(number);
}

function sayAgreeing(card: HealthCard): void {
  const t = textsNow(cardReaderTexts);
  const { show } = useMessages.getState();
  const doubts = [card.incomplete && t.incomplete, card.insuranceUnreadable && t.insuranceUnreadable].filter(Boolean);
  // In one message: there is room for three, and that he was brought over (T-14) may be one of them.
  if (doubts.length > 0) show({ tone: 'hint', text: doubts.join(' ') });
  const agrees = card.insuranceUnreadable ? t.arrived.agreesReadable : t.arrived.agrees;
  show({ tone: 'done', text: `${agrees} ${statedText(card)}`, until: 'typing' });
}

function isBearer(answer: Numbered['answer']): answer is Extract<typeof answer, { kind: 'found' | 'notValid' }> {
  return answer.kind === 'found' || answer.kind === 'notValid';
}

function numberOf(event: Numbered | Agreeing): string {
  return event.kind === 'agrees' ? event.card.kvnr : event.number;
}

function isSearching(): boolean {
  const { place } = usePlace.getState();
  return place.module === 'contacts' && place.page === 'search';
}
