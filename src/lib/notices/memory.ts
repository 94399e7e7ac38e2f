/** What the notifier remembers between two looks: kept apart from what screens follow, because nothing is drawn of it. */
import type { Summary } from '#domain/model.ts';
import { seenOf, type Happening, type Seen } from '#domain/rules/announce.ts';
import type { StatusDot } from '#domain/rules/status-dot.ts';

export interface Memory {
  /** Ids of happenings that were told, or were there at the start. */
  readonly told: Set<string>;
  /** By conversation: what for, and timers of the sounds that come again. */
  readonly repeats: Map<string, { for: Happening; timers: ReturnType<typeof setTimeout>[] }>;
  /** By conversation: notices on the desktop. */
  readonly shown: Map<string, { happening: Happening; notice: Notification }[]>;
}

/** Nobody was looking while there was no network. */
export const nothingVisible: ReadonlySet<string> = new Set();

export function emptyMemory(): Memory {
  return { told: new Set(), repeats: new Map(), shown: new Map() };
}

/** Rows and dots as they were at the last look: both are never changed, only replaced, so remembering costs nothing (L22). */
export interface SeenRows {
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly lit: ReadonlyMap<string, StatusDot>;
}

export function seenRows({ summaries, lit }: SeenRows): SeenRows {
  return { summaries, lit };
}

const unlit: StatusDot = { dot: 'none', reason: 'read', redAtMs: null };

/** How a conversation was when last looked at, with the dot of the thread that shows it; null: it was not there. */
export function seenIn(seen: SeenRows | null, id: string, root: string): Seen | null {
  const summary = seen?.summaries.get(id);
  if (!seen || !summary) return null;
  return seenOf({ summary, dot: seen.lit.get(root) ?? unlit });
}
