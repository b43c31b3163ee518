// A street proposes the whole address from entries so far (B-39): arrows go through them, and whichever is taken fills postcode
// and town. Nothing that was typed there is overwritten.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { calls } from '../client.ts';
import type { MaskForm } from './mask-form.ts';

export type StreetProposals = {
  /** Streets that begin as typed. */
  streets: readonly string[];
  /** 'Sonnenstr., 80331 München': the first one that is not taken yet. */
  first: string | null;
  /** What the field holds after a key: typed, or one of the streets taken by an arrow. */
  typed: (text: string) => void;
};

export function useStreetProposals(form: UseFormReturn<MaskForm>, line: number): StreetProposals {
  const [asked, setAsked] = useState('');
  const { data } = useQuery({
    ...calls.search.streets.queryOptions({ input: { typed: asked }, staleTime: 60_000 }),
    enabled: asked.trim().length > 2,
    placeholderData: keepPreviousData,
  });
  const filled = useRef({ postcode: '', town: '' });
  const proposals = asked.trim().length > 2 ? (data ?? []) : [];
  const best = proposals.filter((one, at) => proposals.findIndex(({ street }) => street === one.street) === at);
  const street = form.getValues(`addresses.${line}.street`);
  const next = best.find((one) => one.street !== street);
  return {
    streets: best.map((one) => one.street),
    first: next && asked === street ? [next.street, `${next.postcode} ${next.town}`.trim()].join(', ') : null,
    typed: (text) => {
      const taken = best.find((one) => one.street === text);
      if (!taken) return setAsked(text);
      for (const field of ['postcode', 'town'] as const) {
        const held = form.getValues(`addresses.${line}.${field}`).trim();
        if (held !== '' && held !== filled.current[field]) continue;
        form.setValue(`addresses.${line}.${field}`, taken[field]);
        form.clearErrors(`addresses.${line}.${field}`);
        filled.current[field] = taken[field];
      }
    },
  };
}
