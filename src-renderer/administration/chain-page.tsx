// Page 'Filialkette': the settings of the catalogue that belong to it. A further setting appears by itself.

import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { type SettingKey, type Settings, settingKeys, settings } from '../../src-shared/settings/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
import { SettingControl } from './setting-control.tsx';

const keysOfPage = settingKeys.filter((key) => settings[key].page === 'chain');

export function ChainPage({ person }: AdministrationPageProps) {
  return (
    <Loaded query={useQuery(calls.settings.all.queryOptions())}>
      {({ values, changed }) => <Page values={values} changed={changed} personId={person.id} />}
    </Loaded>
  );
}

type All = Awaited<ReturnType<typeof client.settings.all>>;

function Page({ values, changed, personId }: { values: Settings; changed: All['changed']; personId: string }) {
  const t = useTexts(administrationTexts);
  const read = () => queries.fetchQuery({ ...calls.settings.all.queryOptions(), staleTime: 0 });
  const form = usePageForm<Settings>({
    owner: `chain ${personId}`,
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
    <PageSheet title={t.chain.title} lead={t.chain.lead}>
      <LogCommand subjectIds={keysOfPage} record={t.chain.title} />
      {keysOfPage.map((key) => (
        <SettingControl key={key} form={form} name={key} changed={changed[key]} />
      ))}
    </PageSheet>
  );
}
