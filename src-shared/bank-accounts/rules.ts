// What a bank account of a customer must hold, how its number is written, and what of it somebody sees who may not. Country
// lengths and check digits are the library's. It does not know who is signed in.
import {
  electronicFormatIBAN,
  friendlyFormatIBAN,
  isValidBIC,
  validateIBAN,
  ValidationErrorsIBAN as Wrong,
} from 'ibantools';
import { midnightAfter } from '../calendar/day.ts';
import { periodProblem } from '../calendar/period.ts';
import type { Role } from '../calls.ts';
import type { BankAccountLine } from './contract.ts';

export type IbanProblem = 'missing' | 'country' | 'length' | 'form' | 'checkDigits' | 'hidden';

export type BankAccountProblem =
  | `iban.${IbanProblem}`
  | 'bic.form'
  | 'mandate.noDay'
  | 'mandate.noReference'
  | 'day.beforeItBegins';

/** `line.iban` in full: what only its keeper sees masked has been put back before. */
export function bankAccountProblems(line: BankAccountLine): { field: string; problem: BankAccountProblem }[] {
  const iban = ibanProblem(line.iban);
  const mandate = mandateProblem(line);
  return [
    ...(iban ? [{ field: 'iban', problem: `iban.${iban}` as const }] : []),
    ...(bicProblem(line.bic ?? '') ? [{ field: 'bic', problem: 'bic.form' as const }] : []),
    ...(mandate ? [mandate] : []),
  ];
}

export function ibanProblem(text: string): IbanProblem | null {
  if (text.trim() === '') return 'missing';
  if (isHidden(text)) return 'hidden';
  const { valid, errorCodes } = validateIBAN(storedIban(text));
  if (valid) return null;
  const has = (...codes: Wrong[]) => codes.some((code) => errorCodes.includes(code));
  if (has(Wrong.NoIBANCountry)) return 'country';
  if (has(Wrong.WrongBBANLength)) return 'length';
  if (has(Wrong.WrongBBANFormat, Wrong.ChecksumNotNumber)) return 'form';
  return 'checkDigits';
}

export function bicProblem(text: string): 'form' | null {
  return text.trim() === '' || isValidBIC(storedBic(text)) ? null : 'form';
}

/** A mandate is a reference and the day of its signature. */
function mandateProblem(line: BankAccountLine): { field: string; problem: BankAccountProblem } | null {
  const { mandateReference: reference, mandateOn: signed, mandateEndedOn: ended } = line;
  if (reference !== null && signed === null) return { field: 'mandateOn', problem: 'mandate.noDay' };
  if (reference === null && (signed !== null || ended !== null))
    return { field: 'mandateReference', problem: 'mandate.noReference' };
  const late = periodProblem(signed, ended);
  return late ? { field: 'mandateEndedOn', problem: late } : null;
}

/** The one spelling that is kept. */
export function storedBankAccount(line: BankAccountLine): BankAccountLine {
  return {
    ...line,
    iban: isHidden(line.iban) ? line.iban : storedIban(line.iban),
    bic: line.bic === null ? null : storedBic(line.bic),
  };
}

/** 'DE89 3704 0044 0532 0130 00'; masked ones keep their length and grouping. */
export function showIban(iban: string): string {
  return isHidden(iban) ? (iban.match(/.{1,4}/g) ?? []).join(' ') : (friendlyFormatIBAN(iban) ?? iban);
}

/**
 * Who sees the number in full (E-27, T-15): accounting and administrators; and whoever entered or changed it himself, until
 * midnight of that day. @param reader null = nobody is signed in
 */
export function maySeeIban(
  account: { enteredBy: string | null; enteredAt: number },
  reader: { id: string; role: Role } | null,
  now: number,
): boolean {
  if (reader === null) return false;
  if (reader.role !== 'employee') return true;
  return account.enteredBy === reader.id && now < midnightAfter(account.enteredAt);
}

/** Somebody may not see this number. */
export function isHidden(iban: string): boolean {
  return iban.includes('*');
}

export function storedIban(text: string): string {
  return electronicFormatIBAN(text) ?? text;
}

function storedBic(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}
