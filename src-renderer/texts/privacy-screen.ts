// Texts of the privacy key.
import { texts } from './catalogue.ts';

export const privacyScreenTexts = texts(
  {
    code: (code: string) => `Kunde K-${code}`,
    cover: '•••',
    on: 'Sichtschutz an',
  },
  {
    code: (code: string) => `Customer K-${code}`,
    cover: '•••',
    on: 'Privacy on',
  },
);
