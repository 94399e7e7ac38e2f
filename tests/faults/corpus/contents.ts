/**
 * Content that no editor puts into a pad: other roots, values where blocks belong, sub-documents, depth, keys that become
 * prototypes. RELIABILITY B38, B39, T48.
 */
import * as encoding from 'lib0/encoding';
import { broken, type UpdateShape } from './shape.ts';
import {
  any,
  item,
  paragraph,
  text,
  type,
  update,
  type Bytes,
  type ClientRun,
} from './yjs-bytes.ts';

const run = (me: number, ...structs: ClientRun['structs']): Bytes =>
  update({ runs: [{ client: me, clock: 0, structs }] });
const inside = (me: number, ...structs: ClientRun['structs']): Bytes =>
  run(me, type({ root: 'text' }, 3, 'paragraph'), ...structs);

function nested(me: number, depth: number): Bytes {
  return run(
    me,
    ...Array.from({ length: depth }, (_, i) =>
      type(i === 0 ? { root: 'text' } : { parent: [me, i - 1] }, 3, 'blockquote'),
    ),
  );
}

function nestedAny(me: number, depth: number): Bytes {
  return inside(
    me,
    item('any', { parent: [me, 0], key: 'deep' }, (encoder) => {
      encoding.writeVarUint(encoder, 1);
      for (let i = 0; i < depth; i++) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1));
      encoding.writeAny(encoder, null);
    }),
  );
}

export const contentShapes: UpdateShape[] = [
  /* B38: roots */
  {
    id: 'B38',
    name: 'another root',
    bytes: ({ me }) => run(me, text({ root: 'elsewhere' }, 'smuggled')),
    must: broken,
  },
  {
    id: 'B38',
    name: "the root of a log: 'entries'",
    bytes: ({ me }) =>
      run(me, any({ root: 'entries' }, [{ id: 'x', kind: 'message', by: 'agent/ana' }])),
    must: broken,
  },
  {
    id: 'B38',
    name: 'plain text where blocks belong',
    bytes: ({ me }) => run(me, text({ root: 'text' }, 'loose')),
    must: broken,
  },
  {
    id: 'B38',
    name: 'plain values where blocks belong',
    bytes: ({ me }) => run(me, any({ root: 'text' }, [1, 2, 3])),
    must: broken,
  },
  {
    id: 'B38',
    name: 'a map key on the root',
    bytes: ({ me }) => run(me, any({ root: 'text', key: 'isAgent' }, [true])),
    must: broken,
  },
  {
    id: 'B38',
    name: 'a key __proto__ on the root',
    bytes: ({ me }) => run(me, any({ root: 'text', key: '__proto__' }, [{ isAgent: true }])),
    must: broken,
  },
  {
    id: 'B38',
    name: '20,000 root names',
    bytes: ({ me }) =>
      run(me, ...Array.from({ length: 20_000 }, (_, i) => text({ root: `root ${i}` }, 'x'))),
    must: broken,
  },

  /* B39: content that no editor makes */
  {
    id: 'B39',
    name: 'a sub-document',
    bytes: ({ me }) =>
      inside(
        me,
        item('doc', { parent: [me, 0] }, (encoder) => {
          encoding.writeVarString(encoder, 'e6bfa4a4-2a62-4b62-9f0b-0f7f2b3b8b6a');
          encoding.writeAny(encoder, {});
        }),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'binary',
    bytes: ({ me }) =>
      inside(
        me,
        item('binary', { parent: [me, 0] }, (encoder) =>
          encoding.writeVarUint8Array(encoder, new Uint8Array(64)),
        ),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an embedded object',
    bytes: ({ me }) =>
      inside(
        me,
        type({ parent: [me, 0] }, 6),
        item('embed', { parent: [me, 1] }, (encoder) =>
          encoding.writeVarString(encoder, '{"iframe":"https://evil.example"}'),
        ),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'JSON content that is not JSON',
    bytes: ({ me }) =>
      inside(
        me,
        item('json', { parent: [me, 0] }, (encoder) => {
          encoding.writeVarUint(encoder, 1);
          encoding.writeVarString(encoder, '{"');
        }),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an XML hook',
    bytes: ({ me }) => inside(me, type({ parent: [me, 0] }, 5, 'hook')),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an array in a block',
    bytes: ({ me }) => inside(me, type({ parent: [me, 0] }, 0)),
    must: broken,
  },
  {
    id: 'B39',
    name: 'type 99',
    bytes: ({ me }) => inside(me, type({ parent: [me, 0] }, 99)),
    must: broken,
  },
  {
    id: 'B39',
    name: 'content 15',
    bytes: ({ me }) =>
      update({ runs: [{ client: me, clock: 0, structs: [(e) => encoding.writeUint8(e, 15)] }] }),
    must: broken,
  },
  {
    id: 'B39',
    name: 'blocks nested 20,000 deep',
    bytes: ({ me }) => nested(me, 20_000),
    must: broken,
  },
  {
    id: 'B39',
    name: 'a value nested 5,000 deep',
    bytes: ({ me }) => nestedAny(me, 5_000),
    must: broken,
  },
  {
    id: 'B39',
    name: 'a value nested 60,000 deep',
    bytes: ({ me }) => nestedAny(me, 60_000),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an attribute __proto__',
    bytes: ({ me }) => inside(me, any({ parent: [me, 0], key: '__proto__' }, ['x'])),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an attribute whose value has a key __proto__',
    bytes: ({ me }) =>
      inside(
        me,
        item('any', { parent: [me, 0], key: 'level' }, (encoder) => {
          encoding.writeVarUint(encoder, 1);
          encoding.writeUint8(encoder, 118);
          encoding.writeVarUint(encoder, 1);
          encoding.writeVarString(encoder, '__proto__');
          encoding.writeAny(encoder, { isAgent: true });
        }),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'an attribute with a name of 10 KB',
    bytes: ({ me }) => inside(me, any({ parent: [me, 0], key: 'x'.repeat(10_240) }, ['x'])),
    must: broken,
  },
  {
    id: 'B39',
    name: 'a mark whose value is not JSON',
    bytes: ({ me }) =>
      inside(
        me,
        type({ parent: [me, 0] }, 6),
        item('format', { parent: [me, 1] }, (encoder) => {
          encoding.writeVarString(encoder, 'bold');
          encoding.writeVarString(encoder, '{');
        }),
      ),
    must: broken,
  },
  {
    id: 'B39',
    name: 'a megabyte of text in one update',
    bytes: ({ me }) => update({ runs: [paragraph(me, 0, 'x'.repeat(1_000_000))] }),
    must: { kind: 'closed', codes: [4400, 1009] },
  },
  {
    id: 'B39',
    name: '60,000 structs in one update',
    bytes: ({ me }) =>
      run(me, ...Array.from({ length: 60_000 }, () => type({ root: 'text' }, 3, 'p'))),
    must: { kind: 'closed', codes: [4400, 1009] },
  },
];
