// The mask's fields as they are typed: plain texts, valid or not, with one blank line where a list is empty. Translates to
// and from the record; which entries are good is decided by src-shared/customers.

import { readDay } from '../../src-shared/calendar/day.ts';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import {
  type CustomerProblem,
  contactRoles,
  type FieldProblem,
  formProblems,
  insuranceStatuses,
  notificationChannels,
  paymentWays,
} from '../../src-shared/customers/rules.ts';
import { isSame } from '../ui/is-same.ts';
import { filledLists, fromMaskLists, type MaskLists, newLists, toMaskLists } from './mask-lists.ts';

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
  externalNumber: string;
  /** Closed words of customers/rules.ts; '' = none. */
  insuranceStatus: string;
  preferredPayment: string;
  preferredChannel: string;
  dunningBlock: boolean;
  reportNeutral: boolean;
  careHome: string;
  contactRoles: string[];
  /** As typed. */
  lastVisit: string;
  /** Index of the one 'Standard KT' in `payers`; -1 = none. */
  standardPayer: number;
  /** Ids of the chain's properties. */
  properties: string[];
} & MaskLists;

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
    externalNumber: form.externalNumber ?? '',
    insuranceStatus: form.insuranceStatus ?? '',
    preferredPayment: form.preferredPayment ?? '',
    preferredChannel: form.preferredChannel ?? '',
    dunningBlock: form.dunningBlock,
    reportNeutral: form.reportNeutral,
    careHome: form.careHome ?? '',
    contactRoles: form.contactRoles,
    lastVisit: shownDate(form.lastVisit),
    standardPayer: form.standardPayer ?? -1,
    properties: form.properties,
    ...toMaskLists(form),
  };
}

/** For a record that was never saved: nothing in it points to rows. */
export function asNew(mask: MaskForm): MaskForm {
  return {
    ...mask,
    addresses: mask.addresses.map((address) => ({ ...address, addressId: null })),
    phones: mask.phones.map((phone) => ({ ...phone, phoneId: null })),
    ...newLists(mask),
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
  const lists = fromMaskLists(mask);
  const lastVisit = mask.lastVisit.trim() === '' ? null : readDay(mask.lastVisit);
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
    externalNumber: orNull(mask.externalNumber),
    insuranceStatus: oneOf(insuranceStatuses, mask.insuranceStatus),
    preferredPayment: oneOf(paymentWays, mask.preferredPayment),
    preferredChannel: oneOf(notificationChannels, mask.preferredChannel),
    dunningBlock: mask.dunningBlock,
    reportNeutral: mask.reportNeutral,
    careHome: orNull(mask.careHome),
    contactRoles: contactRoles.filter((role) => mask.contactRoles.includes(role)),
    lastVisit,
    standardPayer: pointerOrNull(lists.lines.payers.indexOf(mask.standardPayer)),
    properties: mask.properties,
    ...lists.saved,
  };
  const lines: Record<string, readonly number[]> = { ...lists.lines, addresses: addressLines, phones: phoneLines };
  const atMask = (field: string) =>
    field.replace(/^(\w+)\.(\d+)/, (_, list, line) => `${list}.${lines[list]?.[Number(line)] ?? line}`);
  const problems = formProblems(form, now)
    // Nobody is shown a number that is not his to see; one that was not typed anew stays as it is.
    .filter(({ field, problem }) => problem !== 'iban.hidden' || isNewAccount(form, field))
    .map(({ field, problem }) => ({ field: atMask(field), problem }));
  problems.push(...lists.problems);
  if (lastVisit === null && mask.lastVisit.trim() !== '')
    problems.push({ field: 'lastVisit', problem: 'day.unreadable' });
  if (birthDate && birthDate.kind !== 'date')
    problems.push({ field: 'birthDate', problem: birthDateProblem(birthDate) });
  return { form, problems, atMask };
}

function isNewAccount(form: CustomerForm, field: string): boolean {
  return form.bankAccounts[Number(field.split('.')[1])]?.id === null;
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
    contactRoles: form.contactRoles.toSorted(),
    properties: form.properties.toSorted(),
    ...filledLists(form),
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

function oneOf<W extends string>(words: readonly W[], text: string): W | null {
  return words.find((word) => word === text) ?? null;
}

function pointerOrNull(at: number): number | null {
  return at < 0 ? null : at;
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
