/**
 * Whom the team will not hear for now: blocked people's messages are kept but rouse nobody, banned ones are not let in
 * at all. Both may end by themselves at a time, so the same row gives another answer later. SPEC C4.
 */
import type { Summary } from '../model.ts';

type Blocked = Summary['blocked'];

/** `nowMs`: server clock. Until it is over: no alerts, no dots, and in no list but that of blocked people. */
export function isBlocked({ blocked }: { blocked: Blocked }, nowMs: number): boolean {
  return blocked !== null && (blocked.untilMs === null || blocked.untilMs > nowMs);
}

/** Blocked, and kept out as well. */
export function isBanned(of: { blocked: Blocked }, nowMs: number): boolean {
  return of.blocked?.mode === 'ban' && isBlocked(of, nowMs);
}
