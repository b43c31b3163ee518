// What lies in the draft of a mask: the fields that differ from what is saved, as typed. Reads it back, whichever version of
// the program wrote it: a field it does not know is left out.
import { z } from 'zod';
import { cardKinds } from '../../src-shared/cards/rules.ts';
import { patientSexes } from '../../src-shared/patients/rules.ts';
import type { MaskForm } from './mask-form.ts';

export type DraftContent = {
  /** The fields that differ from what is saved, as typed. */
  fields: Partial<MaskForm>;
  appActive: boolean | null;
};

const text = z.string();
const lineId = z.string().nullable();

const address = z.object({
  ...{ addressId: lineId, label: text, street: text, houseNumber: text, addition: text },
  ...{ district: text, postcode: text, town: text, country: text },
});
const phone = z.object({ phoneId: lineId, label: text, number: text, sms: z.boolean() });
const payer = z.object({ lineId, payerId: text, insuredNumber: text, validFrom: text, validTo: text });
const bankAccount = z.object({
  ...{ lineId, holder: text, iban: text, bic: text, bankName: text },
  ...{ mandateReference: text, mandateOn: text, mandateEndedOn: text },
});
const card = z.object({
  ...{ lineId, kind: z.enum(cardKinds), number: text, label: text, validFrom: text, validTo: text },
  ...{ locked: z.boolean(), invalid: z.boolean(), replacedById: text },
});
const membership = z.object({ lineId, programId: text, cardId: text, value: text, validFrom: text, validTo: text });
const patient = z.object({
  ...{ lineId, name: text, species: text, breed: text, sex: z.enum(['', ...patientSexes]) },
  ...{ birthDate: text, chipNumber: text, note: text, diedOn: text },
});

const fields: z.ZodType<Partial<MaskForm>> = z
  .object({
    kind: z.enum(['natural', 'legal']),
    ...{ salutation: text, title: text, firstName: text, lastName: text, birthDate: text, kvnr: text },
    ...{ email: text, note: text, status: text, responsibleEmployeeId: text },
    addresses: z.array(address).min(1),
    homeAddress: z.number().int().min(0),
    phones: z.array(phone).min(1),
    ...{ externalNumber: text, insuranceStatus: text, preferredPayment: text, preferredChannel: text },
    ...{ dunningBlock: z.boolean(), reportNeutral: z.boolean(), careHome: text, lastVisit: text },
    contactRoles: z.array(text),
    payers: z.array(payer),
    standardPayer: z.number().int().min(-1),
    bankAccounts: z.array(bankAccount),
    cards: z.array(card),
    memberships: z.array(membership),
    properties: z.array(text),
    patients: z.array(patient),
  })
  .partial();

const content = z.object({ fields, appActive: z.boolean().nullable() });

/** What lies in a draft; null when another version of the program wrote it in a way that is not understood. */
export function readDraft(body: string): DraftContent | null {
  try {
    const { fields: kept, appActive } = content.parse(JSON.parse(body));
    const present = Object.entries(kept).filter(([, value]) => value !== undefined);
    return { fields: Object.fromEntries(present), appActive };
  } catch {
    return null;
  }
}
