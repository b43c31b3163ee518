// How what a customer is filtered by lies in the index: a letter for each purpose of the ledger, and a word for each thing that
// is said of few. It knows words and letters, not where they lie nor what a filter means.
import { consentState, type LedgerEntry, PURPOSES, type Purpose } from '../../../src-shared/consent/rules.ts';
import type { ConsentWord } from '../../../src-shared/search/filter.ts';
import type { SearchEntry } from '../../../src-shared/search/search-row.ts';

const LETTER_OF: Readonly<Record<ConsentWord, string>> = { none: '-', open: 'o', granted: 'g', withdrawn: 'w' };
/** What the column means when it is empty, as it is of most customers who were imported. */
export const NO_CONSENTS = LETTER_OF.none.repeat(PURPOSES.length);

/** The newest entry of a kind about a purpose. */
export type LastWord = readonly [purpose: Purpose, kind: LedgerEntry['kind'], capturedAt: number];

/** What the ledger says of each purpose that it says anything about. */
export function consentWords(ledger: readonly LastWord[]): Partial<Record<Purpose, ConsentWord>> {
  if (ledger.length === 0) return {};
  const entries = ledger.map(([purpose, kind, capturedAt]): LedgerEntry => ({ ...UNASKED, purpose, kind, capturedAt }));
  const said = PURPOSES.map((purpose) => [purpose, consentState(entries, purpose).state] as const);
  return Object.fromEntries(said.filter(([, state]) => state !== 'none'));
}

/** What a state does not hang on. */
const UNASKED: Omit<LedgerEntry, 'purpose' | 'kind' | 'capturedAt'> = {
  ...{ id: '', aboutEntryId: null, capturedHow: 'paper', capturedBy: '', textBlockVersionId: null },
  ...{ textSha256: null, documentId: null },
};

/** A letter for each purpose in their order; nothing said at all is the empty text. */
export function consentLetters(consents: SearchEntry['consents']): string {
  const letters = PURPOSES.map((purpose) => LETTER_OF[consents[purpose] ?? 'none']).join('');
  return letters === NO_CONSENTS ? '' : letters;
}

/** A GLOB for the letters: the words asked for, anything elsewhere; null = nothing is asked. */
export function consentPattern(asked: Partial<Record<Purpose, ConsentWord | 'notWithdrawn'>>): string | null {
  const parts = PURPOSES.map((purpose) => {
    const word = asked[purpose];
    if (word === undefined) return '?';
    return word === 'notWithdrawn' ? `[^${LETTER_OF.withdrawn}]` : LETTER_OF[word];
  });
  return parts.every((part) => part === '?') ? null : parts.join('');
}

/** Words stand in a row, separated by blanks, and are read as JSON. */
const oneWord = (text: string) => text.replaceAll(/[\s"\\]/g, '_');

export const facet = {
  legal: 'legal',
  app: 'app',
  status: (id: string) => oneWord(`status:${id}`),
  responsible: (id: string) => oneWord(`responsible:${id}`),
  property: (id: string) => oneWord(`property:${id}`),
  visit: (day: string) => `visit:${day}`,
  consent: (purpose: Purpose, word: ConsentWord) => `consent:${purpose}:${word}`,
};

/** What nearly everybody has is said by nothing: a filter for it leads nowhere and is judged line by line. */
export function saysNothing(status: string): boolean {
  return status === 'active';
}

/** The words of a customer. */
export function facetsOf(entry: SearchEntry): string[] {
  const facets: string[] = [];
  if (entry.kind === 'legal') facets.push(facet.legal);
  if (entry.appConnected) facets.push(facet.app);
  if (!saysNothing(entry.status)) facets.push(facet.status(entry.status));
  if (entry.responsibleId !== null) facets.push(facet.responsible(entry.responsibleId));
  if (entry.lastVisit !== null) facets.push(facet.visit(entry.lastVisit));
  for (const purpose of PURPOSES) {
    const word = entry.consents[purpose];
    if (word !== undefined) facets.push(facet.consent(purpose, word));
  }
  for (const propertyId of entry.propertyIds) facets.push(facet.property(propertyId));
  return facets;
}
