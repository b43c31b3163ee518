// Name and lock time of one workstation of the chain. Joining and ending stand on the page.
import { makeStyles } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useForm } from 'react-hook-form';
import { LOCK_MINUTES, LONGEST_WORKSTATION_NAME } from '../../src-shared/workstation/rules.ts';
import type { WorkstationRecord } from '../../src-shared/workstations/contract.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { NumberField } from './number-field.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '460px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
});

export function WorkstationDialog({ workstation, close }: { workstation: WorkstationRecord; close: () => void }) {
  const { id, name, lockMinutes } = workstation;
  const styles = useStyles();
  const all = useTexts(chainTexts);
  const t = all.workstations;
  const keys = useTexts(keyTexts);
  const form = useForm({ defaultValues: { name, lockMinutes } });
  useFocusBack();
  const save = async () => {
    const { error } = await safe(client.workstations.save({ id, ...form.getValues() }));
    if (!error) close();
    else if (isDefinedError(error) && error.code === 'INVALID')
      for (const one of error.data.problems.toReversed())
        form.setError(one.field, { message: one.problem }, { shouldFocus: true });
    else {
      showFailure(isDefinedError(error) && error.code === 'GONE' ? new Error(t.gone) : error);
      close();
    }
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: save }]);
  const problemText = (problem: string) =>
    problem === 'outOfRange'
      ? t.problems.outOfRange(LOCK_MINUTES.least, LOCK_MINUTES.most)
      : t.problems[problem as 'missing' | 'tooLong'];
  return (
    <FormDialog
      title={t.edit(name)}
      className={styles.surface}
      contentClassName={styles.content}
      label={t.save}
      submit={() => void save()}
      cancel={all.cancel}
      close={close}
    >
      <TextField
        form={form}
        name="name"
        label={t.name}
        required
        maxLength={LONGEST_WORKSTATION_NAME}
        problemText={problemText}
      />
      <NumberField form={form} name="lockMinutes" label={t.lockMinutes} digits={3} problemText={problemText} />
    </FormDialog>
  );
}
