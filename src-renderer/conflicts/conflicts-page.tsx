// Page 'Konflikte' (N-23): everything that waits for a decision, the oldest first; nothing leaves the list by itself. After a
// decision the next one has the focus.
import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import type { ConflictEntry, DecisionInput } from '../../src-shared/conflicts/contract.ts';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { conflictTexts } from '../texts/conflicts.ts';
import { keyTexts } from '../texts/keys.ts';
import { useEntryFocus } from '../ui/entry-focus.ts';
import { Entry } from './entry.tsx';
import type { EnteredProblems } from './other-value.tsx';

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '1200px' },
  title: { margin: 0 },
  // It only holds the place from which Tab goes on.
  start: { outlineStyle: 'none' },
  lead: { display: 'block', margin: '2px 0 6px', color: tokens.colorNeutralForeground2 },
  none: { display: 'flex', flexDirection: 'column', gap: '2px', padding: '16px 0' },
});

export function ConflictsPage() {
  const styles = useStyles();
  const t = useTexts(conflictTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const { data, error } = useQuery(calls.conflicts.open.queryOptions());
  const { page, title, done: decided } = useEntryFocus(data);
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() }]);
  useEscape(() => void go({ module: 'contacts', page: 'search' }));

  const decide = async (entry: ConflictEntry, decision: DecisionInput): Promise<EnteredProblems | null> => {
    const { error: refused } = await safe(client.conflicts.decide({ id: entry.id, seen: entry.seen, decision }));
    const say = (tone: 'done' | 'hint', text: string) => useMessages.getState().show({ tone, text });
    if (!refused) say('done', t.decided);
    else if (!isDefinedError(refused)) showFailure(refused);
    else if (refused.code === 'INVALID') return refused.data.problems;
    else if (refused.code === 'DECIDED') say('hint', t.alreadyDecided);
    else if (refused.code === 'CHANGED_SINCE') say('hint', t.changedSince);
    else if (refused.code === 'NOT_OFFERED') say('hint', t.notOffered);
    else showFailure(refused);
    if (!refused && data) decided(data.entries.findIndex((one) => one.id === entry.id));
    await queries.invalidateQueries();
    return null;
  };

  const entries = data?.entries ?? [];
  return (
    <div ref={page} className={styles.page}>
      <div ref={title} tabIndex={-1} className={styles.start}>
        <Subtitle1 as="h1" block className={styles.title}>
          {t.title}
        </Subtitle1>
      </div>
      {entries.length > 0 && (
        <Text size={200} className={styles.lead}>
          {t.lead}
        </Text>
      )}
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} decide={(decision) => decide(entry, decision)} />
      ))}
      {data && data.count > entries.length && <Text>{t.more(data.count - entries.length)}</Text>}
      {data && entries.length === 0 && (
        <div className={styles.none}>
          <Text>{t.none}</Text>
          <Text size={200} className={styles.lead}>
            {t.noneMeans}
          </Text>
        </div>
      )}
      {error && (
        <Text as="p" role="alert">
          {failureText(error)}
        </Text>
      )}
    </div>
  );
}
