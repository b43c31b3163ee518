// Texts of module 'Filialverwaltung'.
import { texts } from './catalogue.ts';

export const administrationTexts = texts(
  {
    pages: 'Seiten der Filialverwaltung',
    searchBox: 'Einstellung suchen …',
    nothingFound: 'Keine Seite und keine Einstellung passt dazu.',
    administratorsOnly: 'Die Filialverwaltung ist Administratoren vorbehalten.',
  },
  {
    pages: 'Pages of branch administration',
    searchBox: 'Search settings …',
    nothingFound: 'No page and no setting matches.',
    administratorsOnly: 'Branch administration is for administrators only.',
  },
);
