// Asks an administrator for his PIN before the branch server takes what changes rights, and says why. Whoever closes it has
// saved nothing.
import { isDefinedError, safe } from '@orpc/client';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useProofNeeded } from '../proof-needed.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { PinDialog, useProofText } from './pin-dialog.tsx';

export function ProofQuestion() {
  const asked = useProofNeeded((state) => state.asked);
  // Locked meanwhile: whoever comes next is asked anew.
  useEffect(() => () => useProofNeeded.getState().asked?.answer(false), []);
  return asked && <Question answer={asked.answer} />;
}

function Question({ answer }: { answer: (given: boolean) => void }) {
  const t = useTexts(chainTexts).pin;
  const proofText = useProofText();
  const form = useForm({ defaultValues: { pin: '' } });
  return (
    <PinDialog
      form={form}
      title={t.proofTitle}
      text={t.proofText}
      button={t.proofButton}
      close={() => answer(false)}
      run={async ({ pin }) => {
        const { error } = await safe(client.employees.prove({ pin }));
        if (error) return (isDefinedError(error) && proofText(error)) || failureText(error);
        answer(true);
        return null;
      }}
    />
  );
}
