// Shows the messages above the function keys and reads them out, behind a dialog too. Ctrl+Z does what the newest message with
// 'Rückgängig' offers.
import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { isDialogOpen } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { Aloud } from './aloud.tsx';
import { type Message, useMessages } from './messages.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexDirection: 'column' },
  dismiss: { minWidth: '28px', padding: 0 },
  // On one line a long sentence would make the whole page wider than the window.
  message: { minHeight: '30px', paddingTop: 0, paddingBottom: 0, whiteSpace: 'normal' },
});
const INTENT = { done: 'success', hint: 'info', problem: 'error' } as const satisfies Record<Message['tone'], string>;

export function MessageLine() {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const { messages, dismiss } = useMessages();
  const { sentenceOf } = usePersonNames();
  const textOf = ({ text, about = [] }: Message) => sentenceOf(text, [about].flat());
  // What would stand for ever is done with once it is followed.
  const act = ({ id, stays, action }: Message) => {
    if (stays) dismiss(id);
    action?.run();
  };
  useUndoKey();
  const section = useRef<HTMLElement>(null);
  return (
    <section ref={section} aria-label={t.messages} aria-live="polite" className={styles.line}>
      {messages.map((message) => (
        <MessageBar
          key={message.id}
          intent={INTENT[message.tone]}
          shape="square"
          layout="singleline"
          className={styles.message}
        >
          <MessageBarBody>{textOf(message)}</MessageBarBody>
          <MessageBarActions>
            {message.action && (
              <Button size="small" onClick={() => act(message)}>
                {message.action.label}
              </Button>
            )}
            <Button
              size="small"
              appearance="transparent"
              className={styles.dismiss}
              aria-label={t.dismiss}
              onClick={() => dismiss(message.id)}
            >
              ✕
            </Button>
          </MessageBarActions>
        </MessageBar>
      ))}
      <Aloud label={t.messages} messages={messages} textOf={textOf} shown={section} />
    </section>
  );
}

// While such a message stands nothing was typed since, wherever, so that Ctrl+Z cannot mean a keystroke.
function useUndoKey(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'z' || isDialogOpen()) return;
      const undo = useMessages.getState().messages.findLast((message) => message.action?.shortcut === 'undo');
      if (!undo) return;
      event.preventDefault();
      undo.action?.run();
    };
    const typed = () => useMessages.getState().settle('typing');
    window.addEventListener('keydown', pressed, { capture: true });
    // After the field has heard of it: drawn anew before that, it would lose the letter.
    window.addEventListener('input', typed);
    return () => {
      window.removeEventListener('keydown', pressed, { capture: true });
      window.removeEventListener('input', typed);
    };
  }, []);
}
