// Tab 'Administration': numbers, who is responsible, and how the shop deals with the customer.
import { Checkbox, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { showDay } from '../../src-shared/calendar/day.ts';
import { contactRoles, localDay, notificationChannels, paymentWays } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DayField } from '../ui/day-field.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { useReadOnly, WriteButton } from '../ui/read-only.tsx';
import { ReadValue } from '../ui/read-value.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DunningBlock } from './dunning-block.tsx';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';
import { ResponsibleField } from './responsible-field.tsx';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 260px))',
    columnGap: '20px',
    rowGap: '8px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  visit: { display: 'flex', gap: '8px', alignItems: 'start' },
  checks: { display: 'flex', flexWrap: 'wrap', gap: '6px 18px' },
  // In line with boxes that bear the mark of a change.
  role: { marginLeft: '3px' },
});

export function AdministrationTab({ mask }: { mask: MaskState }) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(customerAdministrationTexts);
  const { form, record, seat, settings } = mask;
  const shared = { form, problemText: useProblemText('natural') };
  const words = <W extends string>(all: readonly W[], names: Record<W, string>) => [
    { value: '', label: '–' },
    ...all.map((word) => ({ value: word, label: names[word] })),
  ];
  const heading = (text: string) => (
    <Text as="h2" size={300} weight="semibold" className={look.title}>
      {text}
    </Text>
  );
  return (
    <div className={look.page}>
      <section className={look.group}>
        {heading(t.numbers)}
        <div className={styles.row}>
          <ReadValue label={t.number}>{record?.number ?? t.noNumber}</ReadValue>
          {settings.externalNumberEditable && (
            <TextField {...shared} name="externalNumber" label={t.externalNumber} maxLength={40} />
          )}
          {settings.externalNumberFixed && (
            <ReadValue label={t.externalNumber}>{record?.form.externalNumber ?? '–'}</ReadValue>
          )}
        </div>
      </section>
      <section className={look.group}>
        {heading(t.responsibility)}
        <div className={styles.row}>
          <ReadValue label={t.branch}>{record?.branch.name ?? seat.branch.name}</ReadValue>
          <ResponsibleField mask={mask} label={t.employee} />
          <LastVisit mask={mask} />
        </div>
      </section>
      <section className={look.group}>
        {heading(t.dealings)}
        <div className={styles.row}>
          <ChoiceField
            {...shared}
            name="preferredPayment"
            label={t.preferredPayment}
            options={words(paymentWays, t.payments)}
          />
          <ChoiceField
            {...shared}
            name="preferredChannel"
            label={t.preferredChannel}
            options={words(notificationChannels, t.channels)}
          />
          <TextField {...shared} name="careHome" label={t.careHome} maxLength={120} />
        </div>
        <div className={styles.checks}>
          <DunningBlock mask={mask} on="administration" />
          <CheckField form={form} name="reportNeutral" label={t.reportNeutral} />
        </div>
      </section>
      <Roles mask={mask} />
    </div>
  );
}

/** Typed, or today by one key (E-19). */
function LastVisit({ mask }: { mask: MaskState }) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(customerAdministrationTexts);
  const { form } = mask;
  const [today] = useState(() => showDay(localDay(Date.now())));
  return (
    <div className={styles.visit}>
      <DayField form={form} problemText={useProblemText('natural')} name="lastVisit" label={t.lastVisit} />
      <WriteButton
        size="small"
        className={look.underLabel}
        aria-label={t.visitToday}
        onClick={() => {
          form.clearErrors('lastVisit');
          form.setValue('lastVisit', today);
        }}
      >
        {t.today}
      </WriteButton>
    </div>
  );
}

/** What the contact is besides a customer, several at once. */
function Roles({ mask }: { mask: MaskState }) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(customerAdministrationTexts);
  const { field } = useController({ control: mask.form.control, name: 'contactRoles' });
  const readOnly = useReadOnly();
  const has = (role: string) => field.value.includes(role);
  const tick = (role: string, checked: boolean) =>
    field.onChange(contactRoles.filter((one) => (one === role ? checked : has(one))));
  return (
    <fieldset className={look.group}>
      <Text as="h2" size={300} weight="semibold" className={look.title}>
        {t.roles}
      </Text>
      <div className={styles.checks}>
        {contactRoles.map((role) => (
          <Checkbox
            key={role}
            className={styles.role}
            label={t.roleNames[role]}
            disabled={readOnly}
            checked={has(role)}
            onChange={(_event, { checked }) => tick(role, checked === true)}
          />
        ))}
      </div>
    </fieldset>
  );
}
