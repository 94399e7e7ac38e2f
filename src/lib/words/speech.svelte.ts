/**
 * The words and times of the person at this screen. One per page, made by a layout and shared by context;
 * changing the language changes every word at once.
 */
import { createContext } from 'svelte';
import { timesIn } from './times.ts';
import { chooseLanguage, languageCookie, localeFor, wordsIn, type Language } from './words.ts';

export class Speech {
  readonly #preferred: readonly string[];
  #chosen = $state<Language | null>(null);

  constructor(preferred: readonly string[], chosen: Language | null) {
    this.#preferred = preferred;
    this.#chosen = chosen;
  }

  readonly words = $derived.by(() => wordsIn(this.language));
  /** The tag that dates, numbers and names of countries follow. */
  readonly locale = $derived.by(() => localeFor(this.language, this.#preferred));
  readonly times = $derived.by(() => timesIn(this.words, this.locale));

  get language(): Language {
    return chooseLanguage(this.#preferred, this.#chosen);
  }

  /** Null: as the browser prefers. */
  get chosen(): Language | null {
    return this.#chosen;
  }

  /** Kept for a year, and sent to the server, which draws the sign-in pages. */
  choose(language: Language | null): void {
    this.#chosen = language;
    const age = language === null ? 0 : 365 * 24 * 60 * 60;
    document.cookie = `${languageCookie}=${language ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax`;
  }
}

export const [useSpeech, setSpeech] = createContext<Speech>();
