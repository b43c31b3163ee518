// Asks why a preset that advertising law guards is switched on (N-04): the law in short, which settings, and a reason that the log
// keeps. Focus begins in the reason; Esc switches nothing on.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { type FormEvent, useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { isReason, LONGEST_REASON, type SettingKey } from '../../src-shared/settings/rules.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { settingTexts } from '../texts/settings.ts';
import { settingsPageTexts } from '../texts/settings-page.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { TextField } from '../ui/text-field.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '560px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  which: { margin: 0, paddingLeft: '20px' },
});

/** @param answer null = nothing is switched on */
export function ReasonDialog({
  keys,
  answer,
}: {
  keys: readonly SettingKey[];
  answer: (reason: string | null) => void;
}) {
  const styles = useStyles();
  const t = useTexts(settingsPageTexts).reason;
  const labels = useTexts(settingTexts);
  const names = useTexts(keyTexts).names;
  const form = useForm({ defaultValues: { reason: '' } });
  useFocusBack();
  useEffect(() => form.setFocus('reason'), [form]);
  const give = () => {
    const { reason } = form.getValues();
    if (isReason(reason)) answer(reason.trim());
    else form.setError('reason', { message: 'tooShort' }, { shouldFocus: true });
  };
  useCommands('dialog', [{ key: 'F1', name: names.F1, run: give }]);
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => open || answer(null)}>
      <DialogSurface className={styles.surface}>
        <form
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            give();
          }}
        >
          <DialogBody>
            <DialogTitle>{t.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{t.law}</Text>
              <Text>{t.means}</Text>
              <Text>{t.which}</Text>
              <ul className={styles.which}>
                {keys.map((key) => (
                  <li key={key}>{labels[key].label}</li>
                ))}
              </ul>
              <TextField
                form={form}
                name="reason"
                label={t.why}
                required
                maxLength={LONGEST_REASON}
                problemText={() => t.tooShort}
              />
              <Text size={200}>{t.hint}</Text>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary">
                {t.switchOn}
              </Button>
              <Button onClick={() => answer(null)}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
