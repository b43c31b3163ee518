// 'Einwilligungen laufen ab' (N-06): whose consent should be renewed within 60 days, and whose has passed. Enter opens the
// customer; the privacy dialog asks at the next visit by itself.
import { Button, Link, makeStyles, mergeClasses, Select, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RunningOutLine } from '../../src-shared/consent/contract.ts';
import { PURPOSES, type Purpose } from '../../src-shared/consent/rules.ts';
import { RUNNING_OUT, type RunningOut } from '../../src-shared/consent/running-out.ts';
import { calls, queries } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useEscape } from '../keys/escape.ts';
import { usePlace } from '../paths.ts';
import { TaskPages } from '../tasks/task-pages.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { runningOutTexts } from '../texts/running-out.ts';
import { taskTexts } from '../texts/tasks.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { InlineField } from '../ui/inline-field.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';
import { dayText } from './state-text.ts';

const PAGE = 50;

const useStyles = makeStyles({
  page: { padding: '12px 20px 24px', maxWidth: '900px' },
  title: { margin: 0 },
  lead: { display: 'block', margin: '2px 0 10px', color: tokens.colorNeutralForeground2 },
  filters: { display: 'flex', flexWrap: 'wrap', gap: '6px 20px', marginBottom: '10px' },
  choice: { width: '240px' },
  more: { marginTop: '10px' },
});

export function RunningOutPage() {
  const styles = useStyles();
  const t = useTexts(runningOutTexts);
  const purposes = useTexts(taskTexts).purposes;
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const [which, setWhich] = useState<RunningOut>('soon');
  const [purpose, setPurpose] = useState<Purpose>('storage');
  const first = useRef<HTMLSelectElement>(null);
  const list = useInfiniteQuery(
    calls.consent.runningOut.infiniteOptions({
      input: (after: { since: number; id: string } | null) => ({ which, purpose, after, limit: PAGE }),
      initialPageParam: null as { since: number; id: string } | null,
      getNextPageParam: (page) => page.next,
    }),
  );
  useCommands('page', [{ key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() }]);
  useEscape(() => void go({ module: 'contacts', page: 'search' }));
  useEffect(() => first.current?.focus(), []);
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <>
      <TaskPages open="consents" />
      <div className={styles.page}>
        <Subtitle1 as="h1" block className={styles.title}>
          {t.title}
        </Subtitle1>
        <Text size={200} className={styles.lead}>
          {t.lead}
        </Text>
        <div className={styles.filters}>
          <InlineField label={t.which}>
            {(id) => (
              <Select
                id={id}
                ref={first}
                className={styles.choice}
                size="small"
                value={which}
                onChange={(_event, { value }) => setWhich(RUNNING_OUT.find((one) => one === value) ?? 'soon')}
              >
                {RUNNING_OUT.map((one) => (
                  <option key={one} value={one}>
                    {t.choices[one]}
                  </option>
                ))}
              </Select>
            )}
          </InlineField>
          <InlineField label={t.purpose}>
            {(id) => (
              <Select
                id={id}
                className={styles.choice}
                size="small"
                value={purpose}
                onChange={(_event, { value }) => setPurpose(PURPOSES.find((one) => one === value) ?? 'storage')}
              >
                {PURPOSES.map((one) => (
                  <option key={one} value={one}>
                    {purposes[one]}
                  </option>
                ))}
              </Select>
            )}
          </InlineField>
        </div>
        {lines.length > 0 && <Lines lines={lines} which={which} />}
        <Text block role="status">
          {list.data
            ? lines.length === 0 && !list.hasNextPage
              ? t.none
              : t.shown(lines.length, list.hasNextPage)
            : ''}
        </Text>
        {list.hasNextPage && (
          <Button
            size="small"
            className={styles.more}
            disabledFocusable={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        )}
        {list.error && (
          <Text as="p" role="alert">
            {failureText(list.error)}
          </Text>
        )}
      </div>
    </>
  );
}

function Lines({ lines, which }: { lines: readonly RunningOutLine[]; which: RunningOut }) {
  const table = useTable();
  const { nameOf } = usePersonNames();
  const t = useTexts(runningOutTexts);
  const { go } = usePlace();
  return (
    <table className={table.table} aria-label={t.title}>
      <HeadRow
        columns={[
          t.columns.customer,
          { number: t.columns.number },
          { number: t.columns.since },
          { number: which === 'soon' ? t.columns.due : t.columns.wasDue },
        ]}
      />
      <tbody>
        {lines.map((line) => (
          <tr key={line.entryId}>
            <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
              <Link
                as="button"
                onClick={() => void go({ module: 'contacts', page: 'customer', id: line.customerId, tab: 'privacy' })}
              >
                {nameOf(line.customerId, line.name)}
              </Link>
            </th>
            <td className={mergeClasses(table.cell, table.number)}>{line.number}</td>
            <td className={mergeClasses(table.cell, table.number)}>{dayText(line.since)}</td>
            <td className={mergeClasses(table.cell, table.number)}>{dayText(line.renewalDueAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
