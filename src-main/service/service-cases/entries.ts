// Lays what was told in 'Kundendaten vervollständigen' into the customer's record. What is told empty leaves what is known;
// whether an entry is good stands in customers/rules.ts.
import type { CustomerForm } from '../../../src-shared/customers/contract.ts';
import { type FieldProblem, formProblems } from '../../../src-shared/customers/rules.ts';
import type { CaseEntries } from '../../../src-shared/service-cases/contract.ts';

/** The form with the entries in it: the address is the 'Wohnanschrift', the telephone the first one. */
export function withEntries(form: CustomerForm, entries: CaseEntries): CustomerForm {
  const at = form.homeAddress ?? 0;
  const home = form.addresses[at];
  const { street, houseNumber, postcode, town } = entries;
  const told = { street, houseNumber, postcode, town };
  const isTold = Object.values(told).some(Boolean);
  const address = { ...(home ?? BLANK_ADDRESS), ...filled(told) };
  const [first] = form.phones;
  const phone = entries.phone ? { ...(first ?? { id: null, label: null, sms: false }), number: entries.phone } : first;
  return {
    ...form,
    ...filled({ firstName: entries.firstName, email: entries.email, birthDate: entries.birthDate }),
    addresses: !isTold
      ? form.addresses
      : home
        ? form.addresses.map((one, line) => (line === at ? address : one))
        : [address],
    homeAddress: isTold && !home ? 0 : form.homeAddress,
    phones: phone ? [phone, ...form.phones.slice(1)] : [],
  };
}

/** What of the entries cannot be, by their own names. What was wrong before, elsewhere on the mask, is not asked about here. */
export function entryProblems(form: CustomerForm, entries: CaseEntries, now: number): FieldProblem[] {
  const at = form.homeAddress ?? 0;
  const nameOf: Record<string, keyof CaseEntries> = {
    ...{ birthDate: 'birthDate', email: 'email', [`addresses.${at}.postcode`]: 'postcode', 'phones.0.number': 'phone' },
  };
  return formProblems(withEntries(form, entries), now).flatMap(({ field, problem }) => {
    const entry = nameOf[field];
    return entry && entries[entry] ? [{ field: entry, problem }] : [];
  });
}

function filled<T extends Record<string, string | null>>(entries: T): Partial<T> {
  return Object.fromEntries(Object.entries(entries).filter(([, text]) => Boolean(text))) as Partial<T>;
}

const BLANK_ADDRESS: CustomerForm['addresses'][number] = {
  ...{ id: null, label: null, street: null, houseNumber: null, addition: null, district: null },
  ...{ postcode: null, town: null, country: null },
};
