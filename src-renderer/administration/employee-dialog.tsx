// Adds or changes one employee: name, role, PIN, blocked or not. A PIN is typed twice and kept by nothing here.
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
  tokens,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useRef } from 'react';
import { useForm, useFormState, useWatch } from 'react-hook-form';
import type { EmployeeRecord } from '../../src-shared/employees/contract.ts';
import { type EmployeeForm, type EmployeeProblem, LONGEST_NAME, ROLES } from '../../src-shared/employees/rules.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { TextField } from '../ui/text-field.tsx';
import { PinField } from './pin-field.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '460px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  problem: { color: tokens.colorStatusDangerForeground1 },
  pins: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
});

type Entries = Omit<EmployeeForm, 'pin'> & { pin: string; pinAgain: string };

/** @param employee null = somebody new */
export function EmployeeDialog(props: { employee: EmployeeRecord | null; close: (savedId: string | null) => void }) {
  const { employee, close } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).employees;
  const keys = useTexts(keyTexts);
  const busy = useRef(false);
  useFocusBack();
  const { name = '', role = 'employee', blocked = false } = employee ?? {};
  const form = useForm<Entries>({ defaultValues: { name, role, blocked, pin: '', pinAgain: '' } });
  const chosenRole = useWatch({ control: form.control, name: 'role' });
  const blockedProblem = useFormState({ control: form.control }).errors.blocked?.message;
  const problemText = (problem: string) =>
    problem === 'pinsDiffer' ? t.pinsDiffer : t.problems[problem as EmployeeProblem['problem']];

  const save = async () => {
    if (busy.current) return;
    const { pin, pinAgain, ...entries } = form.getValues();
    if (pin !== pinAgain) {
      form.setError('pinAgain', { message: 'pinsDiffer' }, { shouldFocus: true });
      return;
    }
    busy.current = true;
    const { error, data } = await safe(
      client.employees.save({ id: employee?.id ?? null, ...entries, pin: pin === '' ? null : pin }),
    );
    busy.current = false;
    if (!error) close(data.id);
    else if (isDefinedError(error) && error.code === 'INVALID')
      for (const { field, problem } of error.data.problems.toReversed())
        form.setError(field, { message: problem }, { shouldFocus: true });
    else {
      showFailure(isDefinedError(error) && error.code === 'GONE' ? new Error(t.gone) : error);
      close(null);
    }
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: save }]);

  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close(null)}>
      <DialogSurface className={styles.surface}>
        <form
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            <DialogTitle>{employee ? t.edit(employee.name) : t.add}</DialogTitle>
            <DialogContent className={styles.content}>
              <TextField
                form={form}
                name="name"
                label={t.name}
                required
                maxLength={LONGEST_NAME}
                problemText={problemText}
              />
              <ChoiceField
                form={form}
                name="role"
                label={t.role}
                options={ROLES.map((value) => ({ value, label: t.roles[value] }))}
                problemText={problemText}
              />
              <Text size={200}>{t.roleMeans[chosenRole]}</Text>
              <div className={styles.pins}>
                <PinField
                  form={form}
                  name="pin"
                  label={employee ? t.newPin : t.pin}
                  required={!employee}
                  problemText={problemText}
                />
                <PinField form={form} name="pinAgain" label={t.pinAgain} problemText={problemText} />
              </div>
              {employee && <CheckField form={form} name="blocked" label={t.block} />}
              {blockedProblem && (
                <Text role="alert" size={200} className={styles.problem}>
                  {problemText(blockedProblem)}
                </Text>
              )}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary">
                {t.save}
              </Button>
              <Button onClick={() => close(null)}>{t.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
