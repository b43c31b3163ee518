// Texts of the search page: box, list, what a symbol says, what to do when nothing is found.
import { texts } from './catalogue.ts';

export const hitTexts = texts(
  {
    title: 'Kontakte',
    hint: 'Kunden suchen …',
    door: 'Suchen …',
    list: 'Treffer',
    count: (count: string, capped: boolean) => `${capped ? 'mehr als ' : ''}${count} Treffer`,
    showAll: 'alle anzeigen',
    nothing: (typed: string) =>
      `Nichts gefunden zu „${typed}“. Mit „Neu - F2“ legen Sie diesen Kunden an; Name, Telefon und Geburtsdatum werden übernommen.`,
    nothingHere: (typed: string) =>
      `In dieser Filiale: nichts gefunden zu „${typed}“. Mit „Neu - F2“ legen Sie diesen Kunden hier an.`,
    chooseFirst: 'Erst einen Kunden suchen und auswählen.',
    nothingFits: 'Kein Kunde passt zu Filter und Suchtext. „Zurücksetzen“ hebt den Filter auf.',
    howTo:
      'Teile des Namens, Geburtsdatum, Telefon, PLZ und Nummern, in beliebiger Reihenfolge. „Neu - F2“ legt einen Kunden an.',
    recent: 'Zuletzt',
    drafts: 'Entwürfe',
    newCustomer: 'Neuer Kunde',
    draftAt: (name: string, when: string) => `${name} (${when})`,
    draftOf: (name: string, owner: string, when: string) => `${name} (${owner}, ${when})`,
    takeOver: (what: string) => `Entwurf übernehmen: ${what}`,
    connected: 'App aktiv',
    consent: 'Einwilligung',
    locked: 'gesperrt',
  },
  {
    title: 'Contacts',
    hint: 'Search customers …',
    door: 'Search …',
    list: 'Hits',
    count: (count: string, capped: boolean) => `${capped ? 'more than ' : ''}${count} hits`,
    showAll: 'show all',
    nothing: (typed: string) =>
      `Nothing found for “${typed}”. “New - F2” creates this customer; name, telephone and birth date are taken over.`,
    nothingHere: (typed: string) =>
      `In this branch: nothing found for “${typed}”. “New - F2” creates this customer here.`,
    chooseFirst: 'Search and choose a customer first.',
    nothingFits: 'No customer fits the filter and the text. “Clear” removes the filter.',
    howTo:
      'Parts of the name, birth date, telephone, postcode and numbers, in any order. “New - F2” creates a customer.',
    recent: 'Recent',
    drafts: 'Drafts',
    newCustomer: 'New customer',
    draftAt: (name: string, when: string) => `${name} (${when})`,
    draftOf: (name: string, owner: string, when: string) => `${name} (${owner}, ${when})`,
    takeOver: (what: string) => `Take over draft: ${what}`,
    connected: 'app active',
    consent: 'consent',
    locked: 'locked',
  },
);
