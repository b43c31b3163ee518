// What an administrator asks of the branch server about a workstation: make one, another code for one, end one. Each asks for
// the PIN; the first two end with the code on the screen.
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { BranchLine } from '../../src-shared/branches/contract.ts';
import { LONGEST_WORKSTATION_NAME } from '../../src-shared/workstation/rules.ts';
import type { WorkstationRecord } from '../../src-shared/workstations/contract.ts';
import type { Activation } from '../../src-shared/workstations/server-contract.ts';
import { calls, client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { dayAndTime } from '../texts/when.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActivationDialog } from './activation-dialog.tsx';
import { PinDialog, useProofText } from './pin-dialog.tsx';

export type Step =
  | { kind: 'make' }
  | { kind: 'activate'; workstation: WorkstationRecord }
  | { kind: 'revoke'; workstation: WorkstationRecord };

export function WorkstationSteps({ step, address, close }: { step: Step; address: string; close: () => void }) {
  const [shown, setShown] = useState<{ name: string; activation: Activation } | null>(null);
  if (shown) return <ActivationDialog {...shown} address={address} close={close} />;
  const show = (name: string) => (activation: Activation) => setShown({ name, activation });
  switch (step.kind) {
    case 'make':
      return <Make done={(name, activation) => show(name)(activation)} close={close} />;
    case 'activate':
      return <Activate workstation={step.workstation} done={show(step.workstation.name)} close={close} />;
    case 'revoke':
      return <Revoke workstation={step.workstation} close={close} />;
  }
}

type MakeProps = { done: (name: string, activation: Activation) => void; close: () => void };

/** Begins with this branch: only once it is known which that is. */
function Make(props: MakeProps) {
  const { data: branches } = useQuery(calls.branches.all.queryOptions());
  return branches ? <MakeIn {...props} branches={branches} /> : null;
}

function MakeIn({ branches, done, close }: MakeProps & { branches: readonly BranchLine[] }) {
  const t = useTexts(chainTexts).workstations;
  const proofText = useProofText();
  const own = branches.find((one) => one.own)?.id ?? '';
  const form = useForm({ defaultValues: { branchId: own, name: '', pin: '' } });
  const problemText = (problem: string) => t.problems[problem as 'missing' | 'tooLong'];
  return (
    <PinDialog
      form={form}
      title={t.add}
      button={t.activateButton}
      close={close}
      run={async ({ branchId, name, pin }) => {
        if (name.trim() === '') {
          form.setError('name', { message: 'missing' }, { shouldFocus: true });
          return '';
        }
        const { error, data } = await safe(client.workstations.make({ branchId, name, pin }));
        if (!error) {
          done(name, data);
          return null;
        }
        if (isDefinedError(error) && error.code === 'BAD_NAME') return t.problems[error.data.problem];
        return (isDefinedError(error) && proofText(error)) || failureText(error);
      }}
    >
      <TextField
        form={form}
        name="name"
        label={t.name}
        required
        maxLength={LONGEST_WORKSTATION_NAME}
        problemText={problemText}
      />
      <ChoiceField
        form={form}
        name="branchId"
        label={t.branch}
        options={branches.map(({ id, name }) => ({ value: id, label: name }))}
        problemText={problemText}
      />
    </PinDialog>
  );
}

type OfOne = { workstation: WorkstationRecord; close: () => void };

function Activate({ workstation, done, close }: OfOne & { done: (activation: Activation) => void }) {
  const t = useTexts(chainTexts).workstations;
  const proofText = useProofText();
  const form = useForm({ defaultValues: { pin: '' } });
  return (
    <PinDialog
      form={form}
      title={t.activateTitle(workstation.name)}
      text={t.activateText}
      button={t.activateButton}
      close={close}
      run={async ({ pin }) => {
        const { error, data } = await safe(client.workstations.activate({ id: workstation.id, pin }));
        if (!error) {
          done(data);
          return null;
        }
        if (isDefinedError(error) && error.code === 'GONE') return t.gone;
        return (isDefinedError(error) && proofText(error)) || failureText(error);
      }}
    />
  );
}

function Revoke({ workstation, close }: OfOne) {
  const t = useTexts(chainTexts).workstations;
  const language = useLanguage((state) => state.language);
  const { show } = useMessages();
  const proofText = useProofText();
  const form = useForm({ defaultValues: { pin: '' } });
  const { id, name, seen } = workstation;
  return (
    <PinDialog
      form={form}
      title={t.revokeTitle(name)}
      text={t.revokeText(seen && dayAndTime(seen.at, language))}
      button={t.revokeButton}
      close={close}
      run={async ({ pin }) => {
        const { error } = await safe(client.workstations.revoke({ id, pin }));
        if (!error) {
          show({ tone: 'done', text: t.revoked(name), until: 'typing' });
          close();
          return null;
        }
        if (isDefinedError(error) && error.code === 'GONE') return t.gone;
        if (isDefinedError(error) && error.code === 'OWN') return t.notOwn;
        return (isDefinedError(error) && proofText(error)) || failureText(error);
      }}
    />
  );
}
