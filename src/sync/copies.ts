/**
 * Copies of conversations, so that they open, and are found, without network: all that are open and those closed in the
 * last 90 days, the newest first, up to 500 MB (SPEC O9, DESIGN 7). The leading tab fetches, one after the other and
 * behind everything else, whatever the feed says its copy lacks; where very much is lacking, in one stream first.
 *
 * A log document's state vector is `{1: entries}`, so nothing needs to be loaded to ask for the rest.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { entryCountOf } from '#domain/documents/log.ts';
import { limits } from '#domain/limits.ts';
import type { Summary } from '#domain/model.ts';
import { isKeptOnDevices } from '#domain/rules/copy-window.ts';
import { messageType } from '#domain/wire.ts';
import { CopyHeads } from './copy-heads.ts';
import type { Environment } from './environment.ts';
import type { KeptFeed } from './feed.ts';
import { fillCopies } from './fill-copies.ts';
import type { Line } from './line.ts';
import type { CopyHead, LocalStore } from './local-store.ts';
import { applyCopy, dropCopy, putCopy } from './log-room.ts';

/** Beyond the window, what was read last stays a while. */
const spareMost = 200;
/** From here on one stream costs less than asking room by room. */
const streamFrom = 40;
/** A conversation in full swing is copied when it pauses, not at every message. */
const settleMs = 2_000;
/** The window moves by itself, a day at a time. */
const lookAgainMs = 60 * 60_000;
const syncWithinMs = 20_000;
const syncStep2 = 1;

export interface CopiesParts {
  environment: Environment;
  store: LocalStore;
  feed: KeptFeed;
  /** ms to add to the device's clock. */
  clockOffsetMs(): number;
  /** Rooms that are kept up to date anyway. */
  subscribed(): ReadonlySet<string>;
  /** Copies of these are on the device now. */
  stored(conversations: readonly string[]): void;
}

/** Returns the end of it. */
export function keepCopies(parts: CopiesParts, line: Line): () => void {
  const { environment, store, feed } = parts;
  const stopped = new AbortController();
  let heads: CopyHeads | null = null;
  let isRunning = false;
  let changedMeanwhile = false;
  let cancel: (() => void) | null = null;
  let cancelLook = () => {};

  const soon = () => {
    changedMeanwhile = true;
    if (stopped.signal.aborted || isRunning || !feed.isCaughtUp.current) return;
    cancel ??= environment.timer(settleMs, () => {
      cancel = null;
      void run();
    });
  };
  const later = () => {
    cancelLook = environment.timer(lookAgainMs, () => {
      later();
      soon();
    });
  };

  /** Fetches what is behind now; what changes meanwhile is the next run's. */
  const run = async () => {
    isRunning = true;
    changedMeanwhile = false;
    try {
      heads ??= await CopyHeads.in(store);
      await fetchAll(heads);
    } catch {
      // The store, or the line; the next change tries again.
    }
    isRunning = false;
    if (changedMeanwhile) soon();
  };

  const fetchAll = async (known: CopyHeads) => {
    const wanted = newestOf(feed, environment.now() + parts.clockOffsetMs());
    const room = () => limits.copiesBytes - known.bytes;
    const isBehind = ({ room: name, entries }: Summary) =>
      known.entriesOf(name) < entries && !parts.subscribed().has(name);
    const missing = wanted.filter((summary) => !known.has(summary.room) && isBehind(summary));
    if (missing.length >= streamFrom && environment.stream) {
      const revs = missing.map(({ room: name, id }): [string, number] => [
        name,
        feed.revOf('conversation', id) ?? 0,
      ]);
      const fill = { ...parts, heads: known, room };
      await fillCopies(fill, new Map(revs), stopped.signal).catch(() => {});
    }
    for (const summary of wanted.filter(isBehind)) {
      if (stopped.signal.aborted || line.session.current === null || room() <= 0) break;
      const head = await fetchCopy(parts, line, summary).catch(() => null);
      if (head === null) continue;
      known.put(head);
      parts.stored([head.conversation]);
    }
    await evict(known, new Set(wanted.map((summary) => summary.room)), room);
  };

  /** Rooms that have another name, or none, go at once; others when they are too many or too large. */
  const evict = async (known: CopyHeads, wanted: ReadonlySet<string>, room: () => number) => {
    const drop = async (name: string) => {
      known.drop(name);
      await dropCopy(store, name);
    };
    const isNamed = (head: CopyHead) =>
      feed.row('conversation', head.conversation)?.room === head.room;
    for (const head of known.all()) if (!isNamed(head)) await drop(head.room);
    const spare = known
      .all()
      .filter(({ room: name }) => !wanted.has(name) && !parts.subscribed().has(name))
      .toSorted((a, b) => b.usedAtMs - a.usedAtMs);
    for (const [index, head] of spare.entries()) {
      if (index >= spareMost || room() < 0) await drop(head.room);
    }
  };

  const ends = [feed.isCaughtUp.subscribe(soon), feed.onChange(soon)];
  soon();
  later();
  return () => {
    stopped.abort();
    cancel?.();
    cancelLook();
    for (const end of ends) end();
  };
}

/** Open ones before closed ones, then by activity. */
function newestOf(feed: KeptFeed, nowMs: number): Summary[] {
  const rank = ({ status }: Summary) => (status === 'open' ? 0 : 1);
  return [...feed.table('conversation').current.values()]
    .filter((summary) => isKeptOnDevices(summary, nowMs))
    .toSorted((a, b) => rank(a) - rank(b) || b.activeAtMs - a.activeAtMs);
}

/** Opens the room for one question and one answer. */
async function fetchCopy(
  { environment, store }: CopiesParts,
  line: Line,
  summary: Summary,
): Promise<CopyHead | null> {
  const copy = await store.get('copies', summary.room);
  const doc = new Y.Doc();
  try {
    if (copy !== undefined && !applyCopy(doc, copy.bytes)) {
      await dropCopy(store, summary.room);
      return null;
    }
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
    if (!applyCopy(doc, update)) return null;
    const bytes = Y.encodeStateAsUpdate(doc);
    const { room, id: conversation } = summary;
    const entries = entryCountOf(doc);
    const usedAtMs = environment.now();
    await putCopy(store, { room, bytes }, conversation, entries, usedAtMs);
    return { room, conversation, entries, usedAtMs, bytes: bytes.length };
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
