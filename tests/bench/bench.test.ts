/** Keeps `npm run bench` running, with small numbers. No time is asserted: that would say more of the machine than of us. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bench, targets, workloads } from './bench.ts';
import { smallPlan } from './plan.ts';
import { median, tableOf, type Row } from './table.ts';

/** Installed by the bench itself when somebody runs it; a test should not go and fetch it. */
const hasReference = existsSync(new URL('./peers/reference/node_modules', import.meta.url));
const chosen = targets.filter(({ name }) => name !== 'reference' || hasReference);
const said: string[] = [];
let rows: Row[];

beforeAll(async () => {
  rows = await bench(smallPlan, { workloads, targets: chosen }, (line) => said.push(line));
}, 300_000);

describe('the bench', () => {
  it('runs every workload on every target that it is for', () => {
    expect(said.filter((line) => line.startsWith('Without'))).toEqual([]);
    for (const { workload, runs } of rows) {
      const names = new Set([...runs.keys()].map((column) => column.split(',')[0]));
      const wanted = chosen.filter(({ name }) => workload.targets.includes(name));
      for (const { name } of wanted) expect(names, workload.name).toContain(name);
      for (const run of [...runs.values()].flat()) expect(run.figure).not.toBeNaN();
    }
  });

  it('loses nothing that was seen, and reads whole conversations', () => {
    const run = (workload: string, column: string) =>
      rows.find((row) => row.workload.name.includes(workload))!.runs.get(column)![0]!;
    for (const column of ['durable', 'parley']) {
      expect(run('kill', column).notes!['seen']).toBeGreaterThan(0);
      expect(run('kill', column).figure).toBe(0);
      expect(run('cold', column).notes!['messages read']).toBeGreaterThanOrEqual(200);
    }
  });

  it('prints a table', () => {
    const table = tableOf(rows);
    expect(table.match(/^### /gm)).toHaveLength(workloads.length);
    expect(table).toContain('| parley |');
  });
});

it('the median is the one in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
});
