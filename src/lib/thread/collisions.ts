/**
 * Collisions where they happened: somebody's change met another's and does not count, which is said in the thread to the
 * one whom it concerns, with a way to insist (SPEC O7, A5, UX 14). Pure.
 */
import type { Entry, Notice } from '#domain/model.ts';
import type { ConversationState } from '#domain/entries/state.ts';
import type { Write } from '#sync/contract.ts';

/** What the reader is told beneath these changes, in the order of the changes. */
export function collisionsAt(
  notices: readonly Notice[],
  conversation: string,
  changes: readonly { id: string }[],
): readonly Notice[] {
  return changes.flatMap(({ id }) =>
    notices.filter(
      (notice) =>
        notice.conversation === conversation &&
        notice.entry === id &&
        (notice.kind === 'overruled' || notice.kind === 'reopened'),
    ),
  );
}

/** The reader's own change once more, meant now; null where it is so already, or is none that can be said again. */
export function insisting(mine: Entry, state: ConversationState, me: string): Write | null {
  switch (mine.kind) {
    case 'taken':
      return state.agent.value === me ? null : { kind: 'assigned', agent: me };
    case 'assigned': {
      const { agent } = mine;
      return state.agent.value === agent ? null : { kind: 'assigned', agent };
    }
    case 'grouped': {
      const { group } = mine;
      return state.group.value === group ? null : { kind: 'grouped', group };
    }
    case 'closed':
      return state.status.value === 'closed' ? null : { kind: 'closed' };
    case 'reopened':
      return state.status.value === 'open' ? null : { kind: 'reopened' };
    case 'binned':
      return state.bin.value ? null : { kind: 'binned' };
    case 'restored':
      return state.bin.value ? { kind: 'restored' } : null;
    case 'blocked': {
      const { mode, untilMs, why } = mine;
      return state.blocked.value?.mode === mode
        ? null
        : { kind: 'blocked', mode, untilMs, ...(why && { why }) };
    }
    case 'unblocked':
      return state.blocked.value === null ? null : { kind: 'unblocked' };
    case 'left':
      return mine.agent in state.participants ? { kind: 'left', agent: mine.agent } : null;
    case 'untagged':
      return mine.tag in state.tags ? { kind: 'untagged', tag: mine.tag } : null;
    default:
      return null;
  }
}
