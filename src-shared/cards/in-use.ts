// Whether a card counts on a day, and when two numbers are the same card. The counter asks it before it takes a card, the
// server before it takes a second one with the same number.

export type CardFacts = {
  readonly number: string;
  /** YYYY-MM-DD, inclusive. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly locked: boolean;
  /** 'Karte ungültig' (E-85). */
  readonly invalid: boolean;
  readonly replacedById: string | null;
};

export const CARD_STATES = ['valid', 'locked', 'invalid', 'replaced', 'expired', 'notYet'] as const;
export type CardState = (typeof CARD_STATES)[number];

/** @param today the local day, YYYY-MM-DD */
export function cardState(card: CardFacts, today: string): CardState {
  if (card.invalid) return 'invalid';
  if (card.replacedById !== null) return 'replaced';
  if (card.validTo !== null && card.validTo < today) return 'expired';
  if (card.locked) return 'locked';
  return card.validFrom !== null && card.validFrom > today ? 'notYet' : 'valid';
}

/** Its number belongs to it: a locked one can be unlocked, one of tomorrow will count. */
export function isInUse(card: CardFacts, today: string): boolean {
  const state = cardState(card, today);
  return state === 'valid' || state === 'locked' || state === 'notYet';
}

/** Two spellings of one number: readers give no blanks and hyphens, people type them. */
export function cardKey(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/[\s\-./]/g, '')
    .toUpperCase();
}
