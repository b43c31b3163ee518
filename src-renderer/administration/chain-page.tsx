// Pages 'Filialkette' and 'Kunde': the settings of the catalogue that belong to each. A further setting appears by itself.

import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import {
  type SettingKey,
  type SettingPage,
  type Settings,
  settingKeys,
  settings,
} from '../../src-shared/settings/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
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
  const keysOfPage = settingKeys.filter((key) => settings[key].page === page);
  const read = () => queries.fetchQuery({ ...calls.settings.all.queryOptions(), staleTime: 0 });
  const form = usePageForm<Settings>({
    owner: `${page} ${personId}`,
    kept: values,
    reload: read,
    save: async (entered) => {
      const { error } = await safe(client.settings.save({ changes: entered }));
      if (!error) return { kept: (await read()).values };
      if (isDefinedError(error) && error.code === 'INVALID')
        return { problems: error.data.problems.map(({ key, problem }) => ({ field: key as SettingKey, problem })) };
      showFailure(error);
      return 'refused';
    },
  });
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <LogCommand subjectIds={keysOfPage} record={t.title} />
      {keysOfPage.map((key) => (
        <SettingControl key={key} form={form} name={key} changed={changed[key]} />
      ))}
    </PageSheet>
  );
}
