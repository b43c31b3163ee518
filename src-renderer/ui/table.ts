// How a plain table looks: hairlines, quiet heads, numbers and dates flush right under a head flush right. One place, so that
// all tables are alike.
import { makeStyles, tokens } from '@fluentui/react-components';

export const useTable = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse' },
  head: {
    padding: '3px 8px',
    textAlign: 'left',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'nowrap',
  },
  /** Beside `cell`: the cell that names its row. */
  rowHead: { textAlign: 'left', fontWeight: tokens.fontWeightRegular },
  cell: {
    padding: '3px 8px',
    verticalAlign: 'baseline',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});
