// Whether customers' phones reach the app: what to set up, the public address, its check, and the result in words.
import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useState } from 'react';
import type { OwnServerState } from '../../src-shared/own-server/contract.ts';
import type { SettingProblem } from '../../src-shared/settings/rules.ts';
import { usePageForm } from '../administration/page-form.ts';
import { Section, SettingRow } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { ownServerTexts } from '../texts/own-server.ts';
import { settingProblemTexts } from '../texts/settings.ts';
import { dayAndTime } from '../texts/when.ts';
import { TextField } from '../ui/text-field.tsx';

const useStyles = makeStyles({
  bar: { margin: '8px 0' },
  steps: { margin: '4px 0 8px', paddingLeft: '28px', lineHeight: tokens.lineHeightBase300 },
  check: { padding: '6px 9px' },
  said: { display: 'block', padding: '4px 9px' },
});

type Entries = { appAddress: string };

export function ReachSection({ state, personId }: { state: OwnServerState; personId: string }) {
  const styles = useStyles();
  const t = useTexts(ownServerTexts).reach;
  const problems = useTexts(settingProblemTexts);
  const form = useAddressForm(state, personId);
  const steps = state.kind === 'central' ? t.centralSteps : t.ownSteps;
  return (
    <Section title={t.title}>
      <div data-row>
        <Result state={state} />
        {state.reach?.result !== 'ours' && (
          <>
            <Text as="h3" weight="semibold" block style={{ margin: 0 }}>
              {t.steps}
            </Text>
            <ol className={styles.steps}>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {state.kind !== 'central' && <Text block>{t.orCentral}</Text>}
          </>
        )}
      </div>
      <SettingRow words={t.address} explanation={t.addressMeans}>
        <TextField
          form={form}
          name="appAddress"
          label={t.address}
          maxLength={300}
          problemText={(problem) => problems[problem as SettingProblem]}
        />
      </SettingRow>
      <SettingRow words={t.check} explanation={t.checkMeans}>
        <Check changed={form.formState.isDirty} />
      </SettingRow>
    </Section>
  );
}

function Result({ state: { reach, appAddress } }: { state: OwnServerState }) {
  const styles = useStyles();
  const t = useTexts(ownServerTexts).reach;
  const language = useLanguage((now) => now.language);
  if (reach?.result === 'ours')
    return (
      <MessageBar intent="success" layout="multiline" className={styles.bar}>
        <MessageBarBody>{t.good(reach.address, dayAndTime(reach.at, language))}</MessageBarBody>
      </MessageBar>
    );
  const said =
    reach === null
      ? [appAddress === null ? t.notYet : t.unknown]
      : [t.notYet, t.results[reach.result], t.checkedAt(dayAndTime(reach.at, language))];
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>{said.join(' ')}</MessageBarBody>
    </MessageBar>
  );
}

/** The result stands above; what kept it from being asked is said here. */
function Check({ changed }: { changed: boolean }) {
  const styles = useStyles();
  const t = useTexts(ownServerTexts).reach;
  const [checking, setChecking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const check = async () => {
    if (checking) return;
    if (changed) return setSaid(t.saveFirst);
    setSaid(null);
    setChecking(true);
    const { error, data } = await safe(client.ownServer.check());
    setChecking(false);
    await queries.invalidateQueries({ queryKey: calls.ownServer.key() });
    if (data) setSaid(t.results[data.result]);
    else if (isDefinedError(error) && error.code === 'NO_ADDRESS') setSaid(t.noAddress);
    else if (isDefinedError(error) && error.code === 'NO_SERVER') setSaid(t.noServer);
    else showFailure(error);
  };
  return (
    <>
      <div className={styles.check}>
        <Button size="small" disabledFocusable={checking} onClick={() => void check()}>
          {checking ? t.checking : t.check}
        </Button>
      </div>
      <div role="status">{said !== null && <Text className={styles.said}>{said}</Text>}</div>
    </>
  );
}

function useAddressForm({ appAddress }: OwnServerState, personId: string) {
  const read = () => queries.fetchQuery({ ...calls.ownServer.state.queryOptions(), staleTime: 0 });
  return usePageForm<Entries>({
    owner: `server ${personId}`,
    kept: { appAddress: appAddress ?? '' },
    reload: read,
    save: async ({ appAddress: entered }) => {
      const { error } = await safe(client.settings.save({ changes: { appAddress: entered } }));
      if (!error) return { kept: { appAddress: (await read()).appAddress ?? '' } };
      if (isDefinedError(error) && error.code === 'INVALID')
        return { problems: error.data.problems.map(({ problem }) => ({ field: 'appAddress' as const, problem })) };
      showFailure(error);
      return 'refused';
    },
  });
}
