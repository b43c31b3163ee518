// Locks the workstation: by Ctrl+L, and by itself after minutes without input. What is half typed is kept first.
import { useEffect } from 'react';
import { client } from '../client.ts';
import { showFailure } from './failure.ts';

const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
const PATIENCE_MS = 2000;

const keepers = new Set<() => Promise<void>>();

/** Runs before each lock, which waits for it. @returns takes it back */
export function keepBeforeLock(keep: () => Promise<void>): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

export async function lockNow(): Promise<void> {
  const kept = Promise.allSettled([...keepers].map((keep) => keep()));
  // A disk that does not answer must not leave the customer's data on the screen.
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  await Promise.race([kept, patience]);
  await client.signIn.lock().catch(showFailure);
}

export function useAutomaticLock(minutes: number): void {
  useEffect(() => {
    let last = Date.now();
    const seen = () => {
      last = Date.now();
    };
    const pressed = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      void lockNow();
    };
    const timer = window.setInterval(() => {
      if (minutes <= 0 || Date.now() - last <= minutes * 60_000) return;
      last = Date.now();
      void lockNow();
    }, 1000);
    for (const kind of INPUT) window.addEventListener(kind, seen, { passive: true, capture: true });
    window.addEventListener('keydown', pressed);
    return () => {
      window.clearInterval(timer);
      for (const kind of INPUT) window.removeEventListener(kind, seen, { capture: true });
      window.removeEventListener('keydown', pressed);
    };
  }, [minutes]);
}
