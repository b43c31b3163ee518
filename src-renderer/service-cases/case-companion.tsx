// F8 on the customer mask, whatever tab is open: what is typed is saved first, and what follows a save (login code, consent) has
// its turn, then the case is begun.
import type { MaskState } from '../contacts/mask-state.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { ask } from '../ui/question.tsx';
import { startCase } from './new-case.ts';

export function CaseCompanion({ mask }: { mask: MaskState }) {
  const keys = useTexts(keyTexts).names;
  // Not awaited: the keys of what follows the save must not wait for this one.
  useCommands('page', [{ key: 'F8', name: keys.F8, run: () => void beginCase(mask).catch(showFailure) }]);
  return null;
}

/** F8, and the button of the tab. */
export async function beginCase(mask: MaskState): Promise<void> {
  const customerId = await settledCustomer(mask);
  if (customerId) await startCase(customerId);
}

/** A case and a sale are about what is saved. @returns null when there is nothing saved to go on with */
export async function settledCustomer(mask: MaskState): Promise<string | null> {
  if (mask.customerId && !mask.changed) return mask.customerId;
  const t = textsNow(caseTexts).saveFirst;
  const answer = await ask({
    title: t.title,
    text: mask.customerId ? t.changed : t.newCustomer,
    answers: [
      { value: 'save', label: t.save },
      { value: 'cancel', label: t.cancel },
    ],
  });
  if (answer === 'cancel') return null;
  return (await mask.saveAndFollow())?.customerId ?? null;
}
