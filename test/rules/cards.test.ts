// Which card counts on a day, whose number it is, and what keeps cards from being saved.
import { expect, test } from 'vitest';
import type { CardLine } from '../../src-shared/cards/contract.ts';
import { cardKey, cardState, isInUse } from '../../src-shared/cards/in-use.ts';
import { cardChangeProblems, offeredKinds } from '../../src-shared/cards/rules.ts';

const TODAY = '2026-11-21';
const card = (more: Partial<CardLine> = {}): CardLine => ({
  ...{ id: 'c1', kind: 'external', number: '4711', label: null, validFrom: null, validTo: null },
  ...{ locked: false, invalid: false, replacedById: null },
  ...more,
});
const changes = (before: CardLine[], after: CardLine[], more: { externalCards?: boolean; bearer?: string } = {}) =>
  cardChangeProblems(before, after, {
    ...{ externalCards: more.externalCards ?? true, today: TODAY, bearer: () => more.bearer ?? null },
  });

test('a card counts on its days, unless it is locked, invalid or replaced [E-49 E-85]', () => {
  expect(cardState(card(), TODAY)).toBe('valid');
  expect(cardState(card({ validFrom: TODAY, validTo: TODAY }), TODAY)).toBe('valid');
  expect(cardState(card({ validTo: '2026-11-20' }), TODAY)).toBe('expired');
  expect(cardState(card({ validFrom: '2026-11-22' }), TODAY)).toBe('notYet');
  expect(cardState(card({ locked: true }), TODAY)).toBe('locked');
  expect(cardState(card({ invalid: true, locked: true }), TODAY)).toBe('invalid');
  expect(cardState(card({ replacedById: 'c2' }), TODAY)).toBe('replaced');
  // A locked one can be unlocked: its number is not free.
  expect([card({ locked: true }), card({ validTo: '2026-11-20' })].map((one) => isInUse(one, TODAY))).toEqual([
    true,
    false,
  ]);
});

test('one number in several spellings is one card', () => {
  expect(cardKey(' ab 12-34.5/6 ')).toBe('AB123456');
});

test('external cards are offered and taken only where the chain uses them [E-48] [setting:externalCards]', () => {
  expect(offeredKinds(true, null)).toContain('external');
  expect(offeredKinds(false, null)).not.toContain('external');
  expect(offeredKinds(false, 'external')).toContain('external');
  const made = card({ id: null });
  expect(changes([], [made])).toEqual([]);
  expect(changes([], [made], { externalCards: false })).toEqual([
    { field: 'cards.0.kind', problem: 'card.externalOff' },
  ]);
  expect(changes([card()], [card({ label: 'alt' })], { externalCards: false })).toEqual([]);
});

test('a number that a card in use bears is refused; one that is there already is not asked about again', () => {
  const taken = [{ field: 'cards.0.number', problem: 'cardNumber.taken' }];
  expect(changes([], [card({ id: null })], { bearer: 'somebody' })).toEqual(taken);
  expect(changes([card({ number: '1' })], [card()], { bearer: 'somebody' })).toEqual(taken);
  expect(changes([card({ invalid: true })], [card()], { bearer: 'somebody' })).toEqual(taken);
  expect(changes([card()], [card({ label: 'Zweitkarte' })], { bearer: 'somebody' })).toEqual([]);
  expect(changes([], [card({ id: null, invalid: true })], { bearer: 'somebody' })).toEqual([]);
  expect(changes([], [card({ id: 'a' }), card({ id: 'b', number: '47 11' })])).toEqual([
    { field: 'cards.1.number', problem: 'cardNumber.taken' },
  ]);
});
