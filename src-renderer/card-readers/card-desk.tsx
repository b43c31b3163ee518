// The one place in the frame where cards arrive: asks what came of each that was read, hears readers that type, and shows what
// the desk has open.
import { useEffect } from 'react';
import { client } from '../client.ts';
import { useCardNews } from '../frame/card-news.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { closeDesk, receive, useDesk } from './desk.ts';
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
    if (heard > 0) void runSafely(async () => receive(await client.cardReaders.arrived()));
  }, [heard]);
  // The screen goes away (lock): a card is the business of whoever was here when it was read.
  useEffect(
    () => () => {
      stopReading();
      useCardNews.setState({ heard: 0 });
      useDesk.setState({ open: null, waiting: null });
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

/** Keeps other dialogs waiting. */
function Following() {
  useCommands('dialog', []);
  return null;
}
