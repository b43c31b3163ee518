// What a card of a customer must hold, and which cards the chain gives. It does not know how a card is read.
import { periodProblem } from '../calendar/period.ts';
import type { CardLine } from './contract.ts';
import { cardKey, isInUse } from './in-use.ts';

export const cardKinds = ['external', 'chip', 'nfc', 'insurance'] as const;
export type CardKind = (typeof cardKinds)[number];

export type CardProblem =
  | 'cardNumber.missing'
  /** A card in use bears it already: another customer's, or another line of this one. */
  | 'cardNumber.taken'
  /** Setting 'Externe Kundenkarte verwenden' is off (E-48). */
  | 'card.externalOff'
  | 'day.beforeItBegins';

export function cardProblems(line: CardLine): { field: string; problem: CardProblem }[] {
  const late = periodProblem(line.validFrom, line.validTo);
  return [
    ...(line.number === '' ? [{ field: 'number', problem: 'cardNumber.missing' as const }] : []),
    ...(late ? [{ field: 'validTo', problem: late }] : []),
  ];
}

/**
 * What a new card may be: external ones, by their number alone, only where the chain uses them (E-48). One that is there stays
 * what it is.
 */
export function offeredKinds(externalCards: boolean, kept: CardKind | null): CardKind[] {
  return cardKinds.filter((kind) => kind !== 'external' || externalCards || kept === 'external');
}

/**
 * What keeps changed cards from being saved here, besides what each line must hold.
 * @param bearer whose card in use bears a number, as far as this workstation knows; null = nobody else's
 */
export function cardChangeProblems(
  before: readonly CardLine[],
  after: readonly CardLine[],
  facts: {
    readonly externalCards: boolean;
    readonly today: string;
    readonly bearer: (number: string) => string | null;
  },
): { field: string; problem: CardProblem }[] {
  const known = new Map(before.map((card) => [card.id, card]));
  const seen = new Set<string>();
  return after.flatMap((card, at) => {
    const old = card.id === null ? undefined : known.get(card.id);
    const problems: { field: string; problem: CardProblem }[] = [];
    if (card.kind === 'external' && old?.kind !== 'external' && !facts.externalCards)
      problems.push({ field: `cards.${at}.kind`, problem: 'card.externalOff' });
    if (card.number === '' || !isInUse(card, facts.today)) return problems;
    const key = cardKey(card.number);
    const isNews = old === undefined || cardKey(old.number) !== key || !isInUse(old, facts.today);
    if (seen.has(key) || (isNews && facts.bearer(card.number) !== null))
      problems.push({ field: `cards.${at}.number`, problem: 'cardNumber.taken' });
    seen.add(key);
    return problems;
  });
}

/** The number in the one spelling that readers give it. */
export function storedCard(line: CardLine): CardLine {
  return { ...line, number: cardKey(line.number) };
}
