// The one catalogue of the screen's texts: German as it is written, English that must have the same shape. A missing text
// does not compile. Each feature keeps its texts in a file here, named like the feature.
import { create } from 'zustand';

export type Language = 'de' | 'en';

/** The shape of a catalogue: what a component may be handed, whichever language. */
export type Same<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...input: infer I) => string
      ? (...input: I) => string
      : Same<T[K]>;
};

export type Texts<T> = { de: Same<T>; en: Same<T> };

export function texts<const T>(de: T, en: Same<T>): Texts<T> {
  return { de: de as Same<T>, en };
}

const KEPT = 'tresen.language';

export const useLanguage = create<{ language: Language; choose: (language: Language) => void }>((set) => ({
  language: localStorage.getItem(KEPT) === 'en' ? 'en' : 'de',
  choose: (language) => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
    set({ language });
  },
}));

/** The feature's texts in the chosen language. */
export function useTexts<T>(of: Texts<T>): Same<T> {
  const language = useLanguage((state) => state.language);
  return of[language];
}
