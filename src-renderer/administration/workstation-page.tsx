// Page 'Arbeitsplatz': name, lock time, language, and the printer per kind of form, for this PC alone.
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { type PaymentWay, paymentWays } from '../../src-shared/customers/rules.ts';
import { FORM_KINDS, type FormKind } from '../../src-shared/printing/rules.ts';
import {
  LANGUAGES,
  LOCK_MINUTES,
  LONGEST_WORKSTATION_NAME,
  type WorkstationLanguage,
} from '../../src-shared/workstation/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { SlipPrinters } from '../slips/slip-printers.tsx';
import { administrationTexts } from '../texts/administration.ts';
import { saleTexts } from '../texts/cash-sales.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { printingTexts } from '../texts/printing.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { NumberField } from './number-field.tsx';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet, Section, SettingRow } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';

type Own = Awaited<ReturnType<typeof client.workstation.own>>;
type Printing = Awaited<ReturnType<typeof client.printing.printers>>;
type Entries = {
  name: string;
  lockMinutes: number;
  language: WorkstationLanguage;
  /** '' = none. */
  usualPayment: string;
  /** '' = the standard printer. */
  printers: Record<FormKind, string>;
};

export function WorkstationPage({ person, seat }: AdministrationPageProps) {
  const own = useQuery(calls.workstation.own.queryOptions());
  const printers = useQuery(calls.printing.printers.queryOptions());
  const usual = useQuery(calls.cashSales.usual.queryOptions());
  // A spooler that does not answer must not keep the lock time from being set.
  const printing = printers.data ?? (printers.isError ? { printers: [], chosen: {} } : null);
  return (
    <Loaded query={own}>
      {(data) =>
        printing &&
        usual.data !== undefined && (
          <Page own={data} {...{ printing, usual: usual.data }} language={seat.language} personId={person.id} />
        )
      }
    </Loaded>
  );
}

function Page(props: {
  own: Own;
  printing: Printing;
  usual: PaymentWay | null;
  language: WorkstationLanguage;
  personId: string;
}) {
  const { own, printing, usual, language, personId } = props;
  const t = useTexts(administrationTexts).workstation;
  const kinds = useTexts(printingTexts).kinds;
  const till = useTexts(saleTexts);
  const ways = useTexts(customerAdministrationTexts).payments;
  const form = usePageForm<Entries>({
    owner: `workstation ${personId}`,
    kept: entriesOf(own, printing, usual, language),
    reload: () => Promise.all([readOwn(), readPrinters(), readUsual()]),
    save: (entries) => saveEntries(entries, { printing, usual, language }),
  });
  const problemText = (problem: string) =>
    problem === 'outOfRange'
      ? t.problems.outOfRange(LOCK_MINUTES.least, LOCK_MINUTES.most)
      : t.problems[problem as 'missing' | 'tooLong'];
  return (
    <PageSheet title={t.title} lead={t.lead(own.code)}>
      <LogCommand subjectIds={[own.id]} record={own.form.name} />
      <Section title={t.general}>
        <SettingRow words={t.name} explanation={t.nameMeans} changed={[own.changed.name]}>
          <TextField
            form={form}
            name="name"
            label={t.name}
            required
            maxLength={LONGEST_WORKSTATION_NAME}
            problemText={problemText}
          />
        </SettingRow>
        <SettingRow
          words={t.lockMinutes}
          explanation={t.lockMinutesMeans(LOCK_MINUTES.least, LOCK_MINUTES.most)}
          changed={[own.changed.lockMinutes]}
        >
          <NumberField form={form} name="lockMinutes" label={t.lockMinutes} digits={3} problemText={problemText} />
        </SettingRow>
        <SettingRow words={t.language} explanation={t.languageMeans}>
          <ChoiceField
            form={form}
            name="language"
            label={t.language}
            options={LANGUAGES.map((value) => ({ value, label: t.languages[value] }))}
            problemText={problemText}
          />
        </SettingRow>
        <SettingRow words={till.usual} explanation={till.usualMeans}>
          <ChoiceField
            form={form}
            name="usualPayment"
            label={till.usual}
            options={[{ value: '', label: '–' }, ...paymentWays.map((value) => ({ value, label: ways[value] }))]}
            problemText={problemText}
          />
        </SettingRow>
      </Section>
      <Section title={t.printers} lead={printing.printers.length > 0 ? t.printerMeans : t.noPrinters}>
        {FORM_KINDS.map((kind) => (
          <SettingRow key={kind} words={`${t.printers} ${kinds[kind]}`}>
            <ChoiceField
              form={form}
              name={`printers.${kind}`}
              label={kinds[kind]}
              options={printerOptions(printing, kind, t)}
              problemText={problemText}
            />
          </SettingRow>
        ))}
      </Section>
      <SlipPrinters />
    </PageSheet>
  );
}

function printerOptions(
  { printers, chosen }: Printing,
  kind: FormKind,
  t: { standardPrinter: string; missingPrinter: (id: string) => string },
) {
  const kept = chosen[kind];
  const missing =
    kept && !printers.some((one) => one.id === kept) ? [{ value: kept, label: t.missingPrinter(kept) }] : [];
  return [
    { value: '', label: t.standardPrinter },
    ...printers.map((one) => ({ value: one.id, label: one.name })),
    ...missing,
  ];
}

function entriesOf(own: Own, { chosen }: Printing, usual: PaymentWay | null, language: WorkstationLanguage): Entries {
  const printers = Object.fromEntries(FORM_KINDS.map((kind) => [kind, chosen[kind] ?? ''])) as Entries['printers'];
  return { ...own.form, language, usualPayment: usual ?? '', printers };
}

type Before = { printing: Printing; usual: PaymentWay | null; language: WorkstationLanguage };

async function saveEntries(entries: Entries, { printing: before, usual, language }: Before) {
  const { name, lockMinutes } = entries;
  const { error } = await safe(client.workstation.save({ name, lockMinutes }));
  if (error) {
    if (isDefinedError(error) && error.code === 'INVALID') return { problems: error.data.problems };
    showFailure(error);
    return 'refused' as const;
  }
  for (const kind of FORM_KINDS) {
    const printerId = entries.printers[kind];
    if (printerId !== (before.chosen[kind] ?? '')) await client.printing.choose({ kind, printerId });
  }
  const payment = paymentWays.find((one) => one === entries.usualPayment) ?? null;
  if (payment !== usual) await client.cashSales.chooseUsual({ payment });
  if (entries.language !== language) {
    await client.workstation.chooseLanguage({ language: entries.language });
    useLanguage.getState().choose(entries.language);
  }
  const [own, printing, kept] = await Promise.all([readOwn(), readPrinters(), readUsual()]);
  return { kept: entriesOf(own, printing, kept, entries.language) };
}

const readOwn = () => queries.fetchQuery({ ...calls.workstation.own.queryOptions(), staleTime: 0 });
const readPrinters = () => queries.fetchQuery({ ...calls.printing.printers.queryOptions(), staleTime: 0 });
const readUsual = () => queries.fetchQuery({ ...calls.cashSales.usual.queryOptions(), staleTime: 0 });
