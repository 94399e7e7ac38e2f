/**
 * What a browser has kept of the feed through a random history is what a new one is told, also after rights changed. The
 * real server and the browser's own feed and store. `SEED=17` plays one history again, `SEEDS=200` more of them.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { History } from './feed-history.ts';
import { openScene, type Scene } from './scene.ts';

const only = process.env['SEED'];
const count = Number(process.env['SEEDS'] ?? 8);
const steps = Number(process.env['STEPS'] ?? 250);
const checkEvery = 125;
const seeds =
  only === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(only)];

let scene: Scene;
beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
});
afterEach(async () => {
  await scene.end();
});

it.each(seeds)(
  '[R9] old rows with what changed are fresh rows, seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const history = await History.begin(scene, seed);
    const path: string[] = [];
    for (let step = 1; step <= steps; step += 1) {
      path.push(await history.step());
      if (step % checkEvery > 0) continue;
      for await (const { who, old, fresh, onDisk } of history.compared()) {
        const where = `${who}, step ${step}: … ${path.slice(-12).join(', ')}`;
        expect(old.size, where).toBeGreaterThan(10);
        expect(sorted(old), where).toEqual(sorted(fresh));
        expect(sorted(onDisk), where).toEqual(sorted(fresh));
      }
    }
    history.end();
    expect(scene.faults).toEqual([]);
  },
);

function sorted(rows: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
