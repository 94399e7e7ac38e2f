/**
 * The seeded simulation in the suite. `npm run sim -- --seeds 200` runs more; `SEED=17` runs one again, exactly.
 */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runShift } from './simulation.ts';

vi.mock('node:crypto', async (original) => ({
  ...(await original<object>()),
  ...(await import('./seeded-crypto.ts')),
}));

const stepsPerSeed = Number(process.env['STEPS'] ?? 300);
const only = process.env['SEED'];
const from = Number(process.env['FROM'] ?? 0);
const count = Number(process.env['SEEDS'] ?? 100);
const seeds =
  only === undefined ? Array.from({ length: count }, (_, n) => from + n) : [Number(only)];
const perTest = 10;

afterAll(() => {
  vi.useRealTimers();
});

describe('[P1] [P3] [P4] [P5] [P9] [P11] a shift with cuts, deaths and duplicates', () => {
  for (let at = 0; at < seeds.length; at += perTest) {
    const batch = seeds.slice(at, at + perTest);
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

describe('[seed] a shift that is played again', () => {
  it('is the same to the last byte, whatever ran before it', { timeout: 300_000 }, async () => {
    const first = await runShift(3, 100);
    await runShift(4, 100);
    expect(await runShift(3, 100)).toEqual(first);
    expect((await runShift(5, 100)).fingerprint).not.toBe(first.fingerprint);
  });
});
