/**
 * `npm run bench -- --only desk` measures the desk in Chromium instead (`desk/`); with `--data folder` what it filled is
 * kept, and used again the next time.
 *
 * `npm run bench [-- --small] [--only words] [--targets relay,parley] [--rounds n]`: our server against the floors and
 * the reference, in one run, on loopback. What the figures mean is in `docs/performance.md`.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchDesk } from './desk/desk.ts';
import { bench, targets, workloads } from './bench.ts';
import { realDesk, realPlan, smallDesk, smallPlan } from './plan.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    targets: { type: 'string', default: targets.map(({ name }) => name).join(',') },
    rounds: { type: 'string' },
    data: { type: 'string' },
  },
});

if (values.only === 'desk') {
  const plan = values.small ? smallDesk : realDesk;
  const figures = await benchDesk(plan, (line) => console.error(line), values.data ?? null);
  for (const { what, is, wanted } of figures)
    console.log(`${what}: ${is} (wanted ${wanted || '-'})`);
  process.exit(0);
}

const plan = { ...(values.small ? smallPlan : realPlan) };
if (values.rounds) plan.rounds = Number(values.rounds);
const names = values.targets.split(',');

const rows = await bench(
  plan,
  {
    workloads: workloads.filter(({ name }) => name.includes(values.only)),
    targets: targets.filter(({ name }) => names.includes(name)),
  },
  (line) => console.error(line),
);
const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
console.log(`${machine}, ${plan.rounds} round${plan.rounds === 1 ? '' : 's'}.\n`);
console.log(tableOf(rows));
// Sockets of the last workload may still be closing.
process.exit(0);
