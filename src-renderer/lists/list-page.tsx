// The page that all lists under 'Stammdaten' share: a table whose chosen line the change log follows, Enter edits, F2 adds. What
// stands in a line is each list's own business (views.tsx).
import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListEntry, Lists } from '../../src-shared/lists/contract.ts';
import type { ListName } from '../../src-shared/lists/rules.ts';
import { useRowShown } from '../administration/page-search.tsx';
import { Loaded, PageSheet } from '../administration/page-sheet.tsx';
import { rowArrows } from '../administration/row-arrows.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { listTexts } from '../texts/lists.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { EntryDialog } from './entry-dialog.tsx';
import type { ListView } from './list-view.ts';

const useStyles = makeStyles({
  table: { marginTop: '12px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // On this ground the accent colour would not be readable in the dark theme.
    '& button': { color: tokens.colorNeutralForeground1 },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  none: { display: 'block', padding: '12px 8px' },
});

export function ListPage<L extends ListName>({ view }: { view: ListView<L> }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(listTexts);
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.lists.all.queryOptions());
  const { refetch } = query;
  const entries = query.data?.[view.list] as Lists[L] | undefined;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [edited, setEdited] = useState<ListEntry<L> | 'new' | null>(null);
  useCommands('page', [
    { key: 'F2', name: keys.names.F2, run: () => setEdited('new') },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const { title, lead } = t[view.list as ListName];
  const chosen = entries?.find((one) => one.id === chosenId) ?? entries?.[0];
  return (
    <PageSheet title={title} lead={lead}>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? title} />
      <Loaded query={query}>{() => null}</Loaded>
      <table className={mergeClasses(table.table, styles.table)} aria-label={title} onKeyDown={rowArrows}>
        <HeadRow columns={[t.name, ...view.heads, t.state, t.changed]} />
        <tbody>
          {view.builtIn?.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                {name}
              </th>
              {cells.map((cell, at) => (
                <td key={view.heads[at]} className={table.cell}>
                  {cell}
                </td>
              ))}
              <td className={mergeClasses(table.cell, styles.quiet)}>{t.builtIn}</td>
              <td className={table.cell} />
            </tr>
          ))}
          {entries?.map((entry) => (
            <Line
              key={entry.id}
              {...{ view, entry, chosen: entry === chosen }}
              choose={() => setChosenId(entry.id)}
              edit={() => setEdited(entry)}
            />
          ))}
        </tbody>
      </table>
      {entries?.length === 0 && !view.builtIn && (
        <Text size={200} className={mergeClasses(styles.none, styles.quiet)}>
          {t.none}
        </Text>
      )}
      {edited && (
        <EntryDialog
          view={view}
          entry={edited === 'new' ? null : edited}
          close={(savedId) => {
            setEdited(null);
            if (savedId) setChosenId(savedId);
            void queries.invalidateQueries({ queryKey: calls.lists.key() });
          }}
        />
      )}
    </PageSheet>
  );
}

function Line<L extends ListName>(props: {
  view: ListView<L>;
  entry: ListEntry<L>;
  chosen: boolean;
  choose: () => void;
  edit: () => void;
}) {
  const { view, entry, chosen, choose, edit } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(listTexts);
  const language = useLanguage((state) => state.language);
  if (!useRowShown(`${entry.name} ${view.words(entry)}`)) return null;
  return (
    <tr className={mergeClasses(chosen && styles.chosen)}>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={edit}>
          {entry.name}
        </Link>
      </th>
      {view.cells(entry).map((cell, at) => (
        <td key={view.heads[at]} className={table.cell}>
          {cell}
        </td>
      ))}
      <td className={mergeClasses(table.cell, entry.endedAt !== null && styles.quiet)}>
        {entry.endedAt === null ? t.inUse : `${t.ended} ${dayAndTime(entry.endedAt, language)}`}
      </td>
      <td className={table.cell}>
        {entry.changed && [dayAndTime(entry.changed.at, language), entry.changed.by].filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}
