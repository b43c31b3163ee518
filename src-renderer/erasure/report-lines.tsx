// The lines of an erasure, planned or done, in words: which data, what becomes of them, why, and until when.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { FieldOf, fieldNatures } from '../../src-shared/change-log/fields.ts';
import type { ReportLine } from '../../src-shared/erasure/report.ts';
import { useLanguage } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';

type Words = (typeof erasureTexts)['de'];
type Names = (typeof loggedFieldTexts)['de'];
type Table = keyof typeof fieldNatures;

const useStyles = makeStyles({
  part: { fontWeight: tokens.fontWeightSemibold, paddingTop: '8px' },
  kept: { color: tokens.colorNeutralForeground2 },
});

export function ReportLines({ lines }: { lines: readonly ReportLine[] }) {
  const styles = useStyles();
  const table = useTable();
  const language = useLanguage((state) => state.language);
  const t = erasureTexts[language];
  const names = loggedFieldTexts[language];
  return (
    <table className={table.table}>
      <HeadRow columns={[t.report.data, t.report.fate]} />
      {reportParts(lines, t, names).map(({ heading, rows }) => (
        <tbody key={heading}>
          <tr>
            <th scope="rowgroup" colSpan={2} className={mergeClasses(table.cell, table.rowHead, styles.part)}>
              {heading}
            </th>
          </tr>
          {rows.map(([what, fate], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a report never move
            <tr key={at}>
              <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                {what}
              </th>
              <td className={mergeClasses(table.cell, styles.kept)}>{fate}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** As it is printed: a heading for each kind of record, a row for each field of it. Lines that say the same are one. */
export function reportParts(
  lines: readonly ReportLine[],
  t: Words,
  names: Names,
): { heading: string; rows: [what: string, fate: string][] }[] {
  const parts = new Map<string, Map<string, string[]>>();
  for (const line of lines) {
    const heading = names.tables[line.table as Table] ?? line.table;
    const fates = parts.get(heading) ?? new Map<string, string[]>();
    parts.set(heading, fates);
    const fate = fateOf(line, t);
    fates.set(fate, [...(fates.get(fate) ?? []), nameOf(line, names)]);
  }
  return [...parts].map(([heading, fates]) => ({
    heading,
    rows: [...fates].map(([fate, fields]): [string, string] => [[...new Set(fields)].join(', '), fate]),
  }));
}

// --- details

function nameOf({ table, field }: ReportLine, names: Names): string {
  const fields = names.fields[table as Table] as Record<string, string> | undefined;
  return fields?.[field as FieldOf<Table>] ?? field;
}

function fateOf({ done, why, withRecord, until, rows }: ReportLine, { report: t }: Words): string {
  if (done === 'blanked' || why === null) return `${t.blanked}${t.rows(rows)}`;
  const reason = withRecord ? `${t.because[why]}, ${t.withRecord}` : t.because[why];
  return `${t.kept(until === null ? '' : showDay(until))}${t.rows(rows)}: ${reason}`;
}
