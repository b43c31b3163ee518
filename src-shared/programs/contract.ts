// A customer's part in the chain's programmes as the form holds it.
import { z } from 'zod';
import { dayText, id } from '../calls.ts';

export const membershipLine = z.object({
  id: id.nullable(),
  programId: z.string().max(64),
  /** The card of the same form it belongs to (E-52). */
  cardId: id.nullable(),
  /** Counter: how many so far; voucher: cents left; discount: tenths of a percent where the programme does not fix it. */
  value: z.number().int().min(0).max(1_000_000_000).nullable(),
  validFrom: dayText.nullable(),
  validTo: dayText.nullable(),
});
export type MembershipLine = z.infer<typeof membershipLine>;
