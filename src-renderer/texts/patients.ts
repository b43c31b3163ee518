// Texts of the tab of patients or animals; what they are called is the chain's setting.
import { texts } from './catalogue.ts';

export const patientTexts = texts(
  {
    patients: {
      title: 'Patienten',
      none: 'Keine Patienten.',
      line: (number: number) => `Patient ${number}`,
      add: 'Patient hinzufügen',
      remove: 'Patient entfernen',
      chipNumber: 'Kennnummer',
    },
    animals: {
      title: 'Tiere',
      none: 'Keine Tiere.',
      line: (number: number) => `Tier ${number}`,
      add: 'Tier hinzufügen',
      remove: 'Tier entfernen',
      chipNumber: 'Chipnummer',
    },
    name: 'Name',
    species: 'Tierart',
    breed: 'Rasse',
    sex: 'Geschlecht',
    sexes: { female: 'weiblich', male: 'männlich' },
    birthDate: 'geb.',
    diedOn: 'verstorben am',
    note: 'Notiz',
  },
  {
    patients: {
      title: 'Patients',
      none: 'No patients.',
      line: (number: number) => `Patient ${number}`,
      add: 'Add patient',
      remove: 'Remove patient',
      chipNumber: 'Identifier',
    },
    animals: {
      title: 'Animals',
      none: 'No animals.',
      line: (number: number) => `Animal ${number}`,
      add: 'Add animal',
      remove: 'Remove animal',
      chipNumber: 'Chip number',
    },
    name: 'Name',
    species: 'Species',
    breed: 'Breed',
    sex: 'Sex',
    sexes: { female: 'female', male: 'male' },
    birthDate: 'born',
    diedOn: 'died on',
    note: 'Note',
  },
);
