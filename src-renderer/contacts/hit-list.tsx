// The list of hits: draws only the lines in sight, keeps the chosen one in sight, and takes the keys of the box. Where the
// lines come from is the caller's business.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { Column } from '../../src-shared/customer-list/rules.ts';
import type { SearchQuery } from '../../src-shared/search/query.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import { hitTexts } from '../texts/hits.ts';
import { HitSymbols } from './hit-symbols.tsx';
import { type Hit, HitAddress, HitBorn, HitName, HitNumber, HitPhone, HitResponsible, HitStatus } from './hit-text.tsx';
import { useSearch } from './search-state.ts';

const LINE = 32;
const BEFOREHAND = 12;

/** How wide a column is, and how wide at a large zoom: name and address give way, numbers and dates are whole or useless. */
const WIDTHS: Readonly<Record<Column, readonly [width: string, narrow: string]>> = {
  number: ['76px', '56px'],
  name: ['minmax(150px, 3fr)', 'minmax(90px, 1fr)'],
  born: ['92px', '84px'],
  address: ['minmax(160px, 4fr)', 'minmax(90px, 1fr)'],
  phone: ['minmax(130px, 2fr)', '112px'],
  status: ['minmax(80px, 1fr)', '70px'],
  responsible: ['minmax(110px, 1.5fr)', 'minmax(70px, 1fr)'],
  visit: ['92px', '84px'],
  symbols: ['minmax(90px, 4.5fr)', '66px'],
};
const RIGHT: readonly Column[] = ['number', 'born', 'visit', 'symbols'];

const useStyles = makeStyles({
  grid: { display: 'flex', flexDirection: 'column', minHeight: 0, height: '100%' },
  line: {
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    columnGap: '14px',
    '@media (max-width: 900px)': { gridTemplateColumns: 'var(--narrow)', columnGap: '8px', paddingRight: '8px' },
    alignItems: 'center',
    height: `${LINE}px`,
    padding: '0 16px 0 13px',
    borderLeft: '3px solid transparent',
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  head: {
    height: '24px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // The list's scroll bar is beside the lines, not beside the head.
    scrollbarGutter: 'stable',
    overflow: 'hidden',
  },
  scroll: {
    display: 'block',
    position: 'relative',
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    minHeight: 0,
    flexGrow: 1,
  },
  top: { display: 'block', flexShrink: 0 },
  column: { fontWeight: tokens.fontWeightRegular, textAlign: 'left' },
  placed: {
    position: 'relative',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    borderLeftColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  cell: { padding: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  name: { fontSize: tokens.fontSizeBase300 },
  // The whole line is the button.
  open: {
    padding: 0,
    border: 0,
    font: 'inherit',
    color: 'inherit',
    textAlign: 'inherit',
    backgroundColor: 'transparent',
    '::after': { content: '""', position: 'absolute', inset: 0 },
  },
});

type Props = {
  listId: string;
  columns: readonly Column[];
  query: SearchQuery;
  /** How many lines there are, loaded or not. */
  total: number;
  /** The line, or undefined while it is on its way. */
  hitAt: (line: number) => Hit | undefined;
  /** Lines that are in sight, so that they can be fetched. */
  onSight: (from: number, to: number) => void;
  open: (line: number) => void;
};

export function HitList({ listId, columns, query, total, hitAt, onSight, open }: Props) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const { columnNames: names } = useTexts(customerFilterTexts);
  const chosen = useSearch((state) => state.chosen);
  const scroll = useRef<HTMLTableSectionElement>(null);
  const lines = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE,
    overscan: BEFOREHAND,
  });
  const drawn = lines.getVirtualItems();
  const height = lines.getTotalSize();
  const [from, to] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useEffect(() => onSight(from, to), [onSight, from, to]);
  useListKeys({ total, page: () => Math.max(1, Math.floor((scroll.current?.clientHeight ?? LINE) / LINE) - 1), open });
  useEffect(() => {
    if (chosen < total) lines.scrollToIndex(chosen);
  }, [chosen, total, lines]);

  return (
    <table
      id={listId}
      aria-label={t.list}
      aria-rowcount={total + 1}
      className={styles.grid}
      style={
        {
          '--columns': columns.map((one) => WIDTHS[one][0]).join(' '),
          '--narrow': columns.map((one) => WIDTHS[one][1]).join(' '),
        } as CSSProperties
      }
    >
      <thead className={styles.top}>
        <tr aria-rowindex={1} className={mergeClasses(styles.line, styles.head)}>
          {columns.map((one) => (
            <Head key={one} text={names[one]} right={RIGHT.includes(one)} />
          ))}
        </tr>
      </thead>
      <tbody ref={scroll} className={styles.scroll}>
        {drawn.map(({ index, start, end }) => (
          <tr
            key={index}
            id={lineId(listId, index)}
            aria-rowindex={index + 2}
            aria-current={index === chosen ? 'true' : undefined}
            className={mergeClasses(styles.line, styles.placed, index === chosen && styles.chosen)}
            // The lines that are not drawn leave their room.
            style={{ marginTop: index === from ? start : 0, marginBottom: index === to ? height - end : 0 }}
          >
            <Cells
              hit={hitAt(index)}
              columns={columns}
              query={query}
              isChosen={index === chosen}
              open={() => open(index)}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ text, right }: { text: string; right?: boolean }) {
  const styles = useStyles();
  return (
    <th scope="col" className={mergeClasses(styles.cell, styles.column, right && styles.number)}>
      {text}
    </th>
  );
}

export function lineId(listId: string, line: number): string {
  return `${listId}-${line}`;
}

type CellProps = {
  hit: Hit | undefined;
  columns: readonly Column[];
  query: SearchQuery;
  isChosen: boolean;
  open: () => void;
};

function Cells({ hit, columns, query, isChosen, open }: CellProps) {
  const styles = useStyles();
  if (!hit) return <td className={styles.cell}>…</td>;
  const inside: Record<Column, () => ReactNode> = {
    number: () => <HitNumber hit={hit} query={query} />,
    name: () => (
      <button type="button" tabIndex={-1} className={styles.open} onClick={open}>
        <HitName hit={hit} query={query} />
      </button>
    ),
    born: () => <HitBorn hit={hit} />,
    address: () => <HitAddress hit={hit} query={query} />,
    phone: () => <HitPhone hit={hit} query={query} />,
    status: () => <HitStatus hit={hit} />,
    responsible: () => <HitResponsible hit={hit} />,
    visit: () => hit.row.lastVisit && showDay(hit.row.lastVisit),
    symbols: () => <HitSymbols row={hit.row} words={isChosen ? 'wide' : 'never'} />,
  };
  return columns.map((one) => (
    <td
      key={one}
      className={mergeClasses(styles.cell, RIGHT.includes(one) && styles.number, one === 'name' && styles.name)}
    >
      {inside[one]()}
    </td>
  ));
}

/** Arrows, page keys, Pos1, Ende and Enter, pressed in the box. */
function useListKeys({ total, page, open }: { total: number; page: () => number; open: (line: number) => void }) {
  const { lendListKey } = useSearch();
  const latest = useRef({ total, page, open });
  latest.current = { total, page, open };
  useEffect(
    () =>
      lendListKey((event: KeyboardEvent) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
        const now = latest.current;
        const { chosen, choose } = useSearch.getState();
        const to = target(event.key, chosen, now.total, now.page());
        if (to !== null) choose(to);
        else if (event.key === 'Enter') now.open(chosen);
        else return false;
        return true;
      }),
    [lendListKey],
  );
}

function target(key: string, chosen: number, total: number, page: number): number | null {
  const last = Math.max(0, total - 1);
  const within = (line: number) => Math.min(last, Math.max(0, line));
  switch (key) {
    case 'ArrowDown':
      return within(chosen + 1);
    case 'ArrowUp':
      return within(chosen - 1);
    case 'PageDown':
      return within(chosen + page);
    case 'PageUp':
      return within(chosen - page);
    case 'Home':
      return total > 0 ? 0 : null;
    case 'End':
      return total > 0 ? last : null;
    default:
      return null;
  }
}
