/**
 * The missed-chat rule: a visitor's chat that no agent answered in time. SPEC L13, M3, "Missed" of the numbers.
 *
 * Only the waiting is here; what colour that has on whose screen is `status-dot.ts`.
 */
import type { ConversationState } from '../entries/state.ts';
import type { Timers } from '../limits.ts';

/**
 * When the waiting conversation becomes missed (ms since epoch, server clock), or null if nobody waits.
 *
 * Counts from acceptance of the first message of the turn: a visitor's own clock may be wrong. A reply by any agent
 * ends the wait, and so does closing; a comment does not. An email is not a chat: it shows a waiting chip instead.
 */
export function missedAtMs(
  state: Pick<ConversationState, 'waiting' | 'channel'>,
  timers: Pick<Timers, 'MISSED_AFTER_MS'>,
): number | null {
  if (!state.waiting || state.channel === 'email') return null;
  return state.waiting.acceptedAtMs + timers.MISSED_AFTER_MS;
}

/** Parley has written `missed` for the turn that waits now: once a turn, however often it is asked (M3). */
export function isMissed(state: Pick<ConversationState, 'waiting' | 'missedTurn'>): boolean {
  return state.waiting !== null && state.waiting.id === state.missedTurn;
}
