/**
 * A wall clock that does not jump. While the process lives, a step of more than a minute against the monotonic clock is
 * logged and not followed, so that neither alarms nor sessions nor order notice it (F17, F18); smaller corrections, as
 * NTP makes them, are. A restart believes the machine again.
 */
import { limits } from '#domain/limits.ts';
import type { Clock } from './ports.ts';

/** `jumped` hears of each step once, with its size. */
export function steadyClock(clock: Clock, jumped: (byMs: number) => void): Clock {
  /** Wall clock minus monotonic, as last believed. */
  let offsetMs = clock.now() - clock.monotonic();
  let toldMs = 0;
  return {
    now() {
      const steadyMs = clock.monotonic() + offsetMs;
      const byMs = clock.now() - steadyMs;
      if (Math.abs(byMs) <= limits.clockJumpMs) {
        offsetMs += byMs;
        toldMs = 0;
        return steadyMs + byMs;
      }
      if (Math.abs(byMs - toldMs) > limits.clockJumpMs) {
        toldMs = byMs;
        jumped(byMs);
      }
      return steadyMs;
    },
    monotonic: () => clock.monotonic(),
    timer: (afterMs, run) => clock.timer(afterMs, run),
  };
}
