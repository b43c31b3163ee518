// Two customers side by side, who stays on the left: what counts in each field, what the lists become, and the command. The
// defaults are the rule's; nothing is written before 'Zusammenfassen'.
import {
  Button,
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ShownValue } from '../../src-shared/change-log/contract.ts';
import type { MergePreview } from '../../src-shared/merge/contract.ts';
import { useLogWords } from '../change-log/value-text.ts';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { mergeTexts } from '../texts/merge.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';
import { OtherNumber } from './other-number.tsx';

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '1200px' },
  title: { margin: 0 },
  start: { outlineStyle: 'none' },
  lead: { display: 'block', margin: '2px 0 10px', color: tokens.colorNeutralForeground2, maxWidth: '90ch' },
  field: { width: '190px' },
  // Beside circles that stand in the middle.
  middle: { verticalAlign: 'middle' },
  value: { overflowWrap: 'anywhere', minWidth: 0 },
  heading: { margin: '14px 0 2px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  choice: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  // Over the words of its choices, not over their circles.
  side: { paddingLeft: '36px', whiteSpace: 'normal' },
  login: { display: 'block', margin: '10px 0 0', maxWidth: '90ch' },
  actions: { display: 'flex', alignItems: 'center', gap: '8px', marginTop: '14px' },
});

type Side = 'survivor' | 'other';

export function MergePage({ one, other }: { one: string; other: string | null }) {
  const styles = useStyles();
  const t = useTexts(mergeTexts);
  const title = useRef<HTMLDivElement>(null);
  const { go } = usePlace();
  useEscape(() => void go({ module: 'contacts', page: 'duplicates' }));
  useEffect(() => title.current?.focus(), []);
  return (
    <div className={styles.page}>
      <div ref={title} tabIndex={-1} className={styles.start}>
        <Subtitle1 as="h1" block className={styles.title}>
          {t.title}
        </Subtitle1>
      </div>
      {other === null ? (
        <OtherNumber one={one} />
      ) : (
        <Comparison key={`${one} ${other}`} survivorId={one} otherId={other} />
      )}
    </div>
  );
}

function Comparison({ survivorId, otherId }: { survivorId: string; otherId: string }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(mergeTexts);
  const keys = useTexts(keyTexts).names;
  const names = useTexts(loggedFieldTexts);
  const { go, goNow } = usePlace();
  const { nameOf } = usePersonNames();
  const [choices, setChoices] = useState<Record<string, Side>>({});
  const [busy, setBusy] = useState(false);
  const preview = useQuery({
    ...calls.merge.preview.queryOptions({ input: { survivorId, otherId } }),
    ...{ staleTime: 0, gcTime: 0 },
  });
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() }]);
  const { data, error } = preview;
  if (error)
    return (
      <Text as="p" role="alert">
        {isDefinedError(error) && error.code === 'GONE' ? t.gone : failureText(error)}
      </Text>
    );
  if (!data) return null;
  const name = { survivor: nameOf(survivorId, data.survivor.name), other: nameOf(otherId, data.other.name) };
  /** Both may have one name. */
  const called = (side: Side) => `${name[side]}, ${t.number(data[side].number)}`;
  const merge = async () => {
    setBusy(true);
    const { error: refused, data: merged } = await safe(
      client.merge.merge({ survivorId, otherId, choices, seen: data.seen }),
    );
    setBusy(false);
    const { show } = useMessages.getState();
    if (refused) {
      if (!isDefinedError(refused)) return showFailure(refused);
      if (refused.code === 'REFUSED') show({ tone: 'problem', text: t.refusals[refused.data.reason] });
      else if (refused.code === 'OFFLINE') show({ tone: 'problem', text: t.offline });
      else showFailure(refused);
      await queries.invalidateQueries();
      return;
    }
    goNow({ module: 'contacts', page: 'customer', id: survivorId, tab: 'master' });
    show({ tone: 'done', text: t.done(name.survivor) });
    if (merged.login === 'ended') show({ tone: 'hint', text: t.loginEnded });
    await queries.invalidateQueries();
  };
  const login = loginWords(data, t.login);
  return (
    <>
      <Text size={200} className={styles.lead}>
        {t.lead}
      </Text>
      {data.refusal !== null && (
        <Text as="p" role="alert">
          {t.refusals[data.refusal]}
        </Text>
      )}
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.head}>
              {t.field}
            </th>
            <th scope="col" className={table.head}>
              <div className={styles.choice}>
                <span className={styles.side}>{`${t.stays}: ${called('survivor')}`}</span>
                <span className={styles.side}>{`${t.goes}: ${called('other')}`}</span>
              </div>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.fields.map((field) => (
            <Field
              key={field.field}
              field={field}
              chosen={choices[field.field] ?? field.chosen}
              choose={(side) => setChoices((before) => ({ ...before, [field.field]: side }))}
            />
          ))}
        </tbody>
      </table>
      {data.fields.length === 0 && <Text>{t.both}</Text>}
      {data.lists.length > 0 && (
        <>
          <h2 className={styles.heading}>{t.lists}</h2>
          <table className={table.table} aria-label={t.lists}>
            <HeadRow
              columns={[
                { text: t.list, className: styles.field },
                ...[called('survivor'), called('other'), t.after].map((number) => ({ number })),
              ]}
            />
            <tbody>
              {data.lists.map(({ table: list, survivor, other, doubles }) => (
                <tr key={list}>
                  <th scope="row" className={`${table.cell} ${table.rowHead}`}>
                    {(names.tables as Record<string, string>)[list] ?? list}
                  </th>
                  <td className={`${table.cell} ${table.number}`}>{survivor}</td>
                  <td className={`${table.cell} ${table.number}`}>
                    {doubles > 0 ? `${other} (${t.doubles(doubles)})` : other}
                  </td>
                  <td className={`${table.cell} ${table.number}`}>{survivor + other - doubles}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {login && <Text className={styles.login}>{login}</Text>}
      <div className={styles.actions}>
        <Button appearance="primary" disabledFocusable={busy || data.refusal !== null} onClick={() => void merge()}>
          {t.merge}
        </Button>
        <Button onClick={() => goNow({ module: 'contacts', page: 'merge', one: otherId, other: survivorId })}>
          {t.swap}
        </Button>
        <Button onClick={() => void go({ module: 'contacts', page: 'duplicates' })}>{t.cancel}</Button>
        <Text size={200}>{t.undoable}</Text>
      </div>
    </>
  );
}

type FieldProps = { field: MergePreview['fields'][number]; chosen: Side; choose: (side: Side) => void };

function Field({ field: { field, survivor, other }, chosen, choose }: FieldProps) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(mergeTexts);
  const words = useLogWords();
  const label = words.field({ table: 'customer', field });
  const { factOf } = usePersonNames();
  // Neither of the two is open: while names are covered, so is what is said of them.
  const said = (value: ShownValue | null) =>
    value === null ? t.nothing : factOf(null, words.value(value, 'customer', field));
  return (
    <tr>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead, styles.field, styles.middle)}>
        {label}
      </th>
      <td className={table.cell}>
        <RadioGroup
          layout="horizontal"
          aria-label={t.choose(label)}
          className={styles.choice}
          value={chosen}
          onChange={(_event, data) => choose(data.value as Side)}
        >
          <Radio value="survivor" label={said(survivor)} className={styles.value} />
          <Radio value="other" label={said(other)} className={styles.value} />
        </RadioGroup>
      </td>
    </tr>
  );
}

function loginWords({ login }: MergePreview, t: { both: string; moves: string; stays: string }): string | null {
  if (login.survivor) return login.other ? t.both : t.stays;
  return login.other ? t.moves : null;
}
