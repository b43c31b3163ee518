// Which of a customer's documents may be renamed, exempted or taken away, and what the program calls those that it makes itself. It
// does not know what is in them.
import type { Role } from '../calls.ts';
import type { Row } from '../tables.ts';
import { fileEnding, type MediaType, plainName } from './file-content.ts';

export type DocumentKind = Row<'document'>['kind'];

export type DocumentDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: DocumentRefusal };

export const DOCUMENT_REFUSALS = ['provesConsent', 'administratorOnly'] as const;
export type DocumentRefusal = (typeof DOCUMENT_REFUSALS)[number];

/** What a person may change of a document that may be changed: all else is said at its birth. */
const CHANGEABLE: ReadonlySet<string> = new Set(['name', 'keptOnPurpose'] satisfies (keyof Row<'document'>)[]);

export function isChangeableField(field: string): boolean {
  return CHANGEABLE.has(field);
}

/**
 * May it be renamed, exempted from its period, or taken away? What proves a consent or its end stays as it is as long as it may
 * have to be proven (Art. 7 (1) GDPR, § 7a UWG). What a template has locked is an administrator's to change (E-78).
 */
export function canChangeDocument(one: { kind: DocumentKind; locked: boolean }, role: Role): DocumentDecision {
  if (one.kind !== 'other') return { allowed: false, reason: 'provesConsent' };
  const isTheirs = !one.locked || role === 'administrator';
  return isTheirs ? { allowed: true } : { allowed: false, reason: 'administratorOnly' };
}

export const NAME_PROBLEMS = ['missing', 'tooLong', 'taken'] as const;
export type NameProblem = (typeof NAME_PROBLEMS)[number];

/** Without the ending, as a person types it. */
export const LONGEST_DOCUMENT_NAME = 95;

/** 'befund.pdf' → 'befund' and '.pdf': what a person may type anew, and what says what is in it and stays. */
export function nameParts(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: '' };
}

/**
 * The new name of a document, its ending kept. A typed ending of the same kind counts once.
 * @param others what the customer's other documents are called: they are told apart by name
 */
export function renamedDocument(
  typed: string,
  present: string,
  others: ReadonlySet<string>,
): { readonly ok: true; readonly name: string } | { readonly ok: false; readonly problem: NameProblem } {
  const { ending } = nameParts(present);
  const plain = plainName(typed);
  const stem = plain.toLowerCase().endsWith(ending.toLowerCase())
    ? plain.slice(0, plain.length - ending.length)
    : plain;
  const bare = stem.replace(/^[.\s]+|[.\s]+$/g, '');
  if (bare === '') return { ok: false, problem: 'missing' };
  if (Array.from(bare).length > LONGEST_DOCUMENT_NAME) return { ok: false, problem: 'tooLong' };
  const name = `${bare}${ending}`;
  return others.has(name) ? { ok: false, problem: 'taken' } : { ok: true, name };
}

/** 'einwilligung-10342.pdf': scanners call everything 'SCN_0001', and a name says nothing of the person. */
export function scanName(customerNumber: string, mediaType: MediaType): string {
  return `einwilligung-${plain(customerNumber)}.${fileEnding(mediaType)}`;
}

export function consentPrintName(customerNumber: string, declaration: string): string {
  return `einwilligungserklaerung-${plain(declaration)}-${plain(customerNumber)}.pdf`;
}

export function withdrawalPrintName(customerNumber: string, declaration: string): string {
  return `widerruf-${plain(declaration)}-${plain(customerNumber)}.pdf`;
}

/** 'vorgangszettel-10342-2026-11-21.pdf': whose print of which template it is, and of which day. */
export function archivedName(customerNumber: string, template: string, day: string): string {
  return `${plain(template)}-${plain(customerNumber)}-${day}.pdf`;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]+/g, '_');
}
