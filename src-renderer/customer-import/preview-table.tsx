// The first lines of the list as customers, made by the very rules that will make them. Nothing is looked up: whether
// somebody is known, the trial says.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { ImportFile, ImportPlan } from '../../src-shared/customer-import/contract.ts';
import { type ImportedCustomer, lineReader } from '../../src-shared/customer-import/line.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'fixed' },
  cell: { verticalAlign: 'top', overflowWrap: 'anywhere' },
  number: { width: '70px' },
  name: { width: '19%' },
  date: { width: '92px' },
  phones: { width: '17%' },
  address: { width: '24%' },
  quiet: { color: tokens.colorNeutralForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const SHOWN = 5;

export function PreviewTable({ file, plan }: { file: ImportFile; plan: ImportPlan }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(customerImportTexts).preview;
  const { factOf } = usePersonNames();
  const readings = useMemo(() => {
    const { mapping, areaCode } = plan;
    const read = lineReader({ mapping, headings: file.headings, today: localDay(Date.now()), areaCode });
    return file.samples
      .map((cells, line) => ({ line, cells, reading: read(cells) }))
      .filter(({ reading }) => reading.kind !== 'empty')
      .slice(0, SHOWN);
  }, [file, plan]);
  if (readings.length === 0) return <Text data-row>{t.none}</Text>;
  return (
    <table className={mergeClasses(table.table, styles.table)} data-row>
      <HeadRow
        columns={[
          { text: t.number, className: styles.number },
          { text: t.name, className: styles.name },
          { number: t.born, className: styles.date },
          { text: t.address, className: styles.address },
          { text: t.phones, className: styles.phones },
          t.rest,
        ]}
      />
      <tbody>
        {readings.map(({ line, cells, reading }) =>
          reading.kind === 'customer' ? (
            <Line key={line} customer={reading.customer} />
          ) : (
            <tr key={line}>
              <td className={table.cell} />
              <td className={mergeClasses(table.cell, styles.cell, styles.bad)} colSpan={5}>
                {t.rejected} ({factOf(null, cells.filter((cell) => cell.trim() !== '').join(' · '))})
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Line({ customer }: { customer: ImportedCustomer }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(customerImportTexts).preview;
  const { address: a } = customer;
  const { nameOf, factOf } = usePersonNames();
  const cell = mergeClasses(table.cell, styles.cell);
  const before =
    customer.kind === 'legal' ? t.company : [customer.salutation, customer.title].filter(Boolean).join(' ');
  const street = [a?.street, a?.houseNumber].filter(Boolean).join(' ');
  const town = [a?.postcode, a?.town].filter(Boolean).join(' ');
  const address = [a?.addition, a?.district, street, town, a?.country].filter(Boolean).join(', ');
  const phones = customer.phones
    .map(({ label, e164 }) => [label, showPhone(e164)].filter(Boolean).join(' '))
    .join(', ');
  return (
    <tr>
      <td className={mergeClasses(cell, customer.number === null && styles.quiet)}>{customer.number ?? t.newNumber}</td>
      <td className={cell}>
        {nameOf(null, customer)}
        {before && <span className={styles.quiet}> · {before}</span>}
      </td>
      <td className={mergeClasses(cell, table.number)}>
        {factOf(null, customer.birthDate ? showDay(customer.birthDate) : '')}
      </td>
      <td className={cell}>{factOf(null, address)}</td>
      <td className={cell}>{factOf(null, phones)}</td>
      <td className={cell}>
        {factOf(
          null,
          [customer.email, customer.kvnr, customer.note?.replace(/\r?\n/g, ' / ')].filter(Boolean).join(' · '),
        )}
      </td>
    </tr>
  );
}
