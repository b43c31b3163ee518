// Adds or changes one employee or technical user: name, a role in each branch, PIN, blocked or not. A PIN is typed twice and
// kept by nothing here.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useRef } from 'react';
import { useForm, useFormState, useWatch } from 'react-hook-form';
import type { BranchLine } from '../../src-shared/branches/contract.ts';
import type { Role } from '../../src-shared/calls.ts';
import type { EmployeeRecord } from '../../src-shared/employees/contract.ts';
import { type EmployeeProblem, LONGEST_NAME, ROLES } from '../../src-shared/employees/rules.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { mayTakeLicence } from './licences.tsx';
import { PinField } from './pin-field.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '460px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  problem: { color: tokens.colorStatusDangerForeground1 },
  pins: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
  elsewhere: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    margin: 0,
    padding: 0,
    border: 'none',
    maxHeight: '200px',
    overflowY: 'auto',
  },
});

/** '' = no role in the branch. */
type Choice = Role | '';
type Entries = {
  name: string;
  role: Choice;
  /** Beside the other branches, in their order. */
  elsewhere: Choice[];
  blocked: boolean;
  technical: string;
  pin: string;
  pinAgain: string;
};

/** @param employee null = somebody new */
export function EmployeeDialog(props: {
  employee: EmployeeRecord | null;
  technical: boolean;
  branches: readonly BranchLine[];
  close: (savedId: string | null) => void;
}) {
  const { employee, technical, branches, close } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).employees;
  const keys = useTexts(keyTexts);
  const busy = useRef(false);
  useFocusBack();
  const others = branches.filter((one) => !one.own);
  const form = useForm<Entries>({
    defaultValues: {
      name: employee?.name ?? '',
      role: employee ? (employee.role ?? '') : 'employee',
      elsewhere: others.map(({ id }) => employee?.elsewhere.find(({ branchId }) => branchId === id)?.role ?? ''),
      blocked: employee?.blocked ?? false,
      ...{ technical: '', pin: '', pinAgain: '' },
    },
  });
  const chosenRole = useWatch({ control: form.control, name: 'role' });
  const { blocked, technical: notTechnical } = useFormState({ control: form.control }).errors;
  const whole = blocked?.message ?? notTechnical?.message;
  const problemText = (problem: string) =>
    problem === 'pinsDiffer' ? t.pinsDiffer : t.problems[problem as EmployeeProblem['problem']];
  const options = [
    { value: '', label: t.noRole },
    ...ROLES.map((value) => ({ value: value as string, label: t.roles[value] })),
  ];

  const save = async () => {
    if (busy.current) return;
    const { name, role, elsewhere, blocked, pin, pinAgain } = form.getValues();
    if (pin !== pinAgain) {
      form.setError('pinAgain', { message: 'pinsDiffer' }, { shouldFocus: true });
      return;
    }
    busy.current = true;
    if (employee?.blocked && !blocked && !(await mayTakeLicence('unblock'))) {
      busy.current = false;
      return;
    }
    const { error, data } = await safe(
      client.employees.save({
        ...{ id: employee?.id ?? null, name, blocked, technical },
        role: role === '' ? null : role,
        elsewhere: others.flatMap(({ id: branchId }, at) => {
          const one = elsewhere[at] ?? '';
          return one === '' ? [] : [{ branchId, role: one }];
        }),
        pin: pin === '' ? null : pin,
      }),
    );
    busy.current = false;
    if (!error) close(data.id);
    else if (isDefinedError(error) && error.code === 'INVALID')
      for (const { field, problem } of error.data.problems.toReversed())
        form.setError(field, { message: problem }, { shouldFocus: true });
    else if (isDefinedError(error) && error.code === 'GONE') {
      useMessages.getState().show({ tone: 'problem', text: t.gone });
      close(null);
    } else showFailure(error);
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: save }]);

  const title = employee ? (technical ? t.editTechnical : t.edit)(employee.name) : technical ? t.addTechnical : t.add;
  return (
    <FormDialog
      title={title}
      className={styles.surface}
      contentClassName={styles.content}
      label={t.save}
      submit={() => void save()}
      cancel={t.cancel}
      close={() => close(null)}
    >
      {technical && <Text size={200}>{t.technicalMeans}</Text>}
      <TextField form={form} name="name" label={t.name} required maxLength={LONGEST_NAME} problemText={problemText} />
      <ChoiceField form={form} name="role" label={t.role} options={options} problemText={problemText} />
      {chosenRole !== '' && <Text size={200}>{t.roleMeans[chosenRole]}</Text>}
      {others.length > 0 && (
        <fieldset className={styles.elsewhere}>
          <legend>
            <Text size={200}>{t.elsewhere}</Text>
          </legend>
          {others.map(({ id, name }, at) => (
            <ChoiceField
              key={id}
              form={form}
              name={`elsewhere.${at}`}
              label={t.inBranch(name)}
              options={options}
              problemText={problemText}
            />
          ))}
        </fieldset>
      )}
      {!technical && (
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
      )}
      {employee && <CheckField form={form} name="blocked" label={t.block} />}
      {whole && (
        <Text role="alert" size={200} className={styles.problem}>
          {problemText(whole)}
        </Text>
      )}
    </FormDialog>
  );
}
