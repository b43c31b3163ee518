// What a customer record must and may hold, in which form it is kept, and how a person is called on the screen. It does not
// know where records lie.
import { type BankAccountProblem, bankAccountProblems, storedBankAccount } from '../bank-accounts/rules.ts';
import { type CardProblem, cardProblems, storedCard } from '../cards/rules.ts';
import { type PatientProblem, patientProblems } from '../patients/rules.ts';
import { type PayerProblem, payerProblems } from '../payers/rules.ts';
import { type MembershipProblem, membershipProblems } from '../programs/rules.ts';
import { type BirthDateRefusal, readBirthDate } from './birth-date.ts';
import type { CustomerForm } from './contract.ts';
import { type KvnrRefusal, readKvnr } from './kvnr.ts';
import { type PhoneRefusal, readPhone } from './phone.ts';
import { type PostcodeRefusal, readPostcode } from './postcode.ts';

/** Until a chain keeps a list of its own. 'blocked' serves nobody, 'deceased' writes to nobody. */
export const customerStatuses = ['active', 'inactive', 'blocked', 'deceased'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

/** 'Versicherungsstatus': 'Versichertenart' of the health card (facts 7), and those who have none. */
export const insuranceStatuses = ['member', 'family', 'pensioner', 'private', 'selfPayer'] as const;
export type InsuranceStatus = (typeof insuranceStatuses)[number];

/** 'Bevorzugte Zahlungsart'. */
export const paymentWays = ['cash', 'card', 'invoice', 'directDebit'] as const;
export type PaymentWay = (typeof paymentWays)[number];

/** How a customer wants to be told (E-72). */
export const notificationChannels = ['letter', 'email', 'phone', 'sms'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

/** What a contact can be besides a customer; 'walkIn' = 'Laufkunde', who was there once with his card. */
export const contactRoles = ['doctor', 'supplier', 'careHome', 'walkIn', 'other'] as const;
export type ContactRole = (typeof contactRoles)[number];

export type CustomerProblem =
  | 'missing'
  | 'notAnEmail'
  | 'unknownStatus'
  | 'externalNumber.taken'
  | `birthDate.${BirthDateRefusal | 'partial'}`
  | `phone.${PhoneRefusal}`
  | `kvnr.${KvnrRefusal}`
  | `postcode.${PostcodeRefusal}`
  | `day.${'unreadable' | 'beforeItBegins'}`
  | PayerProblem
  | BankAccountProblem
  | CardProblem
  | MembershipProblem
  | PatientProblem;

export type FieldProblem = { field: string; problem: CustomerProblem };

/** 'Müller, Anna', or the company's name. */
export function listName(person: { firstName: string | null; lastName: string }): string {
  return person.firstName ? `${person.lastName}, ${person.firstName}` : person.lastName;
}

/** An empty record as 'Neu - F2' shows it. */
export function emptyForm(kind: 'natural' | 'legal', status: string): CustomerForm {
  return {
    kind,
    salutation: null,
    title: null,
    firstName: null,
    lastName: '',
    birthDate: null,
    email: null,
    kvnr: null,
    note: null,
    status,
    responsibleEmployeeId: null,
    addresses: [],
    homeAddress: null,
    phones: [],
    ...{ externalNumber: null, insuranceStatus: null, dunningBlock: false, preferredPayment: null },
    ...{ preferredChannel: null, reportNeutral: false, careHome: null, contactRoles: [], lastVisit: null },
    ...{ payers: [], standardPayer: null, bankAccounts: [], cards: [], memberships: [] },
    ...{ properties: [], patients: [] },
  };
}

/**
 * What keeps F1 from saving, field by field, in the order of the mask; empty = nothing. Only the last name is mandatory
 * what is there must be readable. `now` in epoch milliseconds.
 */
export function formProblems(form: CustomerForm, now: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, problem: CustomerProblem | null) => {
    if (problem) problems.push({ field, problem });
  };
  add('lastName', form.lastName === '' ? 'missing' : null);
  add('birthDate', birthDateProblem(form.birthDate ?? '', localDay(now)));
  add('kvnr', kvnrProblem(form.kvnr ?? ''));
  form.addresses.forEach((address, line) => {
    add(`addresses.${line}.postcode`, postcodeProblem(address.postcode ?? '', address.country ?? ''));
  });
  form.phones.forEach((phone, line) => {
    add(`phones.${line}.number`, phoneProblem(phone.number) ?? (phone.number.trim() === '' ? 'phone.empty' : null));
  });
  add('email', emailProblem(form.email ?? ''));
  const eachLine = <L>(list: string, lines: readonly L[], read: (line: L) => readonly FieldProblem[]) => {
    lines.forEach((line, at) => {
      for (const { field, problem } of read(line)) add(`${list}.${at}.${field}`, problem);
    });
  };
  eachLine('payers', form.payers, payerProblems);
  eachLine('bankAccounts', form.bankAccounts, bankAccountProblems);
  eachLine('cards', form.cards, cardProblems);
  eachLine('memberships', form.memberships, membershipProblems);
  eachLine('patients', form.patients, patientProblems);
  // Whether the chain has such a state is for whoever holds its list (customers/status.ts).
  add('status', form.status === '' ? 'unknownStatus' : null);
  return problems;
}

/**
 * The form as it is stored: telephone numbers as E.164, KVNR and postcode in their one spelling. Only for forms without
 * problems; what cannot be read stays as it is.
 */
export function storedForm(form: CustomerForm): CustomerForm {
  return {
    ...form,
    kvnr: form.kvnr === null ? null : storedKvnr(form.kvnr),
    addresses: form.addresses.map((address) => ({ ...address, postcode: storedPostcode(address) })),
    phones: form.phones.map((phone) => ({ ...phone, number: storedPhone(phone.number) })),
    bankAccounts: form.bankAccounts.map(storedBankAccount),
    cards: form.cards.map(storedCard),
  };
}

/** For a field being left: an empty one has no problem. `today` is the local day 'YYYY-MM-DD'. */
export function birthDateProblem(text: string, today: string): CustomerProblem | null {
  if (text.trim() === '') return null;
  const reading = readBirthDate(text, today);
  if (reading.kind === 'date') return null;
  return reading.kind === 'partial' ? 'birthDate.partial' : `birthDate.${reading.reason}`;
}

export function kvnrProblem(text: string): CustomerProblem | null {
  if (text.trim() === '') return null;
  const reading = readKvnr(text);
  return reading.kind === 'refused' ? `kvnr.${reading.reason}` : null;
}

export function phoneProblem(text: string): CustomerProblem | null {
  if (text.trim() === '') return null;
  const reading = readPhone(text);
  return reading.kind === 'refused' ? `phone.${reading.reason}` : null;
}

export function postcodeProblem(text: string, country: string): CustomerProblem | null {
  if (text.trim() === '') return null;
  const reading = readPostcode(text, isGermany(country) ? 'DE' : 'other');
  return reading.kind === 'refused' ? `postcode.${reading.reason}` : null;
}

/** One '@' with something before it and a domain with a dot behind it; whether a mailbox exists, only a mail can tell. */
export function emailProblem(text: string): CustomerProblem | null {
  const trimmed = text.trim();
  return trimmed === '' || /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(trimmed) ? null : 'notAnEmail';
}

/** What a shop usually needs and this customer lacks: a reason for a hint, never for a refusal. */
export function missingData(form: CustomerForm): ('address' | 'phone' | 'email')[] {
  const home = form.addresses[form.homeAddress ?? 0];
  return [
    ...(home?.postcode && home.town ? [] : (['address'] as const)),
    ...(form.phones.length > 0 ? [] : (['phone'] as const)),
    ...(form.email ? [] : (['email'] as const)),
  ];
}

/** The day it is here at an instant (epoch milliseconds), 'YYYY-MM-DD'. */
export function localDay(now: number): string {
  const date = new Date(now);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const GERMANY = new Set(['', 'de', 'd', 'deu', 'deutschland', 'germany']);

export function isGermany(country: string): boolean {
  return GERMANY.has(country.trim().toLowerCase());
}

function storedKvnr(text: string): string {
  const reading = readKvnr(text);
  return reading.kind === 'kvnr' ? reading.kvnr : text;
}

function storedPostcode(address: { postcode: string | null; country: string | null }): string | null {
  if (address.postcode === null) return null;
  const reading = readPostcode(address.postcode, isGermany(address.country ?? '') ? 'DE' : 'other');
  return reading.kind === 'postcode' ? reading.postcode : address.postcode;
}

function storedPhone(text: string): string {
  const reading = readPhone(text);
  return reading.kind === 'phone' ? reading.e164 : text;
}
