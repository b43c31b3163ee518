// Texts of module 'Kontakte': the list and the mask.
import { texts } from './catalogue.ts';

export const contactTexts = texts(
  {
    recent: 'Zuletzt',
    nothingYet: 'Noch keine Kunden. Mit „Neu - F2“ legen Sie den ersten an.',
    newCustomer: 'Neuer Kunde',
    number: (number: string) => `Nr. ${number}`,
    firstName: 'Vorname',
    lastName: 'Nachname',
    saved: 'Gespeichert.',
    undo: 'Rückgängig – Strg+Z',
    undone: 'Zurückgenommen.',
  },
  {
    recent: 'Recent',
    nothingYet: 'No customers yet. Create the first with “New - F2”.',
    newCustomer: 'New customer',
    number: (number: string) => `No. ${number}`,
    firstName: 'First name',
    lastName: 'Last name',
    saved: 'Saved.',
    undo: 'Undo – Ctrl+Z',
    undone: 'Undone.',
  },
);
