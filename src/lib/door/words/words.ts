/** The pages before the desk speak every language at once: it can be changed on the spot, before anything is fetched. */
import type { Language } from '$lib/words/words.ts';
import { en, type DoorWords } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';

export type { DoorWords };

const catalogues: Record<Language, DoorWords> = { en, fr, it, es };

export function doorWords(language: Language): DoorWords {
  return catalogues[language];
}
