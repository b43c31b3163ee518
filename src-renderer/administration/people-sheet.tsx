// What the pages 'Mitarbeiter' and 'Benutzerkonten' share: a table of people whose chosen line the change log follows, Enter
// edits, F2 makes a new one. Which people, and what stands in a line, is each page's own business.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BranchLine } from '../../src-shared/branches/contract.ts';
import type { EmployeeRecord } from '../../src-shared/employees/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { EmployeeDialog } from './employee-dialog.tsx';
import { LicenceLine, mayTakeLicence } from './licences.tsx';
import { Loaded, PageSheet } from './page-sheet.tsx';
import { rowArrows } from './row-arrows.ts';

export const usePeopleStyles = makeStyles({
  table: { marginTop: '12px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // On this ground the accent colour would not be readable in the dark theme.
    '& button': { color: tokens.colorNeutralForeground1 },
  },
  blocked: { color: tokens.colorStatusDangerForeground1 },
});

/** What a line needs besides its person. */
export type PersonLine = {
  person: EmployeeRecord;
  branches: readonly BranchLine[];
  chosen: boolean;
  choose: () => void;
  edit: () => void;
};

type Props = {
  title: string;
  lead: string;
  wide?: boolean;
  heads: (branches: readonly BranchLine[]) => readonly string[];
  shows: (person: EmployeeRecord) => boolean;
  /** Whom F2 makes: a program or a person. */
  makesTechnical: boolean;
  line: (line: PersonLine) => ReactNode;
};

export function PeopleSheet({ title, lead, wide = false, heads, shows, makesTechnical, line }: Props) {
  const styles = usePeopleStyles();
  const table = useTable();
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.employees.all.queryOptions());
  const { refetch } = query;
  const { data: known } = useQuery(calls.branches.all.queryOptions());
  const branches = known ?? [];
  const people = query.data?.filter(shows);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [edited, setEdited] = useState<EmployeeRecord | 'new' | null>(null);
  useCommands('page', [
    { key: 'F2', name: keys.names.F2, run: async () => (await mayTakeLicence('add')) && setEdited('new') },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const chosen = people?.find((one) => one.id === chosenId) ?? people?.[0];
  return (
    <PageSheet title={title} lead={lead} wide={wide}>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? title} />
      <Loaded query={query}>{() => null}</Loaded>
      <LicenceLine />
      <table className={mergeClasses(table.table, styles.table)} onKeyDown={rowArrows}>
        <HeadRow columns={heads(branches)} />
        <tbody>
          {people?.map((person) =>
            line({
              ...{ person, branches, chosen: person === chosen },
              choose: () => setChosenId(person.id),
              edit: () => setEdited(person),
            }),
          )}
        </tbody>
      </table>
      {edited && known && (
        <EmployeeDialog
          employee={edited === 'new' ? null : edited}
          technical={edited === 'new' ? makesTechnical : edited.technical}
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
