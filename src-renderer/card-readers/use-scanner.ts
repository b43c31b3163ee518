// Listens to readers that type. Keys go where they are typed, always: only the end key of a reading is taken away where it would
// press a button or choose a hit, and a card is looked for where nobody types, or in the search box.
import { useEffect } from 'react';
import { client } from '../client.ts';
import { useSearch } from '../contacts/search-state.ts';
import { bringCard } from '../frame/card-news.ts';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { isDialogOpen, runSafely } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { openUnknown, receive, sayFailure } from './desk.ts';
import { isRandomNumber, scannedNumber, wedgeReader } from './wedge.ts';

type Focus = 'nowhere' | 'search' | 'field';

export function useScanner(): void {
  useEffect(() => {
    const reader = wedgeReader();
    let place: EventTarget | null = null;
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target !== place) reader.moved();
      place = event.target;
      const read = reader.press({ key: event.key, at: event.timeStamp, repeat: event.repeat });
      if (read === null) return;
      const focus = focusOf(event.target);
      if (focus === 'field') return;
      event.preventDefault();
      event.stopPropagation();
      const number = scannedNumber(read);
      if (number !== null && !isDialogOpen()) void runSafely(() => bringCard(() => take(number, focus)));
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, []);
}

function focusOf(target: EventTarget | null): Focus {
  if (target instanceof HTMLInputElement) {
    if (['checkbox', 'radio', 'button', 'submit'].includes(target.type) || target.readOnly) return 'nowhere';
    const { place } = usePlace.getState();
    return target.type === 'search' && place.page === 'search' && !isDialogOpen() ? 'search' : 'field';
  }
  const writes = target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  return writes || (target instanceof HTMLElement && target.isContentEditable) ? 'field' : 'nowhere';
}

async function take(number: string, focus: Focus): Promise<void> {
  if (isRandomNumber(number)) return sayFailure({ code: 'RANDOM_UID', reader: null });
  const answer = await client.cards.takeNumber({ number });
  // In the search box the number was typed, too: where no card bears it, the list may know it.
  if (focus === 'search' && answer.kind === 'unknown') {
    const t = textsNow(cardReaderTexts).arrived;
    const action = { label: t.assign, run: () => openUnknown(number) };
    return useMessages.getState().show({ tone: 'hint', text: t.unknown(number), action, until: 'typing' });
  }
  if (focus === 'search') useSearch.getState().type('');
  await receive({ kind: 'customerCard', number, answer }, 'scanner');
}
