// What is seen of a slip that takes longer than a moment, or does not come out: why in words, and what else there is. 'Erneut
// drucken' has the focus; Esc is 'Abbrechen'.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  ProgressBar,
  Text,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { slipTexts } from '../texts/slips.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { closeSlip, type ShownSlip, useSlip } from './print-slip.ts';
import { failureWords } from './words.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '520px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  actions: { gap: '8px' },
});

/** The place where it appears; once, in the frame. */
export function SlipDialog() {
  const { shown } = useSlip();
  useEffect(() => closeSlip, []);
  return shown ? <OpenSlip {...shown} /> : null;
}

function OpenSlip({ work, failure, answer }: ShownSlip) {
  const styles = useStyles();
  const t = useTexts(slipTexts).dialog;
  const again = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => (failure ? again : cancel).current?.focus(), [failure]);
  return (
    <Dialog open modalType="alert" surfaceMotion={null} onOpenChange={(_event, { open }) => open || answer('cancel')}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{failure ? t.failed : t.working}</DialogTitle>
          <DialogContent className={styles.content}>
            <div role="status">{failure ? failureWords(work.printer, failure) : t.workingText(work.printer.name)}</div>
            {!failure && <ProgressBar aria-label={t.working} />}
            {failure && work.asPdf && <Text size={200}>{t.asPdfMeans}</Text>}
          </DialogContent>
          <DialogActions className={styles.actions} fluid>
            {failure && (
              <Button ref={again} appearance="primary" onClick={() => answer('again')}>
                {t.again}
              </Button>
            )}
            {failure && work.asPdf && <Button onClick={() => answer('pdf')}>{t.asPdf}</Button>}
            <Button ref={cancel} onClick={() => answer('cancel')}>
              {t.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
