/**
 * When somebody's value was replaced under their hands: said for half a minute, with both in the history (UX 14). Pure.
 */
import type { Said } from '#domain/records/record.ts';

/** How long it is said. */
export const conflictForMs = 30_000;

/** What I said last of a field from this screen. */
export interface Mine {
  value: string | null;
  /** Id of my change. */
  entry: string;
}

export interface Conflict {
  mine: Mine;
  theirs: Said;
}

/** Null unless a colleague's word stands where mine was, and says something else. */
export function conflictOf(
  mine: Mine | undefined,
  shown: Said | null,
  me: string,
): Conflict | null {
  if (!mine || !shown || shown.entry === mine.entry) return null;
  if (shown.source !== 'agent' || shown.by === `agent/${me}`) return null;
  return shown.value === mine.value ? null : { mine, theirs: shown };
}
