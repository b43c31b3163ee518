// What is done with a chosen list: mapping, rules, preview, the trial and its findings, the start.
import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { ImportFile, ImportPlan, ImportState } from '../../src-shared/customer-import/contract.ts';
import { mappingProblems } from '../../src-shared/customer-import/fields.ts';
import { Section } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { counted, remaining } from './amounts.ts';
import { ColumnTable } from './column-table.tsx';
import { showImportFailure } from './failures.ts';
import { Findings } from './findings.tsx';
import { take } from './import-state.ts';
import { areaCodeProblem, PlanRules } from './plan-rules.tsx';
import { samePlan, usePlan } from './plan-state.ts';
import { PreviewTable } from './preview-table.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', alignItems: 'center', gap: '12px', padding: '14px 0 4px' },
  hint: { color: tokens.colorNeutralForeground2 },
  progress: { width: '340px' },
});

export function ChosenList({ file, state }: { file: ImportFile; state: ImportState }) {
  const t = useTexts(customerImportTexts);
  const [plan, decide] = usePlan(file, state.check);
  const { check } = state;
  const current = check !== null && samePlan(check.plan, plan);
  return (
    <>
      <Section title={t.columns.title} lead={t.columns.lead}>
        <ColumnTable file={file} plan={plan} decide={decide} />
      </Section>
      <Section title={t.options.title}>
        <PlanRules plan={plan} decide={decide} />
      </Section>
      <Section title={t.preview.title} lead={t.preview.lead}>
        <PreviewTable file={file} plan={plan} />
      </Section>
      <Check plan={plan} state={state} current={current} />
      {check && current && state.job === null && <Findings check={check} />}
    </>
  );
}

function Check({ plan, state, current }: { plan: ImportPlan; state: ImportState; current: boolean }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts);
  const { job, check } = state;
  const ready = mappingProblems(plan.mapping).length === 0 && !areaCodeProblem(plan.areaCode ?? '');
  const run = () => {
    const done = client.customerImport.check(plan).then(take).catch(showImportFailure);
    // The call answers at the end; the first look at the state shows that it is under way.
    void queries.invalidateQueries({ queryKey: calls.customerImport.state.key() });
    return done;
  };
  if (job?.kind === 'checking') return <Checking job={job} />;
  return (
    <div className={styles.actions} data-row>
      <Button size="small" appearance={current ? 'secondary' : 'primary'} disabledFocusable={!ready} onClick={run}>
        {check ? t.check.again : t.check.run}
      </Button>
      <Text size={200} className={styles.hint}>
        {check && !current ? t.check.outdated : t.check.hint}
      </Text>
    </div>
  );
}

function Checking({ job }: { job: NonNullable<ImportState['job']> }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).running;
  const language = useLanguage((now) => now.language);
  return (
    <div className={styles.actions} data-row>
      <div className={styles.progress} role="status">
        <Text size={200}>
          {t.checking} · {t.linesSoFar(counted(job.done, language))} {remaining(job.remainingSeconds, t, language)}
        </Text>
        <ProgressBar aria-label={t.checking} />
      </div>
      <Button
        size="small"
        disabledFocusable={job.stopping}
        onClick={() => client.customerImport.cancel().then(take).catch(showImportFailure)}
      >
        {job.stopping ? t.stopping : t.cancelCheck}
      </Button>
    </div>
  );
}
