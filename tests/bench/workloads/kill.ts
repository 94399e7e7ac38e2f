/** `kill -9` in the middle of full load: what somebody had seen and the server no longer has. */
import { readAll } from '../targets/target.ts';
import { keepInFlight } from './full-load.ts';
import { pause, seatAll, type Workload } from './workload.ts';

export const kill: Workload = {
  name: '`kill -9` at full load: seen messages lost',
  unit: 'lost %',
  targets: ['durable', 'reference', 'parley'],
  against: 'durable',
  async run(installation, { kill: { conversations, inFlight, afterMs } }, target) {
    const all = await installation.conversations(conversations);
    const seats = await seatAll(all);
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
      const { messages } = await readAll(installation, all[i]!);
      const stored = new Set(messages.map(({ id }) => id));
      const ids = payloads
        .flatMap((payload) => installation.messagesIn(payload))
        .map(({ id }) => id);
      seen += ids.length;
      lost += ids.filter((id) => !stored.has(id)).length;
    }
    return [{ column: target, figure: (lost / seen) * 100, notes: { seen, lost } }];
  },
};
