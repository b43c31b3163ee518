// Taking a merge back: what stays as somebody changed it since, to whom each line belongs that was made since, and the command.
import { Button, makeStyles, Radio, RadioGroup, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LoggedChange } from '../../src-shared/change-log/contract.ts';
import { useLogWords } from '../change-log/value-text.ts';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { mergeTexts } from '../texts/merge.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '1100px' },
  title: { margin: 0 },
  start: { outlineStyle: 'none' },
  lead: { display: 'block', margin: '2px 0 10px', color: tokens.colorNeutralForeground2, maxWidth: '90ch' },
  heading: { margin: '14px 0 2px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: '18px' },
  line: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'center', gap: '16px' },
  actions: { display: 'flex', gap: '8px', marginTop: '14px' },
});

export function UnmergePage({ mergeId, customerId }: { mergeId: string; customerId: string }) {
  const styles = useStyles();
  const t = useTexts(mergeTexts);
  const keys = useTexts(keyTexts).names;
  const title = useRef<HTMLDivElement>(null);
  const { go, goNow } = usePlace();
  const back = () => go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
  useEscape(() => void back());
  useEffect(() => title.current?.focus(), []);
  const [toOther, setToOther] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const { data: merges } = useQuery(calls.merge.of.queryOptions({ input: { customerId } }));
  const { data: customer } = useQuery(calls.customers.byId.queryOptions({ input: { id: customerId } }));
  // Each look is a round with the server, and after each round all is read again: looking at news would never end.
  const { data, error, refetch } = useQuery({
    ...calls.merge.beforeUnmerge.queryOptions({ input: { mergeId } }),
    staleTime: 'static',
    gcTime: 0,
    retry: false,
  });
  const lookAgain = () => Promise.all([queries.invalidateQueries(), refetch()]);
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => lookAgain() }]);
  const { nameOf } = usePersonNames();
  const merge = merges?.find(({ id }) => id === mergeId);
  const words = (trouble: unknown): string => {
    const { code, data: why } = trouble as { code?: string; data?: { reason?: keyof typeof t.undo.refusals } };
    if (code === 'OFFLINE') return t.undo.offline;
    return code === 'REFUSED' && why?.reason ? t.undo.refusals[why.reason] : failureText(trouble);
  };
  const undo = async () => {
    if (!data || !merge) return;
    setBusy(true);
    const seen = data.born.map(({ rowId }) => rowId);
    const { error: refused } = await safe(client.merge.unmerge({ mergeId, seen, toOther: [...toOther] }));
    setBusy(false);
    if (refused) {
      if (!isDefinedError(refused)) return showFailure(refused);
      useMessages.getState().show({ tone: 'problem', text: words(refused) });
      await lookAgain();
      return;
    }
    await queries.invalidateQueries();
    goNow({ module: 'contacts', page: 'customer', id: merge.other.id, tab: 'master' });
    useMessages.getState().show({ tone: 'done', text: t.undo.done(nameOf(merge.other.id, merge.other.name)) });
  };
  const choose = (rowId: string, other: boolean) =>
    setToOther((before) => new Set(other ? [...before, rowId] : [...before].filter((one) => one !== rowId)));
  return (
    <div className={styles.page}>
      <div ref={title} tabIndex={-1} className={styles.start}>
        <Subtitle1 as="h1" block className={styles.title}>
          {t.undo.title}
        </Subtitle1>
      </div>
      {merge && (
        <Text size={200} className={styles.lead}>
          {t.undo.lead(nameOf(merge.other.id, merge.other.name), merge.other.number)}
        </Text>
      )}
      {error && (
        <Text as="p" role="alert">
          {words(error)}
        </Text>
      )}
      {!data && !error && (
        <Text as="p" role="status">
          {t.undo.looking}
        </Text>
      )}
      {data && (
        <>
          <h2 className={styles.heading}>{t.undo.changed}</h2>
          {data.changed.length === 0 && <Text>{t.undo.noneChanged}</Text>}
          <ul className={styles.list}>
            {data.changed.map((change) => (
              <Changed key={`${change.table} ${change.rowId} ${change.fields[0]?.field}`} change={change} />
            ))}
          </ul>
          {data.born.length > 0 && <h2 className={styles.heading}>{t.undo.born}</h2>}
          {data.born.map((line) => (
            <Born
              key={line.rowId}
              line={line}
              survivor={customer ? nameOf(customer.id, customer.form) : ''}
              other={merge ? nameOf(merge.other.id, merge.other.name) : ''}
              isOthers={toOther.has(line.rowId)}
              choose={(other) => choose(line.rowId, other)}
            />
          ))}
          <div className={styles.actions}>
            <Button appearance="primary" disabledFocusable={busy || !merge} onClick={() => void undo()}>
              {t.undo.undo}
            </Button>
            <Button onClick={() => void back()}>{t.cancel}</Button>
          </div>
        </>
      )}
    </div>
  );
}

function Changed({ change }: { change: LoggedChange }) {
  const words = useLogWords();
  const { factOf } = usePersonNames();
  const [field] = change.fields;
  const said = field
    ? `${words.fieldOf(change, field.field, null)}: ${factOf(null, words.value(field.to, change.table, field.field))}`
    : '';
  return <li>{said === '' ? words.row(change, null) : said}</li>;
}

type BornProps = {
  line: LoggedChange;
  survivor: string;
  other: string;
  isOthers: boolean;
  choose: (other: boolean) => void;
};

function Born({ line, survivor, other, isOthers, choose }: BornProps) {
  const styles = useStyles();
  const t = useTexts(mergeTexts);
  const words = useLogWords();
  const { factOf } = usePersonNames();
  const facts = line.fields.slice(0, 3).map(({ field, to }) => words.value(to, line.table, field));
  const what = [words.row(line, null), factOf(null, facts.join(' · '))].filter(Boolean).join(' · ');
  return (
    <div className={styles.line}>
      <Text>{what}</Text>
      <RadioGroup
        layout="horizontal"
        aria-label={t.undo.belongs(what)}
        value={isOthers ? 'other' : 'survivor'}
        onChange={(_event, data) => choose(data.value === 'other')}
      >
        <Radio value="survivor" label={survivor} />
        <Radio value="other" label={other} />
      </RadioGroup>
    </div>
  );
}
