/**
 * `npm run sim -- --from 100 --seeds 200 --steps 300` or `--seed 17`: other shifts than the suite has, or one again, exactly.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    ...{ from: { type: 'string' }, seeds: { type: 'string' } },
    ...{ seed: { type: 'string' }, steps: { type: 'string' } },
  },
});
const env = { ...process.env };
if (values.from !== undefined) env['FROM'] = values.from;
if (values.seeds !== undefined) env['SEEDS'] = values.seeds;
if (values.seed !== undefined) env['SEED'] = values.seed;
if (values.steps !== undefined) env['STEPS'] = values.steps;
const run = spawnSync('npx', ['vitest', 'run', 'tests/simulation'], { env, stdio: 'inherit' });
process.exit(run.status ?? 1);
