// A record's change log: filters above, below every change with who, when, where, and field by field from what to what.
// Newest first; older ones come when asked for. Where it stands (a tab, a dialog) is its user's business.
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LoggedChange, LoggedSet } from '../../src-shared/change-log/contract.ts';
import { soughtWords } from '../../src-shared/change-log/full-text.ts';
import { calls } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { scrollable } from '../ui/scrollable.ts';
import { useTable } from '../ui/table.ts';
import { FilterBar } from './filter-bar.tsx';
import { askedWith, narrowing, startingFilter } from './log-filter.ts';
import { LongText } from './long-text.tsx';
import { useLogWords } from './value-text.ts';
import { useWording } from './wording.ts';

const useStyles = makeStyles({
  log: { display: 'flex', flexDirection: 'column', gap: '8px', minHeight: 0, height: '100%' },
  scroll: { overflowY: 'auto', minHeight: 0, flexGrow: 1, position: 'relative' },
  table: { tableLayout: 'fixed', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  head: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  field: { width: '26%' },
  set: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightSemibold,
    padding: '12px 8px 3px',
    fontVariantNumeric: 'tabular-nums',
  },
  where: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  cell: { verticalAlign: 'top', overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  action: { color: tokens.colorNeutralForeground3 },
  inner: { paddingLeft: '24px' },
  note: { padding: '16px 8px' },
  more: { margin: '10px 8px' },
  earlier: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 12px', padding: '10px 8px' },
});

type Props = {
  subjectIds: readonly string[];
  layer: 'page' | 'dialog';
  /** A customer's history: earlier years when asked for (E-79). */
  beginsThisYear?: boolean;
};

export function ChangeLog({ subjectIds, layer, beginsThisYear = false }: Props) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(changeLogTexts);
  const keys = useTexts(keyTexts);
  const wording = useWording();
  const [typed, setTyped] = useState(() => startingFilter(beginsThisYear));
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const subjects = [...subjectIds];
  const filters = askedWith(typed);
  const words = soughtWords(text, wording);
  const { data: choices } = useQuery(calls.changeLog.choices.queryOptions({ input: { subjectIds: subjects } }));
  const log = useInfiniteQuery(
    calls.changeLog.bySubject.infiniteOptions({
      input: (cursor: string | null) => ({ subjectIds: subjects, filters, words, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.cursor,
      placeholderData: keepPreviousData,
    }),
  );
  const toggle = () => {
    setOpen(!open);
    // What closes may hold the focus.
    if (open) box.current?.focus();
  };
  useCommands(layer, [
    { key: 'F4', name: keys.names.F4, run: toggle },
    { key: 'F5', name: keys.names.F5, run: () => log.refetch() },
  ]);
  const sets = log.data?.pages.flatMap((page) => page.sets) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = log;
  // A page of a search may be empty before the end: the rest is looked through without being asked for.
  const isSearching = sets.length === 0 && hasNextPage;
  useEffect(() => {
    if (isSearching && !isFetching) void fetchNextPage();
  }, [isSearching, isFetching, fetchNextPage]);
  const earlier = filters.from !== null && (choices?.earliest ?? filters.from) < filters.from;
  const nothing = () => {
    const parts = narrowing(typed);
    if (words.length > 0) return t.nothingHolds(text.trim());
    if (parts.length === 0) return t.nothingYet;
    return parts.length === 1 && earlier ? t.nothingSince(typed.from) : t.nothingFound;
  };

  return (
    <div className={styles.log}>
      <FilterBar
        {...{ typed, text, open, toggle, box }}
        choices={choices ?? { employees: [], fields: [] }}
        change={setTyped}
        type={setText}
        leave={() => list.current?.focus()}
      />
      <section ref={list} aria-label={t.title} {...scrollable} className={styles.scroll} aria-busy={log.isFetching}>
        {sets.length > 0 && (
          <table className={mergeClasses(table.table, styles.table)}>
            <thead>
              <tr>
                <th scope="col" className={mergeClasses(table.head, styles.head, styles.field)}>
                  {t.head.field}
                </th>
                <th scope="col" className={mergeClasses(table.head, styles.head)}>
                  {t.head.from}
                </th>
                <th scope="col" className={mergeClasses(table.head, styles.head)}>
                  {t.head.to}
                </th>
              </tr>
            </thead>
            {sets.map((set) => (
              <ChangeSet key={set.id} set={set} />
            ))}
          </table>
        )}
        <div aria-live="polite">
          {log.isPending && <Text className={styles.note}>{t.loading}</Text>}
          {log.isError && <Text className={styles.note}>{failureText(log.error)}</Text>}
          {log.data && sets.length === 0 && (
            <Text as="p" className={styles.note}>
              {isSearching ? t.searching : nothing()}
            </Text>
          )}
        </div>
        {hasNextPage && !isSearching && (
          <Button
            size="small"
            className={styles.more}
            disabledFocusable={log.isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t.more}
          </Button>
        )}
        {log.data && !hasNextPage && earlier && (
          <div className={styles.earlier}>
            <Text>{t.earlier(typed.from)}</Text>
            <Button
              size="small"
              onClick={() => {
                setTyped({ ...typed, from: '' });
                // The button that was pressed goes.
                list.current?.focus();
              }}
            >
              {t.showAllYears}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

function ChangeSet({ set }: { set: LoggedSet }) {
  const styles = useStyles();
  const t = useTexts(changeLogTexts);
  const language = useLanguage((state) => state.language);
  const where = set.workstation ? ` ${t.at(set.workstation)}` : '';
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className={styles.set}>
          {dayAndTime(set.at, language)} · {set.employee ?? t.nobody}
          <span className={styles.where}>
            {where} · {t.doings[set.doing]}
          </span>
        </th>
      </tr>
      {set.changes.map((change) => (
        <ChangedRow key={`${change.table} ${change.rowId} ${change.action}`} change={change} />
      ))}
    </tbody>
  );
}

function ChangedRow({ change }: { change: LoggedChange }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(changeLogTexts);
  const words = useLogWords();
  return (
    <>
      {change.action !== 'update' && (
        <tr>
          <th scope="rowgroup" colSpan={3} className={mergeClasses(table.cell, table.rowHead, styles.cell)}>
            <span className={styles.action}>{t.action[change.action]}:</span> {words.row(change)}
          </th>
        </tr>
      )}
      {change.fields.map(({ field, from, to }) => (
        <tr key={field}>
          <th
            scope="row"
            className={mergeClasses(table.cell, table.rowHead, styles.cell, change.action !== 'update' && styles.inner)}
          >
            {words.fieldOf(change, field)}
          </th>
          {[from, to].map((value, at) => (
            <td key={at === 0 ? 'from' : 'to'} className={mergeClasses(table.cell, styles.cell)}>
              {value?.kind === 'secret' ? (
                <span role="img" aria-label={t.secretSaid}>
                  {t.secret}
                </span>
              ) : (
                <LongText text={words.changedValue(change, value, field)} />
              )}
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}
