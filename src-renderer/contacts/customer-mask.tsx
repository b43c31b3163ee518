// Opens a customer's mask: waits for the record and for drafts that wait for it, then draws it once and for all; what changes
// later comes through the record.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';
import { settingDefaults } from '../../src-shared/settings/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { calls } from '../client.ts';
import { GoneOrMerged } from '../merge/stub.tsx';
import type { Place } from '../paths.ts';
import { readDraft } from './draft-content.ts';
import { Mask } from './mask.tsx';
import { beginningOf } from './open-masks.ts';
import type { MaskStart } from './use-mask.ts';

export type MaskPlace = Extract<Place, { module: 'contacts'; page: 'new' | 'customer' }>;

export function CustomerMask({ place, person, seat }: { place: MaskPlace; person: Person; seat: Seat }) {
  const id = place.page === 'customer' ? place.id : null;
  const record = useQuery(calls.customers.byId.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }));
  // Read anew for each visit: a draft that has been saved or thrown away since must not come back.
  const drafts = useQuery(calls.drafts.list.queryOptions({ staleTime: 0, gcTime: 0 }));
  const all = useQuery(calls.settings.all.queryOptions());
  const settings = all.data?.values ?? (all.error ? settingDefaults() : null);
  const [start, setStart] = useState<{ start: MaskStart; own: DraftRecord | null; others: DraftRecord[] } | null>(null);

  if (id !== null && record.error) return <GoneOrMerged id={id} />;
  if (id !== null && !record.data) return null;
  if (!settings) return null;
  if (!start) {
    // What was read at an earlier visit may be old by now: a mask begins with what is saved.
    if (record.isFetching) return null;
    if (!drafts.isFetchedAfterMount && !drafts.error) return null;
    setStart(begin(place, record.data ?? null, drafts.data ?? [], { person, seat, settings }));
    return null;
  }
  return (
    <Mask
      start={start.start}
      record={record.data ?? null}
      settings={settings}
      place={place}
      restored={start.own}
      waiting={start.others}
    />
  );
}

function begin(
  place: MaskPlace,
  record: MaskStart['record'],
  drafts: readonly DraftRecord[],
  who: Pick<MaskStart, 'person' | 'seat' | 'settings'>,
): { start: MaskStart; own: DraftRecord | null; others: DraftRecord[] } {
  const here = drafts.filter((one) => (place.page === 'new' ? one.id === place.draftId : one.subjectId === place.id));
  const own = here.find((one) => one.ownerId === who.person.id) ?? null;
  const others = here.filter((one) => one.ownerId !== who.person.id);
  const kept = own && readDraft(own.body);
  const beginning = place.page === 'new' ? beginningOf(place.draftId) : null;
  const typed = beginning?.typed ? { fields: beginning.fields, appActive: null } : null;
  return {
    own: kept ? own : null,
    others,
    start: {
      ...who,
      record,
      draftId: own?.id ?? (place.page === 'new' && others.length === 0 ? place.draftId : crypto.randomUUID()),
      draft: kept ?? typed,
      draftKept: own !== null,
      prefill: beginning && !beginning.typed ? beginning.fields : {},
    },
  };
}
