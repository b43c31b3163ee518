// Page 'Arbeitsplätze': all workstations of the chain, who was there when; Enter edits, F2 makes one. Joining and ending are
// asked of the branch server, and the page says when it cannot be asked.
import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkstationRecord } from '../../src-shared/workstations/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { isOnlyHere } from './only-here.ts';
import { useRowShown } from './page-search.tsx';
import { Loaded, PageSheet } from './page-sheet.tsx';
import { rowArrows } from './row-arrows.ts';
import { WorkstationDialog } from './workstation-dialog.tsx';
import { type Step, WorkstationSteps } from './workstation-steps.tsx';

const useStyles = makeStyles({
  table: { marginTop: '12px' },
  actions: { display: 'flex', gap: '8px', marginTop: '10px', minHeight: '24px', alignItems: 'center' },
  own: { color: tokens.colorNeutralForeground2 },
  note: { marginTop: '8px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '& button': { color: tokens.colorNeutralForeground1 },
  },
  ended: { color: tokens.colorNeutralForeground3 },
  nowrap: { whiteSpace: 'nowrap' },
});

export function WorkstationsPage() {
  const styles = useStyles();
  const table = useTable();
  const all = useTexts(chainTexts);
  const t = all.workstations;
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.workstations.all.queryOptions());
  const { data, refetch } = query;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [edited, setEdited] = useState<WorkstationRecord | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const askable = data?.server === 'reached';
  const hint = data?.server === 'none' ? t.noServer : data?.server === 'offline' ? t.offline : null;
  const note = hint ?? (isOnlyHere(data?.address ?? null) ? t.onlyHere : null);
  useCommands('page', [
    {
      ...{ key: 'F2', name: keys.names.F2, run: () => setStep({ kind: 'make' }) },
      blocked: askable ? undefined : (hint ?? undefined),
    },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const chosen = data?.workstations.find((one) => one.id === chosenId) ?? data?.workstations[0];
  const living = chosen && chosen.revokedAt === null;
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? t.title} />
      <Loaded query={query}>
        {() =>
          note && (
            <MessageBar intent="info" className={styles.note} layout="multiline">
              <MessageBarBody>{note}</MessageBarBody>
            </MessageBar>
          )
        }
      </Loaded>
      {askable && living && (
        <div className={styles.actions}>
          {chosen.own ? (
            <Text size={200} className={styles.own}>
              {t.notOwn}
            </Text>
          ) : (
            <>
              <Button size="small" onClick={() => setStep({ kind: 'activate', workstation: chosen })}>
                {`${chosen.name}: ${t.activate}`}
              </Button>
              <Button size="small" onClick={() => setStep({ kind: 'revoke', workstation: chosen })}>
                {`${chosen.name}: ${t.revoke}`}
              </Button>
            </>
          )}
        </div>
      )}
      <table className={mergeClasses(table.table, styles.table)} onKeyDown={rowArrows}>
        <HeadRow columns={[t.code, t.name, t.branch, t.seen, t.version, t.state, all.changed]} />
        <tbody>
          {data?.workstations.map((one) => (
            <Row
              key={one.id}
              workstation={one}
              server={data.server}
              chosen={one === chosen}
              choose={() => setChosenId(one.id)}
              edit={() => setEdited(one)}
            />
          ))}
        </tbody>
      </table>
      {edited && <WorkstationDialog workstation={edited} close={() => closeAnd(() => setEdited(null))} />}
      {step && (
        <WorkstationSteps step={step} address={data?.address ?? ''} close={() => closeAnd(() => setStep(null))} />
      )}
    </PageSheet>
  );
}

function closeAnd(close: () => void): void {
  close();
  void queries.invalidateQueries({ queryKey: calls.workstations.key() });
}

function Row(props: {
  workstation: WorkstationRecord;
  server: 'none' | 'reached' | 'offline';
  chosen: boolean;
  choose: () => void;
  edit: () => void;
}) {
  const { workstation: one, server, chosen, choose, edit } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(chainTexts).workstations;
  const language = useLanguage((state) => state.language);
  const cell = table.cell;
  if (!useRowShown(`${one.code} ${one.name} ${one.branch.name}`)) return null;
  const ended = one.revokedAt !== null;
  const there = one.own || one.seen !== null;
  const state = ended
    ? t.ended(dayAndTime(one.revokedAt ?? 0, language))
    : one.own
      ? t.own
      : there
        ? t.active
        : server === 'reached'
          ? t.waiting
          : t.unknown;
  return (
    <tr className={mergeClasses(chosen && styles.chosen, ended && styles.ended)}>
      <td className={cell}>{one.code}</td>
      <th scope="row" className={mergeClasses(cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={() => (ended ? choose() : edit())}>
          {one.name}
        </Link>
      </th>
      <td className={cell}>{one.branch.name}</td>
      <td className={mergeClasses(cell, styles.nowrap)}>{one.seen ? dayAndTime(one.seen.at, language) : '–'}</td>
      <td className={cell}>{one.seen?.version ?? '–'}</td>
      <td className={cell}>{state}</td>
      <td className={cell}>
        {one.changed && [dayAndTime(one.changed.at, language), one.changed.by].filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}
