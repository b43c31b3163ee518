// The filters of a change log: by whom, from and to which day, which field. It keeps what is typed until it is a day.
import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { type RefObject, useState } from 'react';
import { dayAfter, readDay, showDay, startOfDay } from '../../src-shared/calendar/day.ts';
import type { LogFilters, LoggedField } from '../../src-shared/change-log/contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { useLogWords } from './value-text.ts';

export const NO_FILTERS: LogFilters = { employeeId: null, from: null, to: null, field: null };

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '6px 12px' },
  day: { width: '112px' },
  days: { width: '112px' },
  choice: { width: '190px' },
  clear: { marginTop: '20px' },
});

export type FilterChoices = { employees: { id: string; name: string }[]; fields: LoggedField[] };

export function FilterBar(props: {
  filters: LogFilters;
  choices: FilterChoices;
  change: (filters: LogFilters) => void;
  first: RefObject<HTMLSelectElement | null>;
}) {
  const { filters, choices, change, first } = props;
  const styles = useStyles();
  const t = useTexts(changeLogTexts);
  const words = useLogWords();
  const [days, setDays] = useState({ from: '', to: '' });
  const problem = (which: 'from' | 'to') => {
    if (days[which].trim() !== '' && readDay(days[which]) === null) return t.notADay;
    return which === 'to' && filters.from !== null && filters.to !== null && filters.to <= filters.from
      ? t.reversed
      : null;
  };
  const typed = (which: 'from' | 'to', text: string) => {
    setDays((before) => ({ ...before, [which]: text }));
    const day = readDay(text);
    const at = day === null ? null : startOfDay(which === 'from' ? day : dayAfter(day));
    if (at !== filters[which]) change({ ...filters, [which]: at });
  };
  const fields = choices.fields.filter((one) => one.table !== 'chainSetting');
  const active = Object.values(filters).some((one) => one !== null) || days.from !== '' || days.to !== '';

  return (
    <search aria-label={t.filters} className={styles.bar}>
      <Field size="small" label={t.employee}>
        <Select
          ref={first}
          size="small"
          className={styles.choice}
          value={filters.employeeId ?? ''}
          onChange={(_event, { value }) => change({ ...filters, employeeId: value || null })}
        >
          <option value="">{t.everybody}</option>
          {choices.employees.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      {(['from', 'to'] as const).map((which) => (
        <Field key={which} size="small" label={t[which]} validationMessage={problem(which)} className={styles.days}>
          <Input
            size="small"
            className={styles.day}
            inputMode="numeric"
            autoComplete="off"
            value={days[which]}
            onChange={(_event, { value }) => typed(which, value)}
            onBlur={() => {
              const day = readDay(days[which]);
              if (day) setDays((before) => ({ ...before, [which]: showDay(day) }));
            }}
          />
        </Field>
      ))}
      {fields.length > 0 && (
        <Field size="small" label={t.field}>
          <Select
            size="small"
            className={styles.choice}
            value={filters.field ? `${filters.field.table}.${filters.field.field}` : ''}
            onChange={(_event, { value }) =>
              change({ ...filters, field: fields.find((one) => `${one.table}.${one.field}` === value) ?? null })
            }
          >
            <option value="">{t.everyField}</option>
            {fields.map((one) => (
              <option key={`${one.table}.${one.field}`} value={`${one.table}.${one.field}`}>
                {words.field(one)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Button
        size="small"
        className={styles.clear}
        disabledFocusable={!active}
        onClick={() => {
          setDays({ from: '', to: '' });
          change(NO_FILTERS);
        }}
      >
        {t.clear}
      </Button>
    </search>
  );
}
