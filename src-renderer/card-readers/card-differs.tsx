// Symbol of the head line: what the customer's card said last differs from what is stored. It stands still: what blinks
// takes the eyes from the customer, and harms some people.
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';

const NAMED = 2;

export const CardDiffersSymbol: MaskPart = ({ mask }) => {
  const t = useTexts(cardReaderTexts);
  const differing = mask.record?.cardDiffers ?? [];
  if (differing.length === 0) return null;
  const more = differing.length - NAMED;
  const named = differing.slice(0, more === 1 ? NAMED + 1 : NAMED).map((field) => t.fields[field]);
  const words = more > 1 ? [...named, t.differs.more(more)] : named;
  return <CustomerSymbol tone="waits">{t.differs.symbol(words.join(', '))}</CustomerSymbol>;
};
