// What the states of customers are called on the screen: the built-in ones in the reader's language, the chain's own as it named
// them (E-11). It decides nothing about what they mean.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type CustomerStatus, customerStatuses } from '../../src-shared/customers/rules.ts';
import { type OwnStatus, statusMeaning } from '../../src-shared/customers/status.ts';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import type { Option } from '../ui/choice-field.tsx';

export type Statuses = {
  name: (id: string) => string;
  meaning: (id: string) => CustomerStatus;
  /** What can be chosen; an ended one only where it is `kept` already. */
  options: (...kept: string[]) => Option[];
};

export function useStatuses(): Statuses {
  const builtIn = useTexts(contactTexts).master.statuses as Record<string, string>;
  const { data } = useQuery(calls.lists.all.queryOptions());
  const own = data?.customerStatus;
  return useMemo(() => {
    const known: readonly (OwnStatus & { name: string; endedAt: number | null })[] = own ?? [];
    return {
      name: (id) => builtIn[id] ?? known.find((one) => one.id === id)?.name ?? id,
      meaning: (id) => statusMeaning(id, known),
      options: (...kept) => [
        ...customerStatuses.map((value) => ({ value: value as string, label: builtIn[value] ?? value })),
        ...known
          .filter(({ id, endedAt }) => endedAt === null || kept.includes(id))
          .map(({ id, name }) => ({ value: id, label: name })),
      ],
    };
  }, [builtIn, own]);
}
