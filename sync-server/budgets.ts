/**
 * How often something may be tried, by whom: budgets that empty at once and fill again bit by bit. They live in this
 * process only, so a restart fills them; with several processes each has its own. T20, "Limits" of RELIABILITY.
 */
import { isIPv6 } from 'node:net';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** `ok: false` with the time after which one more try will be looked at. */
export type Spent = { ok: true; refund(): void } | { ok: false; retryAfterMs: number };

export interface Budget {
  spend(key: string): Promise<Spent>;
}

/** Never says no: `RATE_LIMITS=off`, for benchmarks. */
export const endless: Budget = { spend: async () => ({ ok: true, refund: () => undefined }) };

/**
 * `points` at once, and one more for each `perMs / points` that passes. Made of two windows, as rate-limiter-flexible
 * says it: one try for each step, and above that all the others once a period.
 */
export function createBudget(points: number, perMs: number): Budget {
  const steady = new RateLimiterMemory({ points: 1, duration: perMs / points / 1000 });
  const burst = new RateLimiterMemory({ points: points - 1, duration: perMs / 1000 });
  const both = new BurstyRateLimiter(steady, burst);
  return {
    async spend(key) {
      try {
        const { consumedPoints } = await both.consume(key);
        const from = consumedPoints > 1 ? burst : steady;
        return { ok: true, refund: () => void from.reward(key) };
      } catch (rejected) {
        // Anything but a counted refusal is a fault of the limiter.
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        return { ok: false, retryAfterMs: Math.max(1_000, rejected.msBeforeNext) };
      }
    },
  };
}

/** The key of a caller's network: an IPv4 address, or the /64 that one IPv6 subscriber has to themselves. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
