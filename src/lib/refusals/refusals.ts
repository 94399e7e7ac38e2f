/**
 * What people read when a request is refused or a line is closed: one sentence each, in every language (UX 15). Why a single
 * entry was refused is said by `words`, because it stands beside the entry.
 */
import type { HttpRefusal } from '#domain/services.ts';
import type { CloseName } from '#domain/wire.ts';
import type { Language } from '../words/words.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { Refusals } from './shape.ts';

const sentences: Record<Language, Refusals> = { en, fr, it, es };

export function refusalSentence(refusal: HttpRefusal, language: Language): string {
  return sentences[language].requests[refusal];
}

export function closeSentence(name: CloseName, language: Language): string {
  return sentences[language].closings[name];
}
