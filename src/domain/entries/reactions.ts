/**
 * Reactions: sets of people by emoji (SPEC C13). For each person and emoji the latest intention counts (R3), so that any
 * order of arrival ends alike. The team's only: no visitor is ever told of one.
 */
import type { Principal } from '../model.ts';
import type { ThreadItem } from './fold.ts';
import { byIntention } from './remarks.ts';

/** The last word of one person on one emoji, also that it is gone. */
export interface Reaction {
  id: string;
  emoji: string;
  by: Principal;
  on: boolean;
  intendedAtMs: number;
}

/** The set after one more word; the given one is not changed. */
export function reacted(set: readonly Reaction[], reaction: Reaction): readonly Reaction[] {
  const isSame = ({ by, emoji }: Reaction): boolean =>
    by === reaction.by && emoji === reaction.emoji;
  const before = set.find(isSame);
  if (before && byIntention(before, reaction) > 0) return set;
  return [...set.filter((one) => !isSame(one)), reaction].sort(byIntention);
}

/** By the entry they are about; those that wait here count as well, what was refused does not. */
export function reactionsIn(
  items: readonly ThreadItem[],
): ReadonlyMap<string, readonly Reaction[]> {
  const sets = new Map<string, readonly Reaction[]>();
  for (const item of items) {
    const reaction = reactionOf(item);
    if (!reaction) continue;
    const { of, ...said } = reaction;
    sets.set(of, reacted(sets.get(of) ?? [], said));
  }
  return sets;
}

function reactionOf(item: ThreadItem): (Reaction & { of: string }) | null {
  if (item.state === 'accepted' && item.entry.kind === 'reacted') {
    const { id, of, emoji, by, on, intendedAtMs } = item.entry;
    return { id, of, emoji, by, on, intendedAtMs };
  }
  if (item.state !== 'waiting' || item.pending.entry.kind !== 'reacted') return null;
  const { by, entry } = item.pending;
  // Later than everything the log has: it was meant just now, on this screen.
  return {
    id: entry.id,
    of: entry.of,
    emoji: entry.emoji,
    by,
    on: entry.on,
    intendedAtMs: Infinity,
  };
}

/** Who says what, by emoji, the oldest first. */
export function shownReactions(set: readonly Reaction[]): { emoji: string; by: Principal[] }[] {
  const shown = Map.groupBy(
    set.filter(({ on }) => on),
    ({ emoji }) => emoji,
  );
  return [...shown].map(([emoji, all]) => ({ emoji, by: all.map(({ by }) => by) }));
}
