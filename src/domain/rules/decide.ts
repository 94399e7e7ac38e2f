/**
 * Deciding: what Parley itself does about what happened. The worker puts every accepted entry and every due alarm to
 * it and carries out the answer in one transaction. DESIGN 1.7, 3; SPEC A4, L13, M3, R7.
 *
 * Pure and repeatable: ids and times of decided entries come from their cause, so that deciding the same thing again,
 * after a crash or on another node, is answered as the first time and has no second effect.
 */
import { derivedId } from '../entries/derived-id.ts';
import type { ConversationState } from '../entries/state.ts';
import { isAgent } from '../entries/step.ts';
import { limits } from '../limits.ts';
import type { Channel, Unsealed } from '../model.ts';
import type { Acceptable } from './accept.ts';
import { isMissed, type MissedRules, missedAtMs } from './missed-chat.ts';
import { snoozeAlarm, wakingOf } from './snooze.ts';

export type Cause =
  /** Accepted since the last deciding, in their order. */
  | { kind: 'entries'; entries: readonly Unsealed[] }
  /** An alarm that came due; `payload` as it was written. */
  | { kind: 'alarm'; key: string; payload: string };

/** What the world must say besides the state. */
export interface DecideFacts {
  conversation: string;
  /** Is this agent there, by the rule of SPEC "Reachable"? */
  isReachable(agent: string): boolean;
}

/** A due time to write; one row for each key. `dueAtMs: null` clears it. */
interface DecidedAlarm {
  key: string;
  /** Wall clock of the server, ms since epoch. */
  dueAtMs: number | null;
  payload: string;
}

export interface Decision {
  /** To be accepted as by Parley, `seen: null`, offset 0. A refusal means that it is no longer called for. */
  entries: Acceptable[];
  alarms: DecidedAlarm[];
}

/** `state`: the conversation's as it is now, not as it was when the cause happened. */
export function decide(
  state: ConversationState,
  cause: Cause,
  nowMs: number,
  rules: MissedRules,
  facts: DecideFacts,
): Decision {
  const decided =
    cause.kind === 'entries'
      ? {
          entries: [
            ...firstReply(state, cause.entries, facts),
            ...agentAway(state, cause.entries, facts),
          ],
          alarms: [
            ...missedAlarm(state, cause.entries, nowMs, rules, facts),
            ...snoozeAlarm(state, cause.entries, facts.conversation),
            ...blockAlarm(state, cause.entries, facts),
            ...purgeAlarm(state, cause.entries, facts),
          ],
        }
      : {
          entries: [
            ...missed(state, cause, nowMs, rules, facts),
            ...wakingOf(state, cause, facts.conversation),
          ],
          alarms: blockEnded(state, cause, nowMs, rules, facts),
        };
  // A rule that answers itself stops here, and starts again when a person acts.
  const left = Math.max(0, limits.automaticEntriesInARow - state.automaticInARow);
  return { ...decided, entries: decided.entries.slice(0, left) };
}

/** What begins the keys of alarms for chats: none is ever set further ahead than the rule's 30 s (F17). */
export const missedAlarmPrefix = 'missed/';

/** The key of the one alarm that a conversation's waiting has. A letter's may be hours ahead and has a key of its own. */
export function missedAlarmKey(conversation: string, channel: Channel = 'chat'): string {
  return `${channel === 'email' ? 'missed-email/' : missedAlarmPrefix}${conversation}`;
}

/** The key of the alarm by which a block for some time ends: whoever waited meanwhile, waits (SPEC C4, L13). */
export function blockAlarmKey(conversation: string): string {
  return `block-end/${conversation}`;
}

/** Set by blocking, for when it is over; cleared by whatever ends it before. */
function blockAlarm(
  { blocked }: ConversationState,
  causes: readonly Unsealed[],
  facts: DecideFacts,
): DecidedAlarm[] {
  if (!causes.some(({ kind }) => kind === 'blocked' || kind === 'unblocked')) return [];
  const dueAtMs = blocked.value?.untilMs ?? null;
  return [{ key: blockAlarmKey(facts.conversation), dueAtMs, payload: blocked.entry }];
}

/** The alarm rang: the rule goes on where it had been put aside, if it was for that block. */
function blockEnded(
  state: ConversationState,
  alarm: Extract<Cause, { kind: 'alarm' }>,
  nowMs: number,
  rules: MissedRules,
  facts: DecideFacts,
): DecidedAlarm[] {
  const isThatBlock =
    alarm.key === blockAlarmKey(facts.conversation) && alarm.payload === state.blocked.entry;
  return isThatBlock ? armed(state, nowMs, rules, facts) : [];
}

/** The key of the alarm by which a conversation leaves the bin for good (SPEC C3). */
export function purgeAlarmKey(conversation: string): string {
  return `purge/${conversation}`;
}

/** Set by binning, for 30 days later; cleared by whatever brings it back. */
function purgeAlarm(
  { bin }: ConversationState,
  causes: readonly Unsealed[],
  facts: DecideFacts,
): DecidedAlarm[] {
  if (!causes.some(({ kind }) => kind === 'binned' || kind === 'restored')) return [];
  const dueAtMs = bin.value ? bin.acceptedAtMs + limits.binMs : null;
  return [{ key: purgeAlarmKey(facts.conversation), dueAtMs, payload: bin.entry }];
}

/** Who replies first to a conversation that nobody holds, holds it (A4). */
function firstReply(
  { agent }: ConversationState,
  causes: readonly Unsealed[],
  facts: DecideFacts,
): Acceptable[] {
  const reply = causes.find((entry) => entry.kind === 'message' && isAgent(entry.by));
  // Given to nobody after that reply: somebody wanted it so.
  if (!reply || agent.value !== null || agent.acceptedAtMs > reply.acceptedAtMs) return [];
  return [
    {
      ...written(`first-reply/${reply.id}`, reply.intendedAtMs, facts),
      kind: 'assigned',
      agent: reply.by.slice('agent/'.length),
      because: 'first-reply',
    },
  ];
}

/** Opened again by its visitor while its agent is away: to its group, or to everybody (C2). */
function agentAway(
  { agent }: ConversationState,
  causes: readonly Unsealed[],
  facts: DecideFacts,
): Acceptable[] {
  const opening = causes.find(
    (entry) => entry.kind === 'reopened' && entry.because === 'visitor-wrote',
  );
  // Given to somebody since: somebody wanted it so.
  if (!opening || agent.value === null || agent.acceptedAtMs > opening.acceptedAtMs) return [];
  if (facts.isReachable(agent.value)) return [];
  const base = written(`agent-away/${opening.id}`, opening.intendedAtMs, facts);
  return [{ ...base, kind: 'assigned', agent: null, because: 'agent-away' }];
}

/** Armed by the message that begins a turn, cleared by what ends it; anything else leaves it as it is. */
function missedAlarm(
  state: ConversationState,
  causes: readonly Unsealed[],
  nowMs: number,
  rules: MissedRules,
  facts: DecideFacts,
): DecidedAlarm[] {
  const { waiting } = state;
  if (!waiting) {
    if (!causes.some((entry) => endsWaiting(entry))) return [];
    // It may have begun as a letter and gone on as a chat.
    const channels: Channel[] = rules.emailAfterMs ? ['chat', 'email'] : ['chat'];
    return channels.map((each) => {
      return { key: missedAlarmKey(facts.conversation, each), dueAtMs: null, payload: '' };
    });
  }
  const isDue = causes.some((entry) => entry.id === waiting.id || bringsBack(entry));
  return isDue ? armed(state, nowMs, rules, facts) : [];
}

/** The alarm for whoever waits and may be missed. */
function armed(
  state: ConversationState,
  nowMs: number,
  rules: MissedRules,
  facts: DecideFacts,
): DecidedAlarm[] {
  const { waiting, channel } = state;
  const dueAtMs = missedAtMs(state, rules, nowMs);
  if (!waiting || dueAtMs === null || isMissed(state)) return [];
  // Acceptance may run ahead of a clock that was set back; nobody shall wait longer for that.
  const aheadMs = Math.max(0, waiting.acceptedAtMs - nowMs);
  const key = missedAlarmKey(facts.conversation, channel);
  return [{ key, dueAtMs: dueAtMs - aheadMs, payload: waiting.id }];
}

function endsWaiting(entry: Unsealed): boolean {
  const { kind } = entry;
  return kind === 'closed' || kind === 'waived' || (kind === 'message' && isAgent(entry.by));
}

/** Whoever waits in a conversation that had been closed or put aside may be missed again. */
function bringsBack({ kind }: Unsealed): boolean {
  return ['reopened', 'restored', 'unblocked', 'woken'].includes(kind);
}

/** The alarm rang: the turn it was set for is missed, unless it was answered, marked or put aside meanwhile. */
function missed(
  state: ConversationState,
  alarm: Extract<Cause, { kind: 'alarm' }>,
  nowMs: number,
  rules: MissedRules,
  facts: DecideFacts,
): Acceptable[] {
  const dueAtMs = missedAtMs(state, rules, nowMs);
  const isOfThisTurn = state.waiting?.id === alarm.payload;
  if (alarm.key !== missedAlarmKey(facts.conversation, state.channel)) return [];
  if (dueAtMs === null || !isOfThisTurn || isMissed(state)) return [];
  const turn = alarm.payload;
  return [{ ...written(`missed/${turn}`, dueAtMs, facts), kind: 'missed', turn }];
}

function written(
  cause: string,
  writtenAtMs: number,
  { conversation }: DecideFacts,
): Pick<Acceptable, 'id' | 'subject' | 'writtenAtMs' | 'seenUpTo'> {
  const id = derivedId(`${cause}/${conversation}`);
  return { id, subject: `conversation/${conversation}`, writtenAtMs, seenUpTo: null };
}
