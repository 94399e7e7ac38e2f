/**
 * A conversation of 1,000 messages is opened that no process has in memory. Compared with reading as many stored
 * bytes by name and sending them: less than that nobody can do. Ours once on a shared line and once on a socket of its
 * own, because only the first may be sent packed bytes.
 */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { encodeLogUpdate } from '#domain/documents/log.ts';
import { messageId } from '../../support/ids.ts';
import { variedLine } from '../plan.ts';
import type { ParleyInstallation } from '../targets/parley.ts';
import { blobLine, type DurableInstallation } from '../targets/relays.ts';
import { readAll, type Conversation, type Installation, type Message } from '../targets/target.ts';
import { fill, seatAll, type Run, type Workload } from './workload.ts';

export const coldOpen: Workload = {
  name: 'cold open of 1,000 messages',
  unit: 'µs CPU',
  targets: ['durable', 'reference', 'parley'],
  against: 'stored bytes',
  async run(installation, { cold: { conversations, messages } }, target) {
    const all = await installation.conversations(conversations);
    const seats = await seatAll(all);
    await fill(seats, messages, variedLine);
    for (const { writer, reader } of seats) {
      writer.cut();
      reader.cut();
    }
    const alone = (one: Conversation) => readAll(installation, one);
    // The reference loses what it has not stored yet. It unloads a room when the last one leaves, and merges its
    // updates when it is opened again: that much it is given before it is measured.
    if (target === 'reference') for (const one of all) await alone(one);
    else await installation.restart('stop');
    const runs = [await openAll(installation, target, all, alone)];
    if (target === 'durable') {
      runs.push(...(await openBlobs(installation as DurableInstallation, messages, all.length)));
    }
    if (target === 'parley') {
      runs[0]!.column = 'parley, a socket each';
      await installation.restart('stop');
      const line = await (installation as ParleyInstallation).sharedLine();
      runs.push(
        await openAll(installation, target, all, async (one) => {
          const { first, firstSyncBytes } = await line.open(one, 0);
          return { bytes: firstSyncBytes, messages: installation.messagesIn(first) };
        }),
      );
    }
    return runs;
  },
};

interface Opened {
  bytes: number;
  messages: Message[];
}

/** Half of them first, unmeasured: a server's code is warm long before all its conversations are. */
async function openAll<One>(
  installation: Installation,
  column: string,
  all: One[],
  open: (one: One) => Promise<Opened>,
): Promise<Run> {
  const half = Math.floor(all.length / 2);
  for (const one of all.slice(0, half)) await open(one);
  const before = await installation.server.cpuMicros();
  const opened: Opened[] = [];
  for (const one of all.slice(half)) opened.push(await open(one));
  const cpuMicros = (await installation.server.cpuMicros()) - before;
  const sum = (of: (one: Opened) => number) => opened.reduce((total, one) => total + of(one), 0);
  const bytes = sum((one) => one.bytes);
  return {
    column,
    figure: cpuMicros / opened.length,
    notes: {
      'messages read': sum(({ messages }) => messages.length) / opened.length,
      'bytes sent': bytes / opened.length,
      'of the gzipped JSON':
        bytes / sum(({ messages }) => gzipSync(JSON.stringify(messages)).length),
    },
  };
}

/** The bytes are those of our own room: what a stock client is sent. */
async function openBlobs(installation: DurableInstallation, messages: number, count: number) {
  const names = Array.from({ length: count }, (_, i) => `blob-${i}`);
  const bytes = encodeLogUpdate(
    0,
    Array.from({ length: messages }, (_, i) => entryText(i)),
  );
  installation.storeBlobs(new Map(names.map((name) => [name, bytes])));
  const { port } = installation.server;
  const opened = (column: string, read: (name: string) => Promise<Uint8Array>) =>
    openAll(installation, column, names, async (name) => ({
      bytes: (await read(name)).length,
      messages: [],
    }));
  const line = await blobLine(port);
  return [
    await opened('stored bytes', line.read),
    await opened('stored bytes, a socket each', async (name) => {
      const own = await blobLine(port);
      const read = await own.read(name);
      own.cut();
      return read;
    }),
  ];
}

/** An entry as our rows hold it, for its size. */
function entryText(n: number): string {
  const seal = randomBytes(16).toString('base64url');
  const times = { acceptedAtMs: 1_795_000_000_000 + n, writtenAtMs: 1_795_000_000_000 + n };
  const by = { by: 'visitor/019a9f3e-5c00-7000-8000-0123456789ab', channel: 'chat' };
  return JSON.stringify({
    id: messageId(),
    kind: 'message',
    ...by,
    ...times,
    text: variedLine(n),
    seal,
  });
}
