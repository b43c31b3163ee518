// What has to reach a screen reader while a dialog is open. The page lies behind it then, hidden from screen readers with all
// that it would read out; this place beside the page never is.
import { makeStyles } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Message } from './messages.ts';

/** In index.html, with the mark by which Fluent's focus management (tabster) leaves an element of the body alone. */
export const besideThePage = document.getElementById('beside');

/** Long enough to be noticed and queued; nobody comes upon it later. */
const STANDS_MS = 3000;

const useStyles = makeStyles({
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: '-1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/**
 * Reads out the messages that come while the place that shows them is hidden.
 * @param shown where they are shown, itself a live region
 */
export function Aloud({
  label,
  messages,
  textOf,
  shown,
}: {
  label: string;
  messages: readonly Message[];
  textOf: (message: Message) => string;
  shown: RefObject<HTMLElement | null>;
}) {
  const styles = useStyles();
  const [read, setRead] = useState<readonly number[]>([]);
  const newest = useRef(0);
  useEffect(() => {
    const come = messages.map(({ id }) => id).filter((id) => id > newest.current);
    newest.current = Math.max(newest.current, ...come);
    if (come.length === 0) return;
    // Not at once: a dialog that goes with what the message tells of shows the page again in this very turn.
    window.setTimeout(() => {
      if (!shown.current?.closest('[aria-hidden="true"]')) return;
      setRead((before) => [...before, ...come]);
      window.setTimeout(() => setRead((before) => before.filter((id) => !come.includes(id))), STANDS_MS);
    });
  }, [messages, shown]);
  if (!besideThePage) return null;
  return createPortal(
    <div role="log" aria-label={label} aria-live="polite" className={styles.unseen}>
      {messages
        .filter(({ id }) => read.includes(id))
        .map((message) => (
          <p key={message.id}>{textOf(message)}</p>
        ))}
    </div>,
    besideThePage,
  );
}
