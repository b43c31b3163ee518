// Page 'Filialen': all branches of the chain; Enter opens one, F2 makes one. The sheet of a branch does the editing.
import { Button, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { BranchLine } from '../../src-shared/branches/contract.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { useTable } from '../ui/table.ts';
import { EMPTY_BRANCH } from './branch-form.ts';
import { BranchSheet } from './branch-page.tsx';
import { useRowShown } from './page-search.tsx';
import { Loaded, PageSheet } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';
import { PinDialog, useProofText } from './pin-dialog.tsx';
import { rowArrows } from './row-arrows.ts';

const useStyles = makeStyles({
  table: { marginTop: '12px' },
  actions: { display: 'flex', gap: '8px', marginTop: '10px' },
  above: { margin: '4px 0 2px' },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '& button': { color: tokens.colorNeutralForeground1 },
  },
});

export function BranchesPage({ person }: AdministrationPageProps) {
  const [openId, setOpenId] = useState<string | 'new' | null>(null);
  const { hold } = usePlace();
  const back = async () => {
    if (!hold || (await hold())) setOpenId(null);
  };
  if (openId === null) return <List open={setOpenId} />;
  if (openId === 'new') return <NewBranch personId={person.id} made={setOpenId} back={back} />;
  return <OneBranch key={openId} id={openId} personId={person.id} back={back} />;
}

type Away = { personId: string; back: () => void };

function NewBranch({ personId, made, back }: Away & { made: (id: string) => void }) {
  const t = useTexts(chainTexts).branches;
  // The name is what makes it a branch.
  useEffect(() => document.querySelector<HTMLElement>('main input[name="name"]')?.focus(), []);
  const branch = { id: null, form: EMPTY_BRANCH, headquarters: false, logo: null, changed: {} };
  return (
    <BranchSheet
      branch={branch}
      personId={personId}
      title={t.add}
      above={<BackToList back={back} quiet />}
      made={made}
    />
  );
}

function OneBranch({ id, personId, back }: Away & { id: string }) {
  return (
    <Loaded query={useQuery(calls.branches.byId.queryOptions({ input: { id } }))}>
      {(branch) => (
        <BranchSheet branch={branch} personId={personId} title={branch.form.name} above={<BackToList back={back} />} />
      )}
    </Loaded>
  );
}

function BackToList({
  back,
  quiet = false,
}: {
  back: () => void /** Something else has the focus. */;
  quiet?: boolean;
}) {
  const styles = useStyles();
  const t = useTexts(chainTexts).branches;
  return (
    <Button size="small" className={styles.above} autoFocus={!quiet} onClick={back}>
      {t.back}
    </Button>
  );
}

function List({ open }: { open: (id: string | 'new') => void }) {
  const styles = useStyles();
  const table = useTable();
  const all = useTexts(chainTexts);
  const t = all.branches;
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.branches.all.queryOptions());
  const { data, refetch } = query;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [removing, setRemoving] = useState<BranchLine | null>(null);
  useCommands('page', [
    { key: 'F2', name: keys.names.F2, run: () => open('new') },
    { key: 'F5', name: keys.names.F5, run: () => refetch() },
  ]);
  const chosen = data?.find((one) => one.id === chosenId) ?? data?.[0];
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <LogCommand subjectIds={chosen ? [chosen.id] : []} record={chosen?.name ?? t.title} />
      <Loaded query={query}>{() => null}</Loaded>
      {chosen && data && data.length > 1 && (
        <div className={styles.actions}>
          <Button size="small" onClick={() => setRemoving(chosen)}>
            {`${chosen.name}: ${t.remove}`}
          </Button>
        </div>
      )}
      <table className={mergeClasses(table.table, styles.table)} onKeyDown={rowArrows}>
        <HeadRow
          columns={[t.branch, t.town, { number: t.employees }, { number: t.workstations }, t.placeTitle, all.changed]}
        />
        <tbody>
          {data?.map((one) => (
            <Row
              key={one.id}
              branch={one}
              chosen={one === chosen}
              choose={() => setChosenId(one.id)}
              open={() => open(one.id)}
            />
          ))}
        </tbody>
      </table>
      {removing && (
        <Removal
          branch={removing}
          close={() => {
            setRemoving(null);
            void queries.invalidateQueries({ queryKey: calls.branches.key() });
          }}
        />
      )}
    </PageSheet>
  );
}

function Row(props: { branch: BranchLine; chosen: boolean; choose: () => void; open: () => void }) {
  const { branch, chosen, choose, open } = props;
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(chainTexts).branches;
  const language = useLanguage((state) => state.language);
  if (!useRowShown(`${branch.name} ${branch.town ?? ''}`)) return null;
  const place = [branch.headquarters ? t.headquarters : '', branch.own ? t.own : ''].filter(Boolean).join(', ');
  return (
    <tr className={mergeClasses(chosen && styles.chosen)}>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        <Link as="button" onFocus={choose} onClick={open}>
          {branch.name}
        </Link>
      </th>
      <td className={table.cell}>{branch.town}</td>
      <td className={mergeClasses(table.cell, table.number)}>{branch.employees}</td>
      <td className={mergeClasses(table.cell, table.number)}>{branch.workstations}</td>
      <td className={table.cell}>{place}</td>
      <td className={table.cell}>
        {branch.changed && [dayAndTime(branch.changed.at, language), branch.changed.by].filter(Boolean).join(' · ')}
      </td>
    </tr>
  );
}

function Removal({ branch, close }: { branch: BranchLine; close: () => void }) {
  const t = useTexts(chainTexts).branches;
  const proofText = useProofText();
  const { show } = useMessages();
  const { data: sync } = useQuery(calls.sync.state.queryOptions());
  const form = useForm({ defaultValues: { pin: '' } });
  const alone = sync?.kind === 'none';
  return (
    <PinDialog
      form={form}
      title={t.removeTitle(branch.name)}
      text={t.removeText}
      button={t.removeButton}
      withoutPin={alone}
      close={close}
      run={async ({ pin }) => {
        const { error } = await safe(client.branches.remove({ id: branch.id, pin: alone ? null : pin }));
        if (!error) {
          show({ tone: 'done', text: t.removed(branch.name), until: 'typing' });
          close();
          return null;
        }
        if (!isDefinedError(error)) return failureText(error);
        switch (error.code) {
          case 'IN_USE':
            return t.inUse(error.data.customers, error.data.workstations);
          case 'OWN':
            return t.notOwn;
          case 'HEADQUARTERS':
            return t.notHeadquarters;
          case 'GONE':
            return t.gone;
          default:
            return proofText(error) || failureText(error);
        }
      }}
    />
  );
}
