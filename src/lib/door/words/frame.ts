/** What stands around every page before the desk, and on the page of what could not be shown, which the desk carries too. */
import type { Language } from '$lib/words/words.ts';

interface FrameWords {
  ownServer: string;
  languages: string;
  /** Titles of the page of what could not be shown. */
  missing: string;
  broken: string;
  ended: string;
  home: string;
}

const catalogues: Record<Language, FrameWords> = {
  en: {
    ownServer: 'Everything stays on your own server',
    languages: 'Language',
    missing: 'Nothing here',
    broken: 'Not right now',
    ended: 'This link has ended',
    home: 'Open Parley',
  },
  fr: {
    ownServer: 'Tout reste sur votre propre serveur',
    languages: 'Langue',
    missing: 'Rien ici',
    broken: 'Pas pour l’instant',
    ended: 'Ce lien n’est plus valable',
    home: 'Ouvrir Parley',
  },
  it: {
    ownServer: 'Tutto resta sul tuo server',
    languages: 'Lingua',
    missing: 'Qui non c’è nulla',
    broken: 'Non in questo momento',
    ended: 'Questo link non vale più',
    home: 'Apri Parley',
  },
  es: {
    ownServer: 'Todo queda en su propio servidor',
    languages: 'Idioma',
    missing: 'Aquí no hay nada',
    broken: 'Ahora no',
    ended: 'Este enlace ya no vale',
    home: 'Abrir Parley',
  },
};

export function frameWords(language: Language): FrameWords {
  return catalogues[language];
}
