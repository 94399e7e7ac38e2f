/**
 * What later entries say of an earlier one: other words, taken back, reactions (SPEC C13, C14). Kept on the item they
 * speak of. Each is a set or a latest intention (R3), so the same remarks in any order leave the same item.
 */
import type { Principal } from '../model.ts';

export interface Remarks {
  /** Other words, in the order they were meant; the last ones count. */
  edits?: readonly Edit[];
  /** Taken back: nothing of its words is shown any more. */
  unsent?: { id: string; atMs: number };
  /** The last word of each person on each emoji, also that it is gone. */
  reactions?: readonly Reaction[];
}

export interface Edit {
  id: string;
  text: string;
  intendedAtMs: number;
  atMs: number;
}
interface Reaction {
  id: string;
  emoji: string;
  by: Principal;
  on: boolean;
  intendedAtMs: number;
}

/** One who speaks of an entry; `atMs`: acceptance, or when it was saved on this device. */
type Remark = { id: string; by: Principal; intendedAtMs: number; atMs: number } & (
  | { kind: 'edited'; text: string }
  | { kind: 'unsent' }
  | { kind: 'reacted'; emoji: string; on: boolean }
);

/** The item with this remark; the given one is not changed. */
export function remarked<T extends Remarks>(item: T, remark: Remark): T {
  const { id, by, intendedAtMs, atMs } = remark;
  switch (remark.kind) {
    case 'edited': {
      const edit = { id, text: remark.text, intendedAtMs, atMs };
      return { ...item, edits: [...(item.edits ?? []), edit].sort(byIntention) };
    }
    case 'unsent': {
      const { unsent } = item;
      const isFirst = !unsent || atMs < unsent.atMs || (atMs === unsent.atMs && id < unsent.id);
      return isFirst ? { ...item, unsent: { id, atMs } } : item;
    }
    case 'reacted': {
      const { emoji, on } = remark;
      const isSame = (one: Reaction): boolean => one.by === by && one.emoji === emoji;
      const before = item.reactions?.find(isSame);
      const reaction = { id, emoji, by, on, intendedAtMs };
      if (before && byIntention(before, reaction) > 0) return item;
      const others = (item.reactions ?? []).filter((one) => !isSame(one));
      return { ...item, reactions: [...others, reaction].sort(byIntention) };
    }
  }
}

/** R3: the later intention counts, ties by the greater id. */
function byIntention(a: Intended, b: Intended): number {
  return a.intendedAtMs - b.intendedAtMs || (a.id < b.id ? -1 : 1);
}
type Intended = { id: string; intendedAtMs: number };

/** Who says what, by emoji, the oldest first. */
export function reactionsOf({ reactions = [] }: Remarks): { emoji: string; by: Principal[] }[] {
  const shown = Map.groupBy(
    reactions.filter(({ on }) => on),
    ({ emoji }) => emoji,
  );
  return [...shown].map(([emoji, all]) => ({ emoji, by: all.map(({ by }) => by) }));
}

/** Words as they count now; '' once they were taken back. `text`: as they were first written. */
export function wordsNow(text: string, { edits, unsent }: Remarks): string {
  return unsent ? '' : (edits?.at(-1)?.text ?? text);
}
