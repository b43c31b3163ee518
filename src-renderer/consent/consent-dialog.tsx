// The dialog 'Einwilligung verwalten': one purpose with its version and state, all purposes at a glance, the four steps, and the
// ledger they write. States are read, never clicked.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { useCommands } from '../keys/commands.ts';
import { warmUpPdf } from '../printing/pdf.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { DeclarationText } from './declaration-text.tsx';
import { OpenPurpose } from './open-purpose.tsx';
import { useConsent } from './use-consent.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '1080px', width: 'calc(100vw - 48px)', padding: '16px 20px', boxShadow: 'none' },
  // Always as tall: a panel or a further line of the ledger must not move the buttons away from under a finger.
  content: { display: 'flex', flexDirection: 'column', height: 'min(540px, calc(100vh - 150px))' },
});

type Props = {
  customerId: string;
  /** The purpose to begin with. */
  declaration: TextBlockKey;
  /** Who takes signatures in. */
  person: string;
  close: () => void;
};

export function ConsentDialog({ customerId, declaration: first, person, close }: Props) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const overview = useConsent(customerId);
  const [declaration, setDeclaration] = useState(first);
  const [chosen, setChosen] = useState(false);
  const [reading, setReading] = useState(false);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(warmUpPdf, []);
  return (
    <Dialog
      open
      onOpenChange={(_event, { open, type }) => {
        // A click beside the dialog must not throw a half-filled form away.
        if (!open && type !== 'backdropClick') close();
      }}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent className={styles.content}>
            {overview ? (
              <OpenPurpose
                key={declaration}
                {...{ customerId, overview, declaration, person, chosen }}
                choose={(to) => {
                  setChosen(true);
                  setDeclaration(to);
                }}
                read={() => setReading(true)}
              />
            ) : (
              <Spinner label={t.loading} />
            )}
            {reading && (
              <DeclarationText customerId={customerId} declaration={declaration} close={() => setReading(false)} />
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{t.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
