/** Both clocks keep the contract: the machine's, and the one that tests move by hand. */
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import { manualClock } from '../support/manual-clock.ts';
import { clockContract } from './clock-contract.ts';

// The system clock is run on vitest's timers, so that no test waits and none depends on how busy the machine is.
clockContract('the system clock', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) });
  return {
    clock: systemClock,
    pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
  };
});

clockContract('the manual clock', () => {
  const clock = manualClock();
  return { clock, pass: async (ms) => clock.advance(ms) };
});

describe('the system clock', () => {
  it('[F18] a timer of forty days runs after forty days, beyond the 32 bits of setTimeout', async () => {
    vi.useFakeTimers();
    const ran: string[] = [];
    const days = 24 * 60 * 60_000;
    systemClock.timer(40 * days, () => ran.push('ran'));
    await vi.advanceTimersByTimeAsync(40 * days - 1);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(['ran']);
  });

  it('[F18] is the real one when nothing stands in for it', () => {
    vi.useRealTimers();
    const [before, told, after] = [Date.now(), systemClock.now(), Date.now()];
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(after);
  });
});

describe('the manual clock', () => {
  it('[F18] jumps on the wall without passing time', () => {
    const clock = manualClock(1_000_000);
    const ran: number[] = [];
    clock.timer(50, () => ran.push(clock.now()));
    clock.jump(-60 * 60_000);
    expect(clock.monotonic()).toBe(0);
    clock.advance(100);
    expect(ran).toEqual([1_000_000 - 60 * 60_000 + 50]);
    expect(clock.monotonic()).toBe(100);
  });
});
