// Texts of the tab 'Eigenschaften' and of the properties' signs.
import { texts } from './catalogue.ts';

export const propertyTexts = texts(
  {
    title: 'Eigenschaften',
    filter: 'Eigenschaft suchen',
    emptyList: 'Die Filialkette führt noch keine Eigenschaften.',
    toList: 'Eigenschaften anlegen …',
    noneFits: 'Keine Eigenschaft heißt so.',
    ended: (name: string) => `${name} (beendet)`,
    sign: (abbreviation: string, name: string) => `${abbreviation}: ${name}`,
  },
  {
    title: 'Properties',
    filter: 'Find property',
    emptyList: 'The chain keeps no properties yet.',
    toList: 'Add properties …',
    noneFits: 'No property is called that.',
    ended: (name: string) => `${name} (ended)`,
    sign: (abbreviation: string, name: string) => `${abbreviation}: ${name}`,
  },
);
