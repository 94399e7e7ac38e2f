/** From runs to the table people read: medians over the rounds, and how they stand to each other. Pure. */
import type { Run, Workload } from './workloads/workload.ts';

export interface Row {
  workload: Workload;
  /** Runs of all rounds, by column. */
  runs: Map<string, Run[]>;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Markdown: one line a column, with its figure, its ratio, its spread and its notes. */
export function tableOf(rows: Row[]): string {
  return rows.map(rowText).join('\n');
}

function rowText({ workload, runs }: Row): string {
  const base = median((runs.get(workload.against) ?? []).map((run) => run.figure));
  const head = `### ${workload.name} (${workload.unit})\n\n| | median | against ${workload.against} | lowest - highest | |\n| - | -: | -: | - | - |`;
  const lines = [...runs].map(([column, all]) => {
    const figures = all.map((run) => run.figure);
    const figure = median(figures);
    const ratio = base > 0 ? `${(figure / base).toFixed(2)} x` : '-';
    const spread = `${number(Math.min(...figures))} - ${number(Math.max(...figures))}`;
    return `| ${column} | ${number(figure)} | ${ratio} | ${spread} | ${notesOf(all)} |`;
  });
  return [head, ...lines, ''].join('\n');
}

function notesOf(runs: Run[]): string {
  const names = Object.keys(runs[0]?.notes ?? {});
  return names
    .map((name) => `${name}: ${number(median(runs.map((run) => run.notes?.[name] ?? NaN)))}`)
    .join('; ');
}

/** Three digits that mean something. */
function number(value: number): string {
  if (Number.isNaN(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
