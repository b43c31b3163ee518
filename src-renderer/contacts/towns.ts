// A postcode proposes its town from entries so far. It fills a blank town and one it filled itself, never one that was typed.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { calls } from '../client.ts';
import type { MaskForm } from './mask-form.ts';

export type TownProposal = {
  /** Towns of the postcode, the most used first. */
  towns: readonly string[];
  /** The postcode has just been typed: its town may be filled in. */
  typed: () => void;
};

export function useTownProposal(form: UseFormReturn<MaskForm>, line: number): TownProposal {
  const postcode = (useWatch({ control: form.control, name: `addresses.${line}.postcode` }) ?? '').trim();
  const { data } = useQuery(
    calls.search.towns.queryOptions({ input: { postcode }, enabled: /^\d{5}$/.test(postcode), staleTime: 60_000 }),
  );
  const filled = useRef<string | null>(null);
  const mayFill = useRef(false);
  const [best] = data ?? [];
  useEffect(() => {
    if (!mayFill.current || best === undefined) return;
    mayFill.current = false;
    const town = form.getValues(`addresses.${line}.town`);
    if (town.trim() !== '' && town !== filled.current) return;
    filled.current = best;
    form.setValue(`addresses.${line}.town`, best);
  }, [form, line, best]);
  return {
    towns: data ?? [],
    typed: () => {
      mayFill.current = true;
    },
  };
}
