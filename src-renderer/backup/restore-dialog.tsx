// 'Sicherung wiederherstellen' over the page: the panel with its two answers. Nothing else can be done while it runs.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useCommands } from '../keys/commands.ts';
import { backupTexts } from '../texts/backup.ts';
import { useTexts } from '../texts/catalogue.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { RestorePanel } from './restore-panel.tsx';
import { useRestore } from './use-restore.ts';

const useStyles = makeStyles({ surface: { maxWidth: '560px', boxShadow: 'none' } });

export function RestoreDialog({ first, close }: { first: string | null; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  const restore = useRestore(first);
  const running = restore.step !== null;
  useCommands('dialog', []);
  useFocusBack();
  return (
    <Dialog open modalType="modal" onOpenChange={(_event, { open }) => open || running || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent>
            <RestorePanel restore={restore} />
          </DialogContent>
          {!running && (
            <DialogActions>
              <Button
                appearance="primary"
                disabledFocusable={!restore.facts || restore.busy !== null}
                onClick={async () => {
                  if (await restore.restore()) close();
                }}
              >
                {t.go}
              </Button>
              <Button onClick={close}>{t.cancel}</Button>
            </DialogActions>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
