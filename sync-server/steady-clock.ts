/**
 * A wall clock that does not jump. While the process lives, a step of more than a minute against the monotonic clock is
 * logged and not followed, so that neither alarms nor sessions nor order notice it (F17, F18); smaller corrections, as
 * NTP makes them, are. A restart believes the machine again, unless what is stored shows that it went back.
 */
import { limits } from '#domain/limits.ts';
import type { Clock } from './ports.ts';

/** Set back further than this, the machine is believed: the hour before was the wrong one. */
const setBackMsMax = 26 * 60 * 60_000; // a day, and the widest time zones

/**
 * How far the machine's clock was set back while nothing ran, as far as the earliest missed-chat alarm shows it: none
 * is ever set further ahead than `longestMs`. Nobody shall wait an hour longer because of that (F17).
 */
export function setBackMs(earliestAtMs: number | null, nowMs: number, longestMs: number): number {
  const byMs = (earliestAtMs ?? nowMs) - nowMs - longestMs;
  return byMs > 0 && byMs <= setBackMsMax ? byMs : 0;
}

/** `jumped` hears of each step once, with its size. `aheadMs`: how much later it is than the machine says. */
export function steadyClock(clock: Clock, jumped: (byMs: number) => void, aheadMs = 0): Clock {
  /** Wall clock minus monotonic, as last believed. */
  let offsetMs = clock.now() - clock.monotonic() + aheadMs;
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
