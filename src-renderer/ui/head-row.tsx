// The head of a plain table: a heading a column, flush right over numbers and dates, wide over what the eye looks for.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTable } from './table.ts';

export type HeadColumn = string | { number: string } | { grows: string };

const useStyles = makeStyles({ grows: { width: '45%' } });

export function HeadRow({ columns }: { columns: readonly HeadColumn[] }) {
  const table = useTable();
  const styles = useStyles();
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const [kind, text] = typeof column === 'string' ? [null, column] : (Object.entries(column)[0] ?? [null, '']);
          return (
            <th
              key={text}
              scope="col"
              className={mergeClasses(table.head, kind === 'number' && table.number, kind === 'grows' && styles.grows)}
            >
              {text}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
