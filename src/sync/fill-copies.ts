/**
 * The first fill of a device: all copies it lacks in one stream, newest first (`GET /api/rooms`, DESIGN 7). Nothing is
 * remembered of how far it came: the feed says what is there, the heads say what is here, and the stream begins at the
 * newest one that is missing. So it goes on after a break, and costs nothing where nothing is missing.
 */
import { copyFrameReader, type CopyFrame } from '#domain/documents/copy-frames.ts';
import { readLogUpdate } from '#domain/documents/log.ts';
import type { CopyHeads } from './copy-heads.ts';
import type { Environment } from './environment.ts';
import type { Change, LocalStore } from './local-store.ts';

/** Written together: some 100 KB, a few milliseconds. */
const copiesAtOnce = 20;

export interface FillParts {
  environment: Environment;
  store: LocalStore;
  heads: CopyHeads;
  /** Bytes that may still be written. */
  room(): number;
  /** Rooms that are kept up to date anyway: what is written here could be older than what they write. */
  subscribed(): ReadonlySet<string>;
  /** Copies of these are on the device now. */
  stored(conversations: readonly string[]): void;
}

/** `missing`: rooms, with the revision of their rows. Ends when none is left, the stream ends, or there is no room. */
export async function fillCopies(
  parts: FillParts,
  missing: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const left = new Set(missing.keys());
  const newest = Math.max(...missing.values());
  const stopped = new AbortController();
  const path = `/api/rooms?since=${newest + 1}`;
  const either = AbortSignal.any([signal, stopped.signal]);
  const chunks = await parts.environment.stream?.(path, either);
  if (!chunks) return;
  const read = copyFrameReader();
  const batch: CopyFrame[] = [];
  for await (const chunk of chunks) {
    for (const frame of read(chunk)) {
      left.delete(frame.room);
      if (isWanted(parts, frame)) batch.push(frame);
      if (batch.length >= copiesAtOnce) await keep(parts, batch.splice(0));
    }
    if (signal.aborted || left.size === 0 || parts.room() <= 0) break;
  }
  await keep(parts, batch);
  stopped.abort();
}

/** More than is here, and what it says it is. A log only grows, so the longer copy of a room holds the shorter. */
function isWanted({ heads, subscribed }: FillParts, frame: CopyFrame): boolean {
  const { room, entries, bytes } = frame;
  if (subscribed().has(room) || heads.entriesOf(room) >= entries) return false;
  const carried = readLogUpdate(bytes);
  return carried !== null && carried.from === 0 && carried.count === entries;
}

async function keep(parts: FillParts, frames: readonly CopyFrame[]): Promise<void> {
  if (frames.length === 0) return;
  const usedAtMs = parts.environment.now();
  const changes = frames.flatMap(({ room, conversation, entries, bytes }): Change[] => {
    const head = { room, conversation, entries, usedAtMs, bytes: bytes.length };
    return [
      { table: 'copies', key: room, put: { room, bytes } },
      { table: 'copyHeads', key: room, put: head },
    ];
  });
  await parts.store.write(changes);
  for (const { room, conversation, entries, bytes } of frames) {
    parts.heads.put({ room, conversation, entries, usedAtMs, bytes: bytes.length });
  }
  parts.stored(frames.map(({ conversation }) => conversation));
}
