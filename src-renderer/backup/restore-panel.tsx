// What restoring looks like: the backups found, another place to look, the recovery key where it is needed, what is in the
// chosen one, and what will happen. The buttons belong to whoever shows it.
import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Select,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { backupTexts } from '../texts/backup.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { shownSize } from './sizes.ts';
import type { Restore } from './use-restore.ts';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: '12px' },
  elsewhere: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '8px', alignItems: 'end' },
  key: { fontFamily: tokens.fontFamilyMonospace },
  keyRow: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  wide: { width: '100%' },
});

export function RestorePanel({ restore }: { restore: Restore }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  const language = useLanguage((state) => state.language);
  const { found, file, facts, problem, keyNeeded, step } = restore;
  if (step)
    return (
      <div className={styles.panel} role="status">
        <Field label={t.steps[step.step]}>
          <ProgressBar thickness="large" {...(step.step === 'copying' ? { value: step.share } : {})} />
        </Field>
      </div>
    );
  return (
    <div className={styles.panel}>
      <Field label={t.choose} {...(found?.length === 0 && !problem ? { hint: t.nothingFound } : {})}>
        <Select
          value={file?.file ?? ''}
          disabled={found?.length === 0}
          onChange={(_event, { value }) => {
            const chosen = found?.find((one) => one.file === value);
            if (chosen) restore.choose(chosen);
          }}
        >
          {found?.map((one) => (
            <option key={one.file} value={one.file}>
              {t.line(
                dayAndTime(one.at, language),
                shownSize(one.size, language),
                one.own ? one.workstation : t.foreign,
              )}
            </option>
          ))}
        </Select>
      </Field>
      <Elsewhere look={restore.look} />
      {keyNeeded && <RecoveryKey restore={restore} />}
      {problem && (
        <MessageBar intent={problem.tone === 'wrong' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody role="alert">{problem.text}</MessageBarBody>
        </MessageBar>
      )}
      {facts && (
        <>
          <Text weight="semibold">
            {t.facts(
              facts.branchName ?? t.unknownBranch,
              facts.customers,
              facts.lastChangeAt === null ? t.noChange : dayAndTime(facts.lastChangeAt, language),
            )}
          </Text>
          <Text size={200}>{t.warning}</Text>
        </>
      )}
    </div>
  );
}

function Elsewhere({ look }: { look: (path: string | null) => Promise<void> }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  const [path, setPath] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void look(path.trim() === '' ? null : path.trim());
  };
  return (
    <form onSubmit={submit} className={styles.elsewhere}>
      <Field label={t.elsewhere}>
        <Input value={path} autoComplete="off" spellCheck={false} onChange={(_event, { value }) => setPath(value)} />
      </Field>
      <Button type="submit">{t.look}</Button>
    </form>
  );
}

function RecoveryKey({ restore }: { restore: Restore }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  return (
    <form
      className={styles.keyRow}
      onSubmit={(event) => {
        event.preventDefault();
        restore.inspectAgain();
      }}
    >
      <KeyField value={restore.recoveryKey} type={restore.setRecoveryKey} />
      <Button type="submit">{t.inspect}</Button>
    </form>
  );
}

/** Where the key from the paper is typed: readable, three groups a line as it was printed. Enter sends the form. */
export function KeyField({ value, type }: { value: string; type: (value: string) => void }) {
  const styles = useStyles();
  const t = useTexts(backupTexts).restore;
  return (
    <Field label={t.key} hint={t.keyHint} className={styles.wide}>
      <Textarea
        value={value}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        textarea={{ className: styles.key }}
        onChange={(_event, { value: typed }) => type(typed)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
    </Field>
  );
}
