// Counts and times of the import in words.

import type { Language } from '../texts/catalogue.ts';
import type { customerImportTexts } from '../texts/customer-import.ts';

type Texts = (typeof customerImportTexts)['de'] | (typeof customerImportTexts)['en'];

const FORMS: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

/** '1.204'. */
export function counted(count: number, language: Language): string {
  return count.toLocaleString(FORMS[language]);
}

/** '9,8'. @param bytes of the file */
export function megabytes(bytes: number, language: Language): string {
  const size = bytes / 1024 ** 2;
  return (size < 0.1 ? 0.1 : size).toLocaleString(FORMS[language], { maximumFractionDigits: 1 });
}

/** 'noch etwa 3 Minuten'; '' while it is too early to say. Coarse on purpose: a jumping figure helps nobody. */
export function remaining(seconds: number | null, t: Texts['running'], language: Language): string {
  if (seconds === null) return '';
  if (seconds < 5) return t.soon;
  if (seconds < 55) return t.remaining(t.seconds(counted(Math.ceil(seconds / 5) * 5, language)));
  if (seconds < 90) return t.remaining(t.minute);
  return t.remaining(t.minutes(counted(Math.round(seconds / 60), language)));
}
