/** Which conversations a device keeps a copy of (SPEC O9): all that are open, and those closed in the last 90 days. */
import { limits } from '../limits.ts';
import type { Summary } from '../model.ts';

type Asked = Pick<Summary, 'status' | 'activeAtMs' | 'snoozed' | 'binnedAtMs'>;

/** `nowMs`: the server's clock. Closing is counted from the last message: nothing happens later in most. */
export function isKeptOnDevices(summary: Asked, nowMs: number): boolean {
  if (summary.binnedAtMs) return false;
  return summary.status === 'open' || summary.activeAtMs >= nowMs - limits.copiesClosedMs;
}
