// 'Mögliche Dubletten': pairs with their reasons and points, the likeliest first, and how far the search is. When a pair is decided
// the next one has the focus.
import { Button, makeStyles, Subtitle1, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { DuplicatePair } from '../../src-shared/duplicates/contract.ts';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { duplicateTexts } from '../texts/duplicates.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { useEntryFocus } from '../ui/entry-focus.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

const SHOWN = 50;

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '1200px' },
  title: { margin: 0 },
  // It only holds the place from which Tab goes on.
  start: { outlineStyle: 'none' },
  lead: { display: 'block', margin: '2px 0 6px', color: tokens.colorNeutralForeground2 },
  run: { display: 'flex', alignItems: 'center', gap: '12px', margin: '6px 0' },
  entry: { padding: '10px 0 12px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, outlineOffset: '4px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '14px', margin: 0 },
  fact: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  sides: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: '24px', margin: '4px 0' },
  person: { display: 'block', overflowWrap: 'anywhere' },
  actions: { display: 'flex', gap: '8px', marginTop: '6px' },
});

export function DuplicatesPage() {
  const styles = useStyles();
  const t = useTexts(duplicateTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const { data, error } = useQuery(calls.duplicates.list.queryOptions({ input: { limit: SHOWN } }));
  const { page, title, done: decided } = useEntryFocus(data);
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() }]);
  useEscape(() => void go({ module: 'contacts', page: 'search' }));
  const pairs = data?.pairs ?? [];
  const dismiss = async (at: number, { one, other }: DuplicatePair) => {
    const { error: refused } = await safe(client.duplicates.dismiss({ customerId: one.id, otherId: other.id }));
    if (refused) showFailure(refused);
    else
      useMessages
        .getState()
        .show({ tone: 'done', text: t.dismissed(t.pair(one.name, other.name)), about: [one, other] });
    decided(at);
    await queries.invalidateQueries();
  };
  return (
    <div ref={page} className={styles.page}>
      <div ref={title} tabIndex={-1} className={styles.start}>
        <Subtitle1 as="h1" block className={styles.title}>
          {t.title}
        </Subtitle1>
      </div>
      <Text size={200} className={styles.lead}>
        {t.lead}
      </Text>
      <Run found={pairs.length} />
      {pairs.map((pair, at) => (
        <Pair key={`${pair.one.id} ${pair.other.id}`} pair={pair} dismiss={() => dismiss(at, pair)} />
      ))}
      {data && data.count > SHOWN && <Text>{t.more(data.count - SHOWN)}</Text>}
      {error && (
        <Text as="p" role="alert">
          {failureText(error)}
        </Text>
      )}
    </div>
  );
}

function Run({ found }: { found: number }) {
  const styles = useStyles();
  const t = useTexts(duplicateTexts);
  const language = useLanguage((state) => state.language);
  const { data: run } = useQuery(calls.duplicates.run.queryOptions());
  if (run === undefined) return null;
  const act = async (what: 'start' | 'stop') => {
    const { error } = await safe(client.duplicates[what]());
    if (error) showFailure(error);
    await queries.invalidateQueries();
  };
  const percent = run ? Math.floor((run.done / run.parts) * 100) : 0;
  const says =
    run === null
      ? t.neverLooked
      : run.running
        ? t.running(percent)
        : run.finishedAt === null
          ? t.stopped(percent)
          : `${t.found(dayAndTime(run.finishedAt, language))}${found === 0 ? ` ${t.none}` : ''}`;
  const label = run?.running ? t.stop : run && run.finishedAt === null ? t.goOn : t.start;
  return (
    <div className={styles.run}>
      <Button size="small" onClick={() => void act(run?.running ? 'stop' : 'start')}>
        {label}
      </Button>
      <Text role="status">{says}</Text>
    </div>
  );
}

function Pair({ pair, dismiss }: { pair: DuplicatePair; dismiss: () => Promise<void> }) {
  const styles = useStyles();
  const t = useTexts(duplicateTexts);
  const words = useTexts(contactTexts).duplicates.reasons;
  const id = useId();
  const { go } = usePlace();
  const { one, other, score, reasons } = pair;
  const name = usePairName()(one, other);
  const compare = () => void go({ module: 'contacts', page: 'merge', one: one.id, other: other.id });
  return (
    <article className={styles.entry} aria-labelledby={id} tabIndex={-1}>
      <Subtitle2 as="h2" id={id} className={styles.head} aria-label={name}>
        <span>{name}</span>
        <Text className={styles.fact}>{t.points(score)}</Text>
        <Text className={styles.fact}>
          {reasons.map(({ reason, points }) => `${words[reason]} (${points})`).join(', ')}
        </Text>
      </Subtitle2>
      <div className={styles.sides}>
        <Side person={one} />
        <Side person={other} />
      </div>
      <div className={styles.actions}>
        <Button size="small" onClick={compare}>
          {t.compare}
        </Button>
        <Button size="small" onClick={() => void dismiss()}>
          {t.notDuplicate}
        </Button>
      </div>
    </article>
  );
}

/** 'Müller, Anna und Mueller, Anna', or the codes of both. */
function usePairName() {
  const t = useTexts(duplicateTexts);
  const { nameOf } = usePersonNames();
  return (one: DuplicatePair['one'], other: DuplicatePair['one']) =>
    t.pair(nameOf(one.id, one.name), nameOf(other.id, other.name));
}

function Side({ person }: { person: DuplicatePair['one'] }) {
  const styles = useStyles();
  const t = useTexts(duplicateTexts);
  const { nameOf, factOf } = usePersonNames();
  const { id, name, number, birthDate, address, phones, email } = person;
  const born = birthDate === null ? [] : [t.born(factOf(id, showDay(birthDate)))];
  const who = [nameOf(id, name), t.number(number), ...born].join(', ');
  return (
    <div>
      <Text className={styles.person}>{who}</Text>
      <Text className={styles.person}>{factOf(id, [address, ...phones, email].filter(Boolean).join(' · '))}</Text>
    </div>
  );
}
