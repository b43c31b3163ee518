// Page 'Arbeitsplatz': name, lock time, language, and the usual way of paying, for this PC alone.
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { type PaymentWay, paymentWays } from '../../src-shared/customers/rules.ts';
import {
  LANGUAGES,
  LOCK_MINUTES,
  LONGEST_WORKSTATION_NAME,
  type WorkstationLanguage,
} from '../../src-shared/workstation/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { saleTexts } from '../texts/cash-sales.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { customerAdministrationTexts } from '../texts/customer-administration.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { NumberField } from './number-field.tsx';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet, Section, SettingRow } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';

type Own = Awaited<ReturnType<typeof client.workstation.own>>;
type Entries = {
  name: string;
  lockMinutes: number;
  language: WorkstationLanguage;
  /** '' = none. */
  usualPayment: string;
};

export function WorkstationPage({ person, seat }: AdministrationPageProps) {
  const own = useQuery(calls.workstation.own.queryOptions());
  const usual = useQuery(calls.cashSales.usual.queryOptions());
  return (
    <Loaded query={own}>
      {(data) =>
        usual.data !== undefined && <Page own={data} usual={usual.data} language={seat.language} personId={person.id} />
      }
    </Loaded>
  );
}

function Page(props: { own: Own; usual: PaymentWay | null; language: WorkstationLanguage; personId: string }) {
  const { own, usual, language, personId } = props;
  const t = useTexts(administrationTexts).workstation;
  const till = useTexts(saleTexts);
  const ways = useTexts(customerAdministrationTexts).payments;
  const form = usePageForm<Entries>({
    owner: `workstation ${personId}`,
    kept: entriesOf(own, usual, language),
    reload: () => Promise.all([readOwn(), readUsual()]),
    save: (entries) => saveEntries(entries, { usual, language }),
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
    </PageSheet>
  );
}

function entriesOf(own: Own, usual: PaymentWay | null, language: WorkstationLanguage): Entries {
  return { ...own.form, language, usualPayment: usual ?? '' };
}

type Before = { usual: PaymentWay | null; language: WorkstationLanguage };

async function saveEntries(entries: Entries, { usual, language }: Before) {
  const { name, lockMinutes } = entries;
  const { error } = await safe(client.workstation.save({ name, lockMinutes }));
  if (error) {
    if (isDefinedError(error) && error.code === 'INVALID') return { problems: error.data.problems };
    showFailure(error);
    return 'refused' as const;
  }
  const payment = paymentWays.find((one) => one === entries.usualPayment) ?? null;
  if (payment !== usual) await client.cashSales.chooseUsual({ payment });
  if (entries.language !== language) {
    await client.workstation.chooseLanguage({ language: entries.language });
    useLanguage.getState().choose(entries.language);
  }
  const [own, kept] = await Promise.all([readOwn(), readUsual()]);
  return { kept: entriesOf(own, kept, entries.language) };
}

const readOwn = () => queries.fetchQuery({ ...calls.workstation.own.queryOptions(), staleTime: 0 });
const readUsual = () => queries.fetchQuery({ ...calls.cashSales.usual.queryOptions(), staleTime: 0 });
