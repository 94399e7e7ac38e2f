/** One list of what the device found and what the server adds, in which nothing moves when the server answers. Pure. */
import type { SearchHit } from '#domain/services.ts';

export interface Result extends SearchHit {
  /** Only the server knew of it. */
  isElsewhere: boolean;
}

/** `here`: all of the device's, in their order; what the server found too stays where it is. */
export function merged(here: readonly Result[], there: readonly SearchHit[]): Result[] {
  const known = new Set(here.map(({ conversation }) => conversation));
  const added = there
    .filter(({ conversation }) => !known.has(conversation))
    .map((hit) => ({ ...hit, isElsewhere: true }));
  return [...here, ...added];
}
