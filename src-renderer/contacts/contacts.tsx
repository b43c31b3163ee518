// Module 'Kontakte': the search page or one customer's mask.
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import type { Place } from '../paths.ts';
import { CustomerMask } from './customer-mask.tsx';
import { SearchPage } from './search-page.tsx';

export function Contacts({ place }: { place: Extract<Place, { module: 'contacts' }>; person: Person; seat: Seat }) {
  switch (place.page) {
    case 'search':
      return <SearchPage />;
    case 'new':
      return <CustomerMask key="new" id={null} />;
    case 'customer':
      return <CustomerMask key={place.id} id={place.id} />;
  }
}
