/** Figures for Prometheus: what is counted by the core, and how the process is. `/metrics`. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
  sockets(): number;
  rooms(): number;
  queued(): number;
}

export interface Metrics {
  count(what: string, amount?: number): void;
  group(ms: number, entries: number): void;
  text(): Promise<string>;
}

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counted = new Counter({
    name: 'parley_events_total',
    help: 'What the server counted, by a closed set of words: refusals, closes, repairs.',
    labelNames: ['what'],
    registers,
  });
  const entries = new Counter({
    name: 'parley_entries_total',
    help: 'Entries put to accept.',
    registers,
  });
  const groups = new Histogram({
    name: 'parley_group_seconds',
    help: 'From the first entry of a group to its last answer.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
    registers,
  });
  for (const [name, help] of [
    ['sockets', 'Open sockets.'],
    ['rooms', 'Open rooms.'],
    ['queued', 'Entries waiting for the next group.'],
  ] as const) {
    new Gauge({
      name: `parley_${name}`,
      help,
      registers,
      collect() {
        this.set(gauges[name]());
      },
    });
  }
  return {
    count: (what, amount = 1) => counted.inc({ what }, amount),
    group(ms, count) {
      groups.observe(ms / 1000);
      entries.inc(count);
    },
    text: () => registry.metrics(),
  };
}
