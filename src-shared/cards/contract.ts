// The cards of a customer as the form holds them.
import { z } from 'zod';
import { dayText, id, optionalText, typedText } from '../calls.ts';
import { cardKinds } from './rules.ts';

export const cardLine = z.object({
  /** A new card may bear an id of the form's own making, by which other lines of the same form point to it. */
  id: id.nullable(),
  kind: z.enum(cardKinds),
  number: typedText(64),
  label: optionalText(60),
  validFrom: dayText.nullable(),
  validTo: dayText.nullable(),
  locked: z.boolean(),
  /** 'Karte ungültig' (E-85). */
  invalid: z.boolean(),
  /** The card of the same customer that took its place. */
  replacedById: id.nullable(),
});
export type CardLine = z.infer<typeof cardLine>;
