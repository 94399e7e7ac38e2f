/**
 * Collisions: what a change loses to, and what it sets aside. What a closing, binning or removal loses to: something others did that its author had not seen. The entry enters the
 * log all the same and says what overtook it, so that every order of arrival ends alike. SPEC R4, R5, R6.
 */
import type { ConversationState, Place, Settled } from '../entries/state.ts';
import { isAgent, isLater } from '../entries/step.ts';
import type { EntryKind, Principal } from '../model.ts';
import type { Acceptable, Known } from './accept.ts';

/** Id of what overtook this entry, or null if nothing did, or nothing can. */
export function overtakenBy(
  state: ConversationState,
  entry: Acceptable,
  by: Principal,
  known: Pick<Known, 'seen'>,
): string | null {
  const seenNumber = known.seen?.number ?? -1;
  const unseen = (place: (Place & { by?: Principal }) | null | undefined): string | null =>
    place && place.by !== by && place.number > seenNumber ? place.id : null;
  switch (entry.kind) {
    case 'closed':
      return unseen(state.lastVisitorMessage);
    case 'snoozed':
      // It would have woken at once (L17).
      return entry.evenIfReply ? null : unseen(state.lastVisitorMessage);
    case 'binned': {
      const { lastReply, lastReplyByOther } = state;
      const colleagues = lastReply?.by === by ? lastReplyByOther : lastReply;
      return unseen(state.lastVisitorMessage) ?? unseen(colleagues);
    }
    case 'left':
      return unseen(state.participants[entry.agent]);
    case 'untagged':
      return unseen(state.tags[entry.tag]);
    default:
      return null;
  }
}

/** The single value that an entry of this kind sets (R3), or null. */
export function settledBy(state: ConversationState, kind: EntryKind): Settled<unknown> | null {
  switch (kind) {
    case 'assigned':
    case 'taken':
      return state.agent;
    case 'grouped':
      return state.group;
    case 'closed':
    case 'reopened':
      return state.status;
    case 'binned':
    case 'restored':
      return state.bin;
    case 'snoozed':
    case 'woken':
      return state.snoozed;
    case 'blocked':
    case 'unblocked':
      return state.blocked;
    default:
      return null;
  }
}

/**
 * Id of a colleague's change that this one sets aside unseen, because it was meant later (R3, A5). '': of none, but
 * others had lost to what stood, and its author had not seen them either. Null: nobody is set aside.
 */
export function overruledId(
  state: ConversationState,
  entry: { id: string; kind: EntryKind | 'unread'; intendedAtMs: number },
  by: Principal,
  seenNumber: number,
): string | null {
  const settled = entry.kind === 'unread' ? null : settledBy(state, entry.kind);
  if (!settled || !isAgent(by) || !isLater(entry, settled)) return null;
  const isUnseen = settled.number > seenNumber;
  if (isUnseen && isAgent(settled.by) && settled.by !== by) return settled.entry;
  return settled.over?.some(({ number }) => number > seenNumber) ? '' : null;
}
