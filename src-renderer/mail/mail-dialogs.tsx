// The steps that the branch server takes with the PIN: a test mail to an address that is typed, and switching it off.
import { isDefinedError, safe } from '@orpc/client';
import { useForm } from 'react-hook-form';
import { PinDialog, useProofText } from '../administration/pin-dialog.tsx';
import { calls, client, queries } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useTexts } from '../texts/catalogue.ts';
import { mailTexts } from '../texts/mail.ts';
import { TextField } from '../ui/text-field.tsx';

export function TestDialog({ unsaved, close }: { unsaved: boolean; close: () => void }) {
  const t = useTexts(mailTexts);
  const proofText = useProofText();
  const { show } = useMessages();
  const form = useForm({ defaultValues: { to: '', pin: '' } });
  return (
    <PinDialog
      form={form}
      title={t.testTitle}
      {...(unsaved ? { text: t.testSaveFirst } : {})}
      button={t.testButton}
      close={close}
      run={async ({ to, pin }) => {
        const { error } = await safe(client.mail.test({ to, pin }));
        void readAgain();
        if (!error) {
          show({ tone: 'done', text: t.testSent(to.trim()) });
          close();
          return null;
        }
        if (!isDefinedError(error)) return failureText(error);
        if (error.code === 'BAD_ADDRESS') return t.badAddress;
        if (error.code === 'MAIL_FAILED') return t.troubles[error.data.trouble];
        return proofText(error) || failureText(error);
      }}
    >
      <TextField
        form={form}
        name="to"
        label={t.testTo}
        required
        maxLength={254}
        keyboard="email"
        problemText={(problem) => problem}
      />
    </PinDialog>
  );
}

export function RemoveDialog({ close }: { close: () => void }) {
  const t = useTexts(mailTexts);
  const proofText = useProofText();
  const { show } = useMessages();
  const form = useForm({ defaultValues: { pin: '' } });
  return (
    <PinDialog
      form={form}
      title={t.removeTitle}
      text={t.removeText}
      button={t.removeButton}
      close={close}
      run={async ({ pin }) => {
        const { error } = await safe(client.mail.remove({ pin }));
        if (!error) {
          await readAgain();
          show({ tone: 'done', text: t.removed, until: 'typing' });
          close();
          return null;
        }
        if (!isDefinedError(error)) return failureText(error);
        if (error.code === 'SET_BY_SERVER') return t.setByServer;
        return proofText(error) || failureText(error);
      }}
    />
  );
}

export function readAgain(): Promise<void> {
  return queries.invalidateQueries({ queryKey: calls.mail.key() });
}
