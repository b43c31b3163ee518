// The patients or animals of a customer as the form holds them.
import { z } from 'zod';
import { dayText, id, optionalText, typedText } from '../calls.ts';
import { patientSexes } from './rules.ts';

export const patientLine = z.object({
  id: id.nullable(),
  name: typedText(120),
  species: optionalText(60),
  breed: optionalText(60),
  sex: z.enum(patientSexes).nullable(),
  birthDate: dayText.nullable(),
  chipNumber: optionalText(40),
  note: optionalText(4000),
  diedOn: dayText.nullable(),
});
export type PatientLine = z.infer<typeof patientLine>;
