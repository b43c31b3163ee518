// Tab 'Vorgänge' of the mask: the customer's cases and cash sales, the newest first, and the way to a new one.
import { Button, Link, makeStyles, mergeClasses, Subtitle2, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { showAmount } from '../../src-shared/cash-sales/rules.ts';
import { openSale } from '../cash-sales/open-sale.ts';
import { calls } from '../client.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { runSafely } from '../keys/commands.ts';
import { saleTexts } from '../texts/cash-sales.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { beginCase, settledCustomer } from './case-companion.tsx';
import { openCasePage } from './open-case.ts';

const SHOWN = 100;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '10px', padding: '12px 16px 16px', maxWidth: '1200px' },
  actions: { display: 'flex', gap: '8px' },
  title: { margin: '6px 0 0' },
});

export function CasesTab({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(caseTexts).mask;
  const sale = useTexts(saleTexts);
  const customerId = mask.customerId ?? '';
  const sell = async () => {
    const id = await settledCustomer(mask);
    if (id) await openSale(id);
  };
  return (
    <div className={styles.page}>
      <div className={styles.actions}>
        <Button size="small" onClick={() => void runSafely(() => beginCase(mask))}>
          {t.new}
        </Button>
        <Button size="small" onClick={() => void runSafely(sell)}>
          {sale.till}
        </Button>
      </div>
      <Cases customerId={customerId} />
      <Sales customerId={customerId} />
    </div>
  );
}

function Cases({ customerId }: { customerId: string }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(caseTexts);
  const language = useLanguage((state) => state.language);
  const input = { customerId, status: 'all', typed: '', from: 0, count: SHOWN } as const;
  const { data } = useQuery(calls.serviceCases.list.queryOptions({ input }));
  if (!data) return null;
  const back = { module: 'contacts', page: 'customer', id: customerId, tab: 'serviceCases' } as const;
  const number = mergeClasses(table.cell, table.number);
  return (
    <>
      <Subtitle2 as="h2" className={styles.title}>
        {t.title}
      </Subtitle2>
      {data.lines.length === 0 ? (
        <Text>{t.mask.none}</Text>
      ) : (
        <table className={table.table} aria-label={t.title}>
          <HeadRow
            columns={[
              t.columns.number,
              { grows: t.columns.title },
              t.columns.status,
              { number: t.columns.items },
              { number: t.columns.opened },
            ]}
          />
          <tbody>
            {data.lines.map((line) => (
              <tr key={line.id}>
                <td className={table.cell}>{line.number}</td>
                <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
                  <Link as="button" onClick={() => void runSafely(() => openCasePage(line.id, back))}>
                    {line.title}
                  </Link>
                </th>
                <td className={table.cell}>{t.statuses[line.status]}</td>
                <td className={number}>{t.itemsDone(line.items.done, line.items.all)}</td>
                <td className={number}>{dayAndTime(line.openedAt, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.total > data.lines.length && <Text>{t.mask.more(data.total - data.lines.length)}</Text>}
    </>
  );
}

function Sales({ customerId }: { customerId: string }) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(caseTexts).mask;
  const sale = useTexts(saleTexts);
  const language = useLanguage((state) => state.language);
  const { data } = useQuery(calls.cashSales.byCustomer.queryOptions({ input: { customerId } }));
  if (!data) return null;
  const number = mergeClasses(table.cell, table.number);
  return (
    <>
      <Subtitle2 as="h2" className={styles.title}>
        {t.sales}
      </Subtitle2>
      {data.length === 0 ? (
        <Text>{t.noSales}</Text>
      ) : (
        <table className={table.table} aria-label={t.sales}>
          <HeadRow
            columns={[
              { number: sale.columns.at },
              { number: sale.columns.amount },
              { grows: sale.columns.text },
              sale.columns.payment,
              sale.columns.by,
            ]}
          />
          <tbody>
            {data.map((one) => (
              <tr key={one.id}>
                <td className={number}>{dayAndTime(one.at, language)}</td>
                <td className={number}>{showAmount(one.cents)}</td>
                <td className={table.cell}>{one.body ?? '–'}</td>
                <td className={table.cell}>{sale.ways[one.payment ?? 'none']}</td>
                <td className={table.cell}>{one.soldBy ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
