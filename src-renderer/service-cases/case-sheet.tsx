// What a case is about: type, title, state, for whom, note, and its items. A type that is chosen fills what is still blank.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import {
  CASE_STATUSES,
  type CaseProblem,
  LONGEST_ITEM,
  LONGEST_TITLE,
  MOST_ITEMS,
  readQuantity,
} from '../../src-shared/service-cases/rules.ts';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { focusField } from '../ui/focus-field.ts';
import { TextField } from '../ui/text-field.tsx';
import { blankItem, isBlankItem } from './case-fields.ts';
import { useCaseNames } from './open-case.ts';
import type { OpenCase } from './use-case.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '14px', padding: '12px 16px 16px 7px', maxWidth: '1200px' },
  top: { display: 'flex', flexWrap: 'wrap', gap: '10px 16px', alignItems: 'flex-start' },
  type: { width: '200px' },
  title: { flexGrow: 1, minWidth: '240px' },
  status: { width: '150px' },
  group: { border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  legend: { padding: '0 0 4px 9px', fontWeight: tokens.fontWeightSemibold },
  line: {
    display: 'grid',
    gridTemplateColumns: '70px minmax(0, 1fr) 120px 66px',
    columnGap: '8px',
    alignItems: 'start',
  },
  heads: {
    paddingLeft: '3px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    '& span': { padding: '0 6px' },
  },
  number: { textAlign: 'right' },
  button: { minWidth: '28px', padding: 0 },
  add: { alignSelf: 'flex-start', marginLeft: '9px', fontWeight: tokens.fontWeightRegular },
});

export function CaseSheet({ open }: { open: OpenCase }) {
  const styles = useStyles();
  const t = useTexts(caseTexts);
  const { form, record } = open;
  const { data: types = [] } = useQuery(calls.serviceCases.types.queryOptions());
  const problemText = (problem: string) => t.problems[problem as CaseProblem] ?? problem;
  const shared = { form, problemText };
  const { patients } = record.customer;
  const { nameOf } = useCaseNames(record.customer.id);
  const nobody = { value: '', label: '–' };
  // One that is no longer offered stays on the cases that have it.
  const { type: ownType } = record;
  const isEnded = ownType !== null && types.every(({ id }) => id !== ownType.id);
  const choices = isEnded ? [...types, ownType] : types;

  const takeType = (id: string) => {
    const type = types.find((one) => one.id === id);
    if (!type) return;
    const { title, items } = form.getValues();
    if (title.trim() === '' || title === t.newTitle) form.setValue('title', type.name, { shouldDirty: true });
    if (items.every(isBlankItem) && type.items.length > 0)
      form.setValue(
        'items',
        type.items.map((body) => ({ ...blankItem, body })),
        { shouldDirty: true },
      );
  };
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        {choices.length > 0 && (
          <ChoiceField
            {...{ ...shared, name: 'caseTypeId', label: t.page.type, onPick: takeType, className: styles.type }}
            options={[nobody, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <TextField
          {...shared}
          name="title"
          label={t.page.title}
          required
          maxLength={LONGEST_TITLE}
          className={styles.title}
        />
        <ChoiceField
          {...{ ...shared, name: 'status', label: t.page.status, className: styles.status }}
          options={CASE_STATUSES.map((value) => ({ value, label: t.statuses[value] }))}
        />
        {patients.length > 0 && (
          <ChoiceField
            {...{ ...shared, name: 'patientId', label: t.page.patient, className: styles.type }}
            options={[nobody, ...patients.map(({ id, name }) => ({ value: id, label: nameOf(id, name) }))]}
          />
        )}
      </div>
      <Items open={open} problemText={problemText} />
      <TextField {...shared} name="note" label={t.page.note} maxLength={4000} lines={3} />
    </div>
  );
}

function Items({ open, problemText }: { open: OpenCase; problemText: (problem: string) => string }) {
  const styles = useStyles();
  const t = useTexts(caseTexts).page;
  const { form } = open;
  const items = useWatch({ control: form.control, name: 'items' });
  const put = (next: typeof items) =>
    form.setValue('items', next.length > 0 ? next : [blankItem], { shouldDirty: true });
  const focusSoon = (name: string) => window.setTimeout(() => focusField(name));
  const add = () => {
    put([...form.getValues('items'), blankItem]);
    focusSoon(`items.${items.length}.body`);
  };
  const drop = (line: number) => {
    put(form.getValues('items').toSpliced(line, 1));
    form.clearErrors('items');
    focusSoon(`items.${Math.max(0, line - 1)}.body`);
  };
  const up = (line: number) => {
    const now = form.getValues('items');
    const [moved] = now.slice(line, line + 1);
    if (moved) put(now.toSpliced(line, 1).toSpliced(line - 1, 0, moved));
    focusSoon(`items.${line - 1}.body`);
  };
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t.items}</legend>
      <div className={mergeClasses(styles.line, styles.heads)} aria-hidden="true">
        <span className={styles.number}>{t.quantityHead}</span>
        <span>{t.itemHead}</span>
      </div>
      {items.map((_, line) => {
        const n = line + 1;
        const shared = { form, problemText, labelHidden: true } as const;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own before they are saved
          <div key={line} className={styles.line}>
            <TextField
              {...{
                ...shared,
                name: `items.${line}.quantity`,
                label: t.quantity(n),
                maxLength: 4,
                keyboard: 'numeric',
              }}
              alignRight
              rule={(text) => (readQuantity(text) === null ? 'notANumber' : null)}
            />
            <TextField {...shared} name={`items.${line}.body`} label={t.item(n)} maxLength={LONGEST_ITEM} />
            <CheckField form={form} name={`items.${line}.done`} label={t.doneHead} said={t.done(n)} />
            <span>
              <Button
                {...{
                  size: 'small',
                  appearance: 'subtle',
                  className: styles.button,
                  'aria-label': t.up(n),
                  title: t.up(n),
                }}
                disabled={line === 0}
                onClick={() => up(line)}
              >
                ↑
              </Button>
              <Button
                {...{ size: 'small', appearance: 'subtle', className: styles.button, title: t.drop(n) }}
                aria-label={t.drop(n)}
                onClick={() => drop(line)}
              >
                ×
              </Button>
            </span>
          </div>
        );
      })}
      {items.length < MOST_ITEMS && (
        <Button size="small" appearance="subtle" className={styles.add} onClick={add}>
          {t.add}
        </Button>
      )}
    </fieldset>
  );
}
