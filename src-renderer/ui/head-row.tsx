// The head of a plain table: a heading a column, flush right over numbers and dates, wide over what the eye looks for.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTable } from './table.ts';

/** `className`: how wide the column is. */
export type HeadColumn =
  | string
  | { readonly text: string; readonly className: string }
  | { readonly number: string; readonly className?: string }
  | { readonly grows: string };

const useStyles = makeStyles({ grows: { width: '45%' } });

type Props = {
  columns: readonly HeadColumn[];
  /** Over a column without a heading of its own, the last one: a box for all rows, or nothing. */
  last?: { readonly className?: string; readonly children?: ReactNode };
};

export function HeadRow({ columns, last }: Props) {
  const table = useTable();
  const styles = useStyles();
  const lookOf = (column: HeadColumn): [text: string, className?: string] => {
    if (typeof column === 'string') return [column];
    if ('number' in column) return [column.number, mergeClasses(table.number, column.className)];
    return 'grows' in column ? [column.grows, styles.grows] : [column.text, column.className];
  };
  return (
    <thead>
      <tr>
        {columns.map(lookOf).map(([text, className]) => (
          <th key={text} scope="col" className={mergeClasses(table.head, className)}>
            {text}
          </th>
        ))}
        {last && <td className={mergeClasses(table.head, last.className)}>{last.children}</td>}
      </tr>
    </thead>
  );
}
