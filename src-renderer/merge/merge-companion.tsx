// 'Mehr - F11' of a saved customer: merging with another one, possible duplicates, and taking back what was merged into this one.
import { useQuery } from '@tanstack/react-query';
import { calls } from '../client.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { mergeTexts } from '../texts/merge.ts';
import { CustomerSymbol } from '../ui/symbol.tsx';

export function MergeCommands({ mask }: { mask: MaskState }) {
  const t = useTexts(mergeTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const { customerId } = mask;
  const merges = useMerges(customerId);
  const own =
    customerId === null
      ? []
      : [
          {
            label: t.entry,
            run: () => go({ module: 'contacts', page: 'merge', one: customerId, other: null }),
            ...(mask.person.role !== 'administrator' && { blocked: t.refusals.notAdministrator }),
          },
          ...merges
            .filter(({ mayUndo }) => mayUndo)
            .map(({ id, other }) => ({
              label: t.undoEntry(other.number),
              run: () => go({ module: 'contacts', page: 'unmerge', mergeId: id, customerId }),
            })),
        ];
  const duplicates = { label: t.duplicatesEntry, run: () => go({ module: 'contacts', page: 'duplicates' }) };
  useCommands('page', [{ key: 'F11', name: keys.F11, entries: [...own, duplicates] }]);
  return null;
}

/** For the head line. */
export function MergeSymbol({ mask }: { mask: MaskState }) {
  const t = useTexts(mergeTexts);
  const merges = useMerges(mask.customerId);
  if (merges.length === 0) return null;
  return (
    <CustomerSymbol tone="plain">
      {t.symbol(merges.map(({ other }) => t.number(other.number)).join(', '))}
    </CustomerSymbol>
  );
}

function useMerges(customerId: string | null) {
  const { data } = useQuery(
    calls.merge.of.queryOptions({ input: { customerId: customerId ?? '-' }, enabled: customerId !== null }),
  );
  return data ?? [];
}
