// Page 'Filiale': name, address, letterhead, colour and app licence of the own branch.
import { makeStyles, Text } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type BranchProblem, branchFieldProblem } from '../../src-shared/branches/rules.ts';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { CheckField } from '../ui/check-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AccentField } from './accent-field.tsx';
import { type BranchEntries, fromEntries, toEntries } from './branch-form.ts';
import { LogoField } from './logo-field.tsx';
import { usePageForm } from './page-form.ts';
import { Loaded, PageSheet, Section, SettingRow } from './page-sheet.tsx';
import type { AdministrationPageProps } from './pages.tsx';

const useStyles = makeStyles({
  street: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 88px', columnGap: '12px', rowGap: '6px' },
  town: { display: 'grid', gridTemplateColumns: '88px minmax(0, 1fr)', columnGap: '12px', marginTop: '6px' },
  lines: { display: 'flex', flexDirection: 'column', gap: '6px' },
});

export function BranchPage({ person }: AdministrationPageProps) {
  return (
    <Loaded query={useQuery(calls.branches.own.queryOptions())}>
      {(branch) => <BranchSheet branch={branch} personId={person.id} />}
    </Loaded>
  );
}

type Branch = Awaited<ReturnType<typeof client.branches.own>>;
type Shown = Omit<Branch, 'id'> & { /** null = a new one. */ id: string | null };

/** One branch, the own or any other. @param made told of the new one's id */
export function BranchSheet(props: {
  branch: Shown;
  personId: string;
  title?: string;
  above?: ReactNode;
  made?: (id: string) => void;
}) {
  const { branch, personId, above } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).branch;
  const chain = useTexts(chainTexts).branches;
  const { changed } = branch;
  const form = useBranchForm(branch, personId, props.made);
  const box = (name: Exclude<keyof BranchEntries, 'logo' | 'headquarters'>, maxLength: number, lines?: number) => (
    <TextField
      form={form}
      name={name}
      label={t[name]}
      required={name === 'name'}
      maxLength={maxLength}
      {...(lines ? { lines } : {})}
      rule={(text) => branchFieldProblem(name, text)}
      problemText={(problem) => t.problems[problem as BranchProblem]}
    />
  );
  return (
    <PageSheet title={props.title ?? t.title} lead={t.lead}>
      {above}
      <LogCommand subjectIds={branch.id === null ? [] : [branch.id]} record={branch.form.name} />
      <Section title={t.whereabouts}>
        <SettingRow words={t.name} explanation={t.nameMeans} changed={[changed.name]}>
          {box('name', 120)}
        </SettingRow>
        <SettingRow
          words={`${t.street} ${t.houseNumber} ${t.postcode} ${t.town}`}
          explanation={t.addressMeans}
          changed={[changed.street, changed.houseNumber, changed.postcode, changed.town]}
        >
          <div className={styles.street}>
            {box('street', 120)}
            {box('houseNumber', 20)}
          </div>
          <div className={styles.town}>
            {box('postcode', 12)}
            {box('town', 80)}
          </div>
        </SettingRow>
        <SettingRow
          words={`${t.phone} ${t.email} ${t.website}`}
          explanation={t.contactMeans}
          changed={[changed.phone, changed.email, changed.website]}
        >
          <div className={styles.lines}>
            {box('phone', 40)}
            {box('email', 254)}
            {box('website', 200)}
          </div>
        </SettingRow>
        <SettingRow words={t.openingHours} explanation={t.openingHoursMeans} changed={[changed.openingHours]}>
          {box('openingHours', 1000, 3)}
        </SettingRow>
      </Section>
      <Section title={t.letterhead}>
        <SettingRow words={t.logo} explanation={t.logoMeans} changed={[changed.logoDocumentId]}>
          <LogoField form={form} saved={branch.logo} />
        </SettingRow>
        <SettingRow words={t.letterFooter} explanation={t.letterFooterMeans} changed={[changed.letterFooter]}>
          {box('letterFooter', 500, 3)}
        </SettingRow>
      </Section>
      <Section title={t.looks}>
        <SettingRow words={t.accent} explanation={t.accentMeans} changed={[changed.accent]}>
          <AccentField form={form} />
        </SettingRow>
      </Section>
      <Section title={t.app}>
        <SettingRow words={t.licenceUntil} explanation={t.licenceMeans} changed={[changed.licenceUntil]}>
          {box('licenceUntil', 12)}
        </SettingRow>
      </Section>
      <Section title={chain.placeTitle}>
        <SettingRow words={chain.headquarters} explanation={chain.headquartersMeans} changed={[changed.headquarters]}>
          {branch.headquarters ? (
            <Text>{chain.isHeadquarters}</Text>
          ) : (
            <CheckField form={form} name="headquarters" label={chain.makeHeadquarters} />
          )}
        </SettingRow>
      </Section>
    </PageSheet>
  );
}

function useBranchForm(branch: Shown, personId: string, made: ((id: string) => void) | undefined) {
  const t = useTexts(administrationTexts).branch;
  const gone = useTexts(chainTexts).branches.gone;
  const read = async (id: string) => {
    await queries.invalidateQueries({ queryKey: calls.branches.key() });
    return queries.fetchQuery({ ...calls.branches.byId.queryOptions({ input: { id } }), staleTime: 0 });
  };
  return usePageForm<BranchEntries>({
    owner: `branch ${branch.id ?? 'new'} ${personId}`,
    kept: toEntries(branch.form, branch.headquarters),
    reload: async () => branch.id !== null && read(branch.id),
    save: async (entries) => {
      const logo =
        typeof entries.logo === 'string' ? entries.logo : { name: entries.logo.name, base64: entries.logo.base64 };
      const becomes = entries.headquarters && !branch.headquarters ? { headquarters: true as const } : {};
      const form = fromEntries(entries);
      const { error, data } = await safe(client.branches.save({ id: branch.id, form, logo, ...becomes }));
      if (!error) {
        const saved = await read(data.id);
        if (branch.id === null) made?.(data.id);
        return { kept: toEntries(saved.form, saved.headquarters) };
      }
      if (isDefinedError(error) && error.code === 'INVALID') return { problems: error.data.problems };
      if (isDefinedError(error) && error.code === 'BAD_LOGO')
        return { problems: [{ field: 'logo', problem: t.logoProblems[error.data.reason] }] };
      showFailure(isDefinedError(error) && error.code === 'GONE' ? new Error(gone) : error);
      return 'refused';
    },
  });
}
