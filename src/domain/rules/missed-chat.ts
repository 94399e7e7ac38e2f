/**
 * The missed-chat rule: a visitor's question that no agent answered in time. SPEC L13, M1, M3, "Missed" of the numbers.
 *
 * Only the waiting is here, told the same way from a log's state (server) and from a row of the list (browser); what
 * colour it has on whose screen is `status-dot.ts`.
 */
import type { ConversationState } from '../entries/state.ts';
import type { Timers } from '../limits.ts';
import type { Channel, Summary } from '../model.ts';
import { isBlocked } from './blocked.ts';

export interface MissedRules extends Pick<Timers, 'MISSED_AFTER_MS'> {
  /** Setting, off: what nobody holds turns red by waiting too, though somebody is there. */
  unassignedToo?: boolean;
  /** Setting, off (null): after so long an email is missed as well. */
  emailAfterMs?: number | null;
}

/** Names of the settings, as records: `setting/<name>`. */
export const missedSettings = {
  unassignedToo: 'missedUnassigned',
  emailHours: 'missedEmailHours',
} as const;

const hourMs = 60 * 60_000;

/** `valueOf`: what the workspace set under a name; anything that is no such value counts as not set. */
export function missedRulesOf(
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
  valueOfSetting: (name: string) => unknown,
): MissedRules {
  const hours = valueOfSetting(missedSettings.emailHours);
  return {
    MISSED_AFTER_MS: timers.MISSED_AFTER_MS,
    unassignedToo: valueOfSetting(missedSettings.unassignedToo) === true,
    emailAfterMs: typeof hours === 'number' && hours > 0 ? hours * hourMs : null,
  };
}

/** How long a visitor may wait on this channel; null: as long as it takes. An email shows a waiting chip instead. */
export function patienceMs(channel: Channel, rules: MissedRules): number | null {
  return channel === 'email' ? (rules.emailAfterMs ?? null) : rules.MISSED_AFTER_MS;
}

/** What keeps a conversation from alarming anybody: it was put aside on purpose. */
type Aside = Pick<Summary, 'binnedAtMs' | 'blocked' | 'snoozed'>;

/**
 * In the bin, blocked (SPEC C4: no alerts), or asleep "even if they reply" (UX 19.8). An ordinary snooze is no excuse:
 * who waits, waits. What comes back has waited all along.
 */
export function isAside(of: Aside, nowMs: number): boolean {
  const { binnedAtMs, snoozed } = of;
  if (binnedAtMs !== null || isBlocked(of, nowMs)) return true;
  return snoozed?.evenIfReply === true && (snoozed.untilMs === null || snoozed.untilMs > nowMs);
}

type WaitState = Pick<ConversationState, 'waiting' | 'channel' | 'bin' | 'blocked' | 'snoozed'>;

/**
 * When the waiting conversation becomes missed (ms since epoch, server clock), or null if nobody waits, or nobody is
 * to be alarmed.
 *
 * Counts from acceptance of the first message of the turn: a visitor's own clock may be wrong. A reply by any agent
 * ends the wait, and so does closing; a comment does not.
 */
export function missedAtMs(state: WaitState, rules: MissedRules, nowMs: number): number | null {
  const { waiting, channel, bin, blocked, snoozed } = state;
  const patience = patienceMs(channel, rules);
  if (!waiting || patience === null) return null;
  const aside = {
    binnedAtMs: bin.value ? bin.acceptedAtMs : null,
    blocked: blocked.value,
    snoozed: snoozed.value,
  };
  if (isAside(aside, nowMs)) return null;
  return waiting.acceptedAtMs + patience;
}

/** Parley has written `missed` for the turn that waits now: once a turn, however often it is asked (M3). */
export function isMissed(state: Pick<ConversationState, 'waiting' | 'missedTurn'>): boolean {
  return state.waiting !== null && state.waiting.id === state.missedTurn;
}
