// Gives the focus back to where it was when something that took it goes away: a dialog over a dialog, a preview. Where the
// focus was put somewhere else on purpose meanwhile, it stays there.
import { useEffect, useRef } from 'react';

/** Remembers where the focus is; call the answer when it may have been lost. */
export function focusKeeper(): () => void {
  const before = document.activeElement;
  return () => {
    // After the screen has been drawn without what had the focus.
    window.setTimeout(() => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    });
  };
}

/** For a dialog: while it is open it has the focus, after it whatever had it before. */
export function useFocusBack(): void {
  const keeper = useRef<(() => void) | null>(null);
  keeper.current ??= focusKeeper();
  useEffect(() => () => keeper.current?.(), []);
}
