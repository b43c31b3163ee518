// What the status line says of the backups, and the messages when one failed or the file is damaged. It decides nothing.
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { BackupState } from '../../src-shared/backup/contract.ts';
import { localTime } from '../../src-shared/backup/rules.ts';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { calls } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace } from '../paths.ts';
import { backupTexts } from '../texts/backup.ts';
import { type Language, useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime, timeOfDay } from '../texts/when.ts';

const useStyles = makeStyles({
  line: { fontSize: 'inherit', color: 'inherit' },
  failed: { color: tokens.colorStatusWarningForeground1 },
});

export function BackupStatus({ person }: { person: Person }) {
  const styles = useStyles();
  const t = useTexts(backupTexts);
  const language = useLanguage((state) => state.language);
  const { go } = usePlace();
  const { data: state } = useQuery(calls.backup.state.queryOptions());
  const isAdministrator = person.role === 'administrator';
  useBackupMessages(isAdministrator);
  if (!state) return <span />;
  const text = statusText(state, t.status, language);
  const className = mergeClasses(styles.line, state.problem !== null && styles.failed);
  if (!isAdministrator) return <span className={className}>{text}</span>;
  return (
    <Link
      as="button"
      appearance="subtle"
      className={className}
      onClick={() => void go({ module: 'administration', page: 'backup' })}
    >
      {text}
    </Link>
  );
}

type Texts = (typeof backupTexts)['de' | 'en'];

function statusText({ lastAt, running, problem }: BackupState, t: Texts['status'], language: Language): string {
  if (running) return t.running;
  if (problem) return t.failed;
  if (lastAt === null) return t.none;
  const isToday = localTime(lastAt).slice(0, 10) === localTime(Date.now()).slice(0, 10);
  return t.last(isToday ? timeOfDay(lastAt, language) : dayAndTime(lastAt, language));
}

function useBackupMessages(isAdministrator: boolean): void {
  const t = useTexts(backupTexts);
  const { go } = usePlace();
  const { show } = useMessages();
  const { data: state } = useQuery(calls.backup.state.queryOptions());
  const { data: health } = useQuery(calls.database.health.queryOptions());
  const problem = state?.problem ?? null;
  const isDamaged = health?.state === 'damaged';
  const action = isAdministrator
    ? { action: { label: t.status.toPage, run: () => void go({ module: 'administration', page: 'backup' }) } }
    : {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when it happens, not at every drawing
  useEffect(() => {
    if (isDamaged) show({ tone: 'problem', text: t.status.damaged, ...action });
    else if (problem) show({ tone: 'problem', text: t.status.failedBecause(t.problems[problem]), ...action });
  }, [isDamaged, problem]);
}
