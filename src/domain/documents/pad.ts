/**
 * What an agent's device may do to a pad. Looks at an update before anything of it is applied, because stock Yjs
 * applies first and throws later, keeps gaps for ever, and believes every count (RELIABILITY, preface and B32-B39).
 *
 * The check decodes lazily, wants every struct to stand on something known, in a place where an editor would put it,
 * and hands on a new encoding of what is new. It never changes the document. DESIGN 2 "Pads", T3.
 */
import * as Y from 'yjs';
import { limits } from '../limits.ts';
import { padRoot } from '../wire.ts';
import { placeStructs } from './pad-places.ts';

export type PadRefusal =
  | 'too-large'
  | 'unreadable' // not an update, or cut off (B33)
  | 'bad-struct' // no length, an impossible client or clock, sections out of order (B35)
  | 'foreign-root' // another root, or content that no editor puts there (B38, B39)
  | 'too-deep'
  | 'circle' // structs that stand on each other
  | 'future-delete'; // deletes what nobody has written yet (B37)

/**
 * `fine`: apply `update`, which holds only what the document lacks. `resync`: something before it is missing; answer
 * with sync step 1 and keep nothing (B36). `refused`: close with 4400.
 */
export type PadCheck =
  | { kind: 'fine'; update: Uint8Array }
  | { kind: 'resync' }
  | { kind: 'refused'; reason: PadRefusal };

/** Structs of one client that an update brings, oldest first and without holes. */
export type Run = readonly (Y.Item | Y.GC)[];

/** Yjs draws client ids from 32 bits; 0 and larger ones are made by hand (B35). */
const clientIdMax = 2 ** 32 - 1;
/** A clock beyond this took 2,000 million key strokes. */
const clockMax = 2 ** 31 - 1;

const refused = (reason: PadRefusal): PadCheck => ({ kind: 'refused', reason });

/**
 * Makes an empty pad. Its root is asked for at once, so that it is a fragment before any update names it.
 */
export function newPad(): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment(padRoot);
  return doc;
}

/** `bytes` as received; `doc` as the server holds it, from `newPad`. Pure: neither is changed. */
export function checkPadUpdate(doc: Y.Doc, bytes: Uint8Array): PadCheck {
  if (bytes.length > limits.padUpdateBytes) return refused('too-large');
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(bytes);
  } catch {
    return refused('unreadable');
  }
  const runs = runsOf(decoded.structs);
  if (runs === null) return refused('bad-struct');
  if (runs === 'gap') return { kind: 'resync' };

  const placed = placeStructs(doc, runs);
  if (placed === 'missing') return { kind: 'resync' };
  if (placed !== 'placed') return refused(placed);

  const deletes = checkDeletes(doc, runs, decoded.ds.clients);
  if (deletes) return refused(deletes);
  return { kind: 'fine', update: Y.diffUpdate(bytes, Y.encodeStateVector(doc)) };
}

/** True if nothing in the document waits for something that is missing: holds after every checked update. */
export function nothingPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}

/** True if an update says nothing at all: no structs, no deletes. */
export function isEmptyUpdate(bytes: Uint8Array): boolean {
  return bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;
}

/** The structs by client; null if they are no honest encoding; `gap` if the sender itself lacked something. */
function runsOf(structs: readonly unknown[]): Map<number, Run> | 'gap' | null {
  if (structs.length > limits.padStructsPerUpdate) return null;
  const runs = new Map<number, (Y.Item | Y.GC)[]>();
  let client = -1;
  let nextClock = 0;
  for (const struct of structs) {
    if (struct instanceof Y.Skip) return 'gap';
    if (!(struct instanceof Y.Item) && !(struct instanceof Y.GC)) return null;
    if (struct.id.client !== client) {
      client = struct.id.client;
      if (!isClient(client) || runs.has(client)) return null;
      runs.set(client, []);
      nextClock = struct.id.clock;
    }
    if (struct.length <= 0 || struct.id.clock !== nextClock) return null;
    nextClock += struct.length;
    if (nextClock > clockMax) return null;
    runs.get(client)!.push(struct);
  }
  return runs;
}

function checkDeletes(
  doc: Y.Doc,
  runs: ReadonlyMap<number, Run>,
  deletes: Map<number, { clock: number; len: number }[]>,
): PadRefusal | null {
  let count = 0;
  for (const [client, ranges] of deletes) {
    if (!isClient(client)) return 'bad-struct';
    count += ranges.length;
    if (count > limits.padDeletesPerUpdate) return 'too-large';
    const last = runs.get(client)?.at(-1);
    const end = Math.max(Y.getState(doc.store, client), last ? last.id.clock + last.length : 0);
    for (const { clock, len } of ranges) {
      if (len <= 0) return 'bad-struct';
      if (clock + len > end) return 'future-delete';
    }
  }
  return null;
}

function isClient(client: number): boolean {
  return client >= 1 && client <= clientIdMax;
}
