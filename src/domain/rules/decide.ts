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
import { limits, type Timers } from '../limits.ts';
import type { Unsealed } from '../model.ts';
import type { Acceptable } from './accept.ts';
import { isBlocked } from './blocked.ts';
import { isMissed, missedAtMs } from './missed-chat.ts';
import { snoozeAlarm, wakingOf } from './snooze.ts';

export type Cause =
  /** Accepted since the last deciding, in their order. */
  | { kind: 'entries'; entries: readonly Unsealed[] }
  /** An alarm that came due; `payload` as it was written. */
  | { kind: 'alarm'; key: string; payload: string };

/** What the world must say besides the state. */
export interface DecideFacts {
  conversation: string;
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
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
  facts: DecideFacts,
): Decision {
  const decided =
    cause.kind === 'entries'
      ? {
          entries: firstReply(state, cause.entries, facts),
          alarms: [
            ...missedAlarm(state, cause.entries, nowMs, timers, facts),
            ...snoozeAlarm(state, cause.entries, facts.conversation),
            ...purgeAlarm(state, cause.entries, facts),
          ],
        }
      : {
          entries: [
            ...missed(state, cause, nowMs, timers, facts),
            ...wakingOf(state, cause, facts.conversation),
          ],
          alarms: [],
        };
  // A rule that answers itself stops here, and starts again when a person acts.
  const left = Math.max(0, limits.automaticEntriesInARow - state.automaticInARow);
  return { ...decided, entries: decided.entries.slice(0, left) };
}

/** The key of the one alarm that a conversation's waiting has. */
export function missedAlarmKey(conversation: string): string {
  return `missed/${conversation}`;
}

/** The key of the alarm by which a conversation leaves the bin for good (SPEC C3). */
export function purgeAlarmKey(conversation: string): string {
  return `purge/${conversation}`;
}

/** True if what that alarm was set for still stands: binned then, and in the bin since. `payload`: the alarm's. */
export function isPurgeDue({ bin }: ConversationState, payload: string): boolean {
  return bin.value && bin.entry === payload;
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

/** Armed by the message that begins a turn, cleared by what ends it; anything else leaves it as it is. */
function missedAlarm(
  state: ConversationState,
  causes: readonly Unsealed[],
  nowMs: number,
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
  facts: DecideFacts,
): DecidedAlarm[] {
  const key = missedAlarmKey(facts.conversation);
  const dueAtMs = missedAtMs(state, timers);
  if (dueAtMs === null || !state.waiting) {
    const isEnded = causes.some((entry) => endsWaiting(entry));
    return isEnded ? [{ key, dueAtMs: null, payload: '' }] : [];
  }
  const turn = state.waiting.id;
  if (isMissed(state) || !causes.some((entry) => entry.id === turn)) return [];
  // Acceptance may run ahead of a clock that was set back; nobody shall wait longer for that.
  const aheadMs = Math.max(0, state.waiting.acceptedAtMs - nowMs);
  return [{ key, dueAtMs: dueAtMs - aheadMs, payload: turn }];
}

function endsWaiting(entry: Unsealed): boolean {
  return entry.kind === 'closed' || (entry.kind === 'message' && isAgent(entry.by));
}

/** The alarm rang: the turn it was set for is missed, unless it was answered or marked meanwhile. */
function missed(
  state: ConversationState,
  alarm: Extract<Cause, { kind: 'alarm' }>,
  nowMs: number,
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
  facts: DecideFacts,
): Acceptable[] {
  const dueAtMs = missedAtMs(state, timers);
  const isOfThisTurn = state.waiting?.id === alarm.payload;
  if (alarm.key !== missedAlarmKey(facts.conversation) || dueAtMs === null) return [];
  // Nobody is called for somebody who is blocked (C4).
  const isUnheard = isBlocked({ blocked: state.blocked.value }, nowMs);
  if (!isOfThisTurn || isMissed(state) || isUnheard) return [];
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
