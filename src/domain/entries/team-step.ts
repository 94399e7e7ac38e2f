/**
 * One entry further for the team: what is public (`step.ts`), and everything that visitors are never sent: comments,
 * assignment, tags, snooze, bin, blocking, merging. SPEC R3, R5, R6, R8. Pure, as that is.
 */
import type { Principal, Unsealed } from '../model.ts';
import type { ConversationState, Members, Place } from './state.ts';
import { endWait, latest, overtaken, previewOf, stepPublic, type Step } from './step.ts';

export const step: Step = (state, entry, number, numberOf) => {
  // Made by the call, so it may be changed until it is returned.
  const next = stepPublic(state, entry, number, numberOf);
  applyTeam(next, state, entry, number);
  return next;
};

function applyTeam(
  next: ConversationState,
  state: ConversationState,
  entry: Unsealed,
  number: number,
): void {
  const place: Place = { id: entry.id, number, acceptedAtMs: entry.acceptedAtMs };
  switch (entry.kind) {
    case 'comment':
      next.preview = previewOf(entry);
      break;
    case 'assigned':
      next.agent = latest(state.agent, entry, number, entry.agent);
      if (entry.because === 'spread' && entry.agent !== null && state.group.value !== null) {
        const { agent, acceptedAtMs: atMs } = entry;
        next.spread = { group: state.group.value, agent, atMs };
      }
      break;
    case 'taken':
      next.agent = latest(state.agent, entry, number, agentId(entry.by));
      break;
    case 'grouped':
      next.group = latest(state.group, entry, number, entry.group);
      break;
    case 'joined':
      next.participants = withMember(state.participants, entry.agent, { ...place, by: entry.by });
      break;
    case 'left':
      if (entry.overtakenBy !== undefined) break;
      next.participants = withoutMember(state.participants, entry.agent);
      break;
    case 'tagged':
      next.tags = withMember(state.tags, entry.tag, { ...place, by: entry.by });
      break;
    case 'untagged':
      if (entry.overtakenBy !== undefined) break;
      next.tags = withoutMember(state.tags, entry.tag);
      break;
    case 'waived':
      endWait(next);
      break;
    case 'snoozed': {
      if (entry.overtakenBy !== undefined) break;
      const { untilMs, evenIfReply = false } = entry;
      next.snoozed = latest(state.snoozed, entry, number, { untilMs, evenIfReply });
      break;
    }
    case 'woken':
      next.snoozed = latest(state.snoozed, entry, number, null);
      break;
    case 'binned':
      // One that a public message overtook never was, as with closing (R6).
      if (entry.overtakenBy !== undefined) {
        next.bin = overtaken(state.bin, entry, number, true);
        break;
      }
      next.bin = latest(state.bin, entry, number, true);
      break;
    case 'restored':
      if (entry.because === 'unseen-message') break;
      next.bin = latest(state.bin, entry, number, false);
      break;
    case 'blocked': {
      const { mode, untilMs, why } = entry;
      next.blocked = latest(state.blocked, entry, number, { mode, untilMs, ...(why && { why }) });
      break;
    }
    case 'unblocked':
      next.blocked = latest(state.blocked, entry, number, null);
      break;
    case 'merged':
      if (entry.side === 'into') {
        next.mergedInto = latest(state.mergedInto, entry, number, entry.with);
      } else if (!state.mergedFrom.includes(entry.with)) {
        next.mergedFrom = [...state.mergedFrom, entry.with];
      }
      break;
    case 'unmerged':
      next.mergedFrom = state.mergedFrom.filter((id) => id !== entry.with);
      if (state.mergedInto.value === entry.with) {
        next.mergedInto = latest(state.mergedInto, entry, number, null);
      }
      break;
    case 'missed':
      next.missedTurn = entry.turn;
      break;
    default:
      break;
  }
}

function withMember(members: Members, id: string, added: Members[string]): Members {
  return { ...members, [id]: added };
}

function withoutMember(members: Members, id: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== id));
}

function agentId(by: Principal): string {
  return by.slice('agent/'.length);
}
