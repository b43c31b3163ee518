// The filters of the search, opened and closed with F4: branch and status. What they begin with, the settings say.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import type { Seat } from '../../src-shared/sign-in/contract.ts';
import { useStatuses } from '../lists/statuses.ts';
import { branchSearchTexts } from '../texts/branch-search.ts';
import { useTexts } from '../texts/catalogue.ts';
import { usePaper } from '../ui/paper.ts';
import { type Filters, useFilterChoice } from './filters.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '6px 24px',
    margin: 0,
    padding: '0 16px 10px',
    border: 0,
  },
  one: { display: 'flex', alignItems: 'flex-start', gap: '8px', '& label': { paddingTop: '3px' } },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  branch: { width: '260px' },
  statuses: { width: '150px', height: 'auto' },
});

export function FilterBar({ filters, seat }: { filters: Filters; seat: Seat }) {
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(branchSearchTexts);
  const [branchId, statusId, hintId] = [useId(), useId(), useId()];
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const statuses = useStatuses();
  const fixed = filters.locked || filters.alone;
  return (
    <fieldset className={styles.bar} aria-label={t.filters}>
      <span className={styles.one}>
        <label htmlFor={branchId}>
          {t.branch}
          <span aria-hidden="true"> ▾</span>
        </label>
        <select
          ref={fixed ? undefined : first}
          id={branchId}
          className={mergeClasses(paper.control, paper.choice, styles.branch)}
          value={filters.span}
          disabled={fixed}
          aria-describedby={filters.locked ? hintId : undefined}
          onChange={(event) => useFilterChoice.setState({ span: event.target.value === 'all' ? 'all' : 'own' })}
        >
          <option value="own">{t.ownBranch(seat.branch.name)}</option>
          {!fixed && <option value="all">{t.allBranches}</option>}
        </select>
        {filters.locked && !filters.alone && (
          <span id={hintId} className={styles.hint}>
            {t.locked}
          </span>
        )}
      </span>
      <span className={styles.one}>
        <label htmlFor={statusId}>
          {t.statuses} <span className={styles.hint}>({t.several})</span>
        </label>
        <select
          ref={fixed ? first : undefined}
          id={statusId}
          multiple
          size={4}
          className={mergeClasses(paper.control, paper.area, styles.statuses)}
          value={[...filters.statuses]}
          onChange={(event) =>
            useFilterChoice.setState({ statuses: [...event.target.selectedOptions].map((one) => one.value) })
          }
        >
          {statuses.options(...filters.statuses).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
}
