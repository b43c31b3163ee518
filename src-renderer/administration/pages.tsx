// The pages of module 'Filialverwaltung', in the order of the list. A feature adds its page with one line here and keeps
// the component in its own folder; nothing else has to know of it.
import type { ComponentType } from 'react';
import { type SettingPage, settingKeys, settings } from '../../src-shared/settings/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import type { Language } from '../texts/catalogue.ts';
import { settingTexts } from '../texts/settings.ts';
import { ChainPage } from './chain-page.tsx';

export type AdministrationPage = {
  /** As in the path: '#/administration/branch'. */
  page: string;
  label: Record<Language, string>;
  /** Further words under which the search box finds the page: the labels of its rows. Blank-separated. */
  words: Record<Language, string>;
  component: ComponentType<AdministrationPageProps>;
};

export type AdministrationPageProps = { person: Person; seat: Seat };

export const administrationPages: readonly AdministrationPage[] = [
  { page: 'chain', label: { de: 'Filialkette', en: 'Chain' }, words: wordsOfSettings('chain'), component: ChainPage },
];

function wordsOfSettings(page: SettingPage): Record<Language, string> {
  const labels = (language: Language) =>
    settingKeys
      .filter((key) => settings[key].page === page)
      .map((key) => settingTexts[language][key].label)
      .join(' ');
  return { de: labels('de'), en: labels('en') };
}
