// Locks the workstation: by Ctrl+L, and by itself after minutes without input.
import { useEffect } from 'react';
import { client } from '../client.ts';
import { showFailure } from './failure.ts';

const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export function lockNow(): void {
  // A mask with unsaved work keeps its draft first.
  window.dispatchEvent(new Event('tresen:before-lock'));
  client.signIn.lock().catch(showFailure);
}

export function useAutomaticLock(minutes: number): void {
  useEffect(() => {
    let last = Date.now();
    const seen = () => {
      last = Date.now();
    };
    const pressed = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      lockNow();
    };
    const timer = window.setInterval(() => {
      if (minutes > 0 && Date.now() - last > minutes * 60_000) lockNow();
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
