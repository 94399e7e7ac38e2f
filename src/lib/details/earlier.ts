/** Other conversations of the same person, newest first (SPEC D6). Pure. */
import type { Summary } from '#domain/model.ts';

/** `ids`: every contact that is this person. The one on screen is not among them, nor is what lies in the bin. */
export function earlierOf(
  summaries: Iterable<Summary>,
  ids: ReadonlySet<string>,
  present: string,
): readonly Summary[] {
  return [...summaries]
    .filter(({ id, visitor, binnedAtMs }) => ids.has(visitor) && id !== present && !binnedAtMs)
    .toSorted((a, b) => b.activeAtMs - a.activeAtMs || (a.id < b.id ? -1 : 1));
}
