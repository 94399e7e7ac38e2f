/** Every catalogue at once, as tests compare them. The desk loads one. */
import { en, type Words } from '../../src/lib/words/en/index.ts';
import { es } from '../../src/lib/words/es/index.ts';
import { fr } from '../../src/lib/words/fr/index.ts';
import { it } from '../../src/lib/words/it/index.ts';
import type { Language } from '../../src/lib/words/words.ts';

const catalogues: Record<Language, Words> = {
  en,
  fr,
  it: it,
  es: es,
};

export function wordsIn(language: Language): Words {
  return catalogues[language];
}
