// Texts of the field components, whatever mask they stand in.
import { texts } from './catalogue.ts';

export const fieldTexts = texts(
  {
    missing: 'fehlt',
    changed: 'geändert, noch nicht gespeichert',
    nothing: '–',
    years: (years: number) => (years === 1 ? '1 Jahr' : `${years} Jahre`),
    months: (months: number) => (months === 1 ? '1 Monat' : `${months} Monate`),
    filter: {
      name: 'Filter',
      active: (what: string) => `Filter aktiv: ${what}`,
      clear: 'Zurücksetzen',
    },
  },
  {
    missing: 'missing',
    changed: 'changed, not saved yet',
    nothing: '–',
    years: (years: number) => (years === 1 ? '1 year' : `${years} years`),
    months: (months: number) => (months === 1 ? '1 month' : `${months} months`),
    filter: {
      name: 'Filter',
      active: (what: string) => `Filter active: ${what}`,
      clear: 'Clear',
    },
  },
);
