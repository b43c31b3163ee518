// The privacy dialog ('Datenschutzdialog'): what the customer says to storage and to advertising, asked while he stands there
// and written into the same ledger as 'Einwilligung verwalten'. Closing it leaves everything as it was; it was asked all the same.
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
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { calls, client } from '../client.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { keyTexts } from '../texts/keys.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { openConsent } from './open-consent.ts';
import { PRIVACY_FORM, PrivacyForm } from './privacy-form.tsx';
import { useConsent } from './use-consent.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '760px', width: 'calc(100vw - 48px)', padding: '16px 20px', boxShadow: 'none' },
  // Always as tall: an answer that shows further questions must not move the buttons away from under a finger.
  // In a low window (200 %) they come first.
  content: { display: 'flex', flexDirection: 'column', minHeight: 'min(340px, calc(100vh - 240px))' },
});

export function PrivacyDialog({ customerId, close }: { customerId: string; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(privacyDialogTexts);
  const loading = useTexts(consentTexts).loading;
  const keys = useTexts(keyTexts).names;
  const { data: who } = useQuery(calls.consent.asking.queryOptions({ input: { customerId } }));
  const overview = useConsent(customerId);
  const manage = () => runSafely(() => toManaging(customerId, close));
  useCommands('dialog', [{ key: 'F10', name: keys.F10, run: manage }]);
  useFocusBack();
  useEffect(() => {
    void runSafely(() => client.consent.asked({ customerId }));
  }, [customerId]);
  return (
    <Dialog
      open
      onOpenChange={(_event, { open, type }) => {
        // A click beside the dialog must not throw answers away.
        if (!open && type !== 'backdropClick') close();
      }}
    >
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{who ? t.title(who.name, who.number) : t.menu}</DialogTitle>
          <DialogContent className={styles.content}>
            {overview ? <PrivacyForm {...{ customerId, overview, close }} /> : <Spinner label={loading} />}
          </DialogContent>
          <DialogActions fluid>
            <Button type="submit" form={PRIVACY_FORM} appearance="primary">
              {t.save}
            </Button>
            <Button onClick={() => void manage()}>{t.manage}</Button>
            <Button onClick={close}>{t.later}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Everything about consent stands on the mask: it opens there. */
async function toManaging(customerId: string, close: () => void): Promise<void> {
  const { place, go } = usePlace.getState();
  const isThere = place.module === 'contacts' && place.page === 'customer' && place.id === customerId;
  close();
  if (!isThere) await go({ module: 'contacts', page: 'customer', id: customerId, tab: 'privacy' });
  const now = usePlace.getState().place;
  if (now.module === 'contacts' && now.page === 'customer' && now.id === customerId)
    void openConsent(customerId, 'storage');
}
