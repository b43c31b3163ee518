// Esc on a page: one step back. Dialogs, menus and open lists take it first.
import { useEffect, useRef } from 'react';
import { isDialogOpen } from './commands.ts';

export function useEscape(back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    // A dialog that this very press closes is gone before the press arrives here.
    let forDialog = false;
    const begun = () => {
      forDialog = isDialogOpen();
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || forDialog) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', begun, { capture: true });
    window.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', begun, { capture: true });
      window.removeEventListener('keydown', pressed);
    };
  }, []);
}
