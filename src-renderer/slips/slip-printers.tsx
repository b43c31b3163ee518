// 'Bondrucker' of this workstation: each with its connection and how it is right now, a test slip, and the way to add, change and
// remove one. Whatever is done here counts at once.
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_SLIP_PRINTERS, type SlipPrinter, type SlipWay } from '../../src-shared/slips/rules.ts';
import { useRowShown } from '../administration/page-search.tsx';
import { Section } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useTexts } from '../texts/catalogue.ts';
import { slipTexts } from '../texts/slips.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { ask } from '../ui/question.tsx';
import { useTable } from '../ui/table.ts';
import { printSlip } from './print-slip.ts';
import { SlipPrinterDialog } from './slip-printer-dialog.tsx';
import { stateWords, whereOf } from './words.ts';

/** Often enough for somebody who stands there with a new roll, seldom enough for a printer that takes one wire at a time. */
const LOOK_AGAIN_MS = 10_000;

const useStyles = makeStyles({
  table: { marginTop: '6px' },
  line: { padding: '8px 9px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '6px', justifyContent: 'flex-end' },
  add: { marginTop: '10px' },
});

export function SlipPrinters() {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(slipTexts).printers;
  const { data: printers = [] } = useQuery(calls.slips.printers.queryOptions());
  const queues = useQuery(calls.slips.queues.queryOptions({ staleTime: 0 })).data;
  const [edited, setEdited] = useState<SlipPrinter | 'new' | null>(null);
  if (!useRowShown(`${t.title} ${t.lead} ${printers.map(({ name }) => name).join(' ')}`)) return null;
  const add = () => {
    if (printers.length < MOST_SLIP_PRINTERS) setEdited('new');
    else useMessages.getState().show({ tone: 'problem', text: t.tooMany(MOST_SLIP_PRINTERS) });
  };
  return (
    <Section title={t.title} lead={t.lead}>
      <div data-row>
        {printers.length === 0 ? (
          <Text block className={mergeClasses(styles.line, styles.quiet)}>
            {t.none}
          </Text>
        ) : (
          <table className={mergeClasses(table.table, styles.table)} aria-label={t.title}>
            <HeadRow
              columns={[t.heads.name, t.heads.way, { number: t.heads.paper }, t.heads.loginCode, t.heads.state]}
              last={{}}
            />
            <tbody>
              {printers.map((printer) => (
                <Line
                  key={printer.id}
                  {...{ printer }}
                  where={nameOfWay(printer.way)}
                  edit={() => setEdited(printer)}
                />
              ))}
            </tbody>
          </table>
        )}
        <Button className={styles.add} onClick={add}>
          {t.add}
        </Button>
      </div>
      {edited && (
        <SlipPrinterDialog
          printer={edited === 'new' ? null : edited}
          queues={queues ?? null}
          close={() => {
            setEdited(null);
            void queries.invalidateQueries({ queryKey: calls.slips.key() });
          }}
        />
      )}
    </Section>
  );

  function nameOfWay(way: SlipWay): string {
    if (way.kind === 'address') return whereOf(way);
    return queues?.find(({ id }) => id === way.printerId)?.name ?? t.queueGone;
  }
}

function Line({ printer, where, edit }: { printer: SlipPrinter; where: string; edit: () => void }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(slipTexts).printers;
  const { name, columns, printsLoginCode } = printer;
  const button = (label: string, run: () => void) => (
    <Button size="small" aria-label={t.named(label, name)} onClick={run}>
      {label}
    </Button>
  );
  return (
    <tr>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        {name}
      </th>
      <td className={table.cell}>{where}</td>
      <td className={mergeClasses(table.cell, table.number)}>{columns}</td>
      <td className={table.cell}>{printsLoginCode ? t.here : t.asLetter}</td>
      <td className={table.cell}>
        <State printer={printer} />
      </td>
      <td className={table.cell}>
        <div className={styles.actions}>
          {button(t.test, () => void printTest(printer))}
          {button(t.edit, edit)}
          {button(t.remove, () => void remove(printer, t))}
        </div>
      </td>
    </tr>
  );
}

function State({ printer }: { printer: SlipPrinter }) {
  const t = useTexts(slipTexts).state;
  const { data } = useQuery(
    calls.slips.state.queryOptions({
      input: { id: printer.id },
      ...{ staleTime: 0, refetchInterval: LOOK_AGAIN_MS },
    }),
  );
  return <span role="status">{data ? stateWords(data) : t.asking}</span>;
}

async function printTest(printer: SlipPrinter): Promise<void> {
  await printSlip({
    printer,
    print: async () => {
      const { error, data } = await safe(client.slips.printTest({ id: printer.id }));
      if (error) tellGone(error);
      return data ?? null;
    },
  });
  await queries.invalidateQueries({ queryKey: calls.slips.state.key() });
}

async function remove({ id, name }: SlipPrinter, { removal }: (typeof slipTexts)['de']['printers']): Promise<void> {
  const answer = await ask({
    ...{ title: removal.title, text: removal.text(name) },
    answers: [
      { value: 'yes', label: removal.yes },
      { value: 'no', label: removal.no },
    ],
  });
  if (answer === 'yes') await client.slips.remove({ id }).catch(showFailure);
}

function tellGone(error: Error): void {
  const isGone = isDefinedError(error) && (error as { code?: string }).code === 'GONE';
  if (!isGone) showFailure(error);
  else useMessages.getState().show({ tone: 'problem', text: textsNow(slipTexts).printers.gone });
}
