/** The network comes back for everybody in the same moment; each one has missed the last two messages. */
import { chatLine } from '../plan.ts';
import { fill, pause, seatAll, type Workload } from './workload.ts';

export const back: Workload = {
  name: '1,000 clients back at once, a client',
  unit: 'µs CPU',
  targets: ['relay', 'durable', 'reference', 'parley'],
  against: 'relay',
  async run(installation, { back: { clients, messages, missed } }, target) {
    const conversations = await installation.conversations(clients);
    const seats = await seatAll(conversations);
    await fill(seats, messages, () => chatLine);
    for (const { reader } of seats) reader.cut();
    let writers = seats.map((seat) => seat.writer);
    const comeBack = async () => {
      for (const writer of writers) writer.cut();
      await pause(500);
      const [before, startedAtMs] = [await installation.server.cpuMicros(), performance.now()];
      writers = await Promise.all(conversations.map((one) => one.writer(messages - missed)));
      const ms = performance.now() - startedAtMs;
      return { cpuMicros: (await installation.server.cpuMicros()) - before, ms };
    };
    // The first time is a server that has never seen this; it counts as a note.
    const first = await comeBack();
    const times = [await comeBack(), await comeBack(), await comeBack()];
    times.sort((a, b) => a.cpuMicros - b.cpuMicros);
    return [
      {
        column: target,
        figure: times[1]!.cpuMicros / clients,
        notes: {
          'all back after, ms': times[1]!.ms,
          'the first time, µs': first.cpuMicros / clients,
        },
      },
    ];
  },
};
