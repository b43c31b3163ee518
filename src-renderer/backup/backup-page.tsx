// Page 'Sicherung': how it stands, making one now, where and when they are made, and the backups that are there.
import { Button, MessageBar, MessageBarBody, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupProblem, BackupState } from '../../src-shared/backup/contract.ts';
import type { DatabaseHealth } from '../../src-shared/database/contract.ts';
import { usePageForm } from '../administration/page-form.ts';
import { Loaded, PageSheet, Section, SettingRow } from '../administration/page-sheet.tsx';
import type { AdministrationPageProps } from '../administration/pages.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { backupTexts } from '../texts/backup.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime, timeOfDay } from '../texts/when.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { BackupTable } from './backup-table.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: '16px', padding: '6px 9px' },
  label: {
    display: 'block',
    padding: '0 9px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  plain: { display: 'block', padding: '4px 9px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  other: { marginTop: '10px' },
  warning: { marginTop: '8px' },
});

type Overview = Awaited<ReturnType<typeof client.backup.overview>>;
type Entries = { folder: string; hour: string };

export function BackupPage({ person }: AdministrationPageProps) {
  const overview = useQuery(calls.backup.overview.queryOptions());
  const state = useQuery(calls.backup.state.queryOptions());
  const health = useQuery(calls.database.health.queryOptions());
  return (
    <Loaded query={overview}>
      {(data) =>
        state.data &&
        health.data && <Page overview={data} state={state.data} health={health.data} personId={person.id} />
      }
    </Loaded>
  );
}

function Page(props: { overview: Overview; state: BackupState; health: DatabaseHealth; personId: string }) {
  const { overview, state, health, personId } = props;
  const styles = useStyles();
  const t = useTexts(backupTexts);
  const [restoring, setRestoring] = useState<{ first: string | null } | null>(null);
  const form = useBackupForm(overview, personId);
  const problemText = (problem: string) => t.problems[problem as BackupProblem];
  return (
    <PageSheet title={t.page.title} lead={t.page.lead}>
      <Section title={t.page.state}>
        <SettingRow words={`${t.page.last} ${t.page.makeNow}`} explanation={t.page.lastMeans}>
          <LastBackup state={state} />
        </SettingRow>
        <SettingRow words={t.page.check} explanation={t.page.checkMeans}>
          <Health health={health} />
        </SettingRow>
      </Section>
      <Section title={t.page.daily}>
        <SettingRow words={t.page.folder} explanation={t.page.folderMeans(overview.defaultFolder)}>
          <TextField form={form} name="folder" label={t.page.folder} maxLength={1000} problemText={problemText} />
          {overview.sameDisk && (
            <MessageBar intent="warning" layout="multiline" className={styles.warning}>
              <MessageBarBody>{t.page.sameDisk}</MessageBarBody>
            </MessageBar>
          )}
        </SettingRow>
        <SettingRow words={t.page.hour} explanation={t.page.hourMeans}>
          <ChoiceField
            form={form}
            name="hour"
            label={t.page.hour}
            options={HOURS.map((value) => ({ value, label: t.page.oClock(value) }))}
            problemText={problemText}
          />
        </SettingRow>
      </Section>
      <Section title={t.page.backups}>
        <div data-row>
          <BackupTable backups={overview.backups} restore={(file) => setRestoring({ first: file })} />
          <Button size="small" className={styles.other} onClick={() => setRestoring({ first: null })}>
            {t.page.restoreOther}
          </Button>
        </div>
      </Section>
      {restoring && <RestoreDialog first={restoring.first} close={() => setRestoring(null)} />}
    </PageSheet>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

function LastBackup({ state }: { state: BackupState }) {
  const styles = useStyles();
  const t = useTexts(backupTexts);
  const language = useLanguage((now) => now.language);
  const { show } = useMessages();
  const makeNow = async () => {
    const { error, data } = await safe(client.backup.makeNow());
    if (data) show({ tone: 'done', text: t.page.made(timeOfDay(data.at, language)), until: 'typing' });
    else if (!isDefinedError(error) || error.code !== 'FAILED') showFailure(error);
    // What failed is said by the message of the status line, also when nobody asked for the backup.
    await queries.invalidateQueries({ queryKey: calls.backup.key() });
  };
  return (
    <>
      <span className={styles.label}>{t.page.last}</span>
      <div className={styles.state}>
        <Text>{state.lastAt === null ? t.page.none : dayAndTime(state.lastAt, language)}</Text>
        <Button size="small" disabledFocusable={state.running} onClick={makeNow}>
          {t.page.makeNow}
        </Button>
      </div>
      <div role="status">{state.running && <Text className={styles.plain}>{t.page.running}</Text>}</div>
      {state.problem && <Text className={mergeClasses(styles.plain, styles.bad)}>{t.problems[state.problem]}</Text>}
    </>
  );
}

function Health({ health }: { health: DatabaseHealth }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).page;
  const language = useLanguage((now) => now.language);
  const { state, checkedAt } = health;
  const text = state === 'good' && checkedAt !== null ? t.health.good(dayAndTime(checkedAt, language)) : null;
  return (
    <>
      <span className={styles.label}>{t.check}</span>
      <Text className={mergeClasses(styles.plain, state === 'good' && styles.good, state === 'damaged' && styles.bad)}>
        {text ?? t.health[state === 'good' ? 'unknown' : state]}
      </Text>
    </>
  );
}

function useBackupForm(overview: Overview, personId: string) {
  const read = () => queries.fetchQuery({ ...calls.backup.overview.queryOptions(), staleTime: 0 });
  return usePageForm<Entries>({
    owner: `backup ${personId}`,
    kept: entriesOf(overview),
    reload: read,
    save: async ({ folder, hour }) => {
      const chosen = folder.trim() === '' ? null : folder.trim();
      const { error } = await safe(client.backup.choose({ folder: chosen, hour: Number(hour) }));
      if (!error) return { kept: entriesOf(await read()) };
      if (isDefinedError(error) && error.code === 'FOLDER')
        return { problems: [{ field: 'folder', problem: error.data.problem }] };
      showFailure(error);
      return 'refused';
    },
  });
}

function entriesOf({ folder, isDefaultFolder, hour }: Overview): Entries {
  return { folder: isDefaultFolder ? '' : folder, hour: String(hour) };
}
