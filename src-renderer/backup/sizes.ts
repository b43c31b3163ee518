// How big a file is, for people.
import type { Language } from '../texts/catalogue.ts';

/** '12,3 MB'; below a megabyte '640 kB'. */
export function shownSize(bytes: number, language: Language): string {
  const form = (value: number, digits: number) =>
    value.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: digits });
  if (bytes < 1_000_000) return `${form(Math.max(1, bytes / 1000), 0)} kB`;
  return bytes < 1_000_000_000 ? `${form(bytes / 1_000_000, 1)} MB` : `${form(bytes / 1_000_000_000, 2)} GB`;
}
