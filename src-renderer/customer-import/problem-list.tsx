// The trial's problems line by line, of one kind or of all, with what becomes of the value.
import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportState, ListedProblem, ProblemCount } from '../../src-shared/customer-import/contract.ts';
import { PROBLEMS_OF_A_KIND } from '../../src-shared/customer-import/limits.ts';
import { PickOne } from '../administration/pick-one.tsx';
import { calls } from '../client.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';
import { counted } from './amounts.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'fixed', marginTop: '4px' },
  cell: { overflowWrap: 'anywhere', verticalAlign: 'top' },
  line: { width: '84px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  blocking: { color: tokens.colorStatusDangerForeground1 },
  more: { marginTop: '6px' },
});

const AT_FIRST = 100;

type Kind = Pick<ProblemCount, 'field' | 'problem'>;

export function ProblemList({ check }: { check: NonNullable<ImportState['check']> }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(customerImportTexts);
  const language = useLanguage((now) => now.language);
  const kindText = useKindText();
  const [kind, setKind] = useState<Kind | null>(null);
  const [shown, setShown] = useState(AT_FIRST);
  const { data: problems = [] } = useQuery(
    calls.customerImport.problems.queryOptions({ input: { problem: kind }, enabled: check.problems.length > 0 }),
  );
  if (check.problems.length === 0) return <Text>{t.problems.none}</Text>;
  const options = check.problems.map((one) => ({
    value: JSON.stringify({ field: one.field, problem: one.problem }),
    label: `${kindText(one)} (${counted(one.lines, language)})`,
  }));
  return (
    <section aria-label={t.problems.title}>
      <PickOne
        label={t.problems.filter}
        value={kind ? JSON.stringify(kind) : ''}
        options={[{ value: '', label: t.problems.all }, ...options]}
        pick={(value) => {
          setKind(value === '' ? null : (JSON.parse(value) as Kind));
          setShown(AT_FIRST);
        }}
      />
      {check.problems.some((one) => one.lines > PROBLEMS_OF_A_KIND) && (
        <Text size={200} className={styles.quiet}>
          {t.problems.first(counted(PROBLEMS_OF_A_KIND, language))}
        </Text>
      )}
      <table className={mergeClasses(table.table, styles.table)}>
        <HeadRow
          columns={[
            { number: t.problems.line, className: styles.line },
            ...[t.problems.name, t.problems.what, t.problems.value, t.problems.remedy],
          ]}
        />
        <tbody>
          {problems.slice(0, shown).map((one) => (
            <ProblemLine key={`${one.line} ${one.field} ${one.problem} ${one.value}`} problem={one} />
          ))}
        </tbody>
      </table>
      {problems.length > shown && (
        <Button size="small" className={styles.more} onClick={() => setShown(shown + 4 * AT_FIRST)}>
          {t.problems.more}
        </Button>
      )}
    </section>
  );
}

function ProblemLine({ problem }: { problem: ListedProblem }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(customerImportTexts).problems;
  const language = useLanguage((now) => now.language);
  const kindText = useKindText();
  const { nameOf, factOf } = usePersonNames();
  const cell = mergeClasses(table.cell, styles.cell);
  return (
    <tr>
      <td className={mergeClasses(cell, table.number)}>{counted(problem.line, language)}</td>
      <td className={cell}>{problem.name === '' ? '' : nameOf(null, problem.name)}</td>
      <td className={mergeClasses(cell, problem.problem === 'lastNameMissing' && styles.blocking)}>
        {kindText(problem)}
      </td>
      <td className={cell}>{factOf(null, problem.value)}</td>
      <td className={mergeClasses(cell, styles.quiet)}>
        {t.remedies[problem.problem]} {problem.other && <Other other={problem.other} />}
      </td>
    </tr>
  );
}

function Other({ other }: { other: NonNullable<ListedProblem['other']> }) {
  const t = useTexts(customerImportTexts).problems;
  const language = useLanguage((now) => now.language);
  const { go } = usePlace();
  const { nameOf } = usePersonNames();
  if (other.kind === 'line') return <>({t.otherLine(counted(other.line, language))})</>;
  return (
    <Link inline onClick={() => void go({ module: 'contacts', page: 'customer', id: other.id, tab: 'master' })}>
      {t.otherCustomer(nameOf(other.id, other.name), other.number)}
    </Link>
  );
}

function useKindText(): (kind: Kind) => string {
  const t = useTexts(customerImportTexts);
  return ({ field, problem }) => t.problems.kinds[problem](field === null ? '' : t.fields[field]);
}
