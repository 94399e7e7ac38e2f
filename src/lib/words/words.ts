/**
 * The languages Parley speaks and how one is chosen: what the reader picked, else the first the browser
 * prefers, else English. The choice is a cookie, so that pages drawn on the server say the same.
 */
import { en, type Words } from './en/index.ts';
import { fr } from './fr/index.ts';

export type { Words };

const catalogues = { en, fr } satisfies Record<string, Words>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as Language[];

/** Each language by its own name, as a reader looks for it. */
export const languageNames: Record<Language, string> = { en: 'English', fr: 'Français' };

export const languageCookie = 'parley_language';

export function wordsIn(language: Language): Words {
  return catalogues[language];
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(catalogues, value);
}

/** `preferred`: tags as in `navigator.languages` or Accept-Language, best first, e.g. `fr-CH`. */
export function chooseLanguage(preferred: readonly string[], chosen?: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  for (const tag of preferred) {
    const language = tag.split('-')[0]?.toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

/** The tag that dates and times follow: the reader's own region where it speaks the language chosen. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.split('-')[0]?.toLowerCase() === language) ?? language;
}
