/** What a conversation costs while nothing happens in it: open, or only stored. */
import { chatLine } from '../plan.ts';
import { fill, inGroups, pause, seatAll, type Workload } from './workload.ts';

/**
 * One person's socket each. Counted between two sizes, so that what a server needs anyway does not count. RSS after
 * full collections: what has to be there. The note says what is there before them: V8 keeps pages it once needed, and
 * the more garbage a rush of openings makes, the more pages.
 */
export const idle: Workload = {
  name: 'memory of an open idle conversation',
  unit: 'KiB',
  targets: ['relay', 'durable', 'reference', 'parley'],
  against: 'relay',
  roundsMax: 1,
  async run(installation, { idle: { before, conversations, idleMs } }, target) {
    // All are made by a process of its own: what making them leaves behind is no part of keeping them open.
    const all = await installation.conversations(before + conversations);
    await installation.restart('stop');
    await inGroups(all.slice(0, before), (one) => one.writer(0));
    const first = await installation.server.memory();
    await inGroups(all.slice(before), (one) => one.writer(0));
    await pause(idleMs);
    const then = await installation.server.memory();
    const kib = (bytes: number) => bytes / 1024 / conversations;
    return [
      {
        column: target,
        figure: kib(then.rss - first.rss),
        notes: {
          'in V8, KiB': kib(then.heapUsed - first.heapUsed + then.external - first.external),
          'before collecting, KiB': kib(then.asItIs - first.asItIs),
        },
      },
    ];
  },
};

/**
 * Conversations that were talked in and left. Counted against the same server just started over an empty store;
 * ours and the durable one start again over the full one, while the reference keeps going, since leaving a room is
 * how it unloads. In V8, because RSS also holds what the load before has left behind.
 */
export const stored: Workload = {
  name: 'memory of a stored conversation that nobody has open',
  unit: 'KiB',
  targets: ['durable', 'reference', 'parley'],
  against: 'durable',
  roundsMax: 1,
  async run(installation, { stored: { conversations, messages } }, target) {
    await installation.restart('stop');
    const empty = await installation.server.memory();
    const all = await installation.conversations(conversations);
    for (let i = 0; i < all.length; i += 100) {
      const seats = await seatAll(all.slice(i, i + 100));
      await fill(seats, messages, () => chatLine);
      for (const { writer, reader } of seats) {
        writer.cut();
        reader.cut();
      }
    }
    const warm = await installation.server.memory();
    await installation.restart('stop');
    const full = await installation.server.memory();
    const used = (memory: typeof full) => memory.heapUsed + memory.external;
    const kib = (bytes: number) => bytes / 1024 / conversations;
    return [
      {
        column: target,
        figure: kib(used(full) - used(empty)),
        notes: { 'without starting again, KiB': kib(used(warm) - used(empty)) },
      },
    ];
  },
};
