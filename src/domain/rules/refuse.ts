/**
 * Why an entry may not enter a log, for good or for now. The same question gets the same answer for everybody who may
 * not know more: nothing here says whether a foreign conversation exists. SPEC W13, O14; RELIABILITY T2, B44.
 */
import type { ConversationState, Members } from '../entries/state.ts';
import { isDraftOpen } from '../entries/step.ts';
import { limits } from '../limits.ts';
import { type AssignedBecause, principalOf, type Refusal, type Who } from '../model.ts';
import type { Acceptable, Known, KnownPlace, Outcome } from './accept.ts';
import { can } from './can.ts';
import { conversationOf } from './check-submitted.ts';

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** What `after` says: null when nothing stands in the way. */
export function afterOutcome(
  entry: { id: string; after?: string | undefined },
  known: Pick<Known, 'after'>,
): Extract<Outcome, { kind: 'refused' | 'later' }> | null {
  if (entry.after === undefined) return null;
  if (entry.after === entry.id) return { kind: 'refused', reason: 'after-unknown', field: 'after' };
  switch (known.after) {
    case 'accepted':
      return null;
    case 'pending':
      return { kind: 'later', reason: 'after-pending', retryAfterMs: retryAfterPendingMs };
    // A held reply is settled under a new id, so what was to follow it goes back to its author with it.
    case 'held':
    case 'refused':
      return { kind: 'refused', reason: 'after-refused', field: 'after' };
    default:
      return { kind: 'refused', reason: 'after-unknown', field: 'after' };
  }
}

/** One group commit further the other entry has its answer; a second is many of them. */
const retryAfterPendingMs = 1_000;

export function refusalOf(
  state: ConversationState,
  entry: Acceptable,
  who: Who,
  nowMs: number,
  known: Known,
): Refused | null {
  const conversation = conversationOf(entry);
  if (who.kind === 'visitor' && who.conversation !== conversation) return refused('not-yours');
  if (!can(who, 'submit', { kind: entry.kind, conversation })) return refused('not-allowed');
  // A full conversation can still be closed, and Parley's own marks are few.
  const isFull = state.count >= limits.entriesPerConversation;
  if (isFull && who.kind !== 'parley' && entry.kind !== 'closed') return refused('too-many');

  switch (entry.kind) {
    case 'message':
      return entry.draft === undefined ? null : draftRefusal(state, entry, entry.draft);
    case 'assigned':
      if (entry.agent !== null && !known.isAgent(entry.agent)) {
        return { ...refused('no-such-agent'), field: 'agent' };
      }
      return entry.because === undefined ? null : ownRefusal(state, entry.because);
    case 'taken':
      return holderRefusal(state);
    case 'grouped':
      return entry.group === null || known.isGroup(entry.group)
        ? null
        : { ...refused('no-such-group'), field: 'group' };
    case 'joined':
      if (!known.isAgent(entry.agent)) return { ...refused('no-such-agent'), field: 'agent' };
      return fullRefusal(state.participants, entry.agent, limits.participantsPerConversation);
    case 'tagged':
      return fullRefusal(state.tags, entry.tag, limits.tagsPerConversation);
    case 'merged':
      if (entry.with === conversation) return { ...refused('malformed'), field: 'with' };
      return state.mergedFrom.length >= limits.mergedPerConversation ? refused('too-many') : null;
    case 'edited':
      if (state.unsent?.includes(entry.of)) return { ...refused('no-such-entry'), field: 'of' };
      return changeRefusal(known.referred ?? null, who, nowMs);
    case 'unsent':
      return changeRefusal(known.referred ?? null, who, nowMs);
    case 'reacted':
    case 'delivery':
      return known.referred ? null : { ...refused('no-such-entry'), field: 'of' };
    case 'missed': {
      const isDue = state.waiting?.id === entry.turn && state.missedTurn !== entry.turn;
      return isDue ? null : { ...refused('no-such-entry'), field: 'turn' };
    }
    default:
      return null;
  }
}

/** Parley assigns only while it is still called for: somebody may have been quicker (A4, A7). */
function ownRefusal(state: ConversationState, because: AssignedBecause): Refused | null {
  if (because === 'agent-away') return null;
  const held = holderRefusal(state);
  if (held || because === 'first-reply') return held;
  const isThere = state.status.value === 'open' && !state.bin.value && !state.blocked.value;
  return isThere ? null : refused('not-allowed');
}

function fullRefusal(members: Members, member: string, most: number): Refused | null {
  const isNew = !Object.hasOwn(members, member);
  return isNew && Object.keys(members).length >= most ? refused('too-many') : null;
}

/** Only one's own words, only what one can see, and only for 5 min (SPEC C14). One answer for foreign and unknown. */
function changeRefusal(of: KnownPlace | null, who: Who, nowMs: number): Refused | null {
  const isHidden = who.kind === 'visitor' && of?.publicNumber === null;
  if (!of || isHidden || of.by !== principalOf(who)) {
    return { ...refused('no-such-entry'), field: 'of' };
  }
  return nowMs - of.acceptedAtMs > limits.editWithinMs ? refused('too-late') : null;
}

/** One message for each numbered draft, however many send it (W13). */
function draftRefusal(
  state: ConversationState,
  entry: Extract<Acceptable, { kind: 'message' }>,
  draft: number,
): Refused | null {
  const sent = state.draftsSent[entry.channel ?? 'chat'];
  if (isDraftOpen(sent, draft)) {
    const isFarAhead = draft > (sent?.number ?? 0) + 1 + limits.draftsSkipped;
    return isFarAhead ? { ...refused('malformed'), field: 'draft' } : null;
  }
  // Who sent an older draft is in the log that every reader has; here only the last sending is known.
  if (!sent || sent.number !== draft) return { ...refused('already-sent'), field: 'draft' };
  return { ...refused('already-sent'), field: 'draft', by: sent.by, atMs: sent.atMs };
}

function holderRefusal({ agent }: ConversationState): Refused | null {
  if (agent.value === null) return null;
  return { ...refused('already-taken'), by: `agent/${agent.value}`, atMs: agent.acceptedAtMs };
}

function refused(reason: Refusal): Refused {
  return { kind: 'refused', reason };
}
