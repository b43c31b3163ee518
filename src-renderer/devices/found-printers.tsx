// 'Drucker' of page 'Geräte': those that the computer knows, how each is right now, and a test page.
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useRowShown } from '../administration/page-search.tsx';
import { Section } from '../administration/page-sheet.tsx';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useTexts } from '../texts/catalogue.ts';
import { deviceTexts } from '../texts/devices.ts';
import { printingTexts } from '../texts/printing.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';

type Printing = Awaited<ReturnType<typeof client.printing.printers>>;
type Printer = Printing['printers'][number];

const useStyles = makeStyles({
  table: { marginTop: '6px' },
  none: { padding: '8px 9px', color: tokens.colorNeutralForeground2 },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

export function FoundPrinters({ printers }: { printers: readonly Printer[] }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(deviceTexts).printers;
  if (!useRowShown(`${t.title} ${t.lead} ${t.test} ${printers.map(({ name }) => name).join(' ')}`)) return null;
  return (
    <Section title={t.title} lead={t.lead}>
      <div data-row>
        {printers.length === 0 ? (
          <Text block className={styles.none}>
            {t.none}
          </Text>
        ) : (
          <table className={mergeClasses(table.table, styles.table)} aria-label={t.title}>
            <HeadRow columns={[t.columns.name, t.columns.state, t.columns.trays, { number: t.columns.actions }]} />
            <tbody>
              {printers.map((printer) => (
                <PrinterRow key={printer.id} printer={printer} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Section>
  );
}

function PrinterRow({ printer }: { printer: Printer }) {
  const styles = useStyles();
  const table = useTable();
  const all = useTexts(deviceTexts);
  const t = all.printers;
  const failures = useTexts(printingTexts).failure;
  const [busy, setBusy] = useState(false);
  const { id, name, isDefault, state, problem, trays } = printer;
  const print = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const result = await client.printing.printTest({ printerId: id, tray: null });
      const text = result.ok ? t.tested(name) : `${name}: ${failures[result.code]}`;
      useMessages.getState().show({ tone: result.ok ? 'done' : 'problem', text });
    } catch (error) {
      showFailure(error);
    }
    setBusy(false);
  };
  return (
    <tr>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        {isDefault ? t.standard(name) : name}
      </th>
      <td className={mergeClasses(table.cell, problem && styles.problem)}>
        {problem ? failures[problem] : all.found.printerStates[state]}
      </td>
      <td className={table.cell}>{trays.length > 0 ? trays.join(', ') : '–'}</td>
      <td className={mergeClasses(table.cell, table.number)}>
        <Button size="small" disabledFocusable={busy} aria-label={t.testOn(name)} onClick={() => void print()}>
          {t.test}
        </Button>
      </td>
    </tr>
  );
}
