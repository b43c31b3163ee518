// The dialog 'Kundendaten vervollständigen' before a case (E-32 … E-37, E-40): what the chain wants, what of it is missing in
// yellow with a sign. OK writes it into the record and opens the case; Esc opens none. Nothing in it is mandatory.
import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { emailProblem, localDay, phoneProblem, postcodeProblem } from '../../src-shared/customers/rules.ts';
import type { CaseEntries, DataAsked } from '../../src-shared/service-cases/contract.ts';
import { calls, client, queries } from '../client.ts';
import { useProblemText } from '../contacts/problem-text.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { DateField } from '../ui/date-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { focusFirst } from '../ui/focus-field.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { MissingFields } from '../ui/missing-fields.ts';
import { TextField } from '../ui/text-field.tsx';
import { newTitle, showCase, tellRefusal, useAsking } from './new-case.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '620px', boxShadow: 'none' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    gap: '10px 12px',
    margin: '10px 0',
    padding: 0,
    border: 0,
    minInlineSize: 0,
  },
  whole: { gridColumn: 'span 6' },
  half: { gridColumn: 'span 3' },
  street: { gridColumn: 'span 4' },
  short: { gridColumn: 'span 2' },
  said: { display: 'block', marginLeft: '30px', marginTop: '-6px', color: tokens.colorNeutralForeground2 },
});

/** As they are typed. */
type Fields = Record<keyof CaseEntries, string>;

/** The place where the dialog appears; once, in the frame. */
export function CompleteDialog() {
  const open = useAsking((state) => state.open);
  const customerId = open?.customerId ?? '';
  const { data: record } = useQuery(
    calls.customers.byId.queryOptions({ input: { id: customerId }, enabled: open !== null }),
  );
  useEffect(() => () => useAsking.setState({ open: null }), []);
  if (!open || !record) return null;
  const name = [record.form.lastName, record.form.firstName].filter(Boolean).join(', ');
  return <OpenDialog customerId={customerId} asked={open.asked} name={name} kind={record.form.kind} />;
}

type Props = { customerId: string; asked: DataAsked; name: string; kind: 'natural' | 'legal' };

function OpenDialog({ customerId, asked, name, kind }: Props) {
  const styles = useStyles();
  const t = useTexts(caseTexts).complete;
  const master = useTexts(contactTexts).master;
  const customerProblem = useProblemText(kind);
  const { data: settings } = useQuery(calls.settings.all.queryOptions());
  const form = useForm<Fields>({ defaultValues: shownEntries(asked.known) });
  const [declined, setDeclined] = useState(false);
  const [stopEmail, setStopEmail] = useState(false);
  const busy = useRef(false);
  useCommands('dialog', []);
  useFocusBack();
  const missing = useMissingEntries(useWatch({ control: form.control }) as Fields, asked);
  const first = useRef(missing);
  useEffect(() => {
    focusFirst([...first.current]);
  }, []);
  const close = () => useAsking.setState({ open: null });
  const problemText = (problem: string) => (problem === 'addressNeeded' ? t.addressNeeded : customerProblem(problem));
  const shared = { form, problemText };

  const take = async () => {
    const { entries, problems } = readEntries(form.getValues(), asked);
    if (!declined && problems.length > 0) {
      for (const { field, problem } of problems) form.setError(field, { type: 'problem', message: problem });
      focusFirst(problems.map(({ field }) => field));
      return;
    }
    const { data, error } = await safe(
      client.serviceCases.open({
        ...{ customerId, entries: declined ? null : entries, declined, stopEmailAdvertising: stopEmail },
        title: newTitle(),
      }),
    );
    if (!error) {
      close();
      await queries.invalidateQueries();
      return showCase(customerId, data, false);
    }
    if (!isDefinedError(error)) return showFailure(error);
    switch (error.code) {
      case 'INVALID':
        for (const { field, problem } of error.data.problems)
          form.setError(field as keyof Fields, { type: 'problem', message: problem });
        focusFirst(error.data.problems.map(({ field }) => field));
        return;
      case 'REFUSED':
        close();
        return tellRefusal(customerId, error.data.reason);
      default:
        close();
        showFailure(error);
    }
  };
  const submit = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      await take();
    } finally {
      busy.current = false;
    }
  };

  const wants = (one: DataAsked['wanted'][number]) => asked.wanted.includes(one);
  const months = settings?.values.monthsUntilAskedAgain ?? 0;
  return (
    <FormDialog
      title={t.title}
      className={styles.surface}
      label={t.ok}
      submit={() => void submit().catch(showFailure)}
      cancel={t.cancel}
      close={close}
    >
      <Text>{asked.addressNeeded ? t.leadAddress(name) : t.lead(name)}</Text>
      <MissingFields value={declined ? new Set() : missing}>
        <fieldset className={styles.fields} disabled={declined} aria-label={t.title}>
          {wants('firstName') && (
            <TextField {...shared} name="firstName" label={master.firstName} maxLength={80} className={styles.half} />
          )}
          {wants('birthDate') && (
            <DateField {...shared} name="birthDate" label={master.birthDate} className={styles.half} />
          )}
          {wants('address') && (
            <>
              <TextField {...shared} name="street" label={master.street} maxLength={120} className={styles.street} />
              <TextField
                {...{ ...shared, name: 'houseNumber', label: master.houseNumber, maxLength: 20 }}
                className={styles.short}
              />
              <TextField
                {...{ ...shared, name: 'postcode', label: master.postcode, maxLength: 10, keyboard: 'numeric' }}
                rule={(text) => postcodeProblem(text, '')}
                className={styles.short}
              />
              <TextField {...shared} name="town" label={master.town} maxLength={80} className={styles.street} />
            </>
          )}
          {wants('phone') && (
            <TextField
              {...{
                ...shared,
                name: 'phone',
                label: t.phone,
                maxLength: 40,
                keyboard: 'tel',
                rule: phoneProblem,
              }}
              className={styles.half}
            />
          )}
          {wants('email') && (
            <TextField
              {...{
                ...shared,
                name: 'email',
                label: t.email,
                maxLength: 254,
                keyboard: 'email',
                rule: emailProblem,
              }}
              className={styles.half}
            />
          )}
        </fieldset>
      </MissingFields>
      <Checkbox
        label={t.declined}
        checked={declined}
        disabled={asked.addressNeeded}
        onChange={(_event, { checked }) => setDeclined(checked === true)}
      />
      <Text size={200} className={styles.said}>
        {asked.addressNeeded ? t.declinedNot : t.declinedMeans(months)}
      </Text>
      {asked.emailAdvertising && (
        <>
          <Checkbox
            label={t.stopEmail}
            checked={stopEmail}
            onChange={(_event, { checked }) => setStopEmail(checked === true)}
          />
          <Text size={200} className={styles.said}>
            {asked.emailAdvertising === 'granted' ? t.emailGranted : t.emailNotGranted}
          </Text>
        </>
      )}
    </FormDialog>
  );
}

function shownEntries(known: CaseEntries): Fields {
  const texts = Object.entries(known).map(([field, value]) => [field, value ?? '']);
  const { phone, birthDate } = known;
  return {
    ...(Object.fromEntries(texts) as Fields),
    phone: phone === null ? '' : showPhone(phone),
    birthDate: birthDate === null ? '' : birthDate.split('-').reverse().join('.'),
  };
}

/** Wanted, and still blank. */
function useMissingEntries(fields: Fields, { missing }: DataAsked): ReadonlySet<keyof Fields> {
  return useMemo(() => {
    const wanted = missing.flatMap((one) => (one === 'address' ? (['postcode', 'town'] as const) : [one]));
    return new Set(wanted.filter((field) => fields[field].trim() === ''));
  }, [fields, missing]);
}

type Reading = { entries: CaseEntries; problems: { field: keyof Fields; problem: string }[] };

/** What is sent: only what differs from what is known. */
function readEntries(fields: Fields, { known, addressNeeded }: DataAsked): Reading {
  const shown = shownEntries(known);
  const told = (field: keyof Fields) => (fields[field].trim() === shown[field] ? null : fields[field].trim() || null);
  const day = told('birthDate');
  const reading = day === null ? null : readBirthDate(day, localDay(Date.now()));
  const problems: Reading['problems'] = [];
  if (reading && reading.kind !== 'date')
    problems.push({
      field: 'birthDate',
      problem: reading.kind === 'partial' ? 'birthDate.partial' : `birthDate.${reading.reason}`,
    });
  if (addressNeeded)
    for (const field of ['postcode', 'town'] as const)
      if (fields[field].trim() === '') problems.push({ field, problem: 'addressNeeded' });
  const entries = {
    ...{ firstName: told('firstName'), street: told('street'), houseNumber: told('houseNumber') },
    ...{ postcode: told('postcode'), town: told('town'), email: told('email'), phone: told('phone') },
    birthDate: reading?.kind === 'date' ? reading.date : null,
  };
  return { entries, problems };
}
