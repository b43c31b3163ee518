// While a new customer is typed: who the shop probably knows already, and why. It never stands in the way of typing.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { readKvnr } from '../../src-shared/customers/kvnr.ts';
import { readPhone } from '../../src-shared/customers/phone.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { calls } from '../client.ts';
import { isDialogOpen } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { type MaskForm, shownDate } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';

const SHOWN = 3;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '14px',
    margin: 0,
    padding: '3px 16px 3px 12px',
    backgroundColor: tokens.colorPaletteYellowBackground1,
    borderBottom: `1px solid ${tokens.colorPaletteYellowBackground2}`,
    borderLeft: `4px solid ${tokens.colorPaletteYellowBorderActive}`,
  },
  one: { display: 'inline-flex', alignItems: 'center', gap: '8px' },
});

export function DuplicatesBar({ mask }: { mask: MaskState }) {
  return mask.customerId === null ? <Probable mask={mask} /> : null;
}

function Probable({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).duplicates;
  const { go } = usePlace();
  const { nameOf, factOf } = usePersonNames();
  // Typing comes first: the question is asked when there is time for it.
  const entered = enteredFacts(useDeferredValue(useWatch({ control: mask.form.control }) as MaskForm));
  const { data } = useQuery(
    calls.search.duplicates.queryOptions({
      input: { entered, exceptId: null },
      enabled: entered.lastName.length > 1 || entered.kvnr !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const probable = (data ?? []).filter((one) => one.verdict === 'probable').slice(0, SHOWN);
  const open = (id: string) => void go({ module: 'contacts', page: 'customer', id, tab: 'master' });
  useFirstKey(() => {
    if (probable[0]) open(probable[0].row.id);
  });
  return (
    <div role="status" aria-label={t.title}>
      {probable.length > 0 && (
        <div className={styles.bar}>
          <Text weight="semibold">{t.title}</Text>
          {probable.map(({ row, reasons }, at) => (
            <span key={row.id} className={styles.one}>
              <Text>
                {nameOf(row.id, row)}, {t.number(row.number)}
                {row.birthDate ? `, ${t.born(factOf(row.id, shownDate(row.birthDate)))}` : ''} (
                {reasons.map((one) => t.reasons[one]).join(', ')})
              </Text>
              <Button size="small" onClick={() => open(row.id)}>
                {at === 0 ? t.openFirst : t.open}
              </Button>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/** Alt+D opens the likeliest. */
function useFirstKey(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.key.toLowerCase() !== 'd' || isDialogOpen()) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function enteredFacts(form: MaskForm) {
  const natural = form.kind === 'natural';
  const born = readBirthDate(form.birthDate, localDay(Date.now()));
  const kvnr = readKvnr(form.kvnr);
  const home = form.addresses[form.homeAddress];
  const phones = form.phones.flatMap((phone) => {
    const reading = readPhone(phone.number);
    return reading.kind === 'phone' ? [reading.e164] : [];
  });
  return {
    lastName: form.lastName.trim(),
    firstName: natural ? form.firstName.trim() : '',
    birthDate: natural && born.kind === 'date' ? born.date : null,
    phones,
    email: form.email.trim(),
    street: [home?.street, home?.houseNumber].filter(Boolean).join(' ').trim(),
    postcode: home?.postcode.trim() ?? '',
    kvnr: natural && kvnr.kind === 'kvnr' ? kvnr.kvnr : '',
  };
}
