/**
 * A catalogue beside the English one: the same shape, and what it does not say yet is said in English, so that a new
 * sentence never leaves a hole in a language that follows later. `tests/app/desk/words.test.ts` says what is missing.
 */
import { en, type Words } from './en/index.ts';

/** Texts, and functions that make texts, at any depth. */
export type Translation = PartOf<Words>;
type PartOf<T> = T extends (...blanks: never[]) => unknown
  ? T
  : T extends readonly string[]
    ? readonly string[]
    : T extends object
      ? // What English has given up may stand here a while; nobody is shown it.
        { [K in keyof T]?: PartOf<T[K]> } & { readonly [gone: string]: unknown }
      : T;

/** The translation, with English where it is silent. */
export function completed(translation: Translation): Words {
  return filled(en, translation) as Words;
}

function filled(original: unknown, translated: unknown): unknown {
  if (translated === undefined) return original;
  if (!isTree(original) || !isTree(translated)) return translated;
  const keys = Object.keys(original);
  return Object.fromEntries(keys.map((key) => [key, filled(original[key], translated[key])]));
}

/** Paths of what a translation does not say. */
export function missingIn(translation: Translation): string[] {
  const missing = (original: unknown, translated: unknown, path: string): string[] => {
    if (translated === undefined) return [path];
    if (!isTree(original) || !isTree(translated)) return [];
    return Object.keys(original).flatMap((key) =>
      missing(original[key], translated[key], path === '' ? key : `${path}.${key}`),
    );
  };
  return missing(en, translation, '');
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
