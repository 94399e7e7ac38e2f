/**
 * What takes an action back (UX rule 7, SPEC L9, L10): another entry, meant later, never a hole in the log. Whether it
 * may still be taken back is asked at that moment: what somebody else has done since stays. Pure.
 */
import type { Summary } from '#domain/model.ts';
import type { Write } from '#sync/contract.ts';

/** One entry that somebody writes into one conversation. */
export interface Deed {
  conversation: string;
  what: Write;
}

/** `before`: the row as it was when the action was done, by the agent `me`. Null where it changed nothing, or for good. */
export function inverseOf(before: Summary, what: Write, me: string): Write | null {
  switch (what.kind) {
    case 'closed':
      return before.status === 'open' ? { kind: 'reopened' } : null;
    case 'reopened':
      return before.status === 'closed' ? { kind: 'closed' } : null;
    // Whoever reopens waits again, also without a close between.
    case 'waived':
      return before.waiting ? { kind: 'reopened' } : null;
    case 'assigned':
      return before.agent === what.agent ? null : { kind: 'assigned', agent: before.agent };
    case 'taken':
      return before.agent === me ? null : { kind: 'assigned', agent: before.agent };
    case 'grouped':
      return before.group === what.group ? null : { kind: 'grouped', group: before.group };
    case 'joined':
      return before.participants.includes(what.agent) ? null : { kind: 'left', agent: what.agent };
    case 'left':
      return before.participants.includes(what.agent)
        ? { kind: 'joined', agent: what.agent }
        : null;
    case 'tagged':
      return before.tags.includes(what.tag) ? null : { kind: 'untagged', tag: what.tag };
    case 'untagged':
      return before.tags.includes(what.tag) ? { kind: 'tagged', tag: what.tag } : null;
    case 'snoozed':
      return snoozedAs(before) ?? { kind: 'woken' };
    case 'woken':
      return snoozedAs(before);
    case 'binned':
      return before.binnedAtMs === null ? { kind: 'restored' } : null;
    case 'restored':
      return before.binnedAtMs === null ? null : { kind: 'binned' };
    case 'blocked':
      return blockedAs(before) ?? { kind: 'unblocked' };
    case 'unblocked':
      return blockedAs(before);
    case 'read':
      return before.lastVisitor ? { kind: 'unread', since: before.lastVisitor.entry } : null;
    case 'unread':
      return before.lastVisitor ? { kind: 'read', upTo: before.lastVisitor.entry } : null;
    default:
      return null;
  }
}

/** The row still says what that action made it say. */
export function isUntouched(now: Summary, what: Write, me: string): boolean {
  switch (what.kind) {
    case 'closed':
      return now.status === 'closed';
    case 'reopened':
      return now.status === 'open';
    case 'waived':
      return now.status === 'open' && now.waiting === null;
    case 'assigned':
      return now.agent === what.agent;
    case 'taken':
      return now.agent === me;
    case 'grouped':
      return now.group === what.group;
    case 'joined':
      return now.participants.includes(what.agent);
    case 'left':
      return !now.participants.includes(what.agent);
    case 'tagged':
      return now.tags.includes(what.tag);
    case 'untagged':
      return !now.tags.includes(what.tag);
    case 'snoozed':
      return now.snoozed !== null && now.snoozed.untilMs === what.untilMs;
    case 'woken':
      return now.snoozed === null;
    case 'binned':
      return now.binnedAtMs !== null;
    case 'restored':
      return now.binnedAtMs === null;
    case 'blocked':
      return now.blocked?.mode === what.mode && now.blocked.untilMs === what.untilMs;
    case 'unblocked':
      return now.blocked === null;
    default:
      return true;
  }
}

function snoozedAs({ snoozed }: Summary): Write | null {
  if (!snoozed) return null;
  const { untilMs, evenIfReply } = snoozed;
  return { kind: 'snoozed', untilMs, ...(evenIfReply && { evenIfReply }) };
}

function blockedAs({ blocked }: Summary): Write | null {
  if (!blocked) return null;
  const { mode, untilMs, why } = blocked;
  return { kind: 'blocked', mode, untilMs, ...(why && { why }) };
}
