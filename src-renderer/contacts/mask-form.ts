// The mask's fields as they are typed: plain texts, valid or not, with one blank line where a list is empty. Translates to
// and from the record; which entries are good is decided by src-shared/customers.

import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { type CustomerProblem, type FieldProblem, formProblems } from '../../src-shared/customers/rules.ts';

export type MaskAddress = {
  /** null = not saved yet. */
  addressId: string | null;
  label: string;
  street: string;
  houseNumber: string;
  addition: string;
  district: string;
  postcode: string;
  town: string;
  country: string;
};

export type MaskPhone = {
  phoneId: string | null;
  label: string;
  /** Saved ones in the DIN 5008 form, others as typed. */
  number: string;
  sms: boolean;
};

export type MaskForm = {
  kind: 'natural' | 'legal';
  salutation: string;
  title: string;
  firstName: string;
  lastName: string;
  /** As typed, '03.04.1961' once understood. */
  birthDate: string;
  kvnr: string;
  email: string;
  note: string;
  status: string;
  /** '' = nobody. */
  responsibleEmployeeId: string;
  addresses: MaskAddress[];
  /** Index of the one 'Wohnanschrift' in `addresses`. */
  homeAddress: number;
  phones: MaskPhone[];
};

export const blankAddress: MaskAddress = {
  ...{ addressId: null, label: '', street: '', houseNumber: '', addition: '', district: '' },
  ...{ postcode: '', town: '', country: '' },
};
export const blankPhone: MaskPhone = { phoneId: null, label: '', number: '', sms: false };

/** '1961-04-03' → '03.04.1961'; '' for null. */
export function shownDate(date: string | null): string {
  return date ? date.split('-').reverse().join('.') : '';
}

export function toMaskForm(form: CustomerForm): MaskForm {
  const addresses = form.addresses.map(({ id, ...rest }) => ({ addressId: id, ...texts(rest) }));
  const phones = form.phones.map(({ id, label, number, sms }) => ({
    ...{ phoneId: id, label: label ?? '', number: showPhone(number), sms },
  }));
  return {
    kind: form.kind,
    salutation: form.salutation ?? '',
    title: form.title ?? '',
    firstName: form.firstName ?? '',
    lastName: form.lastName,
    birthDate: shownDate(form.birthDate),
    kvnr: form.kvnr ?? '',
    email: form.email ?? '',
    note: form.note ?? '',
    status: form.status,
    responsibleEmployeeId: form.responsibleEmployeeId ?? '',
    addresses: addresses.length > 0 ? addresses : [blankAddress],
    homeAddress: Math.max(0, form.homeAddress ?? 0),
    phones: phones.length > 0 ? phones : [blankPhone],
  };
}

/**
 * What F1 sends. Blank lines are left out. Problems name the mask's own lines. `now` in epoch milliseconds, `today` the
 * local day 'YYYY-MM-DD'.
 */
export function fromMaskForm(
  mask: MaskForm,
  now: number,
  today: string,
): { form: CustomerForm; problems: FieldProblem[]; atMask: (field: string) => string } {
  const addressLines = mask.addresses.flatMap((address, line) => (isBlankAddress(address) ? [] : [line]));
  const phoneLines = mask.phones.flatMap((phone, line) => (phone.number.trim() === '' ? [] : [line]));
  const home = addressLines.indexOf(mask.homeAddress);
  const natural = mask.kind === 'natural';
  const birthDate = natural && mask.birthDate.trim() !== '' ? readBirthDate(mask.birthDate, today) : null;
  const form: CustomerForm = {
    kind: mask.kind,
    salutation: natural ? orNull(mask.salutation) : null,
    title: natural ? orNull(mask.title) : null,
    firstName: natural ? orNull(mask.firstName) : null,
    lastName: mask.lastName.trim(),
    birthDate: birthDate?.kind === 'date' ? birthDate.date : null,
    kvnr: natural ? orNull(mask.kvnr) : null,
    email: orNull(mask.email),
    note: orNull(mask.note),
    status: mask.status,
    responsibleEmployeeId: orNull(mask.responsibleEmployeeId),
    addresses: addressLines.flatMap((line) => {
      const address = mask.addresses[line];
      return address ? [savedAddress(address)] : [];
    }),
    homeAddress: addressLines.length === 0 ? null : Math.max(0, home),
    phones: phoneLines.flatMap((line) => {
      const phone = mask.phones[line];
      return phone
        ? [{ id: phone.phoneId, label: orNull(phone.label), number: phone.number.trim(), sms: phone.sms }]
        : [];
    }),
  };
  const atMask = (field: string) =>
    field
      .replace(/^addresses\.(\d+)/, (_, line) => `addresses.${addressLines[Number(line)] ?? line}`)
      .replace(/^phones\.(\d+)/, (_, line) => `phones.${phoneLines[Number(line)] ?? line}`);
  const problems = formProblems(form, now).map(({ field, problem }) => ({ field: atMask(field), problem }));
  if (birthDate && birthDate.kind !== 'date')
    problems.push({ field: 'birthDate', problem: birthDateProblem(birthDate) });
  return { form, problems, atMask };
}

function birthDateProblem(reading: Exclude<ReturnType<typeof readBirthDate>, { kind: 'date' }>): CustomerProblem {
  return reading.kind === 'partial' ? 'birthDate.partial' : `birthDate.${reading.reason}`;
}

/** Lines have no identity of their own before they are saved: they are known by their place. */
export function lineNumbers(lines: readonly unknown[]): number[] {
  return lines.map((_, line) => line);
}

/** The fields in which two states of the mask differ; blank lines do not count. */
export function differingFields(one: MaskForm, other: MaskForm): (keyof MaskForm)[] {
  const [a, b] = [withoutBlanks(one), withoutBlanks(other)];
  return (Object.keys(a) as (keyof MaskForm)[]).filter((field) => !isSame(a[field], b[field]));
}

/** Equal in content, in whatever order its keys were written. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  );
}

/** The named fields alone. */
export function pickFields(form: MaskForm, fields: readonly (keyof MaskForm)[]): Partial<MaskForm> {
  return Object.fromEntries(fields.map((field) => [field, form[field]]));
}

function withoutBlanks(form: MaskForm): MaskForm {
  const addresses = form.addresses.filter((address) => !isBlankAddress(address));
  return {
    ...form,
    addresses,
    homeAddress: addresses.length === 0 ? 0 : form.homeAddress,
    phones: form.phones.filter((phone) => phone.number.trim() !== ''),
  };
}

export function isBlankAddress(address: MaskAddress): boolean {
  const { addressId: _, label: __, ...parts } = address;
  return Object.values(parts).every((part) => part.trim() === '');
}

function savedAddress(address: MaskAddress): CustomerForm['addresses'][number] {
  const { addressId, label, street, houseNumber, addition, district, postcode, town, country } = address;
  return {
    id: addressId,
    label: orNull(label),
    street: orNull(street),
    houseNumber: orNull(houseNumber),
    addition: orNull(addition),
    district: orNull(district),
    postcode: orNull(postcode),
    town: orNull(town),
    country: orNull(country),
  };
}

function texts<T extends Record<string, string | null>>(row: T): { [K in keyof T]: string } {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? ''])) as {
    [K in keyof T]: string;
  };
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
