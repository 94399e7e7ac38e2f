/**
 * Hostile Yjs updates, for pads (which agents may write) and for log rooms (which nobody may). RELIABILITY preface, T1,
 * T3, B32-B39. `me` is the attacker's own client; the
 * typist's is borrowed where that is the attack.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { contentShapes } from './contents.ts';
import { broken, harmless, ignored, resync, type UpdateShape } from './shape.ts';
import {
  any,
  collected,
  deleted,
  item,
  paragraph,
  skip,
  text,
  type,
  update,
  type Bytes,
  type ClientRun,
} from './yjs-bytes.ts';

const honest = (me: number): Bytes => update({ runs: [paragraph(me, 0, 'honest words')] });
const run = (me: number, ...structs: ClientRun['structs']): Bytes =>
  update({ runs: [{ client: me, clock: 0, structs }] });

/** Numbers, holes and deletes; what is written there is in `contents.ts`. */
export const updateShapes: UpdateShape[] = [
  ...contentShapes,
  /* B32: what honest clients send all the time */
  {
    id: 'B32',
    name: 'an empty update',
    bytes: () => update({}),
    must: ignored,
    saysNothing: true,
  },
  {
    id: 'B32',
    name: 'deletes of what is deleted already',
    bytes: ({ me }) => [
      update({ runs: [paragraph(me, 0, 'gone')], deletes: [{ client: me, ranges: [[2, 4]] }] }),
      update({ deletes: [{ client: me, ranges: [[2, 4]] }] }),
    ],
    must: ignored,
  },
  {
    id: 'B32',
    name: 'structs that are known already',
    bytes: ({ me }) => [honest(me), honest(me)],
    must: ignored,
  },

  /* B33, B34: cut and padded */
  {
    id: 'B33',
    name: 'an update cut by one byte',
    bytes: ({ me }) => honest(me).slice(0, -1),
    must: broken,
  },
  {
    id: 'B33',
    name: 'an update cut in the middle',
    bytes: ({ me }) => honest(me).slice(0, 9),
    must: broken,
  },
  { id: 'B33', name: 'one byte', bytes: () => Uint8Array.of(1), must: broken },
  { id: 'B33', name: 'no byte', bytes: () => new Uint8Array(), must: broken },
  {
    id: 'B34',
    name: 'an update with a kilobyte behind it',
    bytes: ({ me }) => Buffer.concat([honest(me), Buffer.alloc(1024, 0xff)]),
    must: harmless,
  },

  /* B35: numbers that lie */
  {
    id: 'B35',
    name: 'client id 0',
    bytes: () => update({ runs: [paragraph(0, 0, 'nobody')] }),
    must: broken,
  },
  {
    id: 'B35',
    name: 'client id 2^53 - 1',
    bytes: () => update({ runs: [paragraph(2 ** 53 - 1, 0, 'everybody')] }),
    must: broken,
  },
  {
    id: 'B35',
    name: 'text of length 0',
    bytes: ({ me }) => run(me, text({ root: 'text' }, '')),
    must: broken,
  },
  {
    id: 'B35',
    name: 'any of length 0',
    bytes: ({ me }) => run(me, any({ root: 'text' }, [])),
    must: broken,
  },
  {
    id: 'B35',
    name: 'deleted content of length 0',
    bytes: ({ me }) => run(me, deleted({ root: 'text' }, 0)),
    must: broken,
  },
  { id: 'B35', name: 'collected length 0', bytes: ({ me }) => run(me, collected(0)), must: broken },
  { id: 'B35', name: 'skip of length 0', bytes: ({ me }) => run(me, skip(0)), must: harmless },
  {
    id: 'B35',
    name: '30,000,000 structs announced in 7 bytes',
    bytes: ({ me }) =>
      update({ runs: [{ client: me, clock: 0, structs: [], saidCount: 30_000_000 }] }),
    must: broken,
  },
  {
    id: 'B35',
    name: '2^53 - 1 clients announced',
    bytes: () => update({ saidClients: 2 ** 53 - 1 }),
    must: broken,
  },
  {
    id: 'B35',
    name: 'collected length of 2^52',
    bytes: ({ me }) => run(me, collected(2 ** 52)),
    must: harmless,
  },
  {
    id: 'B35',
    name: 'a clock near 2^53',
    bytes: ({ me }) => update({ runs: [paragraph(me, 2 ** 53 - 10, 'late')] }),
    must: harmless,
  },
  {
    id: 'B35',
    name: 'any with 2^40 elements announced',
    bytes: ({ me }) =>
      run(
        me,
        item('any', { root: 'text' }, (encoder) => encoding.writeVarUint(encoder, 2 ** 40)),
      ),
    must: broken,
  },

  /* B36: holes */
  {
    id: 'B36',
    name: 'a gap before the first struct',
    bytes: ({ me }) => update({ runs: [paragraph(me, 5, 'too early')] }),
    must: resync,
  },
  {
    id: 'B36',
    name: 'two gaps',
    bytes: ({ me }) => update({ runs: [paragraph(me, 5, 'one'), paragraph(me + 1, 7, 'two')] }),
    must: resync,
  },
  {
    id: 'B36',
    name: 'a skip between structs',
    bytes: ({ me }) =>
      run(me, type({ root: 'text' }, 3, 'paragraph'), skip(4), text({ parent: [me, 0] }, 'x')),
    must: harmless,
  },
  {
    id: 'B36',
    name: '50 gapped updates',
    bytes: ({ me }) =>
      Array.from({ length: 50 }, (_, i) =>
        update({ runs: [paragraph(me, 100 + i * 100, 'too early')] }),
      ),
    must: { kind: 'harmless' },
  },
  {
    id: 'B36',
    name: 'stands right of what never was',
    bytes: ({ me }) => run(me, text({ origin: [777, 3] }, 'lost')),
    must: resync,
  },
  {
    id: 'B36',
    name: 'stands inside what never was',
    bytes: ({ me }) => run(me, text({ parent: [777, 3] }, 'lost')),
    must: resync,
  },
  {
    id: 'B36',
    name: 'two that stand right of each other',
    bytes: ({ me }) =>
      update({
        runs: [
          { client: me, clock: 0, structs: [text({ origin: [me + 1, 0] }, 'a')] },
          { client: me + 1, clock: 0, structs: [text({ origin: [me, 0] }, 'b')] },
        ],
      }),
    must: harmless,
  },
  {
    id: 'B36',
    name: 'stands inside itself',
    bytes: ({ me }) => run(me, type({ parent: [me, 0] }, 3, 'paragraph')),
    must: harmless,
  },

  /* B37: deleting */
  {
    id: 'B37',
    name: "deletes of a typist's future",
    bytes: ({ typist }) =>
      update({ deletes: [{ client: typist.client, ranges: [[typist.clock + 100, 1_000_000]] }] }),
    must: broken,
  },
  {
    id: 'B37',
    name: "deletes that begin in a typist's past and end in the future",
    bytes: ({ typist }) =>
      update({ deletes: [{ client: typist.client, ranges: [[typist.clock, 2 ** 31]] }] }),
    must: broken,
  },
  {
    id: 'B37',
    name: 'deletes of somebody who never was',
    bytes: () => update({ deletes: [{ client: 777, ranges: [[0, 1_000]] }] }),
    must: harmless,
  },
  {
    id: 'B37',
    name: '100,000 delete ranges',
    bytes: () =>
      update({
        deletes: [
          {
            client: 777,
            ranges: Array.from({ length: 100_000 }, (_, i): [number, number] => [i * 2, 1]),
          },
        ],
      }),
    must: broken,
  },
  {
    id: 'B37',
    name: 'a delete of length 0',
    bytes: ({ typist }) => update({ deletes: [{ client: typist.client, ranges: [[0, 0]] }] }),
    must: harmless,
  },

  /* The preface: borrowed ids */
  {
    id: 'T3',
    name: "words under a typist's own client id, further on",
    bytes: ({ typist }) =>
      update({ runs: [paragraph(typist.client, typist.clock + 50, 'not mine')] }),
    must: resync,
  },
  {
    id: 'T3',
    name: 'an update in format v2',
    bytes: () => {
      const doc = new Y.Doc();
      doc.getXmlFragment('text').insert(0, [new Y.XmlElement('paragraph')]);
      return Y.encodeStateAsUpdateV2(doc);
    },
    must: harmless,
  },
];
