/**
 * The seeded simulation in the suite. `npm run sim -- --seeds 200` runs more; `SEED=17` runs one again, exactly.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runShift } from './simulation.ts';

const stepsPerSeed = Number(process.env['STEPS'] ?? 300);
const only = process.env['SEED'];
const count = Number(process.env['SEEDS'] ?? 100);
const seeds =
  only === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(only)];
const perTest = 10;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    now: Date.UTC(2026, 10, 20, 9),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('[P1] [P3] [P4] [P5] [P9] [P11] a shift with cuts, deaths and duplicates', () => {
  for (let from = 0; from < seeds.length; from += perTest) {
    const batch = seeds.slice(from, from + perTest);
    it(
      `ends with all in agreement, seeds ${batch[0]} to ${batch.at(-1)}`,
      { timeout: 300_000 },
      async () => {
        let entries = 0;
        for (const seed of batch) entries += (await runShift(seed, stepsPerSeed)).entries;
        expect(entries).toBeGreaterThan(batch.length);
      },
    );
  }
});
