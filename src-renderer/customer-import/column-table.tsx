// The columns of the list with what they hold and what they become. Every choice is a list box named after its column.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ImportFile, ImportPlan } from '../../src-shared/customer-import/contract.ts';
import { type ImportField, importFields, mappingProblems } from '../../src-shared/customer-import/fields.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { usePaper } from '../ui/paper.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';
import { columnName } from './plan-state.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'fixed' },
  column: { width: '220px' },
  field: { width: '260px' },
  cell: {
    paddingTop: '1px',
    paddingBottom: '1px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  left: { color: tokens.colorNeutralForeground3 },
  examples: { color: tokens.colorNeutralForeground2 },
  problem: { display: 'block', padding: '6px 8px', color: tokens.colorStatusDangerForeground1 },
});

const SHOWN = 3;

export function ColumnTable(props: { file: ImportFile; plan: ImportPlan; decide: (plan: ImportPlan) => void }) {
  const { file, plan, decide } = props;
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(customerImportTexts);
  const table = useTable();
  const own = useRef<HTMLTableElement>(null);
  // A list was chosen and recognised: the next thing is to look at what its columns become.
  useEffect(() => own.current?.querySelector('select')?.focus(), []);
  const problems = mappingProblems(plan.mapping);
  const twice = new Set(problems.flatMap((one) => (one.problem === 'takenTwice' ? one.columns : [])));
  const columns = plan.mapping.map((field, column) => ({
    field,
    column,
    name: columnName(file, column, t.columns.unnamed),
  }));
  const { factOf } = usePersonNames();
  const map = (column: number, field: ImportField | null) =>
    decide({ ...plan, mapping: plan.mapping.map((before, at) => (at === column ? field : before)) });
  return (
    <div data-row>
      <table ref={own} className={mergeClasses(table.table, styles.table)}>
        <HeadRow
          columns={[
            { text: t.columns.column, className: styles.column },
            { text: t.columns.becomes, className: styles.field },
            t.columns.examples,
          ]}
        />
        <tbody>
          {columns.map(({ field, column, name }) => (
            <tr key={column}>
              <th
                scope="row"
                className={mergeClasses(table.cell, table.rowHead, styles.cell, field === null && styles.left)}
                title={name}
              >
                {name}
              </th>
              <td className={mergeClasses(table.cell, styles.cell)}>
                <select
                  aria-label={t.columns.fieldFor(name)}
                  aria-invalid={twice.has(column) || undefined}
                  className={mergeClasses(
                    paper.control,
                    twice.has(column) && paper.wrong,
                    field === null && styles.left,
                  )}
                  value={field ?? ''}
                  onChange={(event) => map(column, (event.target.value || null) as ImportField | null)}
                >
                  <option value="">{t.columns.ignored}</option>
                  {importFields.map((one) => (
                    <option key={one} value={one}>
                      {t.fields[one]}
                    </option>
                  ))}
                </select>
              </td>
              <td className={mergeClasses(table.cell, styles.cell, styles.examples)}>
                {factOf(null, examples(file, column))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div role="alert">
        {problems.map((one) => (
          <Text key={one.problem + ('field' in one ? one.field : '')} size={200} className={styles.problem}>
            {one.problem === 'lastNameMissing' ? t.columns.lastNameMissing : t.columns.takenTwice(t.fields[one.field])}
          </Text>
        ))}
      </div>
    </div>
  );
}

function examples(file: ImportFile, column: number): string {
  const filled = file.samples.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
  return [...new Set(filled)].slice(0, SHOWN).join(' · ');
}
