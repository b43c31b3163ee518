// Gives a database its key back: the recovery key from the safe.
import { Button, MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useState } from 'react';
import { unlockFailureText } from '../backup/restore-failure.ts';
import { KeyField } from '../backup/restore-panel.tsx';
import { client, queries } from '../client.ts';
import { backupTexts } from '../texts/backup.ts';
import { useTexts } from '../texts/catalogue.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  go: { alignSelf: 'flex-start' },
});

export function Unlock() {
  const styles = useStyles();
  const t = useTexts(backupTexts).unlock;
  const [recoveryKey, setRecoveryKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const unlock = async () => {
    const { error } = await safe(client.database.unlock({ recoveryKey }));
    setProblem(error ? unlockFailureText(error) : null);
    if (!error) await queries.invalidateQueries();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <KeyField value={recoveryKey} type={setRecoveryKey} />
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody role="alert">{problem}</MessageBarBody>
        </MessageBar>
      )}
      <Button type="submit" appearance="primary" className={styles.go}>
        {t.go}
      </Button>
    </form>
  );
}
