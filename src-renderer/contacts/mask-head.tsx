// Head line of the mask: who it is, how old, which number, and the symbols that features lend.
import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useState, useSyncExternalStore } from 'react';
import { useWatch } from 'react-hook-form';
import { ageOn } from '../../src-shared/customers/age.ts';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { listName, localDay, missingData } from '../../src-shared/customers/rules.ts';
import { useStatuses } from '../lists/statuses.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { fieldTexts } from '../texts/fields.ts';
import { ageText } from '../ui/date-field.tsx';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { maskSymbols } from './mask-tabs.tsx';
import type { OpenMask } from './use-mask.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: '18px',
    padding: '8px 16px 4px',
    minHeight: '28px',
  },
  name: { margin: 0, overflowWrap: 'anywhere' },
  fact: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  symbols: { display: 'flex', flexWrap: 'wrap', gap: '6px', marginLeft: 'auto', alignItems: 'center' },
});

export function MaskHead({ mask }: { mask: OpenMask }) {
  const styles = useStyles();
  const t = useTexts(contactTexts);
  const fields = useTexts(fieldTexts);
  const [today] = useState(() => localDay(Date.now()));
  const [kind, firstName, lastName, birthDate, status] = useWatch({
    control: mask.form.control,
    name: ['kind', 'firstName', 'lastName', 'birthDate', 'status'],
  });
  const statuses = useStatuses();
  const natural = kind === 'natural';
  const reading = natural ? readBirthDate(birthDate, today) : null;
  const age = reading?.kind === 'date' ? ageOn(reading.date, today) : null;
  const name = listName({ firstName: natural ? firstName : null, lastName });
  const missing = mask.record ? missingData(mask.record.form) : [];
  return (
    <header className={styles.head}>
      <Subtitle1 as="h1" className={styles.name}>
        {lastName ? name : natural ? t.newCustomer : t.newCompany}
      </Subtitle1>
      {age && <Text className={styles.fact}>{ageText(age, fields)}</Text>}
      {mask.record && <Text className={styles.fact}>{t.number(mask.record.number)}</Text>}
      <DraftMark mask={mask} />
      <div className={styles.symbols}>
        {status !== 'active' && (
          <CustomerSymbol tone={statuses.meaning(status) === 'blocked' ? 'blocks' : 'plain'}>
            {statuses.name(status)}
          </CustomerSymbol>
        )}
        {maskSymbols.map(({ name: part, component: Part }) => (
          <Part key={part} mask={mask} />
        ))}
        {missing.length > 0 && <CustomerSymbol tone="waits">{`! ${t.master.missing(missing)}`}</CustomerSymbol>}
      </div>
    </header>
  );
}

/** That what is typed is safe, though not saved. */
function DraftMark({ mask }: { mask: OpenMask }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).draft;
  const state = useSyncExternalStore(mask.drafts.watch, mask.drafts.state);
  if (!mask.changed) return null;
  return (
    <Text size={200} role="status" aria-busy={state !== 'kept'} className={styles.fact}>
      {t.kept}
    </Text>
  );
}
