// The names of the function keys, as counter staff know them.
import { texts } from './catalogue.ts';

export const keyTexts = texts(
  {
    bar: 'Funktionstasten',
    names: {
      F1: 'Speichern',
      F2: 'Neu',
      F3: 'Suchen',
      F4: 'Filtern',
      F5: 'Neuladen',
      F6: 'Karte lesen',
      F7: 'Sichtschutz',
      F8: 'Vorgang',
      F9: 'Drucken',
      F10: 'Einwillig. verwalten',
      F11: 'Mehr',
      F12: 'Speichern & Schließen',
    },
  },
  {
    bar: 'Function keys',
    names: {
      F1: 'Save',
      F2: 'New',
      F3: 'Search',
      F4: 'Filter',
      F5: 'Reload',
      F6: 'Read card',
      F7: 'Privacy',
      F8: 'Case',
      F9: 'Print',
      F10: 'Manage consent',
      F11: 'More',
      F12: 'Save & close',
    },
  },
);
