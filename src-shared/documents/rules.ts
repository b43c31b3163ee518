// Which of a customer's documents may be taken away, and what the program calls those that it makes itself. It does not know
// what is in them.
import type { Row } from '../tables.ts';
import { fileEnding, type MediaType } from './file-content.ts';

export type DocumentKind = Row<'document'>['kind'];

export type RemovalDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'provesConsent' };

/** What proves a consent or its end stays as long as it may have to be proven (Art. 7 (1) GDPR, § 7a UWG). */
export function canRemoveDocument(kind: DocumentKind): RemovalDecision {
  return kind === 'other' ? { allowed: true } : { allowed: false, reason: 'provesConsent' };
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

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]+/g, '_');
}
