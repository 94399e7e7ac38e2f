/**
 * A timer that can also be looked at. Browsers let timers of hidden pages run late, up to a minute; messages from
 * other tabs come on time, and with them `check` rings what is overdue.
 */
import type { Environment } from './environment.ts';

export interface Alarm {
  /** Rings once, `afterMs` from now, instead of what was set before. */
  set(afterMs: number, ring: () => void): void;
  cancel(): void;
  check(): void;
}

export function alarmOf(environment: Environment): Alarm {
  let due: { at: number; ring: () => void; cancel: () => void } | null = null;
  const cancel = () => {
    due?.cancel();
    due = null;
  };
  return {
    cancel,
    set(afterMs, run) {
      cancel();
      const ring = () => {
        cancel();
        run();
      };
      const at = environment.monotonic() + afterMs;
      due = { at, ring, cancel: environment.timer(afterMs, ring) };
    },
    check() {
      if (due !== null && environment.monotonic() >= due.at) due.ring();
    },
  };
}
