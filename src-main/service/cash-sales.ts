// Cash sales with a customer: writes what was sold, moves the last visit to today, and lets the privacy dialog be asked for. How an
// amount is read and which way of paying is proposed stands in cash-sales/rules.ts.
import type { SaleCustomer } from '../../src-shared/cash-sales/contract.ts';
import { listName, localDay, type PaymentWay, paymentWays } from '../../src-shared/customers/rules.ts';
import { isUnserved, statusMeaning, type Unserved } from '../../src-shared/customers/status.ts';
import type { Row } from '../../src-shared/tables.ts';
import { readLocal, writeLocal } from './database/local.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { ownStatuses } from './lists.ts';
import { opened } from './opened.ts';
import { askPrivacy } from './privacy-asking.ts';
import type { procedures } from './procedures.ts';

/** More than a mask shows; the change log has them all. */
const SHOWN = 200;

export function cashSaleHandlers(os: typeof procedures.cashSales) {
  return {
    customer: os.customer.handler(({ context, input, errors }) =>
      saleCustomer(opened(context), customerRow(opened(context), 'id', input.id), errors),
    ),

    byNumber: os.byNumber.handler(({ context, input, errors }) =>
      saleCustomer(opened(context), customerRow(opened(context), 'number', input.number), errors),
    ),

    usual: os.usual.handler(({ context }) => paymentWay(readLocal(opened(context).db.sqlite, 'usualPayment'))),

    chooseUsual: os.chooseUsual.handler(({ context, input }) => {
      writeLocal(opened(context).db.sqlite, 'usualPayment', input.payment ?? '');
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const rows = input.sales.map(({ customerId }) => customerRow(house, 'id', customerId));
      for (const row of rows) saleCustomer(house, row, errors);
      const today = localDay(house.now());
      house.save('cashSale.save', (unit) => {
        const transactionId = house.newId();
        for (const { customerId, cents, body } of input.sales)
          unit.create('cashSale', {
            ...{ id: house.newId(), transactionId, customerId, cents, body: body || null, payment: input.payment },
            ...{ at: unit.now, soldBy: house.session.person?.id ?? null },
          });
        for (const row of rows)
          if (row && (row.lastVisit ?? '') < today) unit.update('customer', row.id, { lastVisit: today });
      });
      // After the save: it is asked about what is written.
      for (const id of new Set(input.sales.map(({ customerId }) => customerId))) askPrivacy(house, id, 'cashSale');
    }),

    byCustomer: os.byCustomer.handler(({ context, input }) => {
      const rows = statement(
        opened(context).db.sqlite,
        `SELECT s.id, s.at, s.cents, s.body, s.payment, e.name AS soldBy FROM cashSale s LEFT JOIN employee e ON e.id = s.soldBy
         WHERE s.customerId = ? AND s.removedAt IS NULL ORDER BY s.at DESC, s.id DESC LIMIT ${SHOWN}`,
      ).all(input.customerId) as (Omit<Row<'cashSale'>, 'payment'> & { payment: string | null })[];
      return rows.map(({ id, at, cents, body, payment, soldBy }) => ({
        ...{ id, at, cents, body, soldBy, payment: paymentWay(payment) },
      }));
    }),
  };
}

// --- details

type Customer = Pick<
  Row<'customer'>,
  'id' | 'number' | 'firstName' | 'lastName' | 'status' | 'preferredPayment' | 'lastVisit'
>;

function customerRow(house: House, by: 'id' | 'number', value: string): Customer | undefined {
  return statement(house.db.sqlite, `SELECT * FROM customer WHERE "${by}" = ? AND removedAt IS NULL`).get(value) as
    | Customer
    | undefined;
}

type Errors = {
  GONE: () => Error;
  REFUSED: (options: { data: { id: string; customer: string; reason: Unserved } }) => Error;
};

/** @throws GONE, REFUSED */
function saleCustomer(house: House, row: Customer | undefined, errors: Errors): SaleCustomer {
  if (!row) throw errors.GONE();
  const name = listName(row);
  const reason = statusMeaning(row.status, ownStatuses(house));
  if (isUnserved(reason)) throw errors.REFUSED({ data: { id: row.id, customer: name, reason } });
  return { id: row.id, name, number: row.number, preferred: paymentWay(row.preferredPayment) };
}

/** A word of a newer program counts as nothing said. */
function paymentWay(word: string | null | undefined): PaymentWay | null {
  return paymentWays.find((one) => one === word) ?? null;
}
