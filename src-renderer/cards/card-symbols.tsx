// Symbols of the head line: that none of the customer's cards counts any more, or why one of them does not (A-38, E-85).
import { useWatch } from 'react-hook-form';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { cardTexts } from '../texts/cards.ts';
import { useTexts } from '../texts/catalogue.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { stateOf } from './card-lines.tsx';

export const CardSymbols: MaskPart = ({ mask }) => {
  const t = useTexts(cardTexts);
  const cards = useWatch({ control: mask.form.control, name: 'cards' });
  const states = new Set(cards.filter(({ number }) => number !== '').map(stateOf));
  // A replaced or expired one beside one that counts is history, a locked or invalid one may be on the counter right now.
  const told = (['invalid', 'locked', 'expired'] as const).find(
    (state) => states.has(state) && (state !== 'expired' || !states.has('valid')),
  );
  return told ? (
    <CustomerSymbol tone={told === 'expired' ? 'waits' : 'blocks'}>{t.symbol(t.states[told])}</CustomerSymbol>
  ) : null;
};
