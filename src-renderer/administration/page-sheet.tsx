// How a page of the Filialverwaltung is laid out: title, sections, and rows with a control, what it means, and who changed it
// last. It knows no setting.
import { Caption1, makeStyles, mergeClasses, Subtitle1, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LastChange } from '../../src-shared/change-log/contract.ts';
import { failureText } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { useRowShown } from './page-search.tsx';

const useStyles = makeStyles({
  sheet: { padding: '12px 20px 24px', maxWidth: '1060px' },
  wide: { maxWidth: '1500px' },
  failure: { padding: '12px 20px' },
  heading: { margin: 0 },
  lead: { display: 'block', margin: '2px 0 6px', color: tokens.colorNeutralForeground2 },
  section: {
    marginTop: '18px',
    // A heading without rows, after the search left none over, goes with them.
    '&:not(:has([data-row]))': { display: 'none' },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 400px) minmax(0, 1fr)',
    gap: '24px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    // At a large zoom what it means stands below.
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '2px' },
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    paddingTop: '16px',
    color: tokens.colorNeutralForeground2,
    lineHeight: tokens.lineHeightBase300,
    '@media (max-width: 900px)': { paddingTop: 0, paddingLeft: '9px' },
  },
  changed: { color: tokens.colorNeutralForeground3 },
});

export function PageSheet(props: { title: string; lead?: string; wide?: boolean; children: ReactNode }) {
  const { title, lead, wide = false, children } = props;
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.sheet, wide && styles.wide)}>
      <Subtitle1 as="h1" block className={styles.heading}>
        {title}
      </Subtitle1>
      {lead && (
        <Text size={200} className={styles.lead}>
          {lead}
        </Text>
      )}
      {children}
    </div>
  );
}

export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <Subtitle2 as="h2" block className={styles.heading}>
        {title}
      </Subtitle2>
      {lead && (
        <Text size={200} className={styles.lead}>
          {lead}
        </Text>
      )}
      {children}
    </section>
  );
}

type RowProps = {
  /** What the search box finds the row by, besides its explanation. */
  words: string;
  /** One line that says what it is for, or what on and off mean. */
  explanation?: string;
  /** Why it has no effect now. */
  note?: string | undefined;
  /** How it is where nobody has changed it. */
  standard?: string | undefined;
  /** The newest is shown. */
  changed?: readonly (LastChange | undefined)[];
  children: ReactNode;
};

export function SettingRow({ words, explanation = '', note, standard, changed = [], children }: RowProps) {
  const styles = useStyles();
  const shown = useRowShown(`${words} ${explanation}`);
  if (!shown) return null;
  return (
    <div className={styles.row} data-row>
      <div>{children}</div>
      <div className={styles.side}>
        <Text size={200}>{explanation}</Text>
        {note && <Text size={200}>{note}</Text>}
        {standard && <Caption1 className={styles.changed}>{standard}</Caption1>}
        <Changed by={changed} />
      </div>
    </div>
  );
}

/** What a page shows once it is read; until then nothing, and where it cannot be read, why. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const styles = useStyles();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return null;
  return (
    <Text as="p" role="alert" className={styles.failure}>
      {failureText(query.error)}
    </Text>
  );
}

/** 'geändert von Anna Amsel am 21.11.2026, 10:42'; nothing where nobody changed it yet. */
export function Changed({ by }: { by: readonly (LastChange | null | undefined)[] }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts);
  const language = useLanguage((state) => state.language);
  const newest = by.reduce((last, one) => (one && (!last || one.at > last.at) ? one : last), undefined);
  if (!newest) return null;
  return <Caption1 className={styles.changed}>{t.changedBy(newest.by, dayAndTime(newest.at, language))}</Caption1>;
}
