// 'Nicht mahnen': on tab 'Eigenschaften' or 'Administration', as the chain has set it (E-14).
import { useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { CheckField } from '../ui/check-field.tsx';
import type { MaskState } from './mask-state.ts';

export function DunningBlock({ mask, on }: { mask: MaskState; on: 'properties' | 'administration' }) {
  const t = useTexts(customerAdministrationTexts);
  if (mask.settings.dunningBlockOnProperties !== (on === 'properties')) return null;
  return <CheckField form={mask.form} name="dunningBlock" label={t.dunningBlock} />;
}
