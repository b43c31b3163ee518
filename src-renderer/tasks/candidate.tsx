// One customer that somebody may be: his facts with a word at those that agree, what could be taken over, and the button.
import { Button, Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { COMPARED, type Compared, type Takeable, takeable } from '../../src-shared/tasks/rules.ts';
import type { RegistrationCandidate } from '../../src-shared/tasks/server-contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { taskTexts } from '../texts/tasks.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

const useStyles = makeStyles({
  candidate: {
    padding: '0 0 10px 12px',
    margin: '0 0 12px',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: '110px minmax(0, 1fr)',
    gap: '2px 12px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  same: { fontWeight: tokens.fontWeightSemibold },
  mark: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  note: { display: 'block', marginTop: '4px', color: tokens.colorNeutralForeground2 },
  take: { display: 'flex', flexDirection: 'column', border: 0, margin: '6px 0', padding: 0 },
});

export function Candidate(props: {
  candidate: RegistrationCandidate;
  busy: boolean;
  assign: (take: readonly Takeable[]) => void;
}) {
  const styles = useStyles();
  const t = useTexts(taskTexts);
  const id = useId();
  const { candidate, busy, assign } = props;
  const { name, number, birthDate, addresses, phones, email, agrees, branchName } = candidate;
  const [take, setTake] = useState<readonly Takeable[]>([]);
  const offered = takeable(agrees);
  const { nameOf } = usePersonNames();
  return (
    <section className={styles.candidate} aria-labelledby={id}>
      <Text id={id} className={styles.note}>
        {t.number(number)}
      </Text>
      <Facts
        agrees={agrees}
        values={{
          name: [name],
          birthDate: birthDate === null ? [] : [showDay(birthDate)],
          address: addresses,
          phone: phones,
          email: email === null ? [] : [email],
        }}
      />
      {branchName === null ? (
        <>
          {offered.length > 0 && (
            <fieldset className={styles.take}>
              <legend>
                <Text size={200}>{t.takeLead}</Text>
              </legend>
              {offered.map((field) => (
                <Checkbox
                  key={field}
                  label={t.take[field]}
                  checked={take.includes(field)}
                  onChange={(_event, { checked }) =>
                    setTake((before) => (checked ? [...before, field] : before.filter((one) => one !== field)))
                  }
                />
              ))}
            </fieldset>
          )}
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={busy}
            aria-label={t.assignToWho(nameOf(candidate.customerId, name))}
            onClick={() => assign(take)}
          >
            {t.assignTo}
          </Button>
        </>
      ) : (
        <Text size={200} className={styles.note}>
          {t.elsewhere(branchName)}
        </Text>
      )}
    </section>
  );
}

/** One line a fact; those that agree bear the word, not only a colour. */
export function Facts(props: { values: Record<Compared, readonly string[]>; agrees: readonly Compared[] }) {
  const styles = useStyles();
  const t = useTexts(taskTexts);
  const { values, agrees } = props;
  const { factOf } = usePersonNames();
  return (
    <dl className={styles.facts}>
      {COMPARED.map((field) => {
        const same = agrees.includes(field);
        return [
          <dt key={`${field} label`}>{t.fields[field]}</dt>,
          <dd key={field} className={mergeClasses(same && styles.same)}>
            {factOf(null, values[field].join(' · ')) || t.nothing}
            {same && <span className={styles.mark}> – {t.same}</span>}
          </dd>,
        ];
      })}
    </dl>
  );
}
