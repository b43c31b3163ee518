// Shows the messages above the function keys and reads them out.
import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { type Message, useMessages } from './messages.ts';

const useStyles = makeStyles({ line: { display: 'flex', flexDirection: 'column' } });
const INTENT = { done: 'success', hint: 'info', problem: 'error' } as const satisfies Record<Message['tone'], string>;

export function MessageLine() {
  const styles = useStyles();
  const t = useTexts(frameTexts);
  const { messages, dismiss } = useMessages();
  return (
    <section aria-label={t.messages} aria-live="polite" className={styles.line}>
      {messages.map((message) => (
        <MessageBar key={message.id} intent={INTENT[message.tone]} shape="square">
          <MessageBarBody>{message.text}</MessageBarBody>
          <MessageBarActions>
            {message.action && (
              <Button size="small" onClick={message.action.run}>
                {message.action.label}
              </Button>
            )}
            <Button size="small" appearance="transparent" aria-label={t.dismiss} onClick={() => dismiss(message.id)}>
              ✕
            </Button>
          </MessageBarActions>
        </MessageBar>
      ))}
    </section>
  );
}
