/** The machine's clock. Only `main.ts` gives it out; everything else is told the time. */
import type { Clock } from '../ports.ts';

/** setTimeout counts in 32 bits: a longer wait would end at once. */
const stepMsMax = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timer(afterMs, run) {
    let waiting: NodeJS.Timeout;
    const wait = (remainingMs: number): void => {
      const stepMs = Math.min(remainingMs, stepMsMax);
      const next = () => (remainingMs > stepMs ? wait(remainingMs - stepMs) : run());
      waiting = setTimeout(next, stepMs);
    };
    wait(Math.max(0, afterMs));
    return () => clearTimeout(waiting);
  },
};
