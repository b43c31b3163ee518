// The lists under 'Stammdaten', each as the shared page shows it: its columns, its fields, and how what is typed becomes an entry.
import { Text } from '@fluentui/react-components';
import { type ReactNode, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { ACCENTS, type AccentName } from '../../src-shared/branches/rules.ts';
import { type CustomerStatus, customerStatuses } from '../../src-shared/customers/rules.ts';
import { readIk } from '../../src-shared/lists/ik.ts';
import {
  type ListForms,
  type ListName,
  LONGEST_ABBREVIATION,
  LONGEST_ITEM,
  MOST_ITEMS,
  PAYER_KINDS,
  PROGRAM_KINDS,
  type ProgramKind,
  programValueText,
  readProgramValue,
} from '../../src-shared/lists/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { listTexts } from '../texts/lists.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ListPage } from './list-page.tsx';
import type { FieldsProps, ListView } from './list-view.ts';
import { PropertyBadge } from './property-badge.tsx';

export const listPages = {
  customerStatus: StatusPage,
  property: PropertyPage,
  payer: PayerPage,
  customerProgram: ProgramPage,
  caseType: CaseTypePage,
} satisfies Record<ListName, () => ReactNode>;

function StatusPage() {
  const t = useTexts(listTexts).customerStatus;
  const names = useTexts(contactTexts).master.statuses as Record<CustomerStatus, string>;
  const view = useMemo<ListView<'customerStatus'>>(
    () => ({
      list: 'customerStatus',
      heads: [t.meaning],
      cells: ({ meaning }) => [`${names[meaning]} – ${t.forbids[meaning]}`],
      words: ({ meaning }) => names[meaning],
      builtIn: customerStatuses.map((status) => ({ name: names[status], cells: [t.forbids[status]] })),
      typed: (entry) => ({ meaning: entry?.meaning ?? 'active' }),
      form: ({ name, meaning }) => ({ name, meaning: meaning as CustomerStatus }),
      Fields: StatusFields,
    }),
    [t, names],
  );
  return <ListPage view={view} />;
}

function StatusFields({ form, problemText }: FieldsProps) {
  const t = useTexts(listTexts).customerStatus;
  const names = useTexts(contactTexts).master.statuses as Record<CustomerStatus, string>;
  const chosen = useWatch({ control: form.control, name: 'meaning' }) as CustomerStatus;
  const options = customerStatuses.map((value) => ({ value: value as string, label: names[value] }));
  return (
    <>
      <ChoiceField {...{ form, problemText, options }} name="meaning" label={t.meaning} />
      <Text size={200} role="status">
        {t.forbids[chosen]}
      </Text>
    </>
  );
}

function PropertyPage() {
  const t = useTexts(listTexts).property;
  const colours = useColourNames();
  const view = useMemo<ListView<'property'>>(
    () => ({
      list: 'property',
      heads: [t.abbreviation, t.colour],
      cells: (entry) => [<PropertyBadge key={entry.id} {...entry} />, colours(entry.colour)],
      words: ({ abbreviation, colour }) => `${abbreviation} ${colours(colour)}`,
      typed: (entry) => ({ abbreviation: entry?.abbreviation ?? '', colour: entry?.colour ?? ACCENTS.blue }),
      form: ({ name, abbreviation, colour }) => ({ name, abbreviation, colour }),
      Fields: PropertyFields,
    }),
    [t, colours],
  );
  return <ListPage view={view} />;
}

function PropertyFields({ form, problemText }: FieldsProps) {
  const t = useTexts(listTexts).property;
  const colours = useColourNames();
  const options = Object.values(ACCENTS).map((value) => ({ value: value as string, label: colours(value) }));
  const [name, abbreviation, colour] = useWatch({ control: form.control, name: ['name', 'abbreviation', 'colour'] });
  return (
    <>
      <TextField
        {...{ form, problemText }}
        name="abbreviation"
        label={t.abbreviation}
        required
        maxLength={LONGEST_ABBREVIATION}
      />
      <ChoiceField {...{ form, problemText, options }} name="colour" label={t.colour} />
      {abbreviation !== '' && (
        <span>
          <PropertyBadge {...{ name, abbreviation, colour }} />
        </span>
      )}
    </>
  );
}

function PayerPage() {
  const t = useTexts(listTexts).payer;
  const view = useMemo<ListView<'payer'>>(
    () => ({
      list: 'payer',
      heads: [t.ik, t.kind],
      cells: ({ ik, kind }) => [ik ?? '–', t.kinds[kind]],
      words: ({ ik, kind }) => `${ik ?? ''} ${t.kinds[kind]}`,
      typed: (entry) => ({ ik: entry?.ik ?? '', kind: entry?.kind ?? 'statutory' }),
      form: ({ name, ik, kind }) => ({ name, ik: ik.trim() || null, kind: kind as ListForms['payer']['kind'] }),
      Fields: PayerFields,
    }),
    [t],
  );
  return <ListPage view={view} />;
}

function PayerFields({ form, problemText }: FieldsProps) {
  const t = useTexts(listTexts).payer;
  const rule = (text: string) => {
    const reading = readIk(text);
    return text.trim() === '' || reading.ok ? null : reading.problem;
  };
  const options = PAYER_KINDS.map((value) => ({ value: value as string, label: t.kinds[value] }));
  return (
    <>
      <TextField
        {...{ form, problemText, rule }}
        name="ik"
        label={t.ik}
        aside={t.ikMeans}
        maxLength={14}
        keyboard="numeric"
      />
      <ChoiceField {...{ form, problemText, options }} name="kind" label={t.kind} />
    </>
  );
}

function ProgramPage() {
  const t = useTexts(listTexts).customerProgram;
  const view = useMemo<ListView<'customerProgram'>>(() => {
    const value = ({ kind, value, article, fixedValue }: ListForms['customerProgram']) =>
      kind === 'article'
        ? (article ?? '')
        : value === null
          ? t.free
          : `${t.valueShown[kind](programValueText(kind, value))}${fixedValue ? `, ${t.fixed}` : ''}`;
    return {
      list: 'customerProgram',
      heads: [t.kind, t.value],
      cells: (entry) => [t.kinds[entry.kind], value(entry)],
      words: (entry) => `${t.kinds[entry.kind]} ${value(entry)}`,
      typed: (entry) => ({
        ...{ kind: entry?.kind ?? 'discount', article: entry?.article ?? '', fixedValue: entry?.fixedValue ?? false },
        value: entry ? programValueText(entry.kind, entry.value) : '',
      }),
      form: ({ name, kind: chosen, value: typed, article, fixedValue }) => {
        const kind = chosen as ProgramKind;
        const read = readProgramValue(kind, typed);
        // What cannot be read is no value of any programme.
        return { name, kind, article, fixedValue, value: Number.isNaN(read) ? 0 : read };
      },
      Fields: ProgramFields,
    };
  }, [t]);
  return <ListPage view={view} />;
}

function ProgramFields({ form, problemText }: FieldsProps) {
  const t = useTexts(listTexts).customerProgram;
  const kind = useWatch({ control: form.control, name: 'kind' }) as ProgramKind;
  const options = PROGRAM_KINDS.map((value) => ({ value: value as string, label: t.kinds[value] }));
  const rule = (text: string) => (Number.isNaN(readProgramValue(kind, text)) ? 'outOfRange' : null);
  return (
    <>
      <ChoiceField {...{ form, problemText, options }} name="kind" label={t.kind} />
      {kind === 'article' ? (
        <TextField {...{ form, problemText }} name="article" label={t.article} required maxLength={LONGEST_ITEM} />
      ) : (
        <>
          <TextField
            {...{ form, problemText, rule }}
            name="value"
            label={t.values[kind]}
            required={kind === 'counter'}
            maxLength={10}
          />
          <CheckField form={form} name="fixedValue" label={t.fixedValue} />
        </>
      )}
    </>
  );
}

function CaseTypePage() {
  const t = useTexts(listTexts).caseType;
  const view = useMemo<ListView<'caseType'>>(
    () => ({
      list: 'caseType',
      heads: [t.itemsHead],
      cells: ({ items }) => [items.join(', ') || '–'],
      words: ({ items }) => items.join(' '),
      typed: (entry) => ({ items: entry?.items.join('\n') ?? '' }),
      form: ({ name, items }) => ({ name, items: items.split('\n') }),
      Fields: CaseTypeFields,
    }),
    [t],
  );
  return <ListPage view={view} />;
}

function CaseTypeFields({ form, problemText }: FieldsProps) {
  const t = useTexts(listTexts).caseType;
  return (
    <TextField
      {...{ form, problemText }}
      name="items"
      label={t.items}
      lines={6}
      maxLength={MOST_ITEMS * LONGEST_ITEM}
    />
  );
}

function useColourNames(): (colour: string) => string {
  const names = useTexts(loggedFieldTexts).words['branch.accent'] as Record<AccentName, string>;
  return useMemo(() => {
    const byValue = Object.entries(ACCENTS).map(
      ([name, value]) => [value as string, names[name as AccentName]] as const,
    );
    return (colour) => byValue.find(([value]) => value === colour)?.[1] ?? colour;
  }, [names]);
}
