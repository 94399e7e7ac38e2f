/** An ordinary busy hour: messages come one by one, at chance moments, over many conversations. */
import { chatLine } from '../plan.ts';
import { pause, seatAll, until, type Workload } from './workload.ts';

export const steady: Workload = {
  name: '500 messages/s over 1,000 conversations, a message',
  unit: 'µs CPU',
  targets: ['relay', 'durable', 'reference', 'parley'],
  against: 'relay',
  async run(installation, { steady: { conversations, perSecond, warmMs, forMs } }, target) {
    const seats = await seatAll(await installation.conversations(conversations));
    const saidAtMs: number[][] = seats.map(() => []);
    const delaysMs: number[] = [];
    let seen = 0;
    seats.forEach(({ reader }, i) => {
      reader.onSeen = (count) => {
        seen += count;
        for (let k = 0; k < count; k++) delaysMs.push(performance.now() - saidAtMs[i]!.shift()!);
      };
    });
    const chance = seeded(42);
    let said = 0;
    const talk = async (ms: number) => {
      const endsAtMs = performance.now() + ms;
      let nextAtMs = performance.now();
      while (performance.now() < endsAtMs) {
        for (
          ;
          nextAtMs <= performance.now();
          nextAtMs += (-Math.log(1 - chance()) * 1000) / perSecond
        ) {
          const i = Math.floor(chance() * seats.length);
          saidAtMs[i]!.push(performance.now());
          seats[i]!.writer.say(chatLine);
          said += 1;
        }
        await pause(1);
      }
      await until(() => seen >= said, 'the last messages to be seen');
    };
    await talk(warmMs);
    const [before, saidBefore] = [await installation.server.cpuMicros(), said];
    delaysMs.length = 0;
    await talk(forMs);
    const cpuMicros = (await installation.server.cpuMicros()) - before;
    delaysMs.sort((a, b) => a - b);
    const at = (share: number) => delaysMs[Math.floor(delaysMs.length * share)] ?? NaN;
    return [
      {
        column: target,
        figure: cpuMicros / (said - saidBefore),
        notes: { 'seen after, median ms': at(0.5), 'seen after, p99 ms': at(0.99) },
      },
    ];
  },
};

/** mulberry32: the same moments for everybody. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
