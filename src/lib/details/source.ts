/** Where a value comes from and since when, in one line under it (SPEC D1, UX 8). Pure. */
import type { Said } from '#domain/records/record.ts';
import type { Times } from '../words/times.ts';
import type { Words } from '../words/words.ts';

export interface Telling {
  words: Words;
  times: Times;
  nowMs: number;
  me: string;
  /** What colleagues call each other; null for somebody who is not known any more. */
  nameOf: (agent: string) => string | null;
}

/** "typed by Léa · 12 Mar", "contact form · 09:12". A value that was cleared says so. */
export function sourceOf(said: Said, telling: Telling): string {
  const { words, times, nowMs } = telling;
  const { source } = words.details;
  const when = times.inList(said.atMs, nowMs);
  if (said.source !== 'agent') return source.automatic[said.source](when);
  const who = authorOf(said.by, telling);
  return said.value === null ? source.cleared(who, when) : source.typed(who, when);
}

/** Null: the reader. */
export function authorOf(by: string, { me, nameOf, words }: Telling): string | null {
  if (by === 'parley') return words.parley;
  const id = by.replace(/^agent\//, '');
  if (id === me) return null;
  return nameOf(id) ?? words.someone;
}
