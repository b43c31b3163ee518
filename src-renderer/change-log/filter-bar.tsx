// The box for the full text and, behind the arrow and F4, the filters of a change log: by whom, what was done, from and to which
// day, which field. It says in words what narrows the log and that all years are shown.
import { Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type RefObject, useId } from 'react';
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import type { LoggedField } from '../../src-shared/change-log/contract.ts';
import { ACTIONS } from '../../src-shared/change-log/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { FilterArrow } from '../ui/filter-arrow.tsx';
import { ChoiceBox, TextBox } from '../ui/filter-boxes.tsx';
import { FilterFields } from '../ui/filter-fields.tsx';
import { isReversed, NO_FILTER, narrowing, type TypedFilter } from './log-filter.ts';
import { useLogWords } from './value-text.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexDirection: 'column', gap: '8px' },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 16px' },
  search: { width: 'min(320px, 100%)' },
  span: { color: tokens.colorNeutralForeground2 },
  day: { width: '112px' },
  choice: { width: '190px' },
});

export type FilterChoices = { employees: { id: string; name: string }[]; fields: LoggedField[] };

type Props = {
  typed: TypedFilter;
  change: (typed: TypedFilter) => void;
  text: string;
  type: (text: string) => void;
  choices: FilterChoices;
  open: boolean;
  toggle: () => void;
  box: RefObject<HTMLInputElement | null>;
  /** On to the list. */
  leave: () => void;
};

export function FilterBar({ typed, change, text, type, choices, open, toggle, box, leave }: Props) {
  const styles = useStyles();
  const t = useTexts(changeLogTexts);
  const panelId = useId();
  const words = {
    ...{ employeeId: t.employee, action: t.kind, field: t.field },
    ...{ from: t.sinceDay(typed.from), to: t.untilDay(typed.to) },
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    leave();
  };
  return (
    <search aria-label={t.filters} className={styles.bar}>
      <div className={styles.top}>
        <Input
          ref={box}
          size="small"
          className={styles.search}
          type="search"
          aria-label={t.search}
          placeholder={t.searchHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={(_event, { value }) => type(value)}
          onKeyDown={pressed}
        />
        <FilterArrow
          open={open}
          active={narrowing(typed).map((part) => words[part])}
          controls={panelId}
          toggle={toggle}
          clear={() => {
            change(NO_FILTER);
            // The button that was pressed is gone.
            box.current?.focus();
          }}
        />
        {typed.from.trim() === '' && (
          <Text size={200} className={styles.span}>
            {t.allYears}
          </Text>
        )}
      </div>
      {open && <LogFields {...{ id: panelId, typed, change, choices, leave }} />}
    </search>
  );
}

function LogFields(props: Pick<Props, 'typed' | 'change' | 'choices' | 'leave'> & { id: string }) {
  const { id, typed, change, choices, leave } = props;
  const styles = useStyles();
  const t = useTexts(changeLogTexts);
  const words = useLogWords();
  const problem = (which: 'from' | 'to') => {
    if (typed[which].trim() !== '' && readDay(typed[which]) === null) return t.notADay;
    return which === 'to' && isReversed(typed) ? t.reversed : null;
  };
  const fields = choices.fields.filter((one) => one.table !== 'chainSetting');
  const nameOf = ({ table, field }: LoggedField) => `${table}.${field}`;
  return (
    <FilterFields id={id} name={t.filters} leave={leave}>
      <ChoiceBox
        label={t.employee}
        className={styles.choice}
        value={typed.employeeId ?? ''}
        options={[
          { value: '', label: t.everybody },
          ...choices.employees.map((one) => ({ value: one.id, label: one.name })),
        ]}
        choose={(value) => change({ ...typed, employeeId: value || null })}
      />
      <ChoiceBox
        label={t.kind}
        className={styles.choice}
        value={typed.action ?? ''}
        options={[
          { value: '', label: t.everyKind },
          ...ACTIONS.map((action) => ({ value: action, label: t.action[action] })),
        ]}
        choose={(value) => change({ ...typed, action: ACTIONS.find((one) => one === value) ?? null })}
      />
      {(['from', 'to'] as const).map((which) => (
        <TextBox
          key={which}
          label={t[which]}
          className={styles.day}
          value={typed[which]}
          problem={problem(which)}
          empty={which === 'from' ? t.allYears : undefined}
          type={(text) => change({ ...typed, [which]: text })}
          leave={() => {
            const day = readDay(typed[which]);
            if (day && showDay(day) !== typed[which]) change({ ...typed, [which]: showDay(day) });
          }}
        />
      ))}
      {fields.length > 0 && (
        <ChoiceBox
          label={t.field}
          className={styles.choice}
          value={typed.field ? nameOf(typed.field) : ''}
          options={[
            { value: '', label: t.everyField },
            ...fields.map((one) => ({ value: nameOf(one), label: words.field(one) })),
          ]}
          choose={(value) => change({ ...typed, field: fields.find((one) => nameOf(one) === value) ?? null })}
        />
      )}
    </FilterFields>
  );
}
