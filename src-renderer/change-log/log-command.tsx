// 'Mehr - F11' → 'Änderungsprotokoll' of the open record: lends the entry to the key and shows the dialog. Any page can use it.
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
import { useState } from 'react';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { ChangeLog } from './change-log.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '1080px', width: 'calc(100vw - 48px)', boxShadow: 'none', padding: '16px 20px' },
  content: { height: 'calc(100vh - 210px)', maxHeight: 'none' },
});

type Subject = {
  subjectIds: readonly string[];
  record: string;
  /** A customer's history: earlier years when asked for (E-79). */
  beginsThisYear?: boolean;
  /** Behind the privacy screen, and not the customer who is open. */
  covered?: boolean;
};

/**
 * While mounted, F11 offers the change log of a record.
 * @param subjectIds the record's id (several for a page of settings); empty = it is not saved yet
 * @param record what the record is called, for the dialog's title
 */
export function LogCommand({ subjectIds, record, beginsThisYear = false, covered = false }: Subject) {
  const t = useTexts(changeLogTexts);
  const keys = useTexts(keyTexts);
  const [open, setOpen] = useState(false);
  const blocked = subjectIds.length === 0 ? t.notSavedYet : covered ? t.covered : undefined;
  useCommands('page', [
    { key: 'F11', name: keys.names.F11, entries: [{ label: t.title, run: () => setOpen(true), blocked }] },
  ]);
  return open && !covered ? (
    <LogDialog {...{ subjectIds, record, beginsThisYear }} close={() => setOpen(false)} />
  ) : null;
}

function LogDialog({ subjectIds, record, beginsThisYear = false, close }: Subject & { close: () => void }) {
  useFocusBack();
  const styles = useStyles();
  const t = useTexts(changeLogTexts);
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.titleOf(record)}</DialogTitle>
          <DialogContent className={styles.content}>
            <ChangeLog subjectIds={subjectIds} layer="dialog" beginsThisYear={beginsThisYear} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
