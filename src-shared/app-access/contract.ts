// Tab 'Zugangsdaten': the honest state of a customer's access, the password letter and the registration form. Whether the
// access is active is saved with the mask (customers.save).
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { preview } from '../printing/contract.ts';

const server = z.enum(['none', 'offline', 'online']);

const accessState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('notActive') }),
  z.object({ state: z.literal('deactivatedNotYetEffective'), server }),
  z.object({ state: z.literal('passwordMissing') }),
  z.object({ state: z.literal('waiting'), server: z.enum(['none', 'offline']), since: z.number() }),
  z.object({ state: z.literal('transferring'), since: z.number() }),
  z.object({ state: z.literal('lockedUntil'), until: z.number() }),
  z.object({ state: z.literal('usableSince'), at: z.number() }),
  z.object({ state: z.literal('connected'), devices: z.number() }),
]);

const device = z.object({
  id,
  /** As the phone calls itself. */
  name: z.string(),
  connectedAt: z.number(),
  lastSeenAt: z.number(),
  /** 'Trennen' was pressed here, and the server has not heard of it. */
  ending: z.boolean(),
});
export type ConnectedDevice = z.infer<typeof device>;

const letter = z.object({ number: z.string(), at: z.number() });

export const accessRecord = z.object({
  /** The app's name, the title of the group: 'Meine Apotheke'. */
  appName: z.string(),
  licence: z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    z.object({ state: z.literal('valid'), until: z.string() }),
    z.object({ state: z.literal('ended'), until: z.string() }),
  ]),
  /** Why the whole group is closed; null = open. */
  closed: z.enum(['noLicence', 'licenceEnded']).nullable(),
  /** Why 'Aktiv' cannot be ticked now; null = it can. A closed word of app-access/rules.ts. */
  refusal: z.string().nullable(),
  active: z.boolean(),
  everActive: z.boolean(),
  /** The letter whose password is valid. */
  letter: letter.nullable(),
  /** Printed, waiting for F1. `mine`: F1 of whoever is signed in makes it valid. */
  pending: letter.extend({ mine: z.boolean(), ownerName: z.string() }).nullable(),
  state: accessState,
  /** Connected phones, the latest first. */
  devices: z.array(device),
  /** Why 'Registrierungsformular' cannot be printed; null = it can. */
  formRefusal: z.string().nullable(),
});
export type AccessRecord = z.infer<typeof accessRecord>;

const refused = { REFUSED: { data: z.object({ reason: z.string() }) }, GONE: {} };

export const appAccessContract = {
  byCustomer: call
    .input(z.object({ customerId: id }))
    .output(accessRecord)
    .errors({ GONE: {} }),
  /** 'Kennwort vergeben': makes a password that exists only on the previewed letter until it is printed. */
  issuePassword: call
    .input(
      z.object({
        customerId: id,
        /** 'Aktiv' as the mask shows it, ticked a moment ago or long saved. */
        active: z.boolean(),
      }),
    )
    .output(z.object({ preview, letterNumber: z.string() }))
    .errors(refused),
  /** 'Verwerfen': the printed password never becomes valid. */
  discardPending: call.input(z.object({ customerId: id })).output(z.void()),
  /** 'Trennen': one phone; the others and the access go on. */
  endDevice: call
    .input(z.object({ deviceId: id }))
    .output(z.void())
    .errors({ GONE: {} }),
  registrationForm: call
    .input(z.object({ customerId: id }))
    .output(z.object({ preview }))
    .errors(refused),
};
