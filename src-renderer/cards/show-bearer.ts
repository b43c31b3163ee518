// Opens the mask of whoever stands at the counter with a card, and says there what the card brought about (T-14).
import type { CardAnswer } from '../../src-shared/cards/calls.ts';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace } from '../paths.ts';
import { cardTexts } from '../texts/cards.ts';

export type Bearer = Extract<CardAnswer, { kind: 'found' | 'notValid' }>;

/** @returns whether his mask is open now: what is not saved yet may keep the screen where it is */
export async function showBearer(answer: Bearer): Promise<boolean> {
  const { customerId } = answer;
  // A mask that is open stays as it is, with its tab and with what is typed.
  if (!isOpen(customerId))
    await usePlace.getState().go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
  tellOf(answer);
  return isOpen(customerId);
}

export function isOpen(customerId: string): boolean {
  const { place } = usePlace.getState();
  return place.module === 'contacts' && place.page === 'customer' && place.id === customerId;
}

/** What was done stays done, whether or not his mask could be opened. */
export function tellOf(answer: Bearer): void {
  const all = textsNow(cardTexts);
  const t = all.take;
  const { show } = useMessages.getState();
  const about = { id: answer.customerId, name: answer.name };
  if (answer.kind === 'notValid') {
    show({ tone: 'problem', text: t.notValid(answer.name, all.states[answer.state]), about });
    return;
  }
  if (answer.tookOverFrom !== null) show({ tone: 'hint', text: t.tookOver(answer.name, answer.tookOverFrom), about });
  if (answer.membership === 'renewed') show({ tone: 'done', text: t.renewed });
  if (answer.membership === 'payerUnknown') show({ tone: 'hint', text: t.payerUnknown });
}
