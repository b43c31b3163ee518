// The chain's payers as a choice: those that may be chosen, and the name of one that was ended meanwhile.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { payerTexts } from '../texts/payers.ts';
import type { Option } from '../ui/choice-field.tsx';

export type PayerNames = {
  /** The chain keeps none that could be chosen. */
  isEmpty: boolean;
  nameOf(payerId: string): string;
  /** With the one that is chosen already, whatever became of it. */
  options(chosen: string): Option[];
};

export function usePayerNames(): PayerNames {
  const t = useTexts(payerTexts);
  const { data } = useQuery(calls.lists.all.queryOptions());
  const kept = data?.payer;
  return useMemo(() => {
    const all = kept ?? [];
    const nameOf = (payerId: string) => {
      const found = all.find((one) => one.id === payerId);
      if (!found) return payerId;
      return found.endedAt === null ? found.name : t.ended(found.name);
    };
    return {
      isEmpty: kept?.every((one) => one.endedAt !== null) ?? false,
      nameOf,
      options: (chosen) => [
        { value: '', label: '–' },
        ...all
          .filter((one) => one.endedAt === null || one.id === chosen)
          .map((one) => ({ value: one.id, label: nameOf(one.id) })),
      ],
    };
  }, [t, kept]);
}
