/** `kill -9` in the middle of full load: what somebody had seen and the server no longer has. */
import { keepInFlight } from './full-load.ts';
import { inGroups, pause, type Workload } from './workload.ts';

export const kill: Workload = {
  name: '`kill -9` at full load: seen messages lost',
  unit: 'lost %',
  targets: ['durable', 'reference', 'parley'],
  against: 'durable',
  async run(installation, { kill: { conversations, inFlight, afterMs } }, target) {
    const all = await installation.conversations(conversations);
    const seats = await inGroups(all, async (one) => ({
      writer: await one.writer(0),
      reader: await one.reader(0),
    }));
    const load = keepInFlight(seats, inFlight);
    const heard = seats.map(({ reader }) => {
      const payloads: Uint8Array[] = [];
      const count = reader.onSeen;
      reader.onSeen = (messages, payload) => {
        payloads.push(Uint8Array.from(payload));
        count(messages, payload);
      };
      return payloads;
    });
    await pause(afterMs);
    load.end();
    await installation.restart('kill');
    let seen = 0;
    let lost = 0;
    for (const [i, payloads] of heard.entries()) {
      const stored = await installation.stored(all[i]!);
      const ids = payloads.flatMap((payload) => installation.idsIn(payload));
      seen += ids.length;
      lost += ids.filter((id) => !stored.has(id)).length;
    }
    return [{ column: target, figure: (lost / seen) * 100, notes: { seen, lost } }];
  },
};
