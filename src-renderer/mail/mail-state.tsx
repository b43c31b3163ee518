// How sending stands, in words with the remedy: not set up, untried, works since, failed why. And what can be done with it.
import { Button, MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { MailState } from '../../src-shared/mail/server-contract.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { mailTexts } from '../texts/mail.ts';
import { dayAndTime } from '../texts/when.ts';
import { RemoveDialog, TestDialog } from './mail-dialogs.tsx';

const useStyles = makeStyles({
  bar: { margin: '4px 0 8px' },
  actions: { display: 'flex', gap: '8px' },
});

/** @param unsaved something on the page waits for F1 */
export function MailStanding({ mail, unsaved }: { mail: MailState; unsaved: boolean }) {
  const styles = useStyles();
  const t = useTexts(mailTexts);
  const [open, setOpen] = useState<'test' | 'remove' | null>(null);
  const { intent, text } = useStanding(mail);
  const close = () => setOpen(null);
  return (
    <>
      {/* A section without rows is taken for one that the search left empty. */}
      <div data-row>
        <MessageBar intent={intent} layout="multiline" className={styles.bar}>
          <MessageBarBody>{text}</MessageBarBody>
        </MessageBar>
      </div>
      {mail.origin !== 'none' && (
        <div className={styles.actions}>
          <Button size="small" onClick={() => setOpen('test')}>
            {t.test}
          </Button>
          {mail.origin === 'chain' && (
            <Button size="small" onClick={() => setOpen('remove')}>
              {t.remove}
            </Button>
          )}
        </div>
      )}
      {open === 'test' && <TestDialog unsaved={unsaved} close={close} />}
      {open === 'remove' && <RemoveDialog close={close} />}
    </>
  );
}

function useStanding(mail: MailState): { intent: 'info' | 'success' | 'warning'; text: string } {
  const all = useTexts(mailTexts);
  const t = all.state;
  const language = useLanguage((now) => now.language);
  if (mail.origin === 'none') return { intent: 'info', text: t.none };
  const by = mail.origin === 'server' ? `${t.byServer(mail.senderAddress)} ` : '';
  const { worksSince, lastSentAt, failed } = mail.outcome ?? { worksSince: null, lastSentAt: null, failed: null };
  if (failed)
    return {
      intent: 'warning',
      text: `${by}${t.failed(dayAndTime(failed.at, language))} ${all.troubles[failed.trouble]}`,
    };
  if (worksSince === null || lastSentAt === null) return { intent: 'info', text: `${by}${t.untried}` };
  return {
    intent: 'success',
    text: `${by}${t.works(dayAndTime(worksSince, language), dayAndTime(lastSentAt, language))}`,
  };
}
