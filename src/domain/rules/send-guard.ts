/**
 * The send guard: a reply is kept back when others did something its author had not seen, which may have made it
 * wrong. It counts only what others did, and a live reply is not held for a visitor's line that crossed it.
 * SPEC O6, W14, A4, E11; DESIGN 3.
 */
import { derivedId } from '../entries/derived-id.ts';
import type { ConversationState, Place, Settled } from '../entries/state.ts';
import { limits } from '../limits.ts';
import type { HoldReason, Principal } from '../model.ts';
import type { Submitted } from '../submitted.ts';

type Message = Extract<Submitted, { kind: 'message' }>;

/** One thing that overtook a reply. `id`: an entry's, or for `stale` a mark of that writing. */
interface Overtook {
  reason: HoldReason;
  id: string;
}

export interface Reply {
  message: Message;
  by: Principal;
  agent: string;
  /** Number of the last entry its author had on the screen; -1 for nothing. */
  seenNumber: number;
  /** From writing to now, by the corrected clock; null if the device's clock cannot be believed. */
  ageMs: number | null;
}

/**
 * Why this reply must wait for its author, or null. `because` names everything that overtook it at once, the latest
 * of each sort; named back in `despite`, exactly that is let through and nothing that came later.
 */
export function heldBecause(
  state: ConversationState,
  reply: Reply,
): { reason: HoldReason; because: string[] } | null {
  const named = new Set(reply.message.despite);
  const unnamed = whatOvertook(state, reply).filter(({ id }) => !named.has(id));
  const [first] = unnamed;
  return first ? { reason: first.reason, because: unnamed.map(({ id }) => id) } : null;
}

function whatOvertook(state: ConversationState, reply: Reply): Overtook[] {
  const overtook: Overtook[] = [];
  const colleague =
    state.lastReply?.by === reply.by ? state.lastReplyByOther : (state.lastReply ?? null);
  if (isUnseen(colleague, reply)) overtook.push({ reason: 'colleague-replied', id: colleague.id });

  const { agent, status, lastVisitorMessage } = state;
  const isGivenAway = agent.value !== null && agent.value !== reply.agent;
  if (isGivenAway && wasDoneByOthers(agent, reply)) {
    overtook.push({ reason: 'given-away', id: agent.entry });
  }
  if (status.value === 'closed' && wasDoneByOthers(status, reply)) {
    overtook.push({ reason: 'closed', id: status.entry });
  }
  if (isLive(reply)) return overtook;

  if (isUnseen(lastVisitorMessage, reply)) {
    overtook.push({ reason: 'unseen-messages', id: lastVisitorMessage.id });
  }
  if (reply.ageMs !== null && reply.ageMs > limits.staleAfterMs) {
    overtook.push({ reason: 'stale', id: staleMark(reply.message) });
  }
  return overtook;
}

/** Typed now, on a screen that was caught up: what crossed it on the way is how chats are. */
function isLive({ message, ageMs }: Reply): boolean {
  return message.live !== false && ageMs !== null && ageMs <= limits.liveWithinMs;
}

function isUnseen(place: Place | null, reply: Reply): place is Place {
  return place !== null && place.number > reply.seenNumber;
}

function wasDoneByOthers(settled: Settled<unknown>, reply: Reply): boolean {
  return settled.by !== reply.by && settled.number > reply.seenNumber;
}

/** Names one writing as too old: sent anyway it may keep its date, but a later writing is judged afresh. */
function staleMark({ subject, writtenAtMs }: Message): string {
  return derivedId(`stale/${subject}/${writtenAtMs}`);
}
