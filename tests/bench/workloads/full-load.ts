/** As much as it takes: every conversation always has 8 messages under way. */
import { chatLine } from '../plan.ts';
import { pause, seatAll, type Pair, type Workload } from './workload.ts';

export const fullLoad: Workload = {
  name: 'full load, 8 in flight, a message',
  unit: 'µs CPU',
  targets: ['relay', 'durable', 'reference', 'parley'],
  against: 'relay',
  async run(installation, { full: { conversations, inFlight, warmMs, forMs } }, target) {
    const seats = await seatAll(await installation.conversations(conversations));
    const load = keepInFlight(seats, inFlight);
    await pause(warmMs);
    const [before, seenBefore, startedAtMs] = [
      await installation.server.cpuMicros(),
      load.seen(),
      performance.now(),
    ];
    await pause(forMs);
    const cpuMicros = (await installation.server.cpuMicros()) - before;
    const messages = load.seen() - seenBefore;
    const seconds = (performance.now() - startedAtMs) / 1000;
    load.end();
    return [
      {
        column: target,
        figure: cpuMicros / messages,
        notes: {
          'messages/s': messages / seconds,
          'of a core used': cpuMicros / 1e6 / seconds,
        },
      },
    ];
  },
};

/** Each message seen lets the next one go. */
export function keepInFlight(seats: Pair[], inFlight: number) {
  let seen = 0;
  let going = true;
  for (const { writer, reader } of seats) {
    reader.onSeen = (count) => {
      seen += count;
      for (let i = 0; going && i < count; i++) writer.say(chatLine);
    };
    for (let i = 0; i < inFlight; i++) writer.say(chatLine);
  }
  return { seen: () => seen, end: () => (going = false) };
}
