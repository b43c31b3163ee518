// 'Sicherung wiederherstellen' before anybody can sign in: from trouble with the database, or on a new PC.
import { Button, makeStyles } from '@fluentui/react-components';
import { RestorePanel } from '../backup/restore-panel.tsx';
import { useRestore } from '../backup/use-restore.ts';
import { backupTexts } from '../texts/backup.ts';
import { useTexts } from '../texts/catalogue.ts';
import { Sheet } from './sheet.tsx';

const useStyles = makeStyles({ actions: { display: 'flex', gap: '8px' } });

/** `done`: the backup is in place, the program opens. */
export function RestoreSheet({ back, done }: { back: () => void; done: () => void }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  const restore = useRestore(null);
  return (
    <Sheet title={t.title}>
      <RestorePanel restore={restore} />
      {!restore.step && (
        <div className={styles.actions}>
          <Button
            appearance="primary"
            disabledFocusable={!restore.facts || restore.busy !== null}
            onClick={async () => {
              if (await restore.restore()) done();
            }}
          >
            {t.go}
          </Button>
          <Button onClick={back}>{t.back}</Button>
        </div>
      )}
    </Sheet>
  );
}
