// Texts of deleting a customer and bringing one back.
import { texts } from './catalogue.ts';

export const deletionTexts = texts(
  {
    command: 'Kunden löschen …',
    unsaved: 'Bitte zuerst speichern oder verwerfen.',
    title: (name: string) => `${name} löschen`,
    means:
      'Der Kunde ist danach nirgends mehr zu finden. Seine Daten bleiben erhalten: Über „Filtern - F4“ → „Gelöschte anzeigen“ lässt er sich wiederherstellen.',
    refused: 'Dieser Kunde kann jetzt nicht gelöscht werden:',
    reasons: {
      appActive: 'Der App-Zugang ist aktiv. Bitte zuerst auf „Zugangsdaten“ beenden.',
      casesOpen: 'Es gibt offene Vorgänge. Bitte zuerst abschließen oder stornieren.',
      otherBranch: 'Der Kunde gehört zu einer anderen Filiale.',
    },
    yes: 'Ja, löschen',
    cancel: 'Abbrechen',
    close: 'Schließen',
    done: (name: string) => `${name} ist gelöscht.`,
    deletedOn: (when: string, who: string | null) => `Gelöscht am ${when}${who ? ` von ${who}` : ''}, nur zum Lesen`,
    gone: 'Diesen Kunden gibt es nicht mehr, oder er ist schon wiederhergestellt.',
    number: 'Kundennummer',
    born: 'geboren',
    address: 'Anschrift',
    phones: 'Telefon',
    status: 'Status',
    restore: 'Wiederherstellen',
    restored: (name: string) => `${name} ist wiederhergestellt.`,
    deleted: 'Gelöschter Kunde',
  },
  {
    command: 'Delete customer …',
    unsaved: 'Please save or discard first.',
    title: (name: string) => `Delete ${name}`,
    means:
      'Afterwards the customer is found nowhere. The data are kept: “Filter - F4” → “Show deleted customers” brings them back.',
    refused: 'This customer cannot be deleted now:',
    reasons: {
      appActive: 'The app access is active. Please end it first under “Access”.',
      casesOpen: 'There are open cases. Please finish or cancel them first.',
      otherBranch: 'The customer belongs to another branch.',
    },
    yes: 'Yes, delete',
    cancel: 'Cancel',
    close: 'Close',
    done: (name: string) => `${name} is deleted.`,
    deletedOn: (when: string, who: string | null) => `Deleted on ${when}${who ? ` by ${who}` : ''}, to read only`,
    gone: 'This customer no longer exists, or has been restored already.',
    number: 'Customer number',
    born: 'born',
    address: 'Address',
    phones: 'Telephone',
    status: 'Status',
    restore: 'Restore',
    restored: (name: string) => `${name} is restored.`,
    deleted: 'Deleted customer',
  },
);
