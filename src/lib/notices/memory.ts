/** What the notifier remembers between two looks: kept apart from what screens follow, because nothing is drawn of it. */
import { seenOf, type Looked, type Seen } from '#domain/rules/announce.ts';

export interface Memory {
  /** Ids of happenings that were told, or were there at the start. */
  readonly told: Set<string>;
  /** By conversation: timers of the sounds that come again. */
  readonly repeats: Map<string, ReturnType<typeof setTimeout>[]>;
  /** By conversation: notices on the desktop. */
  readonly shown: Map<string, Notification[]>;
}

export function emptyMemory(): Memory {
  return { told: new Set(), repeats: new Map(), shown: new Map() };
}

/** Rows as they are now, by conversation. */
export function seenIn(looked: readonly Looked[]): ReadonlyMap<string, Seen> {
  return new Map(looked.map((each) => [each.summary.id, seenOf(each)]));
}
