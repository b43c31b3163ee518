// The bank accounts of a customer as the form holds them.
import { z } from 'zod';
import { dayText, id, optionalText, typedText } from '../calls.ts';

export const bankAccountLine = z.object({
  id: id.nullable(),
  holder: optionalText(120),
  /** A number with stars is one that its reader may not see (E-27); sent back, it means: as it is. */
  iban: typedText(60),
  bic: optionalText(20),
  bankName: optionalText(120),
  mandateReference: optionalText(35),
  mandateOn: dayText.nullable(),
  mandateEndedOn: dayText.nullable(),
});
export type BankAccountLine = z.infer<typeof bankAccountLine>;
