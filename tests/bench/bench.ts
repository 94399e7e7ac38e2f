/**
 * Runs workloads against targets, alternating: one round goes through all targets before the next begins, so that a
 * machine that gets slower gets slower for everybody. Each run has a fresh server over an empty folder.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';
import { parley } from './targets/parley.ts';
import { reference } from './targets/reference.ts';
import { durable, relay } from './targets/relays.ts';
import type { Target } from './targets/target.ts';
import { back } from './workloads/back.ts';
import { coldOpen } from './workloads/cold-open.ts';
import { fullLoad } from './workloads/full-load.ts';
import { kill } from './workloads/kill.ts';
import { idle, stored } from './workloads/memory.ts';
import { steady } from './workloads/steady.ts';
import type { Run, Workload } from './workloads/workload.ts';

export const workloads: readonly Workload[] = [
  ...[steady, fullLoad, idle, stored, coldOpen, back, kill],
];
export const targets: readonly Target[] = [relay, durable, reference, parley];

/** `say` hears what is going on; a target that cannot run here is left out, with its sentence. */
export async function bench(
  plan: Plan,
  chosen: { workloads: readonly Workload[]; targets: readonly Target[] },
  say: (line: string) => void,
): Promise<Row[]> {
  const able = await prepared(chosen.targets, say);
  const rows: Row[] = [];
  for (const workload of chosen.workloads) {
    const runs = new Map<string, Run[]>();
    const rounds = Math.min(plan.rounds, workload.roundsMax ?? Infinity);
    for (let round = 1; round <= rounds; round++) {
      for (const target of able.filter(({ name }) => workload.targets.includes(name))) {
        say(`${workload.name}: ${target.name}, round ${round}`);
        for (const run of await once(workload, target, plan)) {
          runs.set(run.column, [...(runs.get(run.column) ?? []), run]);
        }
      }
    }
    rows.push({ workload, runs });
  }
  return rows;
}

async function prepared(all: readonly Target[], say: (line: string) => void): Promise<Target[]> {
  const able: Target[] = [];
  for (const target of all) {
    try {
      await target.prepare();
      able.push(target);
    } catch (error) {
      say(`Without ${target.name}: ${(error as Error).message}`);
    }
  }
  return able;
}

async function once(workload: Workload, target: Target, plan: Plan): Promise<Run[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const installation = await target.install(folder);
    try {
      return await workload.run(installation, plan, target.name);
    } finally {
      await installation.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
