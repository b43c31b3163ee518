// What somebody must say of himself to be registered, and in which form it is kept (B-14). Facts in, decision out; it knows no
// customer.

import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { readPhone } from '../../src-shared/customers/phone.ts';
import { readPostcode } from '../../src-shared/customers/postcode.ts';
import { isGermany, localDay, phoneProblem, postcodeProblem } from '../../src-shared/customers/rules.ts';
import type {
  RegistrationField,
  RegistrationPerson,
  RegistrationProblem,
} from '../../src-shared/registration/public.ts';
import type { SentPerson } from '../../src-shared/tasks/rules.ts';

export type Judged = { ok: true; person: SentPerson } | { ok: false; problems: RegistrationProblem[] };

const REQUIRED: readonly RegistrationField[] = [
  ...(['firstName', 'lastName', 'birthDate', 'street', 'houseNumber', 'postcode', 'town', 'phone'] as const),
];

/** @param offered ids of branches; @param email as it was confirmed; @param now epoch milliseconds */
export function judgeForm(
  typed: RegistrationPerson,
  { offered, email, now }: { offered: readonly string[]; email: string; now: number },
): Judged {
  const form = Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [field, field === 'branchId' ? text : oneLine(text)]),
  ) as RegistrationPerson;
  const problems: RegistrationProblem[] = [];
  if (!offered.includes(form.branchId)) problems.push({ field: 'branchId', problem: 'missing' });
  const birth = readBirthDate(form.birthDate, localDay(now));
  const unreadable: Partial<Record<RegistrationField, boolean>> = {
    birthDate: birth.kind !== 'date',
    postcode: postcodeProblem(form.postcode, form.country) !== null,
    phone: phoneProblem(form.phone) !== null,
  };
  for (const field of REQUIRED) {
    if (!/[\p{L}\p{N}]/u.test(form[field])) problems.push({ field, problem: 'missing' });
    else if (unreadable[field]) problems.push({ field, problem: 'unreadable' });
  }
  const phone = readPhone(form.phone);
  const postcode = readPostcode(form.postcode, isGermany(form.country) ? 'DE' : 'other');
  if (problems.length > 0 || birth.kind !== 'date' || phone.kind !== 'phone' || postcode.kind !== 'postcode')
    return { ok: false, problems };
  const { branchId: _, ...rest } = form;
  return {
    ok: true,
    person: { ...rest, email, birthDate: birth.date, phone: phone.e164, postcode: postcode.postcode },
  };
}

// --- details

/** No line breaks, no invisible or direction-changing letters: it is printed, and stands beside others' data. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
