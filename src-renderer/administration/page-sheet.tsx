// How a page of the Filialverwaltung is laid out: title, sections, and rows with a control, what it means, and who changed it
// last. It knows no setting.
import { Caption1, makeStyles, Subtitle2, Text, Title3, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { LastChange } from '../../src-shared/change-log/contract.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { useRowShown } from './page-search.tsx';

const useStyles = makeStyles({
  sheet: { padding: '12px 20px 24px', maxWidth: '1060px' },
  lead: { display: 'block', marginTop: '2px', color: tokens.colorNeutralForeground2 },
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
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    paddingTop: '16px',
    color: tokens.colorNeutralForeground2,
    lineHeight: tokens.lineHeightBase300,
  },
  changed: { color: tokens.colorNeutralForeground3 },
});

export function PageSheet({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.sheet}>
      <Title3 as="h1">{title}</Title3>
      {lead && <Text className={styles.lead}>{lead}</Text>}
      {children}
    </div>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <Subtitle2 as="h2">{title}</Subtitle2>
      {children}
    </section>
  );
}

type RowProps = {
  /** What the search box finds the row by, besides its explanation. */
  words: string;
  /** One line that says what it is for, or what on and off mean. */
  explanation: ReactNode;
  /** The newest is shown. */
  changed?: readonly (LastChange | undefined)[];
  children: ReactNode;
};

export function SettingRow({ words, explanation, changed = [], children }: RowProps) {
  const styles = useStyles();
  const shown = useRowShown(`${words} ${typeof explanation === 'string' ? explanation : ''}`);
  if (!shown) return null;
  return (
    <div className={styles.row} data-row>
      <div>{children}</div>
      <div className={styles.side}>
        <Text size={200}>{explanation}</Text>
        <Changed by={changed} />
      </div>
    </div>
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
