// How instants are written on the screen: German form in both languages, since both stand beside German paper (21.11.2026, 10:42).
import type { Language } from './catalogue.ts';

const FORMS: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

/** '21.11.2026, 10:42'. @param at epoch milliseconds */
export function dayAndTime(at: number, language: Language): string {
  const day = new Date(at).toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${day}, ${timeOfDay(at, language)}`;
}

/** '10:42'. */
export function timeOfDay(at: number, language: Language): string {
  return new Date(at).toLocaleTimeString(FORMS[language], { hour: '2-digit', minute: '2-digit' });
}
