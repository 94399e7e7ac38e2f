/** What every clock promises. `pass` lets time go by: really, or by hand. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../sync-server/ports.ts';

export interface ClockPlace {
  clock: Clock;
  pass(ms: number): Promise<void>;
}

export function clockContract(name: string, newPlace: () => ClockPlace): void {
  describe(`the clock contract on ${name}`, () => {
    it('[F18] tells ms since epoch, and a time that never goes back', async () => {
      const { clock, pass } = newPlace();
      expect(clock.now()).toBeGreaterThan(Date.UTC(2020, 0));
      expect(clock.now()).toBeLessThan(Date.UTC(2100, 0));
      const before = clock.monotonic();
      await pass(20);
      // Half of it: a real clock may be read a little early or late.
      expect(clock.monotonic() - before).toBeGreaterThanOrEqual(10);
    });

    it('[DESIGN 6] a timer runs once, not before its time', async () => {
      const { clock, pass } = newPlace();
      const ran: number[] = [];
      const start = clock.monotonic();
      clock.timer(15, () => ran.push(clock.monotonic() - start));
      expect(ran).toEqual([]);
      await pass(60);
      expect(ran).toHaveLength(1);
      expect(ran[0]).toBeGreaterThanOrEqual(14);
    });

    it('[DESIGN 6] timers run in the order of their times, whatever the order of asking', async () => {
      const { clock, pass } = newPlace();
      const ran: string[] = [];
      clock.timer(30, () => ran.push('late'));
      clock.timer(5, () => ran.push('soon'));
      clock.timer(-100, () => ran.push('past'));
      await pass(80);
      expect(ran).toEqual(['past', 'soon', 'late']);
    });

    it('[DESIGN 6] a timer that was cancelled does not run, and cancelling again is nothing', async () => {
      const { clock, pass } = newPlace();
      const ran: string[] = [];
      const cancel = clock.timer(5, () => ran.push('cancelled'));
      clock.timer(5, () => ran.push('other'));
      cancel();
      cancel();
      await pass(30);
      cancel();
      expect(ran).toEqual(['other']);
    });

    it('[DESIGN 6] a timer may ask for the next one', async () => {
      const { clock, pass } = newPlace();
      const ran: number[] = [];
      const again = (n: number) => {
        ran.push(n);
        if (n < 3) clock.timer(5, () => again(n + 1));
      };
      clock.timer(5, () => again(1));
      await pass(80);
      expect(ran).toEqual([1, 2, 3]);
    });

    it('[F18] a timer of a month does not run now', async () => {
      const { clock, pass } = newPlace();
      const ran: string[] = [];
      const cancel = clock.timer(40 * 24 * 60 * 60_000, () => ran.push('month'));
      await pass(20);
      cancel();
      expect(ran).toEqual([]);
    });
  });
}
