/**
 * One row of the inbox, made from a conversation's head and state by server and browser alike, so that a list
 * shows the same thing whoever counted. SPEC L3, L7, L13, L15, R9.
 */
import type { Summary } from '../model.ts';
import type { ConversationState } from './state.ts';

/** What a log cannot say about its conversation. `room`: the team's projection, with its epoch. */
export interface Head {
  id: string;
  room: string;
  /** Id of the visitor. */
  visitor: string;
}

export function summaryOf(head: Head, state: ConversationState): Summary {
  const { waiting, lastVisitorMessage: last } = state;
  return {
    id: head.id,
    room: head.room,
    visitor: head.visitor,
    name: defaultNameOf(head.visitor),
    channel: state.channel,
    status: state.status.value,
    agent: state.agent.value,
    group: state.group.value,
    participants: Object.keys(state.participants),
    tags: Object.keys(state.tags),
    binnedAtMs: state.bin.value ? state.bin.acceptedAtMs : null,
    snoozed: state.snoozed.value,
    blocked: state.blocked.value && {
      ...state.blocked.value,
      by: state.blocked.by,
      atMs: state.blocked.acceptedAtMs,
    },
    mergedInto: state.mergedInto.value,
    mergedFrom: state.mergedFrom,
    preview: state.preview,
    activeAtMs: state.activeAtMs,
    waiting: waiting && {
      entry: waiting.id,
      sinceMs: waiting.acceptedAtMs,
      lastMs: (last ?? waiting).acceptedAtMs,
    },
    missed: waiting !== null && waiting.id === state.missedTurn,
    answeredLateAtMs: state.answeredLateAtMs ?? null,
    ...(state.lastReply && { answeredBy: state.lastReply.by.slice('agent/'.length) }),
    ...(state.spread && { spread: state.spread }),
    lastVisitor: last && { entry: last.id, number: last.number, atMs: last.acceptedAtMs },
    readByTeam: state.readByTeam && {
      number: state.readByTeam.number,
      atMs: state.readByTeam.acceptedAtMs,
    },
    entries: state.count,
    drafts: openDrafts(state),
  };
}

/** The last four characters: the first ones of a UUIDv7 are the date, alike for everybody this month. */
export function defaultNameOf(visitor: string): string {
  return `Visitor ${visitor.slice(-4)}`;
}

function openDrafts(state: ConversationState): Summary['drafts'] {
  const sent = Object.entries(state.draftsSent);
  return Object.fromEntries(sent.map(([channel, drafts]) => [channel, drafts.number + 1]));
}
