// The payers of a customer as the form holds them.
import { z } from 'zod';
import { dayText, id, optionalText } from '../calls.ts';

export const payerLine = z.object({
  id: id.nullable(),
  payerId: z.string().max(64),
  /** The number under which this payer knows the customer. */
  insuredNumber: optionalText(40),
  validFrom: dayText.nullable(),
  validTo: dayText.nullable(),
});
export type PayerLine = z.infer<typeof payerLine>;
