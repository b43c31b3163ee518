// The list of cases: draws only the lines in sight and keeps the chosen one in sight. The keys are those of the box above it.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { CaseLine } from '../../src-shared/service-cases/contract.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { dayAndTime } from '../texts/when.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import type { CaseLines } from './use-case-lines.ts';

const LINE = 32;
const BEFOREHAND = 12;
const COLUMNS = '104px minmax(150px, 3fr) minmax(140px, 2fr) minmax(80px, 1fr) 110px 88px 140px';
const NARROW = '96px minmax(100px, 1fr) minmax(90px, 1fr) 0 96px 0 0';

const useStyles = makeStyles({
  grid: { display: 'flex', flexDirection: 'column', minHeight: 0, height: '100%' },
  line: {
    display: 'grid',
    gridTemplateColumns: COLUMNS,
    columnGap: '14px',
    '@media (max-width: 900px)': { gridTemplateColumns: NARROW, columnGap: '8px', paddingRight: '8px' },
    alignItems: 'center',
    height: `${LINE}px`,
    padding: '0 16px 0 13px',
    borderLeft: '3px solid transparent',
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  top: { display: 'block', flexShrink: 0 },
  head: {
    height: '24px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    scrollbarGutter: 'stable',
    overflow: 'hidden',
  },
  scroll: { display: 'block', overflowY: 'auto', scrollbarGutter: 'stable', minHeight: 0, flexGrow: 1 },
  column: { fontWeight: tokens.fontWeightRegular, textAlign: 'left' },
  placed: {
    position: 'relative',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
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

type Props = { listId: string; chosen: number; lines: CaseLines; open: (line: number) => void };

export function CaseList({ listId, chosen, lines, open }: Props) {
  const styles = useStyles();
  const t = useTexts(caseTexts);
  const scroll = useRef<HTMLTableSectionElement>(null);
  const { total, onSight } = lines;
  const drawn = useVirtualizer({
    ...{ count: total, getScrollElement: () => scroll.current, estimateSize: () => LINE, overscan: BEFOREHAND },
  });
  const items = drawn.getVirtualItems();
  const height = drawn.getTotalSize();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSight(from, to), [onSight, from, to]);
  useEffect(() => {
    if (chosen < total) drawn.scrollToIndex(chosen);
  }, [chosen, total, drawn]);
  const heads = [
    ...([['number'], ['title'], ['customer'], ['patient'], ['status']] as const),
    ...([['items', true] as const, ['opened', true] as const] as const),
  ];
  return (
    <table id={listId} aria-label={t.list} aria-rowcount={total + 1} className={styles.grid}>
      <thead className={styles.top}>
        <tr aria-rowindex={1} className={mergeClasses(styles.line, styles.head)}>
          {heads.map(([column, right]) => (
            <th key={column} scope="col" className={mergeClasses(styles.cell, styles.column, right && styles.number)}>
              {t.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={scroll} className={styles.scroll}>
        {items.map(({ index, start, end }) => (
          <tr
            key={index}
            id={caseLineId(listId, index)}
            aria-rowindex={index + 2}
            aria-current={index === chosen ? 'true' : undefined}
            className={mergeClasses(styles.line, styles.placed, index === chosen && styles.chosen)}
            // The lines that are not drawn leave their room.
            style={{ marginTop: index === from ? start : 0, marginBottom: index === to ? height - end : 0 }}
          >
            <Cells line={lines.lineAt(index)} open={() => open(index)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function caseLineId(listId: string, line: number): string {
  return `${listId}-${line}`;
}

function Cells({ line, open }: { line: CaseLine | undefined; open: () => void }) {
  const styles = useStyles();
  const t = useTexts(caseTexts);
  const language = useLanguage((state) => state.language);
  const { nameOf, factOf } = usePersonNames();
  if (!line) return <td className={styles.cell}>…</td>;
  const right = mergeClasses(styles.cell, styles.number);
  return (
    <>
      <td className={styles.cell}>{line.number}</td>
      <td className={styles.cell}>
        <button type="button" tabIndex={-1} className={styles.open} onClick={open}>
          {line.title}
        </button>
      </td>
      <td className={styles.cell}>{nameOf(line.customer.id, line.customer.name)}</td>
      <td className={styles.cell}>{line.patient === null ? '–' : factOf(line.customer.id, line.patient)}</td>
      <td className={styles.cell}>{t.statuses[line.status]}</td>
      <td className={right}>{t.itemsDone(line.items.done, line.items.all)}</td>
      <td className={right}>{dayAndTime(line.openedAt, language)}</td>
    </>
  );
}
