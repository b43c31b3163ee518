// 'Zuständig': who of the staff looks after this customer; also somebody who no longer works here.
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';

export function ResponsibleField({ mask, label }: { mask: MaskState; label?: string }) {
  const t = useTexts(contactTexts).master;
  const { form, record, seat } = mask;
  const colleagues = [
    { value: '', label: '–' },
    ...seat.employees.map((one) => ({ value: one.id, label: one.name })),
    ...(record?.responsible && !seat.employees.some((one) => one.id === record.responsible?.id)
      ? [{ value: record.responsible.id, label: record.responsible.name }]
      : []),
  ];
  return (
    <ChoiceField
      form={form}
      problemText={useProblemText('natural')}
      name="responsibleEmployeeId"
      label={label ?? t.responsible}
      options={colleagues}
    />
  );
}
