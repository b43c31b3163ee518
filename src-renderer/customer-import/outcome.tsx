// The newest import after it ended, by itself or not: what came of it, the lines that were not taken, and how to go on.
import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ImportRunState, ImportState } from '../../src-shared/customer-import/contract.ts';
import { Section } from '../administration/page-sheet.tsx';
import { client } from '../client.ts';
import { saveFile } from '../frame/save-file.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { dayAndTime } from '../texts/when.ts';
import { counted } from './amounts.ts';
import { showImportFailure } from './failures.ts';
import { take } from './import-state.ts';
import { ListChooser, Trouble } from './list-chooser.tsx';

const useStyles = makeStyles({
  when: { color: tokens.colorNeutralForeground2 },
  counts: { margin: '8px 0', paddingLeft: '20px', lineHeight: '24px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  action: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '12px', marginTop: '12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  failure: { margin: '8px 0' },
});

export function Outcome({ run, state }: { run: ImportRunState; state: ImportState }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  const language = useLanguage((now) => now.language);
  const title = t[run.state === 'running' ? 'interrupted' : run.state](run.fileName);
  return (
    <>
      <Section title={title}>
        <div data-row>
          <Text size={200} className={styles.when}>
            {dayAndTime(run.finishedAt ?? run.startedAt, language)}
            {run.state !== 'done' &&
              ` · ${t.progress(counted(run.linesDone, language), counted(run.linesTotal, language))}`}
          </Text>
          {run.failure && <Failure failure={run.failure} />}
          {state.trouble && <Trouble trouble={state.trouble} />}
          <Counts run={run} />
          {run.rejectedLines > 0 && <Rejected />}
          {run.state === 'done' ? <Finish forgets={run.rejectedLines > 0} /> : <GoOn run={run} />}
        </div>
      </Section>
      {run.state !== 'done' && !run.resumable && <ListChooser state={state} />}
    </>
  );
}

function Failure({ failure }: { failure: NonNullable<ImportRunState['failure']> }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  return (
    <MessageBar intent="error" layout="multiline" role="alert" className={styles.failure}>
      <MessageBarBody>
        {failure.reason === 'internal' ? t.incident(failure.incident ?? '') : t.failures[failure.reason]}
      </MessageBarBody>
    </MessageBar>
  );
}

function Counts({ run }: { run: ImportRunState }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  const language = useLanguage((now) => now.language);
  const { taken, withProblems, duplicates, filled, rejected } = run.counts;
  const amount = (count: number) => counted(count, language);
  return (
    <ul className={styles.counts}>
      <li className={taken > 0 ? styles.good : undefined}>
        {t.taken(amount(taken), taken === 1)}
        {withProblems > 0 && `, ${t.withProblems(amount(withProblems))}`}
      </li>
      {duplicates > 0 && (
        <li>
          {t.duplicates(amount(duplicates), duplicates === 1)}
          {filled > 0 && `, ${t.filled(amount(filled))}`}
        </li>
      )}
      {rejected > 0 && <li>{t.rejected(amount(rejected), rejected === 1)}</li>}
      {run.notSearchableYet > 0 && <li>{t.notSearchable(amount(run.notSearchableYet))}</li>}
    </ul>
  );
}

function Rejected() {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  const save = async () => {
    try {
      await saveFile(await client.customerImport.rejectedLines(), { tone: 'hint', text: t.rejectedSaved });
    } catch (error) {
      showImportFailure(error);
    }
  };
  return (
    <div className={styles.action}>
      <Button size="small" onClick={save}>
        {t.saveRejected}
      </Button>
      <Text size={200} className={styles.quiet}>
        {t.rejectedMeans}
      </Text>
    </div>
  );
}

function Finish({ forgets }: { forgets: boolean }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className={styles.action}>
      <Button ref={button} size="small" appearance="primary" onClick={finish}>
        {t.finish}
      </Button>
      {forgets && (
        <Text size={200} className={styles.quiet}>
          {t.finishMeans}
        </Text>
      )}
    </div>
  );
}

function GoOn({ run }: { run: ImportRunState }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).outcome;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className={styles.action}>
      {run.resumable ? (
        <Button
          ref={button}
          size="small"
          appearance="primary"
          onClick={() => client.customerImport.resume().then(take).catch(showImportFailure)}
        >
          {t.resume}
        </Button>
      ) : (
        <Text>{t.sameList}</Text>
      )}
      <Button size="small" onClick={finish}>
        {t.giveUp}
      </Button>
      <Text size={200} className={styles.quiet}>
        {t.giveUpMeans}
      </Text>
    </div>
  );
}

function finish(): void {
  client.customerImport.finish().then(take).catch(showImportFailure);
}
