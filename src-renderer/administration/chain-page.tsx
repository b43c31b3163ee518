// Pages 'Filialkette' and 'Kunde': the settings of the catalogue that belong to each. A further setting appears by itself.

import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  definitionOf,
  guardedSwitchedOn,
  reasonKey,
  SETTING_GROUPS,
  type SettingKey,
  type SettingPage,
  type Settings,
  settingKeys,
  settings,
  togetherProblems,
} from '../../src-shared/settings/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { settingsPageTexts } from '../texts/settings-page.ts';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet, Section } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { SettingControl } from './setting-control.tsx';

export function ChainPage({ person }: AdministrationPageProps) {
  return <SettingsPage page="chain" personId={person.id} />;
}

export function CustomerSettingsPage({ person }: AdministrationPageProps) {
  return <SettingsPage page="customer" personId={person.id} />;
}

function SettingsPage({ page, personId }: { page: SettingPage; personId: string }) {
  return (
    <Loaded query={useQuery(calls.settings.all.queryOptions())}>
      {({ values, changed }) => <Page page={page} values={values} changed={changed} personId={personId} />}
    </Loaded>
  );
}

type All = Awaited<ReturnType<typeof client.settings.all>>;

type Props = { page: SettingPage; values: Settings; changed: All['changed']; personId: string };

function Page({ page, values, changed, personId }: Props) {
  const t = useTexts(administrationTexts)[page === 'chain' ? 'chain' : 'customerSettings'];
  const { groups } = useTexts(settingsPageTexts);
  const keysOfPage = settingKeys.filter((key) => settings[key].page === page);
  const read = () => queries.fetchQuery({ ...calls.settings.all.queryOptions(), staleTime: 0 });
  const [asking, setAsking] = useState<Asking | null>(null);
  const reasonsFor = async (switchedOn: readonly SettingKey[]): Promise<Reasons | null> => {
    if (switchedOn.length === 0) return {};
    const reason = await new Promise<string | null>((answer) => setAsking({ keys: switchedOn, answer }));
    setAsking(null);
    return reason === null ? null : Object.fromEntries(switchedOn.map((key) => [key, reason]));
  };
  const form = usePageForm<Settings>({
    owner: `${page} ${personId}`,
    kept: values,
    reload: read,
    save: async (entered) => {
      const problems = togetherProblems(entered);
      if (problems.length > 0) return { problems: problems.map(({ key, problem }) => ({ field: key, problem })) };
      const reasons = await reasonsFor(guardedSwitchedOn(values, entered));
      if (reasons === null) return 'refused';
      const { error } = await safe(client.settings.save({ changes: entered, reasons }));
      if (!error) return { kept: (await read()).values };
      if (isDefinedError(error) && error.code === 'INVALID')
        return { problems: error.data.problems.map(({ key, problem }) => ({ field: key as SettingKey, problem })) };
      showFailure(error);
      return 'refused';
    },
  });
  const control = (keys: readonly SettingKey[]) =>
    keys.map((key) => <SettingControl key={key} form={form} name={key} changed={changed[key]} />);
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <LogCommand subjectIds={keysOfPage.flatMap(withReason)} record={t.title} />
      {control(keysOfPage.filter((key) => definitionOf(key).group === undefined))}
      {SETTING_GROUPS.map((group) => ({ group, keys: keysOfPage.filter((key) => definitionOf(key).group === group) }))
        .filter(({ keys }) => keys.length > 0)
        .map(({ group, keys }) => (
          <Section key={group} title={groups[group]}>
            {control(keys)}
          </Section>
        ))}
      {asking && <ReasonDialog {...asking} />}
    </PageSheet>
  );
}

type Asking = { keys: readonly SettingKey[]; answer: (reason: string | null) => void };
type Reasons = Partial<Record<SettingKey, string>>;

/** The log of a guarded setting tells why it was switched on. */
function withReason(key: SettingKey): string[] {
  return definitionOf(key).guarded ? [key, reasonKey(key)] : [key];
}
