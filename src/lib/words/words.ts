/**
 * The languages Parley speaks and how one is chosen: what the reader picked, else the first the browser
 * prefers, else English. The choice is a cookie, so that pages drawn on the server say the same. A catalogue is
 * loaded when it is spoken, so that nobody waits for languages they do not read.
 */
import type { Words } from './en/index.ts';

export type { Words };

/** Each language by its own name, as a reader looks for it. */
export const languageNames = {
  en: 'English',
  fr: 'Français',
  it: 'Italiano',
  es: 'Español',
} as const;
export type Language = keyof typeof languageNames;
export const languages = Object.keys(languageNames) as Language[];

export const languageCookie = 'parley_language';

const catalogues: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./en/index.ts')).en,
  fr: async () => (await import('./fr/index.ts')).fr,
  it: async () => (await import('./it/index.ts')).it,
  es: async () => (await import('./es/index.ts')).es,
};

/** Throws where it can be fetched neither from the server nor from what this device keeps of the desk. */
export function wordsIn(language: Language): Promise<Words> {
  return catalogues[language]();
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languageNames, value);
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

/** `cookies`: as in `document.cookie`. Null: nothing was picked, so it is as the browser prefers. */
export function pickedLanguage(cookies: string): Language | null {
  const kept = cookies.match(new RegExp(`(?:^|; )${languageCookie}=([^;]*)`))?.[1];
  return isLanguage(kept) ? kept : null;
}

/** Kept for a year, and sent to the server, which draws the sign-in pages. */
export function keepLanguage(language: Language | null): void {
  const ageSeconds = language === null ? 0 : 365 * 24 * 60 * 60;
  document.cookie = `${languageCookie}=${language ?? ''}; Path=/; Max-Age=${ageSeconds}; SameSite=Lax`;
}
