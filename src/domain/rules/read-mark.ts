/**
 * One agent's own read mark in one conversation: how far they have read, on whichever device. SPEC L15, L16.
 *
 * The furthest reading counts, whatever order devices come back in, unless the agent marked it unread later: what was
 * read before that counts for nothing, what is read after it counts again. Pure; the server keeps the row, browsers put
 * what waits in the outbox on top of it.
 */
import type { ReadMark } from '../model.ts';

/** What an entry `read` or `unread` asks of its author's mark. `intendedAtMs`: server's scale. */
export type MarkMove =
  | { kind: 'read'; number: number; intendedAtMs: number }
  /** Unread from that entry on. */
  | { kind: 'unread'; from: number; intendedAtMs: number };

export function unreadMark(conversation: string): ReadMark {
  return { conversation, number: -1 };
}

/** The mark after one move: the same object where it changes nothing, so that nothing is written. */
export function markAfter(mark: ReadMark, move: MarkMove): ReadMark {
  const { intendedAtMs } = move;
  if (move.kind === 'read') {
    const isVoid = mark.unreadAtMs !== undefined && intendedAtMs <= mark.unreadAtMs;
    if (isVoid || move.number <= mark.number) return mark;
    return { ...mark, number: move.number, readAtMs: Math.max(intendedAtMs, mark.readAtMs ?? 0) };
  }
  // Read again since, on another device: that reading stands.
  if (mark.readAtMs !== undefined && mark.readAtMs > intendedAtMs) return mark;
  if (mark.unreadAtMs !== undefined && mark.unreadAtMs >= intendedAtMs) return mark;
  return { ...mark, number: Math.min(mark.number, move.from - 1), unreadAtMs: intendedAtMs };
}
