// 'Karte lesen - F6': reads whatever lies in a reader. Esc stops the waiting; what comes of it then is nobody's business.
import { create } from 'zustand';
import { client } from '../client.ts';
import { bringCard } from '../frame/card-news.ts';
import { receive } from './desk.ts';

export const useReading = create<{ running: AbortController | null }>(() => ({ running: null }));

/** One at a time: a second press while a card is being read does nothing. */
export async function readNow(): Promise<void> {
  if (useReading.getState().running) return;
  const running = new AbortController();
  useReading.setState({ running });
  try {
    await bringCard(async () => {
      const event = await client.cardReaders.read(undefined, { signal: running.signal });
      if (running.signal.aborted) return;
      // It is read: what it waits for now is the moment to be shown.
      useReading.setState({ running: null });
      await receive(event);
    });
  } catch (error) {
    if (!running.signal.aborted) throw error;
  } finally {
    if (useReading.getState().running === running) useReading.setState({ running: null });
  }
}

export function stopReading(): void {
  const { running } = useReading.getState();
  useReading.setState({ running: null });
  running?.abort();
}
