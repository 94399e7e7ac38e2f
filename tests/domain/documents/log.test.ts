/** The hand-written log updates against real Yjs: byte for byte, for any entries in any batches. DESIGN 2. */
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { encodeEntries } from '#domain/documents/entry-bytes.ts';
import {
  encodeLogUpdate,
  entriesOf,
  entryCountOf,
  isCleanCopy,
  readLogUpdate,
  updateOf,
} from '#domain/documents/log.ts';
import { logRoot } from '#domain/wire.ts';

const words = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed()),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '\u0001', 'é', '😀', '\u2028'),
    maxLength: 99,
  }),
  fc.nat(40_000).map((length) => 'x'.repeat(length)),
  fc.nat(9_000).map((length) => 'ü'.repeat(length)),
);
const value = fc.oneof(
  words,
  fc.integer(),
  fc.double(),
  fc.constantFrom(2 ** 31, -(2 ** 31), 0, -1, 63, 64, 8_191, 8_192, 2 ** 53),
  fc.jsonValue({ maxDepth: 3 }),
);
/** JSON objects as a log may hold them, with every kind of number and character, and some with many keys. */
const entry = fc
  .dictionary(
    fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'),
    value,
    { maxKeys: 150 },
  )
  .map((object) =>
    JSON.stringify({ ...object, id: 'e', acceptedAtMs: 1_795_000_000_123, n: -0.5 }),
  );
const log = fc.array(entry, { maxLength: 40 });
/** Where a log is cut into batches. */
const cuts = fc.array(fc.nat(40), { maxLength: 6 });

/** The document that a real Yjs server would have, written in these batches. */
function realDocument(texts: readonly string[], at: readonly number[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  for (const batch of batchesOf(texts, at)) {
    doc.getArray(logRoot).push(batch.map((text) => JSON.parse(text) as unknown));
  }
  return doc;
}

function batchesOf(texts: readonly string[], at: readonly number[]): string[][] {
  const ends = [...new Set([...at.filter((cut) => cut < texts.length), texts.length])];
  ends.sort((a, b) => a - b);
  return ends.map((end, index) => texts.slice(index === 0 ? 0 : ends[index - 1], end));
}

describe('a log update', () => {
  it('is byte-identical with what a real document encodes, whatever the batches', () => {
    fc.assert(
      fc.property(log, cuts, fc.nat(40), (texts, at, start) => {
        const doc = realDocument(texts, at);
        expect(encodeLogUpdate(0, texts)).toEqual(Y.encodeStateAsUpdate(doc));
        const from = Math.min(start, texts.length);
        const stateVector = Y.encodeStateVector(new Map([[1, from]]));
        const real = Y.encodeStateAsUpdate(doc, from === 0 ? undefined : stateVector);
        expect(encodeLogUpdate(from, texts.slice(from))).toEqual(real);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a client that synced elsewhere further, as if nothing had changed', () => {
    fc.assert(
      fc.property(log, cuts, cuts, (texts, there, here) => {
        const half = Math.floor(texts.length / 2);
        const client = new Y.Doc();
        Y.applyUpdate(client, Y.encodeStateAsUpdate(realDocument(texts.slice(0, half), there)));
        let from = half;
        for (const batch of batchesOf(texts.slice(half), here)) {
          Y.applyUpdate(client, encodeLogUpdate(from, batch));
          from += batch.length;
        }
        expect(entriesOf(client)).toEqual(texts.map((text) => JSON.parse(text) as unknown));
        expect(isCleanCopy(client, texts.length)).toBe(true);
        expect(Y.encodeStateAsUpdate(client)).toEqual(encodeLogUpdate(0, texts));
      }),
      { numRuns: 200 },
    );
  });

  it('can be put together from encoded entries, and told from any other', () => {
    const texts = ['a', 'b'].map((id) => JSON.stringify({ id, text: id.repeat(60) }));
    const { bytes, ends } = encodeEntries(texts);
    expect([bytes.length, ends.length]).toEqual([ends.at(-1), 2]);
    expect(updateOf(3, 2, bytes)).toEqual(encodeLogUpdate(3, texts));
    expect(readLogUpdate(updateOf(3, 2, bytes))).toEqual({ from: 3, count: 2 });
    expect(readLogUpdate(Uint8Array.of(0, 0))).toEqual({ from: 0, count: 0 });

    const foreign = new Y.Doc();
    foreign.getArray(logRoot).push([{ id: 'x' }]);
    expect(readLogUpdate(Y.encodeStateAsUpdate(foreign))).toBeNull();
    expect(readLogUpdate(bytes.subarray(0, 5))).toBeNull();
    // Forty bytes that claim a log of a thousand are not worth reading it for.
    const claims = Array.from({ length: 1_000 }, () => 'null');
    expect(readLogUpdate(encodeLogUpdate(0, claims))).toBeNull();
  });
});

describe('a clean copy', () => {
  const texts = ['{"id":"a"}', '{"id":"b"}', '{"id":"c"}'];
  const copy = () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, encodeLogUpdate(0, texts));
    return doc;
  };

  it('has exactly the entries that it says', () => {
    expect(isCleanCopy(copy(), 3)).toBe(true);
    expect(isCleanCopy(copy(), 2)).toBe(false);
    expect(isCleanCopy(new Y.Doc(), 0)).toBe(true);
    expect(entryCountOf(copy())).toBe(3);
    expect(entriesOf(copy(), 2)).toEqual([{ id: 'c' }]);
    expect(entriesOf(copy(), 9)).toEqual([]);
  });

  it('was written by nobody else', () => {
    const doc = copy();
    doc.getMap('other').set('a', 1);
    expect(isCleanCopy(doc, 3)).toBe(false);
  });

  it('has lost nothing', () => {
    const doc = copy();
    doc.getArray(logRoot).delete(1, 1);
    expect(isCleanCopy(doc, 3)).toBe(false);
  });

  it('waits for nothing', () => {
    const doc = copy();
    Y.applyUpdate(doc, encodeLogUpdate(5, ['{"id":"f"}']));
    expect(entryCountOf(doc)).toBe(3);
    expect(isCleanCopy(doc, 3)).toBe(false);
  });
});
