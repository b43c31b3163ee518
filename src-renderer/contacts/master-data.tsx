// Tab 'Stammdaten': everything of a typical customer on one page, in the order it is asked at the counter.
import { makeStyles } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { customerStatuses, emailProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { ReadValue } from '../ui/read-value.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AddressLines } from './address-lines.tsx';
import { shownDate } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';
import { PersonFields } from './person-fields.tsx';
import { PhoneLines } from './phone-lines.tsx';
import { useProblemText } from './problem-text.ts';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '14px', padding: '12px 16px 16px 7px', maxWidth: '1500px' },
  halves: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)',
    columnGap: '32px',
    rowGap: '14px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  last: {
    display: 'grid',
    gridTemplateColumns: '120px minmax(140px, 240px) 200px 150px',
    columnGap: '16px',
    rowGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
});

export function MasterData({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form, record, seat } = mask;
  const problemText = useProblemText(useWatch({ control: form.control, name: 'kind' }));
  const shared = { form, problemText };
  const colleagues = [
    { value: '', label: '–' },
    ...seat.employees.map((one) => ({ value: one.id, label: one.name })),
    ...(record?.responsible && !seat.employees.some((one) => one.id === record.responsible?.id)
      ? [{ value: record.responsible.id, label: record.responsible.name }]
      : []),
  ];
  return (
    <div className={styles.page}>
      <PersonFields mask={mask} />
      <div className={styles.halves}>
        <AddressLines mask={mask} />
        <PhoneLines mask={mask} />
        <TextField
          {...shared}
          name="email"
          label={t.email}
          maxLength={254}
          keyboard="email"
          tidy={(text) => text.trim()}
          rule={emailProblem}
        />
        <TextField {...shared} name="note" label={t.note} maxLength={4000} lines={2} />
      </div>
      <div className={styles.last}>
        <ChoiceField
          {...shared}
          name="status"
          label={t.status}
          options={customerStatuses.map((status) => ({ value: status, label: t.statuses[status] }))}
        />
        <ReadValue label={t.branch}>{record?.branch.name ?? seat.branch.name}</ReadValue>
        <ChoiceField {...shared} name="responsibleEmployeeId" label={t.responsible} options={colleagues} />
        <ReadValue label={t.lastVisit}>{shownDate(record?.form.lastVisit ?? null) || '–'}</ReadValue>
      </div>
    </div>
  );
}
