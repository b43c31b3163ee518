// Module 'Kontakte': the search page, the conflicts, or one customer's mask.
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import { ReadCard } from '../card-readers/read-card.tsx';
import { ConflictsPage } from '../conflicts/conflicts-page.tsx';
import { DuplicatesPage } from '../duplicates/duplicates-page.tsx';
import { MergePage } from '../merge/merge-page.tsx';
import { UnmergePage } from '../merge/unmerge-page.tsx';
import type { Place } from '../paths.ts';
import { CustomerMask } from './customer-mask.tsx';
import { maskKey } from './open-masks.ts';
import { SearchPage } from './search-page.tsx';

type Props = { place: Extract<Place, { module: 'contacts' }>; person: Person; seat: Seat };

export function Contacts({ place, person, seat }: Props) {
  if (place.page === 'search')
    return (
      <>
        <ReadCard />
        <SearchPage person={person} seat={seat} />
      </>
    );
  if (place.page === 'conflicts') return <ConflictsPage />;
  if (place.page === 'duplicates') return <DuplicatesPage />;
  if (place.page === 'merge') return <MergePage one={place.one} other={place.other} />;
  if (place.page === 'unmerge') return <UnmergePage mergeId={place.mergeId} customerId={place.customerId} />;
  return (
    <>
      <ReadCard />
      <CustomerMask key={maskKey(place)} place={place} person={person} seat={seat} />
    </>
  );
}
