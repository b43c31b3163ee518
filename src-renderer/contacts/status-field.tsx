// The customer's status. Whoever is set inactive or deceased and lives in a home is asked about: the stay usually ends, too
//
import { useWatch } from 'react-hook-form';
import { useStatuses } from '../lists/statuses.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { focusField } from '../ui/focus-field.ts';
import { ask } from '../ui/question.tsx';
import { ReadOnly, useReadOnly } from '../ui/read-only.tsx';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';

export function StatusField({ mask }: { mask: MaskState }) {
  const t = useTexts(contactTexts).master;
  const question = useTexts(customerAdministrationTexts).endHome;
  const statuses = useStatuses();
  const { form } = mask;
  const problemText = useProblemText(useWatch({ control: form.control, name: 'kind' }));
  const readOnly = useReadOnly();
  const picked = async (status: string) => {
    const home = form.getValues('careHome').trim();
    const meaning = statuses.meaning(status);
    // Of a record that is only read the status changes alone.
    if (readOnly || home === '' || (meaning !== 'inactive' && meaning !== 'deceased')) return;
    const answer = await ask({
      title: question.title,
      text: question.text(home, statuses.name(status)),
      answers: [
        { value: 'end', label: question.end },
        { value: 'keep', label: question.keep },
      ],
    });
    if (answer === 'end') form.setValue('careHome', '');
    focusField('status');
  };
  return (
    // The one thing that an administrator changes of a record that is only read.
    <ReadOnly value={readOnly && mask.person.role !== 'administrator'}>
      <ChoiceField
        form={form}
        problemText={problemText}
        name="status"
        label={t.status}
        options={statuses.options(mask.record?.form.status ?? '')}
        onPick={(status) => void picked(status)}
      />
    </ReadOnly>
  );
}
