/**
 * Which languages the widget speaks, and which one a visitor gets: the page's, else the browser's, else English
 * (SPEC V16, RELIABILITY B16, B99). Used by the loader, so no catalogue is imported here.
 */
export const languages = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ar'] as const;
export type Language = (typeof languages)[number];

/** The first of the wishes that we speak. Wishes are language tags of any kind, or nothing. */
export function languageOf(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const primary = wish?.toLowerCase().split(/[-_]/)[0];
    const found = languages.find((language) => language === primary);
    if (found) return found;
  }
  return 'en';
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
