/**
 * Yjs updates (format v1) written struct by struct, so that they can be wrong in exactly one place. Yjs itself would
 * refuse to make most of them. Source: yjs `INTERNALS.md`, `encoding.js`, `structs/Item.js`.
 */
import * as encoding from 'lib0/encoding';

export type Bytes = Uint8Array;
type Encoder = encoding.Encoder;

export interface ClientRun {
  client: number;
  clock: number;
  structs: ((encoder: Encoder) => void)[];
  /** What is said about their number, where that is a lie. */
  saidCount?: number;
}

export interface UpdateParts {
  runs?: ClientRun[];
  deletes?: { client: number; ranges: [clock: number, length: number][] }[];
  saidClients?: number;
}

export function update({ runs = [], deletes = [], saidClients }: UpdateParts): Bytes {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, saidClients ?? runs.length);
    for (const { client, clock, structs, saidCount } of runs) {
      encoding.writeVarUint(encoder, saidCount ?? structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const write of structs) write(encoder);
    }
    encoding.writeVarUint(encoder, deletes.length);
    for (const { client, ranges } of deletes) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const [clock, length] of ranges) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}

/** Where an item stands: under a root by name, inside another item, or right of one. */
export type Where =
  | { root: string; key?: string }
  | { parent: [client: number, clock: number]; key?: string }
  | { origin: [client: number, clock: number] };

const refs = {
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
};

/** An item with any content: `content` writes what follows the header. */
export function item(ref: keyof typeof refs, where: Where, content: (encoder: Encoder) => void) {
  return (encoder: Encoder): void => {
    const key = 'origin' in where ? undefined : where.key;
    const info = refs[ref] | ('origin' in where ? 0x80 : 0) | (key === undefined ? 0 : 0x20);
    encoding.writeUint8(encoder, info);
    if ('origin' in where) writeId(encoder, where.origin);
    else if ('root' in where) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, where.root);
    } else {
      encoding.writeVarUint(encoder, 0);
      writeId(encoder, where.parent);
    }
    if (key !== undefined) encoding.writeVarString(encoder, key);
    content(encoder);
  };
}

function writeId(encoder: Encoder, [client, clock]: [number, number]): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

export const text = (where: Where, words: string) =>
  item('string', where, (encoder) => encoding.writeVarString(encoder, words));

export const any = (where: Where, values: unknown[]) =>
  item('any', where, (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeAny(encoder, value as null);
  });

/** Type refs of Yjs: 0 array, 1 map, 2 text, 3 XML element, 4 XML fragment, 5 XML hook, 6 XML text. */
export const type = (where: Where, ref: number, name?: string) =>
  item('type', where, (encoder) => {
    encoding.writeVarUint(encoder, ref);
    if (name !== undefined) encoding.writeVarString(encoder, name);
  });

export const deleted = (where: Where, length: number) =>
  item('deleted', where, (encoder) => encoding.writeVarUint(encoder, length));

export const collected = (length: number) => (encoder: Encoder) => {
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, length);
};

export const skip = (length: number) => (encoder: Encoder) => {
  encoding.writeUint8(encoder, 10);
  encoding.writeVarUint(encoder, length);
};

/** A paragraph with words, as an editor writes them: three structs from `clock` on, the last as long as the words. */
export function paragraph(client: number, clock: number, words: string, where?: Where): ClientRun {
  return {
    client,
    clock,
    structs: [
      type(where ?? { root: 'text' }, 3, 'paragraph'),
      type({ parent: [client, clock] }, 6),
      text({ parent: [client, clock + 1] }, words),
    ],
  };
}
