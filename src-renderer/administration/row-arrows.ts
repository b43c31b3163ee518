// Up and down through the buttons of a list, Pos1 and Ende to its ends. It knows no list.
import type { KeyboardEvent } from 'react';

/** For `onKeyDown` of the element around the buttons or links. */
export function rowArrows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  rows[next]?.focus();
}
