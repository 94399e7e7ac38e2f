/**
 * The view "Missed" (SPEC M1): who is missed now, and whom we answered too late today, so that a shift can look back at
 * what slipped. What was put in the bin, blocked or merged into another thread is in no view.
 */
import type { Summary } from '../model.ts';
import type { StatusDot } from './status-dot.ts';

type Row = Pick<Summary, 'answeredLateAtMs' | 'binnedAtMs' | 'blocked' | 'mergedInto'>;

/** `dayStartMs`: when the reader's day began, ms since epoch. */
export function isInMissedView(row: Row, dot: StatusDot['dot'], dayStartMs: number): boolean {
  const { answeredLateAtMs, binnedAtMs, blocked, mergedInto } = row;
  if (binnedAtMs !== null || blocked !== null || mergedInto !== null) return false;
  return dot === 'red' || (answeredLateAtMs !== null && answeredLateAtMs >= dayStartMs);
}
