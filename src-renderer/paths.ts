// Every place in the program has one constructor here. Places are in the hash: ids only, never what a person is called.
import { create } from 'zustand';

export const customerTabs = [
  'master',
  'access',
  'privacy',
  'payers',
  'bankAccounts',
  'cards',
  'comments',
  'documents',
  'serviceCases',
  'properties',
  'patients',
  'administration',
  'history',
] as const;
export type CustomerTab = (typeof customerTabs)[number];

export type Place =
  | { module: 'contacts'; page: 'search' }
  /** What two workstations said differently. */
  | { module: 'contacts'; page: 'conflicts' }
  /** Pairs that may be one person. */
  | { module: 'contacts'; page: 'duplicates' }
  /** Two customers side by side; null = the other one is still to be named. */
  | { module: 'contacts'; page: 'merge'; one: string; other: string | null }
  | { module: 'contacts'; page: 'unmerge'; mergeId: string; customerId: string }
  | { module: 'contacts'; page: 'customer'; id: string; tab: CustomerTab }
  /** A new customer; its draft is kept under this id. */
  | { module: 'contacts'; page: 'new'; draftId: string }
  /** Service cases of this branch. */
  | { module: 'cases'; page: 'cases' }
  | { module: 'cases'; page: 'case'; id: string }
  /** What waits for staff. */
  | { module: 'tasks'; page: 'tasks' | 'consents' }
  | { module: 'administration'; page: string };

export function pathOf(place: Place): string {
  switch (place.module) {
    case 'administration':
      return `#/administration/${place.page}`;
    case 'tasks':
      return place.page === 'consents' ? '#/tasks/consents' : '#/tasks';
    case 'cases':
      return place.page === 'case' ? `#/cases/${place.id}` : '#/cases';
    case 'contacts':
      return contactsPath(place);
  }
}

function contactsPath(place: Extract<Place, { module: 'contacts' }>): string {
  switch (place.page) {
    case 'search':
      return '#/contacts';
    case 'conflicts':
    case 'duplicates':
      return `#/contacts/${place.page}`;
    case 'merge':
      return `#/contacts/merge/${place.one}/${place.other ?? ''}`;
    case 'unmerge':
      return `#/contacts/unmerge/${place.mergeId}/${place.customerId}`;
    case 'new':
      return `#/contacts/new/${place.draftId}`;
    case 'customer':
      return `#/contacts/${place.id}/${place.tab}`;
  }
}

export function placeOf(path: string): Place {
  const [module, first, second, third] = path.replace(/^#\//, '').split('/');
  if (module === 'administration') return { module, page: first || 'branch' };
  if (module === 'tasks') return { module, page: first === 'consents' ? 'consents' : 'tasks' };
  if (module === 'cases') return first ? { module, page: 'case', id: first } : { module, page: 'cases' };
  if (first === 'conflicts') return { module: 'contacts', page: 'conflicts' };
  if (first === 'duplicates') return { module: 'contacts', page: 'duplicates' };
  if (first === 'merge' && second) return { module: 'contacts', page: 'merge', one: second, other: third || null };
  if (first === 'unmerge' && second && third)
    return { module: 'contacts', page: 'unmerge', mergeId: second, customerId: third };
  if (first === 'new') return second ? { module: 'contacts', page: 'new', draftId: second } : newCustomer();
  if (first) {
    const tab = customerTabs.find((one) => one === second) ?? 'master';
    return { module: 'contacts', page: 'customer', id: first, tab };
  }
  return { module: 'contacts', page: 'search' };
}

export function newCustomer(): Extract<Place, { page: 'new' }> {
  return { module: 'contacts', page: 'new', draftId: crypto.randomUUID() };
}

type Leaving = () => Promise<boolean>;

/** One journey after the other: while a page is being asked, the next one waits and then asks the page that is there. */
let journeys: Promise<unknown> = Promise.resolve();

const saving = new Set<Promise<unknown>>();

/** A save under way: nobody is asked about what is being saved, every journey waits for it. It must not go anywhere itself. */
export function whileSaving<T>(work: Promise<T>): Promise<T> {
  const done: Promise<unknown> = work.then(
    () => saving.delete(done),
    () => saving.delete(done),
  );
  saving.add(done);
  return work;
}

/** Where the screen is. A page with unsaved work may hold it back (`hold`): then the question is asked first. */
export const usePlace = create<{
  place: Place;
  hold: Leaving | null;
  setHold: (hold: Leaving | null) => void;
  go: (place: Place) => Promise<void>;
  /** Goes without asking: after the question was answered, or within one record. */
  goNow: (place: Place) => void;
}>((set, get) => ({
  place: placeOf(window.location.hash),
  hold: null,
  setHold: (hold) => set({ hold }),
  go: async (place) => {
    const journey = journeys.then(async () => {
      await Promise.all(saving);
      const { hold } = get();
      if (!hold || (await hold())) get().goNow(place);
    });
    journeys = journey.catch(() => undefined);
    await journey;
  },
  goNow: (place) => {
    window.history.replaceState(null, '', pathOf(place));
    set({ place });
  },
}));
