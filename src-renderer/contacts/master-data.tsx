// Tab 'Stammdaten': everything of a typical customer on one page, in the order it is asked at the counter.
import { makeStyles } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { insuranceStatuses } from '../../src-shared/customers/rules.ts';
import { StandardPayer } from '../payers/standard-payer.tsx';
import { PropertiesOfCustomer } from '../properties/property-symbols.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { payerTexts } from '../texts/payers.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { ReadValue } from '../ui/read-value.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AddressLines } from './address-lines.tsx';
import { EmailField } from './email-field.tsx';
import { shownDate } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';
import { PersonFields } from './person-fields.tsx';
import { PhoneLines } from './phone-lines.tsx';
import { useProblemText } from './problem-text.ts';
import { ResponsibleField } from './responsible-field.tsx';
import { StatusField } from './status-field.tsx';

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
    gridTemplateColumns: 'repeat(auto-fit, minmax(165px, 1fr))',
    columnGap: '16px',
    rowGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
});

export function MasterData({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form, record, seat, settings } = mask;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const responsible = seat.employees.find(({ id }) => id === record?.form.responsibleEmployeeId) ?? record?.responsible;
  return (
    <div className={styles.page}>
      <PersonFields mask={mask} />
      <div className={styles.halves}>
        <AddressLines mask={mask} />
        <PhoneLines mask={mask} />
        <EmailField mask={mask} />
        <div>
          <TextField
            form={form}
            problemText={useProblemText(kind)}
            name="note"
            label={t.note}
            maxLength={4000}
            lines={2}
          />
          <PropertiesOfCustomer mask={mask} />
        </div>
      </div>
      <div className={styles.last}>
        <StatusField mask={mask} />
        {kind === 'natural' && !settings.payerHidden && <StandardPayer mask={mask} />}
        {kind === 'natural' && !settings.insuranceStatusHidden && <InsuranceStatusField mask={mask} />}
        <ReadValue label={t.branch}>{record?.branch.name ?? seat.branch.name}</ReadValue>
        {settings.responsibleInMask ? (
          <ResponsibleField mask={mask} />
        ) : (
          <ReadValue label={t.responsible}>{responsible?.name ?? '–'}</ReadValue>
        )}
        <ReadValue label={t.lastVisit}>{shownDate(record?.form.lastVisit ?? null) || '–'}</ReadValue>
      </div>
    </div>
  );
}

function InsuranceStatusField({ mask }: { mask: MaskState }) {
  const t = useTexts(payerTexts);
  const names = useTexts(customerAdministrationTexts).insuranceStatuses;
  return (
    <ChoiceField
      form={mask.form}
      problemText={useProblemText('natural')}
      name="insuranceStatus"
      label={t.insuranceStatus}
      options={[
        { value: '', label: '–' },
        ...insuranceStatuses.map((status) => ({ value: status, label: names[status] })),
      ]}
    />
  );
}
