// Which of a customer's documents may be taken away, and what the program calls those that it makes itself. It does not know
// what is in them.
import type { Role } from '../calls.ts';
import type { Row } from '../tables.ts';
import { fileEnding, type MediaType } from './file-content.ts';

export type DocumentKind = Row<'document'>['kind'];

export type RemovalDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: RemovalRefusal };

export const REMOVAL_REFUSALS = ['provesConsent', 'administratorOnly'] as const;
export type RemovalRefusal = (typeof REMOVAL_REFUSALS)[number];

/**
 * What proves a consent or its end stays as long as it may have to be proven (Art. 7 (1) GDPR, § 7a UWG). What a template has
 * locked is an administrator's to take away (E-78).
 */
export function canRemoveDocument(one: { kind: DocumentKind; locked: boolean }, role: Role): RemovalDecision {
  if (one.kind !== 'other') return { allowed: false, reason: 'provesConsent' };
  const isTheirs = !one.locked || role === 'administrator';
  return isTheirs ? { allowed: true } : { allowed: false, reason: 'administratorOnly' };
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
