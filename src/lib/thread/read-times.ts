/**
 * When the visitor read each message of the team: the tick under a bubble says the time (UX 6). The log keeps one
 * `read` entry a turn, which covers everything before the place it names.
 */
import type { ThreadItem } from '#domain/entries/fold.ts';

/** Message id -> when the first `read` by the visitor that covers it was accepted, ms since epoch. */
export function readTimesOf(items: readonly ThreadItem[]): Map<string, number> {
  const placeById = new Map<string, number>();
  const readAtMsById = new Map<string, number>();
  /** Messages of the team that no visitor's `read` has covered yet, oldest first. */
  const unread: { id: string; place: number }[] = [];

  for (const [place, item] of items.entries()) {
    if (item.state !== 'accepted') continue;
    const { entry } = item;
    placeById.set(entry.id, place);
    if (entry.kind === 'message' && !entry.by.startsWith('visitor/')) {
      unread.push({ id: entry.id, place });
    }
    if (entry.kind !== 'read' || !entry.by.startsWith('visitor/')) continue;
    const upTo = placeById.get(entry.upTo) ?? -1;
    while (unread[0] && unread[0].place <= upTo) {
      readAtMsById.set(unread.shift()!.id, entry.acceptedAtMs);
    }
  }
  return readAtMsById;
}
