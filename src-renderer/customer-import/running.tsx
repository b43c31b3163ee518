// An import under way: how far, how long still, and the way to end it.
import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { ImportJob } from '../../src-shared/customer-import/contract.ts';
import { Section } from '../administration/page-sheet.tsx';
import { client } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { counted, remaining } from './amounts.ts';
import { showImportFailure } from './failures.ts';
import { take } from './import-state.ts';

const useStyles = makeStyles({
  bar: { maxWidth: '640px', margin: '10px 0 4px' },
  line: { display: 'flex', justifyContent: 'space-between', maxWidth: '640px', fontVariantNumeric: 'tabular-nums' },
  hint: { display: 'block', marginTop: '12px', color: tokens.colorNeutralForeground2 },
  end: { display: 'flex', alignItems: 'center', gap: '12px', marginTop: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function Running({ job }: { job: ImportJob }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).running;
  const language = useLanguage((now) => now.language);
  const title = job.kind === 'indexing' ? t.indexing : t.importing;
  const share = job.total ? Math.min(1, job.done / job.total) : 0;
  const done =
    job.kind === 'indexing'
      ? t.share(counted(Math.floor(share * 100), language))
      : t.lines(counted(job.done, language), counted(job.total ?? 0, language));
  return (
    <Section title={title}>
      <div data-row>
        <div className={styles.bar}>
          <ProgressBar aria-label={title} value={share} aria-valuetext={done} />
        </div>
        <div className={styles.line} role="status">
          <Text>{done}</Text>
          <Text>{remaining(job.remainingSeconds, t, language)}</Text>
        </div>
        <Text className={styles.hint}>{t.meanwhile}</Text>
        {job.kind === 'importing' && (
          <div className={styles.end}>
            <Button
              size="small"
              disabledFocusable={job.stopping}
              onClick={() => client.customerImport.cancel().then(take).catch(showImportFailure)}
            >
              {job.stopping ? t.stopping : t.cancel}
            </Button>
            <Text size={200} className={styles.quiet}>
              {t.cancelMeans}
            </Text>
          </div>
        )}
      </div>
    </Section>
  );
}
