// 'Standard KT' on tab 'Stammdaten': an empty one can be chosen, once; what is saved is changed on tab 'Kostenträger' only
// (E-08).
import { mergeClasses } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { blankPayer } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useTexts } from '../texts/catalogue.ts';
import { payerTexts } from '../texts/payers.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { ReadValue } from '../ui/read-value.tsx';
import { usePayerNames } from './payer-names.ts';

export function StandardPayer({ mask }: { mask: MaskState }) {
  const t = useTexts(payerTexts);
  const paper = usePaper();
  const names = usePayerNames();
  const readOnly = useReadOnly();
  const { form, record } = mask;
  const [payers, standard] = useWatch({ control: form.control, name: ['payers', 'standardPayer'] });
  const chosen = payers[standard]?.payerId ?? '';
  if (record && record.form.standardPayer !== null)
    return <ReadValue label={t.standard}>{names.nameOf(chosen) || '–'}</ReadValue>;

  const choose = (payerId: string) => {
    const lines = form.getValues('payers');
    const at = form.getValues('standardPayer');
    // A line that this field has begun goes with its choice; one that was there, or has more in it, stays.
    const begun = lines[at];
    const isOwn = begun !== undefined && begun.lineId === null && begun.insuredNumber === '' && begun.validFrom === '';
    const left = isOwn ? lines.toSpliced(at, 1) : lines;
    const known = left.findIndex((one) => one.payerId === payerId);
    if (payerId === '') {
      form.setValue('payers', left);
      form.setValue('standardPayer', -1);
    } else if (known >= 0) {
      form.setValue('payers', left);
      form.setValue('standardPayer', known);
    } else {
      form.setValue('payers', [...left, { ...blankPayer, payerId }]);
      form.setValue('standardPayer', left.length);
    }
  };
  return (
    <FieldFrame label={t.standard} choice changed={chosen !== ''} aside={chosen === '' ? null : t.onceOnly}>
      {(wears) => (
        <select
          {...wears}
          name="standardPayer"
          disabled={readOnly}
          value={chosen}
          className={mergeClasses(paper.control, paper.choice)}
          onChange={(event) => choose(event.target.value)}
        >
          {names.options(chosen).map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
