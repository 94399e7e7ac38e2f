/** How far I have read, with what this device has written and the team does not know yet (SPEC L15, R11). Pure. */
import type { Pending } from '#domain/entries/fold.ts';
import type { ReadMark, Summary } from '#domain/model.ts';
import { markAfter, unreadMark } from '#domain/rules/read-mark.ts';

export interface MarkFacts {
  /** The feed's row; undefined: I have read nothing. */
  known: ReadMark | undefined;
  /** What waits in the outbox for this conversation, oldest first. */
  pending: readonly Pending[];
  summary: Summary | undefined;
  /** One who opens it reads for all (the setting "shared read state"). */
  isShared: boolean;
  /** Server's clock minus this device's. */
  clockOffsetMs: number;
}

/** Number of the furthest entry that I have read; -1: none. */
export function believedReadUpTo(id: string, facts: MarkFacts): number {
  const { known, pending, summary, isShared, clockOffsetMs } = facts;
  let mark = known ?? unreadMark(id);
  const team = summary?.readByTeam;
  const isMineLater = mark.unreadAtMs !== undefined && team && mark.unreadAtMs > team.atMs;
  if (isShared && team && !isMineLater && team.number > mark.number) {
    mark = { ...mark, number: team.number };
  }
  // Where a row stands for its log, what is read or unread in it is its last message.
  const last = summary?.lastVisitor?.number ?? -1;
  for (const { entry, state } of pending) {
    if (state !== 'waiting') continue;
    const intendedAtMs = entry.writtenAtMs + clockOffsetMs;
    if (entry.kind === 'read') mark = markAfter(mark, { kind: 'read', number: last, intendedAtMs });
    if (entry.kind === 'unread') {
      mark = markAfter(mark, { kind: 'unread', from: last, intendedAtMs });
    }
  }
  return mark.number;
}
