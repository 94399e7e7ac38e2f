/**
 * What somebody typed into the search field, read: words, and the operators `from:`, `in:` and `before:` (UX 19.23).
 * Anything may be typed (RELIABILITY B87, T18): what is no operator is words, and what holds no word finds nothing.
 */
import { limits } from '../limits.ts';
import { wordsOf } from './fold.ts';

/** What `in:` may name: a closed list. */
export const places = [
  'open',
  'closed',
  'snoozed',
  'bin',
  'mine',
  'unassigned',
  'chat',
  'email',
] as const;
export type Place = (typeof places)[number];

export interface Query {
  /** Folded; all must be found. The last may still be being typed, as any may: each stands for its beginning. */
  words: readonly string[];
  /** Words of the visitor's name or address. */
  from: readonly string[];
  in: readonly Place[];
  /** Active before that day (reader's calendar), or that moment in ms since epoch. */
  before: { year: number; month: number; day: number } | number | null;
}

/** Enough to say anything, few enough to be looked up while somebody types. */
const wordsMost = 8;

const operator = /(?:^|\s)(from|in|before):(?:"([^"]*)"|(\S*))/gi;

export function parseQuery(typed: string): Query {
  const text = typed.slice(0, limits.searchCharacters);
  const from: string[] = [];
  const within = new Set<Place>();
  let before: Query['before'] = null;
  const rest = text.replace(operator, (whole, name: string, quoted?: string, bare?: string) => {
    const value = (quoted ?? bare ?? '').trim();
    if (value === '') return ' '; // still being typed
    switch (name.toLowerCase()) {
      case 'from':
        from.push(...wordsOf(value));
        return ' ';
      case 'in': {
        const place = places.find((each) => each === value.toLowerCase());
        if (!place) return whole.replace(':', ' ');
        within.add(place);
        return ' ';
      }
      default: {
        const day = dayOf(value);
        if (day === null) return whole.replace(':', ' ');
        before = day;
        return ' ';
      }
    }
  });
  const words = [...new Set(wordsOf(rest))].slice(0, wordsMost);
  return { words, from: [...new Set(from)].slice(0, wordsMost), in: [...within], before };
}

/** Nothing is asked. */
export function isEmptyQuery({ words, from, in: within, before }: Query): boolean {
  return words.length + from.length + within.length === 0 && before === null;
}

/** `before:` as a moment: the beginning of that day where the reader is. */
export function beforeMsOf({ before }: Query): number | null {
  if (before === null || typeof before === 'number') return before;
  return new Date(before.year, before.month - 1, before.day).getTime();
}

/** The same question for a server in another time zone: its days are moments. */
export function writtenOut(typed: string): string {
  const ms = beforeMsOf(parseQuery(typed));
  if (ms === null) return typed;
  return typed.replace(
    /(^|\s)before:(?:"[^"]*"|\S+)/gi,
    (_, space: string) => `${space}before:${ms}`,
  );
}

/** `2026`, `2026-11`, `2026-11-03`, or 13 digits of milliseconds. */
function dayOf(value: string): Query['before'] {
  if (/^\d{12,14}$/.test(value)) return Number(value);
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value);
  if (!found) return null;
  const [year, month, day] = [found[1], found[2] ?? '1', found[3] ?? '1'].map(Number) as [
    number,
    number,
    number,
  ];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : null;
}

export interface Suggestion {
  /** What the field says when it is chosen. */
  query: string;
  operator: 'from' | 'in' | 'before';
  value: string | null;
}

/** What could be meant by the word that is being typed: an operator, or what `in:` may name. */
export function suggestionsFor(typed: string): Suggestion[] {
  const at = typed.search(/\S*$/);
  const [head, tail] = [typed.slice(0, at), typed.slice(at).toLowerCase()];
  if (tail.startsWith('in:')) {
    const begun = tail.slice('in:'.length);
    return places
      .filter((place) => place.startsWith(begun) && place !== begun)
      .map((value) => ({ query: `${head}in:${value} `, operator: 'in', value }));
  }
  if (tail.includes(':')) return [];
  return (['from', 'in', 'before'] as const)
    .filter((each) => each.startsWith(tail))
    .map((each) => ({ query: `${head}${each}:`, operator: each, value: null }));
}
