// What the other branches have for the text: lines of those who agreed to be seen, a number for the rest (N-24), and plain words
// where nobody can be asked.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { type CustomerFilter, narrowingParts } from '../../src-shared/search/filter.ts';
import { calls } from '../client.ts';
import { branchSearchTexts } from '../texts/branch-search.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { ForeignCustomerDialog } from './foreign-customer.tsx';
import { useRested } from './rested.ts';

const SHOWN = 20;

const useStyles = makeStyles({
  region: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: '6px 16px 8px',
    maxHeight: '34vh',
    overflowY: 'auto',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold },
  says: { margin: '2px 0', color: tokens.colorNeutralForeground2 },
  list: { listStyle: 'none', margin: '2px 0', padding: 0 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '16px', minHeight: '28px' },
  fact: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
  name: {
    justifyContent: 'flex-start',
    minWidth: '220px',
    padding: 0,
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorBrandForegroundLink,
  },
  day: { minWidth: '88px' },
  address: { minWidth: '280px' },
});

export function OtherBranches({ typed, filter }: { typed: string; filter: CustomerFilter }) {
  const styles = useStyles();
  const t = useTexts(branchSearchTexts);
  const { onlyHere } = useTexts(customerFilterTexts);
  const language = useLanguage((state) => state.language);
  const { nameOf, factOf } = usePersonNames();
  const text = useRested(typed.trim().slice(0, 200));
  const [open, setOpen] = useState<string | null>(null);
  const query = useQuery(
    calls.branchSearch.find.queryOptions({
      input: text === '' ? skipToken : { text, limit: SHOWN, statuses: [...filter.statuses] },
      // Somebody else's data: asked anew each time, kept nowhere.
      staleTime: 0,
      gcTime: 0,
    }),
  );
  if (typed.trim() === '') return null;
  const { data, error } = query;
  const refused = (error as { code?: string } | null)?.code;
  return (
    <section className={styles.region} aria-label={t.elsewhere}>
      <h2 className={styles.title}>{t.elsewhere}</h2>
      {narrowingParts(filter).some((part) => part !== 'statuses') && <p className={styles.says}>{onlyHere}</p>}
      <div role="status">
        {error && <p className={styles.says}>{refused === 'NOT_ALLOWED' ? t.notAllowed : t.offline}</p>}
        {!error && !data && <p className={styles.says}>{t.looking}</p>}
        {data && data.rows.length + data.hidden === 0 && <p className={styles.says}>{t.none}</p>}
        {data && data.hidden > 0 && <p className={styles.says}>{t.hidden(data.hidden.toLocaleString(language))}</p>}
        {data?.more && <p className={styles.says}>{t.more}</p>}
      </div>
      {data && data.rows.length > 0 && (
        <ul className={styles.list}>
          {data.rows.map((row) => (
            <li key={row.id} className={styles.line}>
              <Button size="small" appearance="transparent" className={styles.name} onClick={() => setOpen(row.id)}>
                {nameOf(row.id, row)}
              </Button>
              <span className={mergeClasses(styles.fact, styles.day)}>
                {factOf(row.id, row.birthDate ? showDay(row.birthDate) : '')}
              </span>
              <span className={mergeClasses(styles.fact, styles.address)}>
                {factOf(
                  row.id,
                  [row.street, [row.postcode, row.town].filter(Boolean).join(' ')].filter(Boolean).join(', '),
                )}
              </span>
              <span>{row.branchName}</span>
            </li>
          ))}
        </ul>
      )}
      {open !== null && <ForeignCustomerDialog customerId={open} close={() => setOpen(null)} />}
    </section>
  );
}
