/**
 * The words and times of the person at this screen. One per page, made by a layout and shared by context;
 * changing the language changes every word at once.
 */
import { createContext } from 'svelte';
import { timesIn } from './times.ts';
import {
  chooseLanguage,
  keepLanguage,
  localeFor,
  wordsIn,
  type Language,
  type Words,
} from './words.ts';

/** What is spoken now: a language and its catalogue change together. */
export interface Spoken {
  /** Null: as the browser prefers. */
  chosen: Language | null;
  language: Language;
  words: Words;
}

/** `preferred`: tags as in `navigator.languages`, best first. */
export async function spokenBy(
  preferred: readonly string[],
  chosen: Language | null,
): Promise<Spoken> {
  const language = chooseLanguage(preferred, chosen);
  return { chosen, language, words: await wordsIn(language) };
}

export class Speech {
  readonly #preferred: readonly string[];
  #spoken: Spoken;
  /** The last choice; an earlier one whose words arrive later says nothing any more. */
  #asked = 0;

  constructor(preferred: readonly string[], spoken: Spoken) {
    this.#preferred = preferred;
    this.#spoken = $state.raw(spoken);
  }

  /** The tag that dates, numbers and names of countries follow. */
  readonly locale = $derived.by(() => localeFor(this.language, this.#preferred));
  readonly times = $derived.by(() => timesIn(this.words, this.locale));

  get words(): Words {
    return this.#spoken.words;
  }

  get language(): Language {
    return this.#spoken.language;
  }

  get chosen(): Language | null {
    return this.#spoken.chosen;
  }

  /** False: its words could not be fetched, and everything stays as it was. */
  async choose(chosen: Language | null): Promise<boolean> {
    const asked = ++this.#asked;
    try {
      const spoken = await spokenBy(this.#preferred, chosen);
      if (asked !== this.#asked) return true;
      this.#spoken = spoken;
    } catch {
      return asked !== this.#asked;
    }
    keepLanguage(chosen);
    return true;
  }
}

export const [useSpeech, setSpeech] = createContext<Speech>();
