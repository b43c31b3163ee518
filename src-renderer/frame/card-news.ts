// That a card was read at this workstation, or could not be: said by the service, as often as it happens. It does not know what
// comes of it; whoever shows cards asks.
import { create } from 'zustand';

export const useCardNews = create<{ heard: number }>(() => ({ heard: 0 }));

export function hearCard(): void {
  useCardNews.setState(({ heard }) => ({ heard: heard + 1 }));
}
