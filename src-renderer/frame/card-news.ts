// That a card was read at this workstation, or could not be: said by the service, as often as it happens. It does not know what
// comes of it; whoever shows cards asks.
import { create } from 'zustand';

/** How many were heard of, and how many of these are on the screen, or will not be. */
export const useCardNews = create<{ heard: number; shown: number }>(() => ({ heard: 0, shown: 0 }));

export function hearCard(): void {
  useCardNews.setState(({ heard }) => ({ heard: heard + 1 }));
}

/** For what else would open by itself: resolves when no card is on its way to the screen. */
export function cardsShown(): Promise<void> {
  const isDone = () => useCardNews.getState().shown >= useCardNews.getState().heard;
  if (isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useCardNews.subscribe(() => {
      if (!isDone()) return;
      stop();
      resolve();
    });
  });
}
