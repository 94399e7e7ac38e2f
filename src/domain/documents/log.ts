/**
 * The document of a log room: one root array, written by client 1, entry *n* is the item with clock *n* (DESIGN 2).
 *
 * The server never holds such a document. It writes the bytes that `Y.encodeStateAsUpdate` of a real one would give
 * (Yjs update format v1: yjs `INTERNALS.md` and `encoding.js`), so that any two servers say the same for the same
 * rows. Browsers read it with the functions at the end. This file and `pad.ts` alone know Yjs' keys.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { logRoot } from '../wire.ts';
import { encodeEntries } from './entry-bytes.ts';

/** The only client that ever writes a log document. */
const logClient = 1;

const itemWithAny = 8; // ref of ContentAny
const hasOrigin = 0x80; // bit 8 of `info`: the item stands right of another one, whose root it shares
const parentIsRoot = 1;

/** An id, an author and three times take more than this. */
const entryBytesMin = 64;

/** What a client that lacks nothing is answered: no structs, no deletes. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

/**
 * The update that carries entries `from`, `from + 1` ... : `count` of them, which follow each other in `bytes`
 * as `encodeEntries` writes them. Applies to any copy that has at least `from` entries.
 */
export function updateOf(from: number, count: number, bytes: Uint8Array): Uint8Array {
  if (count === 0) return emptyUpdate;
  const head = updateHead(from, count);
  // The last byte stays 0: no deletes.
  const update = new Uint8Array(head.length + bytes.length + 1);
  update.set(head);
  update.set(bytes, head.length);
  return update;
}

/** What stands in an update before the entries themselves; behind them comes a 0, no deletes. */
export function updateHead(from: number, count: number): Uint8Array {
  const head = encoding.createEncoder();
  encoding.writeVarUint(head, 1); // clients
  encoding.writeVarUint(head, 1); // structs: one item, however many entries
  encoding.writeVarUint(head, logClient);
  encoding.writeVarUint(head, from);
  if (from === 0) {
    encoding.writeUint8(head, itemWithAny);
    encoding.writeVarUint(head, parentIsRoot);
    encoding.writeVarString(head, logRoot);
  } else {
    encoding.writeUint8(head, itemWithAny | hasOrigin);
    encoding.writeVarUint(head, logClient);
    encoding.writeVarUint(head, from - 1);
  }
  encoding.writeVarUint(head, count);
  return encoding.toUint8Array(head);
}

/** The update that carries these entries; byte for byte what a real document's would be. */
export function encodeLogUpdate(from: number, texts: readonly string[]): Uint8Array {
  return updateOf(from, texts.length, encodeEntries(texts).bytes);
}

/**
 * The entries that an update claims to carry, if it could be one of ours: one item of the log's client and no deletes,
 * or nothing at all. Null for anything else. Only equal bytes prove that it *is* ours.
 */
export function readLogUpdate(bytes: Uint8Array): { from: number; count: number } | null {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(bytes);
  } catch {
    return null;
  }
  const { structs, ds } = decoded;
  if (ds.clients.size > 0 || structs.length > 1) return null;
  const item: unknown = structs[0];
  if (item === undefined) return { from: 0, count: 0 };
  if (!(item instanceof Y.Item) || item.id.client !== logClient) return null;
  // A few bytes that claim a whole log are not worth reading it for.
  if (item.length * entryBytesMin > bytes.length) return null;
  return { from: item.id.clock, count: item.length };
}

/* ------------------------------------------------------------------ in the browser */

/**
 * The entries in the bytes of a copy, without making a document of them: for reading thousands of copies. Null where the
 * bytes are no copy of a log.
 */
export function entriesInCopy(bytes: Uint8Array): unknown[] | null {
  try {
    const { structs, ds } = Y.decodeUpdate(bytes);
    if (ds.clients.size > 0) return null;
    return structs.flatMap((item) => {
      const isOurs = item instanceof Y.Item && item.id.client === logClient;
      if (!isOurs || !(item.content instanceof Y.ContentAny)) throw new Error('not a log');
      return item.content.arr as unknown[];
    });
  } catch {
    return null;
  }
}

/** The entries of a log document in order, as plain objects. `from` skips those already known. */
export function entriesOf(doc: Y.Doc, from = 0): unknown[] {
  const entries = doc.getArray(logRoot);
  return from === 0 ? entries.toArray() : entries.slice(Math.min(from, entries.length));
}

/** How many entries the copy has, by its state vector. */
export function entryCountOf(doc: Y.Doc): number {
  return Y.getState(doc.store, logClient);
}

/**
 * True if this copy can only have come from the server and holds exactly `n` entries: state vector `{1: n}` (empty
 * for none), nothing deleted, nothing pending. Any other copy is dropped and synced again (DESIGN 2).
 */
export function isCleanCopy(doc: Y.Doc, n: number): boolean {
  const { store } = doc;
  if (store.pendingStructs !== null || store.pendingDs !== null) return false;
  if (store.clients.size !== (n === 0 ? 0 : 1)) return false;
  if (entryCountOf(doc) !== n) return false;
  return (store.clients.get(logClient) ?? []).every((item) => !item.deleted);
}
