/** A change of a conversation in the reader's words. Whole sentences; a name or a time is put in. SPEC C5. Pure. */
import type { Change, ChangeKind } from './changes.ts';
import { whoDid, type Readers } from './said.ts';

export function changeText(change: Change, reader: Readers): string {
  const who = whoDid(change.by, change.byName, reader);
  const { words } = reader;
  const { what } = change;
  const { event } = words.conversation;
  switch (what.kind) {
    case 'assigned':
      return assignedText(change, what, reader);
    case 'taken':
      return words.event.taken(who);
    case 'closed':
      return words.event.closed(who);
    case 'reopened':
      if (what.because === 'visitor-wrote') return words.event.reopenedByMessage;
      if (what.because === 'unseen-message') return words.event.reopenedUnseen;
      return words.event.reopened(who);
    case 'missed':
      return words.event.missed;
    case 'grouped':
      if (what.group === null) return event.ungrouped(who);
      return event.grouped(who, reader.groupOf(what.group) ?? event.group);
    case 'joined':
      return change.by === `agent/${what.agent}`
        ? event.joined(who)
        : event.joinedBy(who, calledIn(what.agent, reader));
    case 'left':
      return change.by === `agent/${what.agent}`
        ? event.left(who)
        : event.leftBy(who, calledIn(what.agent, reader));
    case 'tagged':
      return event.tagged(who, reader.tagOf(what.tag) ?? event.tag);
    case 'untagged':
      return event.untagged(who, reader.tagOf(what.tag) ?? event.tag);
    case 'waived':
      return event.waived(who);
    case 'snoozed':
      return what.untilMs === null
        ? event.snoozedForReply(who)
        : event.snoozed(who, timeIn(what.untilMs, reader));
    case 'woken':
      return what.because === 'due' ? event.wokenDue : event.woken(who);
    case 'binned':
      return event.binned(who);
    case 'restored':
      if (what.because === 'message') return event.restoredByMessage;
      if (what.because === 'unseen-message') return event.restoredUnseen;
      return event.restored(who);
    case 'blocked': {
      const said = what.mode === 'ban' ? event.banned(who) : event.blocked(who);
      const whole = what.untilMs === null ? said : event.until(said, timeIn(what.untilMs, reader));
      return what.why ? event.why(whole, what.why) : whole;
    }
    case 'page':
      return event.page(reader.visitor, what.title);
    case 'unblocked':
      return event.unblocked(who);
    case 'merged': {
      const name = reader.visitorOf(what.with) ?? event.other;
      return what.side === 'into' ? event.mergedInto(who, name) : event.mergedFrom(who, name);
    }
    case 'unmerged':
      return event.unmerged(who, reader.visitorOf(what.with) ?? event.other);
  }
}

function assignedText(
  { by, byName }: Change,
  what: Extract<ChangeKind, { kind: 'assigned' }>,
  reader: Readers,
): string {
  const { words } = reader;
  const who = whoDid(by, byName, reader);
  const isMe = what.agent === reader.me;
  const whom = what.agent === null ? null : calledIn(what.agent, reader);
  if (what.because === 'first-reply') return words.event.firstReply(isMe ? null : whom);
  if (what.because === 'spread') return words.conversation.event.spread(isMe ? null : whom);
  if (what.because === 'agent-away') return words.conversation.event.agentAway;
  if (whom === null) return words.event.unassigned(who);
  if (by === `agent/${what.agent}`) return words.event.taken(who);
  return isMe ? words.event.assignedToMe(who) : words.event.assignedTo(who, whom);
}

function calledIn(agent: string, { me, words, nameOf }: Readers): string {
  return agent === me ? words.you : (nameOf(agent) ?? words.someone);
}

function timeIn(atMs: number, { times, nowMs }: Readers): string {
  return `${times.date(atMs, nowMs)} ${times.clock(atMs)}`;
}
