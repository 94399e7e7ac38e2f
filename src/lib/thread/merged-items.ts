/** The items of several merged logs as one thread: by acceptance, what waits at the end (SPEC C15). Pure. */
import type { ThreadItem } from '#domain/entries/fold.ts';
import { interleaved, type Placed } from '#domain/rules/threads.ts';
import { idOf } from './lines.ts';

export interface PlacedItems {
  items: readonly ThreadItem[];
  /** Id of the conversation whose log an item stands in. */
  from: ReadonlyMap<ThreadItem, string>;
}

export function placed(logs: readonly { id: string; items: readonly ThreadItem[] }[]): PlacedItems {
  const all = interleaved(
    logs.map(({ id: conversation, items }) =>
      items.map((item): Placed<ThreadItem> => ({
        conversation,
        item,
        id: idOf(item),
        atMs: atMsOf(item),
      })),
    ),
  );
  return {
    items: all.map(({ item }) => item),
    from: new Map(all.map(({ item, conversation }) => [item, conversation])),
  };
}

/** What waits for its answer is later than everything that has one. */
function atMsOf(item: ThreadItem): number {
  if (item.state === 'accepted') return item.entry.acceptedAtMs;
  return item.state === 'unknown' ? item.acceptedAtMs : Infinity;
}

/** Place by id of the accepted items that are drawn. */
export function placesOf(
  items: readonly ThreadItem[],
  from: number,
  to: number,
): ReadonlyMap<string, number> {
  const drawn = items.slice(from, to);
  return new Map(
    drawn.flatMap((item, index) => ('number' in item ? [[idOf(item), from + index] as const] : [])),
  );
}

/** Something of each conversation, by its id. */
export function byConversation<T>(
  ids: readonly string[],
  of: (id: string) => T,
): ReadonlyMap<string, T> {
  return new Map(ids.map((id) => [id, of(id)]));
}
