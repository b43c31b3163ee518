// Page 'Benutzerkonten': every account of the chain with its rights at a glance, people and programs; F2 makes a technical
// user. The dialog does the editing.
import { Link, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ROLES } from '../../src-shared/employees/rules.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { useTable } from '../ui/table.ts';
import { useRowShown } from './page-search.tsx';
import { PeopleSheet, type PersonLine, usePeopleStyles } from './people-sheet.tsx';

/** More branches than this are counted. */
const NAMED = 3;

const useStyles = makeStyles({ rights: { listStyleType: 'none', margin: 0, padding: 0 } });

export function AccountsPage() {
  const t = useTexts(chainTexts).accounts;
  return (
    <PeopleSheet
      {...{ title: t.title, lead: t.lead, wide: true, makesTechnical: true }}
      heads={() => [t.name, t.kind, t.rights, t.state]}
      shows={() => true}
      line={(line) => <Row key={line.person.id} {...line} />}
    />
  );
}

function Row({ person: account, branches, chosen, choose, edit }: PersonLine) {
  const people = usePeopleStyles();
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
    <tr className={mergeClasses(chosen && people.chosen)}>
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
      <td className={mergeClasses(table.cell, account.blocked && people.blocked)}>
        {account.blocked ? t.blocked : t.active}
      </td>
    </tr>
  );
}
