// Page 'Mitarbeiter': everybody of the chain, with his role here and the other branches he works in; Enter edits, F2 adds. The dialog does the editing.
import { Link, mergeClasses } from '@fluentui/react-components';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { useTable } from '../ui/table.ts';
import { useRowShown } from './page-search.tsx';
import { PeopleSheet, type PersonLine, usePeopleStyles } from './people-sheet.tsx';

export function EmployeesPage() {
  const t = useTexts(administrationTexts).employees;
  const elsewhereOf = ({ person, branches }: PersonLine) =>
    branches.length > 1
      ? person.elsewhere.map(({ branchId }) => branches.find((one) => one.id === branchId)?.name ?? '')
      : null;
  return (
    <PeopleSheet
      {...{ title: t.title, lead: t.lead, makesTechnical: false }}
      heads={(branches) =>
        branches.length > 1 ? [t.name, t.role, t.elsewhere, t.state, t.changed] : [t.name, t.role, t.state, t.changed]
      }
      shows={(person) => !person.technical}
      line={(line) => <EmployeeRow key={line.person.id} {...line} elsewhere={elsewhereOf(line)} />}
    />
  );
}

/** @param elsewhere null = there is one branch only */
function EmployeeRow(props: PersonLine & { elsewhere: readonly string[] | null }) {
  const { person: employee, elsewhere, chosen, choose, edit } = props;
  const styles = usePeopleStyles();
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
