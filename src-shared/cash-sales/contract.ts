// Cash sales with a customer: writing one down, for one customer or several who pay together, and reading those of a customer.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { paymentWays } from '../customers/rules.ts';
import { MOST_CENTS, MOST_CUSTOMERS } from './rules.ts';

const payment = z.enum(paymentWays);

export const saleCustomer = z.object({ id, name: z.string(), number: z.string(), preferred: payment.nullable() });
export type SaleCustomer = z.infer<typeof saleCustomer>;

/** 'blocked' serves nobody, a 'deceased' customer buys nothing. */
export const SALE_REFUSALS = ['blocked', 'deceased'] as const;
export type SaleRefusal = (typeof SALE_REFUSALS)[number];
const refused = { GONE: {}, REFUSED: { data: z.object({ id, customer: z.string(), reason: z.enum(SALE_REFUSALS) }) } };

const cashSale = z.object({
  id,
  at: z.number().int(),
  cents: z.number().int(),
  body: z.string().nullable(),
  payment: payment.nullable(),
  soldBy: z.string().nullable(),
});
export type CashSale = z.infer<typeof cashSale>;

export const cashSalesContract = {
  /** Who is sold to, and how he likes to pay. */
  customer: call.input(z.object({ id })).output(saleCustomer).errors(refused),
  /** The same by the number that somebody typed. */
  byNumber: call
    .input(z.object({ number: z.string().trim().min(1).max(40) }))
    .output(saleCustomer)
    .errors(refused),
  /** What is usually paid with at this workstation; null = nothing is. */
  usual: call.output(payment.nullable()),
  chooseUsual: call.input(z.object({ payment: payment.nullable() })).output(z.void()),
  /** Written down for good, with a last visit of today; a missing declaration is asked for afterwards (E-18). */
  save: call
    .input(
      z.object({
        sales: z
          .array(
            z.object({
              customerId: id,
              cents: z.number().int().min(1).max(MOST_CENTS),
              body: z.string().normalize('NFC').trim().max(200).nullable(),
            }),
          )
          .min(1)
          .max(MOST_CUSTOMERS),
        payment: payment.nullable(),
      }),
    )
    .output(z.void())
    .errors(refused),
  /** The newest first. */
  byCustomer: call.input(z.object({ customerId: id })).output(z.array(cashSale)),
};
