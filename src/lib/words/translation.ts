/**
 * A catalogue beside the English one: the same shape, and what it does not say yet is said in English, so that a new
 * sentence never leaves a hole in a language that follows later. `tests/app/catalogues.test.ts` says what is missing.
 */
import type { Words } from './en/index.ts';

/** Texts, and functions that make texts, at any depth. */
export type Translation = PartOf<Words>;
/** One of its parts. */
export type Part<K extends keyof Words> = PartOf<Words[K]>;
type PartOf<T> = T extends (...blanks: never[]) => unknown
  ? T
  : T extends readonly string[]
    ? readonly string[]
    : T extends object
      ? // What English has given up may stand here a while; nobody is shown it.
        { [K in keyof T]?: PartOf<T[K]> } & { readonly [gone: string]: unknown }
      : T;

/** The translation, with English where it is silent. */
export function completed(english: Words, translation: Translation): Words {
  return filled(english, translation) as Words;
}

function filled(original: unknown, translated: unknown): unknown {
  if (translated === undefined) return original;
  if (!isTree(original) || !isTree(translated)) return translated;
  const keys = Object.keys(original);
  return Object.fromEntries(keys.map((key) => [key, filled(original[key], translated[key])]));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
