// 'Anderen Wert eingeben': the value that is typed instead of both. What it may be is decided by the service.
import { Button, Field, Input, makeStyles, Textarea } from '@fluentui/react-components';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { ConflictEntry } from '../../src-shared/conflicts/contract.ts';
import { ADDRESS_FIELDS, LONGEST } from '../../src-shared/conflicts/rules.ts';
import type { CustomerProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { conflictTexts } from '../texts/conflicts.ts';
import { contactTexts } from '../texts/contacts.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useConflictWords } from './words.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px', padding: '8px 0 0' },
  wide: { minWidth: '320px', flexGrow: 1, maxWidth: '560px' },
  part: { width: '170px' },
  actions: { display: 'flex', gap: '8px', paddingTop: '24px' },
});

export type EnteredProblems = readonly { field: string; problem: string }[];

type Props = {
  entry: ConflictEntry;
  /** @returns what is wrong with it; null = it was taken */
  take: (values: Record<string, string>) => Promise<EnteredProblems | null>;
  cancel: () => void;
};

export function OtherValue({ entry, take, cancel }: Props) {
  const styles = useStyles();
  const t = useTexts(conflictTexts);
  const problemTexts = useTexts(contactTexts).problems;
  const words = useConflictWords();
  const { covered } = usePersonNames();
  const other = entry.ways.kind === 'choose' ? entry.ways.other : null;
  const fields: readonly string[] = other === 'address' ? ADDRESS_FIELDS : [entry.field ?? ''];
  const [values, setValues] = useState(() =>
    // Behind the privacy screen it begins blank: nobody shows in a field what is covered beside it.
    Object.fromEntries(fields.map((field) => [field, covered ? '' : asTyped(entry.typed[field] ?? '', other)])),
  );
  const [problems, setProblems] = useState<EnteredProblems>([]);
  const [busy, setBusy] = useState(false);
  const said = (field: string): string | null => {
    const problem = problems.find((one) => one.field === field)?.problem;
    if (problem === undefined) return null;
    if (problem === 'tooLong') return t.tooLong;
    if (problem === 'missing') return t.needed;
    return problemTexts[problem as CustomerProblem] ?? problem;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const found = await take(values);
    setBusy(false);
    setProblems(found ?? []);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel();
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={pressed} noValidate>
      {fields.map((field, at) => {
        const shared = {
          value: values[field] ?? '',
          autoComplete: 'off',
          maxLength: LONGEST[field] ?? 120,
          autoFocus: at === 0,
        };
        const typed = (value: string) => setValues((before) => ({ ...before, [field]: value }));
        return (
          <Field
            key={field}
            label={words.label(entry.table, field)}
            validationMessage={said(field)}
            className={other === 'address' ? styles.part : styles.wide}
          >
            {field === 'note' ? (
              <Textarea {...shared} rows={3} onChange={(_event, { value }) => typed(value)} />
            ) : (
              <Input {...shared} size="small" onChange={(_event, { value }) => typed(value)} />
            )}
          </Field>
        );
      })}
      <div className={styles.actions}>
        <Button type="submit" size="small" appearance="primary" disabledFocusable={busy}>
          {t.accept}
        </Button>
        <Button size="small" onClick={cancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

function asTyped(stored: string, other: string | null): string {
  return other === 'date' && stored !== '' ? showDay(stored) : stored;
}
