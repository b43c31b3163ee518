// Texts of module 'Filialverwaltung'.
import { texts } from './catalogue.ts';

export const administrationTexts = texts(
  {
    pages: 'Seiten der Filialverwaltung',
    searchBox: 'Einstellung suchen …',
    nothingFound: 'Keine Seite und keine Einstellung passt dazu.',
    administratorsOnly: 'Die Filialverwaltung ist Administratoren vorbehalten.',
    saved: 'Gespeichert.',
    nothingChanged: 'Es ist nichts zu speichern.',
    typedIsBack: 'Ihre Eingaben von vor der Sperre sind wieder da. Sie sind noch nicht gespeichert.',
    changedBy: (name: string | null, when: string) =>
      name === null ? `geändert am ${when}` : `geändert von ${name} am ${when}`,
    leave: {
      title: 'Änderungen speichern?',
      text: 'Auf dieser Seite ist etwas geändert und noch nicht gespeichert.',
      save: 'Speichern',
      discard: 'Verwerfen',
      cancel: 'Abbrechen',
    },
    chain: { title: 'Filialkette', lead: 'Gilt in allen Filialen und an jedem Arbeitsplatz.' },
  },
  {
    pages: 'Pages of branch administration',
    searchBox: 'Search settings …',
    nothingFound: 'No page and no setting matches.',
    administratorsOnly: 'Branch administration is for administrators only.',
    saved: 'Saved.',
    nothingChanged: 'There is nothing to save.',
    typedIsBack: 'What you typed before the lock is back. It is not saved yet.',
    changedBy: (name: string | null, when: string) =>
      name === null ? `changed on ${when}` : `changed by ${name} on ${when}`,
    leave: {
      title: 'Save changes?',
      text: 'Something on this page was changed and is not saved yet.',
      save: 'Save',
      discard: 'Discard',
      cancel: 'Cancel',
    },
    chain: { title: 'Chain', lead: 'Holds in all branches and at every workstation.' },
  },
);
