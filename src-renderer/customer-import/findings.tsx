// What the trial found: how many lines become what, the problems line by line, and the way to start.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ImportState } from '../../src-shared/customer-import/contract.ts';
import { Section } from '../administration/page-sheet.tsx';
import { client } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { counted } from './amounts.ts';
import { showImportFailure } from './failures.ts';
import { take } from './import-state.ts';
import { ProblemList } from './problem-list.tsx';

const useStyles = makeStyles({
  counts: { display: 'flex', flexWrap: 'wrap', gap: '8px 32px', margin: '4px 0 10px' },
  count: { display: 'grid', alignContent: 'start', margin: 0 },
  amount: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontVariantNumeric: 'tabular-nums',
  },
  means: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  blocking: { color: tokens.colorStatusDangerForeground1 },
  doubtful: { color: tokens.colorStatusWarningForeground2 },
  start: { display: 'flex', alignItems: 'center', gap: '12px', padding: '4px 0 12px' },
});

export function Findings({ check }: { check: NonNullable<ImportState['check']> }) {
  const styles = useStyles();
  const texts = useTexts(customerImportTexts);
  const t = texts.check;
  const language = useLanguage((now) => now.language);
  const start = useRef<HTMLButtonElement>(null);
  const { counts, plan } = check;
  const worthwhile = counts.taken > 0 || (counts.duplicates > 0 && plan.duplicates === 'fill');
  useEffect(() => start.current?.focus(), []);
  const figures = [
    { amount: counts.taken, name: t.taken, means: '', look: '' },
    {
      amount: counts.withProblems,
      name: t.withProblems,
      means: t.withProblemsMean,
      look: counts.withProblems > 0 ? styles.doubtful : '',
    },
    {
      amount: counts.duplicates,
      name: t.duplicates,
      means: plan.duplicates === 'fill' ? t.duplicatesFill : t.duplicatesSkip,
      look: '',
    },
    {
      amount: counts.rejected,
      name: t.rejected,
      means: t.rejectedMeans,
      look: counts.rejected > 0 ? styles.blocking : '',
    },
    { amount: counts.empty, name: t.empty, means: '', look: '' },
  ].filter(({ amount, name }) => amount > 0 || name === t.taken);
  return (
    <Section title={t.title} lead={t.lines(counted(check.lines, language), check.lines === 1)}>
      <div className={styles.counts} data-row role="status">
        {figures.map(({ amount, name, means, look }) => (
          <p key={name} className={styles.count}>
            <span className={`${styles.amount} ${look}`}>{counted(amount, language)}</span> <span>{name}</span>{' '}
            {amount > 0 && <span className={styles.means}>{means}</span>}
          </p>
        ))}
      </div>
      <div className={styles.start}>
        {worthwhile ? (
          <Button
            ref={start}
            appearance="primary"
            onClick={() => client.customerImport.start(plan).then(take).catch(showImportFailure)}
          >
            {counts.taken > 0 ? t.startCount(counted(counts.taken, language), counts.taken === 1) : t.start}
          </Button>
        ) : (
          <Text>{t.nothing}</Text>
        )}
      </div>
      <ProblemList check={check} />
    </Section>
  );
}
