// Page 'Filialserver': how it stands, whether phones get there, further workstations, and the move to a central server.
import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { OwnServerState } from '../../src-shared/own-server/contract.ts';
import type { SyncStanding } from '../../src-shared/sync/contract.ts';
import { Loaded, PageSheet, Section, SettingRow } from '../administration/page-sheet.tsx';
import type { AdministrationPageProps } from '../administration/pages.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { lineText } from '../sync/state-words.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { ownServerTexts } from '../texts/own-server.ts';
import { syncTexts } from '../texts/sync.ts';
import { dayAndTime } from '../texts/when.ts';
import { MoveSection } from './move-section.tsx';
import { ReachSection } from './reach-section.tsx';

/** What the server does nobody announces in every case. */
const LOOK_AGAIN_MS = 2000;

const useStyles = makeStyles({
  label: {
    display: 'block',
    padding: '0 9px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  value: { display: 'block', padding: '2px 9px 6px' },
});

export function OwnServerPage({ person }: AdministrationPageProps) {
  const state = useQuery(calls.ownServer.state.queryOptions({ refetchInterval: LOOK_AGAIN_MS }));
  const standing = useQuery(calls.sync.standing.queryOptions());
  return (
    <Loaded query={state}>
      {(data) => standing.data && <Page state={data} standing={standing.data} personId={person.id} />}
    </Loaded>
  );
}

function Page({ state, standing, personId }: { state: OwnServerState; standing: SyncStanding; personId: string }) {
  const t = useTexts(ownServerTexts);
  const { kind, keepsRunning } = state;
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <StateSection state={state} standing={standing} />
      <ReachSection state={state} personId={personId} />
      <Section title={t.more.title} lead={kind === 'central' ? t.more.central : t.more.own}>
        {/* A section without rows is taken for one that the search left empty. */}
        <div data-row />
      </Section>
      {keepsRunning !== null && (
        <Section title={t.keep.title}>
          <SettingRow words={t.keep.label} explanation={t.keep.means}>
            <Checkbox
              label={t.keep.label}
              checked={keepsRunning}
              onChange={(_event, { checked }) => void keep(checked === true)}
            />
          </SettingRow>
        </Section>
      )}
      {kind === 'own' && <MoveSection relocation={state.relocation} />}
    </PageSheet>
  );
}

function StateSection({ state, standing }: { state: OwnServerState; standing: SyncStanding }) {
  const t = useTexts(ownServerTexts).state;
  const line = useTexts(syncTexts).line;
  const language = useLanguage((now) => now.language);
  const { kind, run, address, lastConfirmedAt, customers, workstations } = state;
  const running = kind === 'own' && (run === 'starting' || run === 'failed') ? `, ${t.runs[run]}` : '';
  const connection = lineText(standing.state, line, language);
  return (
    <Section title={t.title}>
      <Fact label={t.where} means={t.whereMeans}>{`${t.kinds[kind]}${running}`}</Fact>
      {address !== null && (
        <Fact label={t.address} means={t.addressMeans[kind]}>
          {address}
        </Fact>
      )}
      <Fact label={t.connection}>
        {kind === 'none' ? connection : t.since(connection, dayAndTime(standing.since, language))}
      </Fact>
      {kind !== 'none' && (
        <Fact label={t.confirmed} means={t.confirmedMeans}>
          {lastConfirmedAt === null ? t.never : dayAndTime(lastConfirmedAt, language)}
        </Fact>
      )}
      <Fact label={t.holds} means={t.holdsMeans}>
        {t.holdsText(customers.toLocaleString(language), workstations)}
      </Fact>
    </Section>
  );
}

function Fact({ label, means = '', children }: { label: string; means?: string; children: string }) {
  const styles = useStyles();
  return (
    <SettingRow words={`${label} ${children}`} explanation={means}>
      <span className={styles.label}>{label}</span>
      <Text className={styles.value}>{children}</Text>
    </SettingRow>
  );
}

async function keep(on: boolean): Promise<void> {
  await client.ownServer.keepRunning({ on }).catch(showFailure);
  await queries.invalidateQueries({ queryKey: calls.ownServer.key() });
}
