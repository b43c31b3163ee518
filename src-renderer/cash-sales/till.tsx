// 'Kasse' on the customer mask: a button in the head line, and an entry under F11 for the keyboard.
import { Button } from '@fluentui/react-components';
import type { MaskState } from '../contacts/mask-state.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { settledCustomer } from '../service-cases/case-companion.tsx';
import { saleTexts } from '../texts/cash-sales.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { openSale } from './open-sale.ts';

async function sell(mask: MaskState): Promise<void> {
  const customerId = await settledCustomer(mask);
  if (customerId) await openSale(customerId);
}

export function TillCommand({ mask }: { mask: MaskState }) {
  const t = useTexts(saleTexts);
  const keys = useTexts(keyTexts).names;
  // Not awaited: the keys of what follows a save must not wait for this one.
  const run = () => void sell(mask).catch(showFailure);
  useCommands('page', [{ key: 'F11', name: keys.F11, entries: [{ label: t.till, run }] }]);
  return null;
}

export function TillButton({ mask }: { mask: MaskState }) {
  const t = useTexts(saleTexts);
  return (
    <Button size="small" onClick={() => void sell(mask).catch(showFailure)}>
      {t.till}
    </Button>
  );
}
