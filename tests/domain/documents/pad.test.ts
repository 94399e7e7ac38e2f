/** Pad updates: what honest editors send passes with its whole effect, and nothing else reaches the document. T3. */
import * as encoding from 'lib0/encoding';
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { checkPadUpdate, newPad, nothingPending, type PadCheck } from '#domain/documents/pad.ts';
import { padRoot } from '#domain/wire.ts';

/** A pad with two paragraphs, and a device that has it. */
function pad(): { server: Y.Doc; device: Y.Doc; first: Y.XmlElement } {
  const server = newPad();
  const device = new Y.Doc();
  device.clientID = 100;
  const text = device.getXmlFragment(padRoot);
  text.insert(0, [paragraph('Dear Eva,'), paragraph('all is well.')]);
  Y.applyUpdate(server, Y.encodeStateAsUpdate(device));
  return { server, device, first: text.get(0) as Y.XmlElement };
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

/** What a device sends for one change. */
function change(doc: Y.Doc, run: () => void): Uint8Array {
  let update: Uint8Array | null = null;
  const listen = (bytes: Uint8Array): void => void (update = bytes);
  doc.on('update', listen);
  doc.transact(run);
  doc.off('update', listen);
  if (!update) throw new Error('nothing changed');
  return update;
}

function take(server: Y.Doc, bytes: Uint8Array): PadCheck {
  const check = checkPadUpdate(server, bytes);
  if (check.kind === 'fine') Y.applyUpdate(server, check.update);
  return check;
}

/** The check's word, and the proof that nothing changed. */
function refusal(server: Y.Doc, bytes: Uint8Array): string {
  const before = Y.encodeStateAsUpdate(server);
  const check = checkPadUpdate(server, bytes);
  expect(Y.encodeStateAsUpdate(server)).toEqual(before);
  expect(nothingPending(server)).toBe(true);
  return check.kind === 'refused' ? check.reason : check.kind;
}

/** An update written by hand: structs of one client, then deletes. */
function handmade(
  client: number,
  clock: number,
  structs: ((encoder: encoding.Encoder) => void)[],
  deletes: [client: number, clock: number, len: number][] = [],
  structCount = structs.length,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, structs.length > 0 ? 1 : 0);
  if (structs.length > 0) {
    encoding.writeVarUint(encoder, structCount);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const write of structs) write(encoder);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const [who, from, len] of deletes) {
    encoding.writeVarUint(encoder, who);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, from);
    encoding.writeVarUint(encoder, len);
  }
  return encoding.toUint8Array(encoder);
}

const string = (root: string, words: string) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 4);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, root);
  encoding.writeVarString(encoder, words);
};
/** A block inside the block at that clock of the same client; -1 for the root. */
const blockIn = (client: number, clock: number) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 7);
  encoding.writeVarUint(encoder, clock < 0 ? 1 : 0);
  if (clock < 0) encoding.writeVarString(encoder, padRoot);
  else {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  encoding.writeVarUint(encoder, 3);
  encoding.writeVarString(encoder, 'ul');
};
const collected = (length: number) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, length);
};

describe('an honest device', () => {
  it('types, formats, splits, deletes and undoes, and the pad follows', () => {
    const { server, device, first } = pad();
    const undo = new Y.UndoManager(device.getXmlFragment(padRoot));
    const text = first.get(0) as Y.XmlText;
    const changes = [
      () => text.insert(5, 'est'),
      () => text.format(0, 4, { bold: true }),
      () => first.setAttribute('level', 2 as never),
      () => device.getXmlFragment(padRoot).insert(1, [paragraph('How are you?')]),
      () => device.getXmlFragment(padRoot).delete(2, 1),
    ];
    for (const run of changes) expect(take(server, change(device, run)).kind).toBe('fine');
    expect(
      take(
        server,
        change(device, () => undo.undo()),
      ).kind,
    ).toBe('fine');
    // Not the bytes: a device keeps deleted content for its own undo, the server does not.
    expect(server.getXmlFragment(padRoot).toString()).toBe(
      device.getXmlFragment(padRoot).toString(),
    );
    expect(Y.encodeStateVector(server)).toEqual(Y.encodeStateVector(device));
  });

  it('[B32] may send nothing, what is known already, and deletes of what is deleted', () => {
    const { server, device } = pad();
    const deleted = change(device, () => device.getXmlFragment(padRoot).delete(0, 1));
    expect(take(server, deleted).kind).toBe('fine');
    const before = Y.encodeStateAsUpdate(server);
    for (const bytes of [Uint8Array.of(0, 0), Y.encodeStateAsUpdate(device), deleted]) {
      expect(take(server, bytes).kind).toBe('fine');
    }
    expect(Y.encodeStateAsUpdate(server)).toEqual(before);
  });

  it('[B34] has trailing bytes passed over: only what was said is kept', () => {
    const { server, device, first } = pad();
    const update = change(device, () => (first.get(0) as Y.XmlText).insert(0, 'My '));
    const check = checkPadUpdate(server, Uint8Array.of(...update, 9, 9, 9));
    expect(check).toEqual({ kind: 'fine', update });
  });

  it('two of them, offline and out of step, end with the same words for any script', () => {
    const step = fc.record({
      who: fc.nat(1),
      kind: fc.constantFrom('insert', 'delete', 'bold', 'split', 'join', 'sync', 'undo'),
      at: fc.nat(60),
      words: fc.string({ minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (script) => {
        const { server } = pad();
        const devices = [7, 8].map((client) => {
          const doc = new Y.Doc();
          doc.clientID = client;
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), 'server');
          return { doc, undo: new Y.UndoManager(doc.getXmlFragment(padRoot)) };
        });
        const sync = ({ doc }: (typeof devices)[0]) => {
          const theirs = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
          expect(take(server, theirs).kind).toBe('fine');
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'server');
        };
        for (const { who, kind, at, words } of script) {
          const device = devices[who]!;
          if (kind === 'sync') sync(device);
          else if (kind === 'undo') device.undo.undo();
          else edit(device.doc, kind, at, words);
        }
        for (const device of [...devices, ...devices]) sync(device);
        const [a, b] = devices.map(({ doc }) => doc.getXmlFragment(padRoot).toString());
        expect(a).toBe(b);
        expect(server.getXmlFragment(padRoot).toString()).toBe(a);
        expect(nothingPending(server)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

function edit(doc: Y.Doc, kind: string, at: number, words: string): void {
  const root = doc.getXmlFragment(padRoot);
  if (root.length === 0) root.insert(0, [paragraph(words)]);
  const index = at % root.length;
  const text = (root.get(index) as Y.XmlElement).get(0) as Y.XmlText | undefined;
  if (kind === 'join') return root.delete(index, 1);
  if (kind === 'split' || !text) return root.insert(index, [paragraph(words)]);
  const place = text.length === 0 ? 0 : at % text.length;
  if (kind === 'insert') text.insert(place, words);
  if (kind === 'delete' && text.length > 0) text.delete(place, Math.min(3, text.length - place));
  if (kind === 'bold' && text.length > 0) text.format(place, 1, { bold: true });
}

describe('a hostile device', () => {
  it('[B33] sends an update cut off anywhere', () => {
    const { server, device, first } = pad();
    const update = change(device, () => (first.get(0) as Y.XmlText).insert(0, 'My '));
    for (let length = 0; length < update.length; length++) {
      expect(refusal(server, update.subarray(0, length))).toBe('unreadable');
    }
  });

  it('[B35] borrows impossible clients, or writes structs without length or number', () => {
    const { server } = pad();
    expect(refusal(server, handmade(0, 0, [string(padRoot, 'x')]))).toBe('bad-struct');
    const top = Number.MAX_SAFE_INTEGER;
    expect(refusal(server, handmade(top, 0, [string(padRoot, 'x')]))).toBe('bad-struct');
    expect(refusal(server, handmade(5, 0, [collected(0)]))).toBe('bad-struct');
    expect(refusal(server, handmade(5, 0, [string(padRoot, '')]))).toBe('bad-struct');
    const many = handmade(5, 0, [collected(1)], [], 30_000_000);
    expect(refusal(server, many)).toBe('unreadable');
    expect(refusal(server, handmade(5, 2 ** 31, [collected(1)]))).toBe('bad-struct');
  });

  it('[B36] leaves gaps: they are asked about, and nothing is kept', () => {
    const { server, device, first } = pad();
    const text = first.get(0) as Y.XmlText;
    change(device, () => text.insert(0, 'a'));
    const later = change(device, () => text.insert(1, 'b'));
    expect(refusal(server, later)).toBe('resync');
    for (let clock = 1; clock < 200; clock++) {
      expect(refusal(server, handmade(6, clock * 3, [collected(1)]))).toBe('resync');
    }
    // A gap inside, as mergeUpdates writes it.
    const holed = Y.mergeUpdates([handmade(6, 0, [collected(1)]), handmade(6, 5, [collected(1)])]);
    expect(refusal(server, holed)).toBe('resync');
  });

  it('[B37] deletes what nobody has written yet', () => {
    const { server } = pad();
    expect(refusal(server, handmade(1, 0, [], [[100, 10_000, 5]]))).toBe('future-delete');
    expect(refusal(server, handmade(1, 0, [], [[4_242, 0, 1]]))).toBe('future-delete');
    expect(refusal(server, handmade(1, 0, [], [[0, 0, 1]]))).toBe('bad-struct');
    expect(refusal(server, handmade(1, 0, [], [[100, 0, 0]]))).toBe('bad-struct');
    const ranges = handmade(
      1,
      0,
      [],
      Array.from({ length: 30_000 }, () => [100, 0, 1]),
    );
    expect(refusal(server, ranges)).toBe('too-large');
  });

  it('[B38] writes another root, or the root as another kind', () => {
    const { server } = pad();
    const other = new Y.Doc();
    other.getXmlFragment('other').insert(0, [paragraph('x')]);
    expect(refusal(server, Y.encodeStateAsUpdate(other))).toBe('foreign-root');
    for (const write of [
      (doc: Y.Doc) => doc.getText(padRoot).insert(0, 'x'),
      (doc: Y.Doc) => doc.getMap(padRoot).set('x', 1),
      (doc: Y.Doc) => doc.getArray(padRoot).push([1]),
    ]) {
      const doc = new Y.Doc();
      write(doc);
      expect(refusal(server, Y.encodeStateAsUpdate(doc))).toBe('foreign-root');
    }
    const roots = Array.from({ length: 20_000 }, (_, index) => string(`root${index}`, 'x'));
    expect(refusal(server, handmade(9, 0, roots))).toBe('too-large');
    expect(refusal(server, handmade(9, 0, roots.slice(0, 2_000)))).toBe('foreign-root');
  });

  it('[B38] cannot smuggle words beside a block by standing on its neighbour', () => {
    const { server, device, first } = pad();
    const origin = (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 4 | 0x80);
      encoding.writeVarUint(encoder, device.clientID);
      encoding.writeVarUint(encoder, first._item!.id.clock);
      encoding.writeVarString(encoder, 'words where blocks belong');
    };
    expect(refusal(server, handmade(9, 0, [origin]))).toBe('foreign-root');
  });

  it('[B39] puts in sub-documents, binaries, too much, or too deep', () => {
    const { server } = pad();
    const put = (write: (text: Y.XmlText, root: Y.XmlFragment) => void): Uint8Array => {
      const doc = new Y.Doc();
      const root = doc.getXmlFragment(padRoot);
      const element = paragraph('x');
      root.insert(0, [element]);
      write(element.get(0) as Y.XmlText, root);
      return Y.encodeStateAsUpdate(doc);
    };
    expect(
      refusal(
        server,
        put((text) => text.insertEmbed(0, new Y.Doc() as never)),
      ),
    ).toBe('foreign-root');
    expect(
      refusal(
        server,
        put((text) => text.insertEmbed(0, { image: 'x' })),
      ),
    ).toBe('foreign-root');
    const binary = put((_, root) =>
      (root.get(0) as Y.XmlElement).setAttribute('a', new Uint8Array(9) as never),
    );
    expect(refusal(server, binary)).toBe('foreign-root');
    expect(
      refusal(
        server,
        put((text) => text.insert(0, 'x'.repeat(5_000_000))),
      ),
    ).toBe('too-large');
    const nested = Array.from({ length: 15_000 }, (_, depth) => blockIn(9, depth - 1));
    expect(refusal(server, handmade(9, 0, nested))).toBe('too-deep');
  });

  it('[T48] names attributes and marks after prototypes', () => {
    const { server } = pad();
    const doc = new Y.Doc();
    const element = paragraph('x');
    doc.getXmlFragment(padRoot).insert(0, [element]);
    element.setAttribute('__proto__', 'x');
    expect(refusal(server, Y.encodeStateAsUpdate(doc))).toBe('foreign-root');
  });

  it('lets two structs stand on each other', () => {
    const { server } = pad();
    const leans = (client: number, clock: number) => (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 4 | 0x80);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, 'x');
    };
    expect(refusal(server, handmade(9, 0, [leans(9, 0)]))).toBe('circle');
    expect(refusal(server, handmade(9, 0, [leans(9, 1), leans(9, 0)]))).toBe('circle');
  });

  it('[T3] leaves the pad encodable and equal after 20,000 mutated updates beside an honest typist', () => {
    const { server, device, first } = pad();
    const text = first.get(0) as Y.XmlText;
    const random = mulberry(20261120);
    let mutations = 0;
    while (mutations < 20_000) {
      const honest = change(device, () => {
        if (text.length > 40) text.delete(0, 20);
        else text.insert(Math.floor(random() * text.length), 'ab');
      });
      for (let i = 0; i < 100; i++, mutations++) {
        const check = checkPadUpdate(server, mutated(honest, random));
        // What passes the check must be harmless: applied to a copy it leaves nothing pending and can be encoded.
        if (check.kind !== 'fine') continue;
        const copy = newPad();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(server));
        Y.applyUpdate(copy, check.update);
        expect(nothingPending(copy)).toBe(true);
        Y.encodeStateAsUpdate(copy);
        copy.getXmlFragment(padRoot).toString();
      }
      expect(take(server, honest).kind).toBe('fine');
    }
    expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(device));
  });
});

function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i++) {
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  }
  return random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}

/** A small seeded generator (mulberry32), so that a failure can be had again. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
