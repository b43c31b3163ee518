// Page 'Aufbewahrung' (E-81): the dated table of periods and what each of them keeps, to be read only.
import { mergeClasses } from '@fluentui/react-components';
import { showDay } from '../../src-shared/calendar/day.ts';
import { tablesKeptBy } from '../../src-shared/erasure/plan.ts';
import { RETENTION, type RetentionKind, type RetentionPeriod } from '../../src-shared/erasure/retention.ts';
import { PageSheet } from '../administration/page-sheet.tsx';
import { useLanguage } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';

export function RetentionPage() {
  const table = useTable();
  const language = useLanguage((state) => state.language);
  const { retention: t } = erasureTexts[language];
  const names = loggedFieldTexts[language].tables;
  const heads = [t.kind, t.period, t.counted, t.valid, t.source, t.appliesTo];
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <table className={table.table}>
        <HeadRow columns={heads} />
        <tbody>
          {RETENTION.map((one) => (
            <tr key={`${one.kind} ${one.validFrom}`}>
              <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                {isFormer(one) ? `${t.kinds[one.kind]} (${t.former})` : t.kinds[one.kind]}
              </th>
              <td className={mergeClasses(table.cell, table.number)}>{t.years(one.years)}</td>
              <td className={table.cell}>{`${t.since[one.since]}, ${t.counts[one.counts]}`}</td>
              <td className={mergeClasses(table.cell, table.number)}>{showDay(one.validFrom)}</td>
              <td className={table.cell}>{one.source === null ? t.ownRule : t.law(one.source)}</td>
              <td className={table.cell}>{appliesTo(one.kind, names)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PageSheet>
  );
}

// --- details

function isFormer({ kind, validFrom }: RetentionPeriod): boolean {
  return RETENTION.some((other) => other.kind === kind && other.validFrom > validFrom);
}

function appliesTo(kind: RetentionKind, names: Readonly<Record<string, string>>): string {
  return [...new Set(tablesKeptBy(kind).map((table) => names[table] ?? table))].join(', ');
}
