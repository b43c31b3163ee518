// Page 'Mitarbeiter': everybody of the branch; Enter edits, F2 adds. The dialog does the editing.
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
  table: { maxWidth: '860px', marginTop: '12px' },
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
  const { data, refetch } = query;
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
            {[t.name, t.role, t.state, t.changed].map((title) => (
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

function EmployeeRow(props: { employee: EmployeeRecord; chosen: boolean; choose: () => void; edit: () => void }) {
  const { employee, chosen, choose, edit } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(administrationTexts).employees;
  const language = useLanguage((state) => state.language);
  if (!useRowShown(`${employee.name} ${t.roles[employee.role]}`)) return null;
  return (
    <tr className={mergeClasses(chosen && styles.chosen)}>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={edit}>
          {employee.name}
        </Link>
      </th>
      <td className={table.cell}>{t.roles[employee.role]}</td>
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
