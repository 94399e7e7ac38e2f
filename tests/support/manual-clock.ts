/**
 * A clock that a test moves by hand. Timers run in the order of their time, while `advance` passes it, and see the
 * time they asked for. `jump` moves only the wall clock, as an administrator or a dead battery would (F18).
 */
import type { Clock } from '../../sync-server/ports.ts';

export interface ManualClock extends Clock {
  advance(ms: number): void;
  jump(ms: number): void;
}

export function manualClock(startMs = Date.UTC(2026, 10, 20, 9)): ManualClock {
  let elapsedMs = 0;
  let wallMs = startMs;
  let asked = 0;
  const waiting = new Map<number, { atMs: number; run: () => void }>();

  /** The earliest timer up to `untilMs`; of two at the same time, the one asked for first. */
  function earliest(untilMs: number): number | null {
    let found: number | null = null;
    for (const [id, { atMs }] of waiting) {
      if (atMs <= untilMs && (found === null || atMs < waiting.get(found)!.atMs)) found = id;
    }
    return found;
  }

  function moveTo(atMs: number): void {
    wallMs += atMs - elapsedMs;
    elapsedMs = atMs;
  }

  return {
    now: () => wallMs,
    monotonic: () => elapsedMs,
    timer(afterMs, run) {
      asked += 1;
      const id = asked;
      waiting.set(id, { atMs: elapsedMs + Math.max(0, afterMs), run });
      return () => void waiting.delete(id);
    },
    advance(ms) {
      const untilMs = elapsedMs + ms;
      for (let id = earliest(untilMs); id !== null; id = earliest(untilMs)) {
        const { atMs, run } = waiting.get(id)!;
        waiting.delete(id);
        moveTo(atMs);
        run();
      }
      moveTo(untilMs);
    },
    jump(ms) {
      wallMs += ms;
    },
  };
}
