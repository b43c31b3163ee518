// The one place in the frame where cards arrive: asks what came of each that was read, hears readers that type, and shows what
// the desk has open.
import { useEffect } from 'react';
import { client } from '../client.ts';
import { cardsAreShown, forgetCards, useCardNews } from '../frame/card-news.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { closeDesk, leaveDesk, receive, useDesk } from './desk.ts';
import { ReadingLine } from './read-card.tsx';
import { stopReading } from './read-now.ts';
import { TakeOverWindow } from './take-over-window.tsx';
import { UnknownCard } from './unknown-card.tsx';
import { useScanner } from './use-scanner.ts';

export function CardDesk() {
  const heard = useCardNews((state) => state.heard);
  const open = useDesk((state) => state.open);
  useScanner();
  useEffect(() => {
    if (heard > useCardNews.getState().shown) void runSafely(showArrived).finally(() => cardsAreShown(heard));
  }, [heard]);
  // The screen goes away (lock): a card is the business of whoever was here when it was read.
  useEffect(
    () => () => {
      stopReading();
      forgetCards();
      leaveDesk();
    },
    [],
  );
  return (
    <>
      <ReadingLine />
      {open?.kind === 'compare' && <TakeOverWindow event={open.event} close={closeDesk} />}
      {open?.kind === 'unknown' && <UnknownCard key={open.number} number={open.number} close={closeDesk} />}
      {open?.kind === 'following' && <Following />}
    </>
  );
}

async function showArrived(): Promise<void> {
  for (const event of await client.cardReaders.arrived()) await receive(event);
}

/** Keeps other dialogs waiting. */
function Following() {
  useCommands('dialog', []);
  return null;
}
