// The pages of module 'Filialverwaltung', in the order of the list. A feature adds its page with one line here and keeps
// the component in its own folder; nothing else has to know of it.
import type { ComponentType } from 'react';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import type { Language } from '../texts/catalogue.ts';

export type AdministrationPage = {
  /** As in the path: '#/administration/branch'. */
  page: string;
  label: Record<Language, string>;
  /** Further words under which the search box finds the page: the labels of its rows. Blank-separated. */
  words: Record<Language, string>;
  component: ComponentType<AdministrationPageProps>;
};

export type AdministrationPageProps = { person: Person; seat: Seat };

export const administrationPages: readonly AdministrationPage[] = [];
