// Cards at the counter: whose a number is, and a card that was put in.
import { z } from 'zod';
import { call, id, typedText } from '../calls.ts';
import { CARD_STATES } from './in-use.ts';
import { cardKinds } from './rules.ts';

const person = z.object({ customerId: id, name: z.string(), number: z.string() });

export const takenCard = z.object({
  kind: z.enum(cardKinds),
  number: typedText(64).min(1),
  /** 'Institutionskennzeichen' of the payer that an insurance card names; null = the card says nothing. */
  payerIk: typedText(20).nullable(),
});
export type TakenCard = z.infer<typeof takenCard>;

export const cardAnswer = z.discriminatedUnion('kind', [
  person.extend({
    kind: z.literal('found'),
    /** He was another branch's customer until now (E-58). */
    tookOverFrom: z.string().nullable(),
    /** The card named another membership: the old one ended, a new one began (E-83). */
    membership: z.enum(['same', 'renewed', 'payerUnknown']),
  }),
  /** The card is known and does not count. */
  person.extend({ kind: z.literal('notValid'), state: z.enum(CARD_STATES) }),
  z.object({ kind: z.literal('unknown') }),
  /** Perhaps a customer of another branch, and that cannot be asked now. */
  z.object({ kind: z.literal('offline') }),
]);
export type CardAnswer = z.infer<typeof cardAnswer>;

export const cardsContract = {
  /** Another customer of this branch whose card in use bears the number; null = nobody. */
  bearer: call.input(z.object({ number: typedText(64), besides: id.nullable() })).output(person.nullable()),
  /** A card was put in or read: who stands there? */
  take: call.input(takenCard).output(cardAnswer),
  /** The same for a reader that types: it tells nothing but the number. */
  takeNumber: call.input(z.object({ number: takenCard.shape.number })).output(cardAnswer),
};
