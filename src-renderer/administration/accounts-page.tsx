// Page 'Benutzerkonten': every account of the chain with its rights at a glance, people and programs; F2 makes a technical
// user. The dialog does the editing.
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BranchLine } from '../../src-shared/branches/contract.ts';
import type { EmployeeRecord } from '../../src-shared/employees/contract.ts';
import { ROLES } from '../../src-shared/employees/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { keyTexts } from '../texts/keys.ts';
import { useTable } from '../ui/table.ts';
import { EmployeeDialog } from './employee-dialog.tsx';
import { useRowShown } from './page-search.tsx';
import { Loaded, PageSheet } from './page-sheet.tsx';
import { rowArrows } from './row-arrows.ts';

/** More branches than this are counted. */
const NAMED = 3;

const useStyles = makeStyles({
  table: { marginTop: '12px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '& button': { color: tokens.colorNeutralForeground1 },
  },
  blocked: { color: tokens.colorStatusDangerForeground1 },
  rights: { listStyleType: 'none', margin: 0, padding: 0 },
});

export function AccountsPage() {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(chainTexts).accounts;
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.employees.all.queryOptions());
  const { data, refetch } = query;
  const branches = useQuery(calls.branches.all.queryOptions()).data ?? [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [edited, setEdited] = useState<EmployeeRecord | 'new' | null>(null);
  useCommands('page', [
    { key: 'F2', name: keys.names.F2, run: () => setEdited('new') },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const chosen = data?.find((one) => one.id === chosenId) ?? data?.[0];
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? t.title} />
      <Loaded query={query}>{() => null}</Loaded>
      <table className={mergeClasses(table.table, styles.table)} onKeyDown={rowArrows}>
        <thead>
          <tr>
            {[t.name, t.kind, t.rights, t.state].map((title) => (
              <th key={title} scope="col" className={table.head}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data?.map((one) => (
            <Row
              key={one.id}
              account={one}
              branches={branches}
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
          technical={edited === 'new' || edited.technical}
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

function Row(props: {
  account: EmployeeRecord;
  branches: readonly BranchLine[];
  chosen: boolean;
  choose: () => void;
  edit: () => void;
}) {
  const { account, branches, chosen, choose, edit } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(chainTexts).accounts;
  const roles = useTexts(administrationTexts).employees.roles;
  const kind = account.technical ? t.technical : t.person;
  const own = branches.find((one) => one.own);
  const has = [
    ...(account.role && own ? [{ name: own.name, role: account.role }] : []),
    ...account.elsewhere.map(({ branchId, role }) => ({
      name: branches.find((one) => one.id === branchId)?.name ?? '',
      role,
    })),
  ];
  const rights = ROLES.toReversed().flatMap((role) => {
    const names = has.filter((one) => one.role === role).map(({ name }) => name);
    if (names.length === 0) return [];
    const rest = names.length - NAMED;
    return [`${roles[role]}: ${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` ${t.more(rest)}` : ''}`];
  });
  if (!useRowShown(`${account.name} ${kind} ${rights.join(' ')}`)) return null;
  return (
    <tr className={mergeClasses(chosen && styles.chosen)}>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={edit}>
          {account.name}
        </Link>
      </th>
      <td className={table.cell}>{kind}</td>
      <td className={table.cell}>
        {rights.length === 0 ? (
          t.noRights
        ) : (
          <ul className={styles.rights}>
            {rights.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </td>
      <td className={mergeClasses(table.cell, account.blocked && styles.blocked)}>
        {account.blocked ? t.blocked : t.active}
      </td>
    </tr>
  );
}
