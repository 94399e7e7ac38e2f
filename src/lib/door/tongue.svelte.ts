/** The language of whoever stands at the door: as the browser prefers, until they choose. Made by the layout of these pages. */
import { createContext } from 'svelte';
import { chooseLanguage, keepLanguage, type Language } from '$lib/words/words.ts';
import { doorWords } from './words/words.ts';

export class Tongue {
  readonly #preferred: readonly string[];
  #chosen: Language | null;

  constructor(preferred: readonly string[], chosen: Language | null) {
    this.#preferred = preferred;
    this.#chosen = $state(chosen);
  }

  readonly language = $derived.by(() => chooseLanguage(this.#preferred, this.#chosen));
  readonly words = $derived(doorWords(this.language));

  choose(language: Language): void {
    this.#chosen = language;
    keepLanguage(language);
  }
}

export const [useTongue, setTongue] = createContext<Tongue>();
