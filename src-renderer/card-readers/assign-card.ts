// A card that nobody bears goes to a customer: his mask opens, and the card is laid on it there, to be saved with F1 (E-64). It
// does not know how a mask holds its cards.
import { create } from 'zustand';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { type Place, usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { openUnknown } from './desk.ts';

export type Bearing = { customerId: string } | { draftId: string };

/** On its way to a mask that is open or about to be drawn. */
export const useLaidCard = create<{ card: { number: string; to: Bearing } | null }>(() => ({ card: null }));

export async function assignCard(number: string, to: Bearing): Promise<void> {
  const { go } = usePlace.getState();
  if (!isAt(usePlace.getState().place, to)) await go(placeOf(to));
  if (isAt(usePlace.getState().place, to)) return useLaidCard.setState({ card: { number, to } });
  // Whoever stays with what is not saved yet has the card to assign afterwards.
  const t = textsNow(cardReaderTexts);
  const action = { label: t.arrived.assign, run: () => openUnknown(number) };
  useMessages.getState().show({ tone: 'hint', text: t.unknown.notLaid(number), action });
}

export function isAt(place: Place, to: Bearing): boolean {
  if (place.module !== 'contacts') return false;
  if ('draftId' in to) return place.page === 'new' && place.draftId === to.draftId;
  return place.page === 'customer' && place.id === to.customerId;
}

function placeOf(to: Bearing): Place {
  return 'draftId' in to
    ? { module: 'contacts', page: 'new', draftId: to.draftId }
    : { module: 'contacts', page: 'customer', id: to.customerId, tab: 'cards' };
}

// A mask that was left before it was drawn takes no card.
usePlace.subscribe(({ place }) => {
  const { card } = useLaidCard.getState();
  if (card && !isAt(place, card.to)) useLaidCard.setState({ card: null });
});
