// Lays a card that was just read and assigned on the mask of its customer, as a new NFC card that F1 saves.
import { useEffect, useRef } from 'react';
import { cardKey } from '../../src-shared/cards/in-use.ts';
import { STATUS_RULES } from '../../src-shared/customers/status.ts';
import { newCard } from '../cards/card-lines.tsx';
import type { MaskState } from '../contacts/mask-state.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useStatuses } from '../lists/statuses.ts';
import { usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { frameTexts } from '../texts/frame.ts';
import { isAt, useLaidCard } from './assign-card.ts';

export const LayCard: MaskPart = ({ mask }) => {
  const card = useLaidCard((state) => state.card);
  const statuses = useStatuses();
  const latest = useRef({ mask, statuses });
  latest.current = { mask, statuses };
  useEffect(() => {
    const { mask: open, statuses: known } = latest.current;
    if (card === null || useLaidCard.getState().card !== card) return;
    const mine = 'draftId' in card.to ? open.customerId === null : open.customerId === card.to.customerId;
    if (!mine || !isAt(usePlace.getState().place, card.to)) return;
    useLaidCard.setState({ card: null });
    const { editable, served } = STATUS_RULES[known.meaning(open.form.getValues('status'))];
    if (editable && served) return lay(open, card.number);
    const { readOnly, notServed } = textsNow(frameTexts).failure.customerStatus;
    useMessages.getState().show({ tone: 'problem', text: editable ? notServed : readOnly });
  }, [card]);
  return null;
};

function lay({ form, settings, customerId }: MaskState, number: string): void {
  const t = textsNow(cardReaderTexts).unknown;
  const { show } = useMessages.getState();
  const cards = form.getValues('cards');
  if (customerId !== null)
    usePlace.getState().goNow({ module: 'contacts', page: 'customer', id: customerId, tab: 'cards' });
  if (cards.some((one) => cardKey(one.number) === cardKey(number))) {
    show({ tone: 'hint', text: t.already(number), until: 'typing' });
    return;
  }
  form.setValue('cards', [...cards, { ...newCard(settings), kind: 'nfc', number }]);
  show({ tone: 'hint', text: t.laid(number), until: 'saving' });
}
