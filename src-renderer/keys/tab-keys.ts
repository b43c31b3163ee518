// The keys that change the tab: Ctrl+Tab and Alt+Bild↓ to the next, with Shift and Alt+Bild↑ to the one before, Alt+1…9.
import { useEffect, useRef } from 'react';
import { isDialogOpen } from './commands.ts';

/** `tabs` are those that can be opened now, in the order of the screen. */
export function useTabKeys<T extends string>(tabs: readonly T[], open: T, choose: (tab: T) => void): void {
  const latest = useRef({ tabs, open, choose });
  latest.current = { tabs, open, choose };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isDialogOpen()) return;
      const to = meant(event, latest.current.tabs, latest.current.open);
      if (to === null) return;
      event.preventDefault();
      if (to !== latest.current.open) latest.current.choose(to);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function meant<T extends string>(event: KeyboardEvent, tabs: readonly T[], open: T): T | null {
  const at = tabs.indexOf(open);
  const round = (step: number) => tabs[(at + step + tabs.length) % tabs.length] ?? null;
  if (event.ctrlKey && !event.altKey && event.key === 'Tab') return round(event.shiftKey ? -1 : 1);
  if (!event.altKey || event.ctrlKey || event.shiftKey) return null;
  if (event.key === 'PageDown') return round(1);
  if (event.key === 'PageUp') return round(-1);
  return /^[1-9]$/.test(event.key) ? (tabs[Number(event.key) - 1] ?? null) : null;
}
