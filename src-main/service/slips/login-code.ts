// Makes the slip with the login code out of the rows, under the very conditions of the form (app-access/letters.ts).
import type { FormRefusal } from '../../../src-shared/app-access/rules.ts';
import { connectLink } from '../../../src-shared/printing/rules.ts';
import { accessRow } from '../app-access/access.ts';
import { formDecision } from '../app-access/letters.ts';
import type { House } from '../house.ts';
import { customerFormInput } from '../printing/customer-form-input.ts';
import { fullName } from '../printing/form-input.ts';
import { germanDate } from '../printing/letter-texts.ts';
import { setting } from '../settings.ts';
import { loginCodeSlip, type SlipPart } from './content.ts';

export type MadeSlip =
  | { readonly made: true; readonly parts: readonly SlipPart[]; readonly customerNumber: string }
  | { readonly made: false; readonly reason: FormRefusal['reason'] };

/** undefined when there is no such customer. */
export function makeLoginCodeSlip(house: House, customerId: string): MadeSlip | undefined {
  const input = customerFormInput(house, customerId);
  if (!input) return undefined;
  const decision = formDecision(house, customerId);
  if (!decision.allowed) return { made: false, reason: decision.reason };
  const loginCode = accessRow(house, customerId)?.loginCode ?? '';
  const link = connectLink(decision.address, loginCode);
  if (!link.ok) return { made: false, reason: link.reason === 'badLoginCode' ? 'noLoginCode' : link.reason };
  const { branchName, street, houseNumber, postcode, town } = input.letterhead;
  const line = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');
  const parts = loginCodeSlip({
    branchName,
    branchAddress: [line(street, houseNumber), line(postcode, town)].filter(Boolean).join(', '),
    appName: setting(house, 'appName'),
    customerName: fullName(input.address),
    customerNumber: input.customerNumber,
    day: germanDate(input.date),
    link: link.url,
    loginCode,
  });
  return { made: true, parts, customerNumber: input.customerNumber };
}
