// That a card was read at this workstation, or could not be: said by the service, as often as it happens. It does not know what
// comes of it; whoever shows cards asks.
import { create } from 'zustand';

type CardNews = {
  /** How many were put in. */
  heard: number;
  /** How many of these are on the screen, or never will be. */
  shown: number;
  /** Readings that somebody asked for and that are not on the screen yet. */
  asked: number;
};

export const useCardNews = create<CardNews>(() => ({ heard: 0, shown: 0, asked: 0 }));

export function hearCard(): void {
  useCardNews.setState(({ heard }) => ({ heard: heard + 1 }));
}

/** All that were heard of until `heard` are done with. */
export function cardsAreShown(heard: number): void {
  useCardNews.setState(({ shown }) => ({ shown: Math.max(shown, heard) }));
}

/** Does what brings a card to the screen: what else would open by itself waits meanwhile. */
export async function bringCard<T>(work: () => Promise<T>): Promise<T> {
  useCardNews.setState(({ asked }) => ({ asked: asked + 1 }));
  try {
    return await work();
  } finally {
    useCardNews.setState(({ asked }) => ({ asked: Math.max(0, asked - 1) }));
  }
}

/** Another person's cards are nobody's business. */
export function forgetCards(): void {
  useCardNews.setState(({ heard }) => ({ shown: heard, asked: 0 }));
}

/** For what else would open by itself: resolves when no card is on its way to the screen. */
export function cardsShown(): Promise<void> {
  const isDone = () => {
    const { heard, shown, asked } = useCardNews.getState();
    return shown >= heard && asked === 0;
  };
  if (isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useCardNews.subscribe(() => {
      if (!isDone()) return;
      stop();
      resolve();
    });
  });
}
