/**
 * Where each struct of a pad update would stand, found without applying it: under the root, in an element, in a text,
 * or nowhere any more. The half of `pad.ts` that knows how Yjs resolves origins and parents (`Item.getMissing`).
 *
 * An editor's document has one shape: blocks under the root and in blocks, words and marks in texts, attributes on
 * blocks. Anything else would reach every colleague's editor, so it is refused here (T3, B38, B39).
 */
import * as Y from 'yjs';
import { limits } from '../limits.ts';
import { padRoot } from '../wire.ts';
import type { PadRefusal, Run } from './pad.ts';

/** `gone`: its surroundings were deleted and collected; Yjs will keep only its length. */
type Place =
  | { under: 'root' | 'element' | 'text'; attribute: string | null; depth: number }
  | { under: 'gone' };

const gone: Place = { under: 'gone' };

/** One client's structs with how far they have been placed. `known`: clocks below it can be stood on. */
interface Progress {
  client: number;
  run: Run;
  places: Place[];
  known: number;
  /** Somebody waits for this one: meeting it again is a circle. */
  waiting: boolean;
}

/**
 * Places every struct that `doc` lacks. `missing`: one stands on something that neither the document nor the update
 * has. Linear in structs: each client's run is walked once, whoever waits for it.
 */
export function placeStructs(
  doc: Y.Doc,
  runs: ReadonlyMap<number, Run>,
): 'placed' | 'missing' | PadRefusal {
  const all = new Map<number, Progress>();
  for (const [client, run] of runs) {
    const known = Y.getState(doc.store, client);
    if (run[0]!.id.clock > known) return 'missing';
    all.set(client, { client, run, places: [], known, waiting: false });
  }
  for (const progress of all.values()) {
    const outcome = placeRun(doc, all, progress);
    if (outcome !== 'placed') return outcome;
  }
  return 'placed';
}

/** Walks one run to its end, and others as far as it needs them. */
function placeRun(
  doc: Y.Doc,
  all: ReadonlyMap<number, Progress>,
  first: Progress,
): 'placed' | 'missing' | PadRefusal {
  const stack = [{ progress: first, until: Infinity }];
  first.waiting = true;
  while (stack.length > 0) {
    const { progress, until } = stack.at(-1)!;
    const struct = progress.run[progress.places.length];
    if (struct === undefined || progress.known > until) {
      progress.waiting = false;
      stack.pop();
      continue;
    }
    const needed = firstUnknown(doc, all, struct, progress.known);
    if (needed === null) {
      const place = placeOf(doc, all, struct, progress.known);
      const refusal = refusalAt(place, struct, progress.known);
      if (refusal) return refusal;
      progress.places.push(place);
      progress.known = Math.max(progress.known, struct.id.clock + struct.length);
      continue;
    }
    const other = all.get(needed.client);
    const end = other?.run.at(-1);
    if (!other || !end || end.id.clock + end.length <= needed.clock) return 'missing';
    if (other.waiting) return 'circle';
    other.waiting = true;
    stack.push({ progress: other, until: needed.clock });
  }
  return 'placed';
}

/** The first thing this struct stands on that is not known yet. What the document has already needs nothing. */
function firstUnknown(
  doc: Y.Doc,
  all: ReadonlyMap<number, Progress>,
  struct: Y.Item | Y.GC,
  known: number,
): Y.ID | null {
  if (struct instanceof Y.GC || struct.id.clock + struct.length <= known) return null;
  const parent = struct.parent as unknown;
  for (const id of [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id && id.clock >= (all.get(id.client)?.known ?? Y.getState(doc.store, id.client))) {
      return id;
    }
  }
  return null;
}

/** Mirrors `Item.getMissing`: the left neighbour decides, then the right one, then the parent that is named. */
function placeOf(
  doc: Y.Doc,
  all: ReadonlyMap<number, Progress>,
  struct: Y.Item | Y.GC,
  known: number,
): Place {
  if (struct instanceof Y.GC) return gone;
  if (struct.id.clock + struct.length <= known) return gone;
  const left = struct.origin ? placeAt(doc, all, struct.origin) : null;
  const right = struct.rightOrigin ? placeAt(doc, all, struct.rightOrigin) : null;
  if (left?.under === 'gone' || right?.under === 'gone') return gone;
  const parent = struct.parent as unknown;
  if (typeof parent === 'string') {
    // A root is told by its name; another name is as foreign as the wrong content (B38).
    const attribute = parent === padRoot ? struct.parentSub : parent;
    return { under: 'root', attribute, depth: 0 };
  }
  if (parent instanceof Y.ID) return placeInside(doc, all, parent, struct.parentSub);
  return left ?? right ?? gone;
}

/** The place of the struct that holds this clock. */
function placeAt(doc: Y.Doc, all: ReadonlyMap<number, Progress>, id: Y.ID): Place {
  const fromUpdate = structInUpdate(doc, all, id);
  if (fromUpdate) return fromUpdate.place;
  const item = structInDoc(doc, id);
  return item instanceof Y.Item ? placeInDoc(item) : gone;
}

/** The place of something whose parent is the struct at this clock. */
function placeInside(
  doc: Y.Doc,
  all: ReadonlyMap<number, Progress>,
  id: Y.ID,
  attribute: string | null,
): Place {
  const fromUpdate = structInUpdate(doc, all, id);
  const holder = fromUpdate?.struct ?? structInDoc(doc, id);
  const place = fromUpdate?.place ?? (holder instanceof Y.Item ? placeInDoc(holder) : gone);
  if (!(holder instanceof Y.Item) || place.under === 'gone') return gone;
  const { content } = holder;
  if (!(content instanceof Y.ContentType)) return gone;
  const under = content.type instanceof Y.XmlText ? 'text' : 'element';
  return { under, attribute, depth: place.depth + 1 };
}

function structInUpdate(
  doc: Y.Doc,
  all: ReadonlyMap<number, Progress>,
  id: Y.ID,
): { struct: Y.Item | Y.GC; place: Place } | null {
  const progress = all.get(id.client);
  if (!progress || id.clock < Y.getState(doc.store, id.client)) return null;
  const index = Y.findIndexSS(progress.run as (Y.Item | Y.GC)[], id.clock);
  return { struct: progress.run[index]!, place: progress.places[index]! };
}

function structInDoc(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC {
  const structs = doc.store.clients.get(id.client)!;
  return structs[Y.findIndexSS(structs, id.clock)]!;
}

function placeInDoc(item: Y.Item): Place {
  const parent = item.parent as Y.AbstractType<unknown> | null;
  if (parent === null) return gone;
  let depth = 0;
  for (let at = parent._item; at !== null; depth++) {
    at = (at.parent as Y.AbstractType<unknown> | null)?._item ?? null;
  }
  const under =
    parent._item === null ? 'root' : parent instanceof Y.XmlText ? 'text' : ('element' as const);
  return { under, attribute: item.parentSub, depth };
}

/** Whether an editor would put this content there; null if so. What is known already was judged when it came. */
function refusalAt(place: Place, struct: Y.Item | Y.GC, known: number): PadRefusal | null {
  if (struct instanceof Y.GC || struct.id.clock + struct.length <= known) return null;
  const { content } = struct;
  if (content instanceof Y.ContentDeleted) return null;
  if (place.under === 'gone') return isKnownContent(content) ? null : 'foreign-root';
  if (place.depth > limits.padDepth) return 'too-deep';
  if (place.attribute !== null) {
    const fits =
      place.under !== 'root' &&
      isName(place.attribute) &&
      content instanceof Y.ContentAny &&
      content.arr.length === 1 &&
      isPlain(content.arr[0]);
    return fits ? null : 'foreign-root';
  }
  const isWords = content instanceof Y.ContentString || isMark(content);
  const fits = place.under === 'text' ? isWords : isBlock(content);
  return fits ? null : 'foreign-root';
}

function isKnownContent(content: Y.Item['content']): boolean {
  return content instanceof Y.ContentString || content instanceof Y.ContentAny
    ? true
    : isMark(content) || isBlock(content);
}

function isBlock(content: Y.Item['content']): boolean {
  if (!(content instanceof Y.ContentType)) return false;
  const type: unknown = content.type;
  if (type instanceof Y.XmlElement) return isName(type.nodeName);
  return type instanceof Y.XmlText;
}

function isMark(content: Y.Item['content']): boolean {
  return content instanceof Y.ContentFormat && isName(content.key) && isPlain(content.value);
}

function isName(name: unknown): boolean {
  return (
    typeof name === 'string' &&
    name.length <= limits.padNameCharacters &&
    name !== '__proto__' &&
    name !== 'constructor'
  );
}

/** A JSON value, not too deep, made of own keys only: a key `__proto__` becomes a prototype when decoded (T48). */
function isPlain(value: unknown, depth = 0): boolean {
  if (depth > limits.padValueDepth) return false;
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every((one) => isPlain(one, depth + 1));
  if (typeof value !== 'object') return typeof value !== 'bigint';
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(([key, one]) => isName(key) && isPlain(one, depth + 1));
}
