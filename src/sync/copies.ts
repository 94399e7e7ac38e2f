/**
 * Copies of the newest conversations, so that they open without network (SPEC O9, DESIGN 7). The leading tab fetches,
 * one after the other and behind everything else, whatever the feed says its copy lacks.
 *
 * A log document's state vector is `{1: entries}`, so nothing needs to be loaded to ask for the rest. Bulk download
 * (`GET /api/rooms?since=`) would replace the first fill, not this.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { entryCountOf } from '#domain/documents/log.ts';
import type { Summary } from '#domain/model.ts';
import { messageType } from '#domain/wire.ts';
import type { Environment } from './environment.ts';
import type { KeptFeed } from './feed.ts';
import type { Line } from './line.ts';
import type { CopyHead, LocalStore } from './local-store.ts';
import { applyCopy, dropCopy, putCopy } from './log-room.ts';

const copiesMost = 200;
/** A conversation in full swing is copied when it pauses, not at every message. */
const settleMs = 2_000;
const syncWithinMs = 20_000;
const syncStep2 = 1;

export interface CopiesParts {
  environment: Environment;
  store: LocalStore;
  feed: KeptFeed;
  /** Rooms that are kept up to date anyway. */
  subscribed(): ReadonlySet<string>;
}

/** Returns the end of it. */
export function keepCopies(parts: CopiesParts, line: Line): () => void {
  const { environment, store, feed } = parts;
  let stopped = false;
  let isRunning = false;
  let changedMeanwhile = false;
  let cancel: (() => void) | null = null;

  const soon = () => {
    changedMeanwhile = true;
    if (stopped || isRunning || !feed.isCaughtUp.current) return;
    cancel ??= environment.timer(settleMs, () => {
      cancel = null;
      void run();
    });
  };

  /** Fetches what is behind now; what changes meanwhile is the next run's. */
  const run = async () => {
    isRunning = true;
    changedMeanwhile = false;
    const heads = new Map((await store.all('copyHeads').catch(() => [])).map((h) => [h.room, h]));
    const wanted = newestOf(feed);
    for (const summary of wanted) {
      if (stopped || line.session.current === null) break;
      const isBehind = (heads.get(summary.room)?.entries ?? 0) < summary.entries;
      if (!isBehind || parts.subscribed().has(summary.room)) continue;
      await fetchCopy(parts, line, summary).catch(() => {});
    }
    await evict([...heads.values()], new Set(wanted.map((summary) => summary.room)));
    isRunning = false;
    if (changedMeanwhile) soon();
  };

  const evict = async (heads: readonly CopyHead[], wanted: ReadonlySet<string>) => {
    const spare = heads
      .filter(({ room }) => !wanted.has(room) && !parts.subscribed().has(room))
      .toSorted((a, b) => b.usedAtMs - a.usedAtMs);
    for (const { room } of spare.slice(Math.max(0, copiesMost - wanted.size))) {
      await dropCopy(store, room);
    }
  };

  const ends = [feed.isCaughtUp.subscribe(soon), feed.onChange(soon)];
  soon();
  return () => {
    stopped = true;
    cancel?.();
    for (const end of ends) end();
  };
}

/** Open ones before closed ones, then by activity. */
function newestOf(feed: KeptFeed): Summary[] {
  const summaries = [...feed.table('conversation').current.values()];
  const rank = ({ status }: Summary) => (status === 'open' ? 0 : 1);
  return summaries
    .toSorted((a, b) => rank(a) - rank(b) || b.activeAtMs - a.activeAtMs)
    .slice(0, copiesMost);
}

/** Opens the room for one question and one answer. */
async function fetchCopy(
  { environment, store }: CopiesParts,
  line: Line,
  summary: Summary,
): Promise<void> {
  const copy = await store.get('copies', summary.room);
  const doc = new Y.Doc();
  try {
    if (copy !== undefined && !applyCopy(doc, copy.bytes))
      return await dropCopy(store, summary.room);
    const update = await new Promise<Uint8Array>((resolve, reject) => {
      const channel = line.openChannel(summary.room, {
        onData(message) {
          const answer = updateIn(message);
          if (answer === null) return;
          finish();
          resolve(answer);
        },
        onClose(code) {
          cancel();
          reject(new Error(`closed with ${code}`));
        },
      });
      const finish = () => {
        cancel();
        channel.close();
      };
      const cancel = environment.timer(syncWithinMs, () => {
        finish();
        reject(new Error('no answer'));
      });
      channel.send(question(doc));
    });
    if (!applyCopy(doc, update)) return;
    const bytes = Y.encodeStateAsUpdate(doc);
    await putCopy(
      store,
      { room: summary.room, bytes },
      summary.id,
      entryCountOf(doc),
      environment.now(),
    );
  } finally {
    doc.destroy();
  }
}

function question(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.sync);
  syncProtocol.writeSyncStep1(encoder, doc);
  return encoding.toUint8Array(encoder);
}

/** The update of a sync step 2; null for any other message. */
function updateIn(message: Uint8Array): Uint8Array | null {
  const decoder = decoding.createDecoder(message);
  if (decoding.readVarUint(decoder) !== messageType.sync) return null;
  return decoding.readVarUint(decoder) === syncStep2 ? decoding.readVarUint8Array(decoder) : null;
}
