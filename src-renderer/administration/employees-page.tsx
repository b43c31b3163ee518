// Page 'Mitarbeiter': everybody of the chain, with his role here and the other branches he works in; Enter edits, F2 adds. The dialog does the editing.
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EmployeeRecord } from '../../src-shared/employees/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { useTable } from '../ui/table.ts';
import { EmployeeDialog } from './employee-dialog.tsx';
import { useRowShown } from './page-search.tsx';
import { Loaded, PageSheet } from './page-sheet.tsx';
import { rowArrows } from './row-arrows.ts';

const useStyles = makeStyles({
  table: { marginTop: '12px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // On this ground the accent colour would not be readable in the dark theme.
    '& button': { color: tokens.colorNeutralForeground1 },
  },
  blocked: { color: tokens.colorStatusDangerForeground1 },
});

export function EmployeesPage() {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(administrationTexts).employees;
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.employees.all.queryOptions());
  const { refetch } = query;
  const branches = useQuery(calls.branches.all.queryOptions()).data ?? [];
  const data = query.data?.filter((one) => !one.technical);
  const nameOf = (id: string) => branches.find((one) => one.id === id)?.name ?? '';
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [edited, setEdited] = useState<EmployeeRecord | 'new' | null>(null);
  useCommands('page', [
    { key: 'F2', name: keys.names.F2, run: () => setEdited('new') },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const chosen = data?.find((one) => one.id === chosenId) ?? data?.[0];
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? t.title} />
      <Loaded query={query}>{() => null}</Loaded>
      <table className={mergeClasses(table.table, styles.table)} onKeyDown={rowArrows}>
        <thead>
          <tr>
            {(branches.length > 1
              ? [t.name, t.role, t.elsewhere, t.state, t.changed]
              : [t.name, t.role, t.state, t.changed]
            ).map((title) => (
              <th key={title} scope="col" className={table.head}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data?.map((one) => (
            <EmployeeRow
              key={one.id}
              employee={one}
              elsewhere={branches.length > 1 ? one.elsewhere.map(({ branchId }) => nameOf(branchId)) : null}
              chosen={one === chosen}
              choose={() => setChosenId(one.id)}
              edit={() => setEdited(one)}
            />
          ))}
        </tbody>
      </table>
      {edited && (
        <EmployeeDialog
          employee={edited === 'new' ? null : edited}
          technical={false}
          branches={branches}
          close={(savedId) => {
            setEdited(null);
            if (savedId) setChosenId(savedId);
            void queries.invalidateQueries({ queryKey: calls.employees.key() });
          }}
        />
      )}
    </PageSheet>
  );
}

function EmployeeRow(props: {
  employee: EmployeeRecord;
  /** null = there is one branch only. */
  elsewhere: readonly string[] | null;
  chosen: boolean;
  choose: () => void;
  edit: () => void;
}) {
  const { employee, elsewhere, chosen, choose, edit } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(administrationTexts).employees;
  const language = useLanguage((state) => state.language);
  const role = employee.role === null ? '–' : t.roles[employee.role];
  if (!useRowShown(`${employee.name} ${role} ${elsewhere?.join(' ') ?? ''}`)) return null;
  return (
    <tr className={mergeClasses(chosen && styles.chosen)}>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={edit}>
          {employee.name}
        </Link>
      </th>
      <td className={table.cell}>{role}</td>
      {elsewhere && <td className={table.cell}>{elsewhere.join(', ')}</td>}
      <td className={mergeClasses(table.cell, employee.blocked && styles.blocked)}>
        {employee.blocked ? t.blocked : t.active}
      </td>
      <td className={table.cell}>
        {employee.changed &&
          [dayAndTime(employee.changed.at, language), employee.changed.by].filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}
