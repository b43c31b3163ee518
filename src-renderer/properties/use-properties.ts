// The properties of the open mask as they are ticked now, in the order of the chain's list.
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import type { ListEntry } from '../../src-shared/lists/contract.ts';
import { calls } from '../client.ts';
import type { MaskState } from '../contacts/mask-state.ts';

/** `all` undefined = not read yet. */
export function useProperties({ form }: MaskState): {
  all: readonly ListEntry<'property'>[] | undefined;
  chosen: readonly ListEntry<'property'>[];
} {
  const { data } = useQuery(calls.lists.all.queryOptions());
  const ids = useWatch({ control: form.control, name: 'properties' });
  return { all: data?.property, chosen: (data?.property ?? []).filter(({ id }) => ids.includes(id)) };
}
