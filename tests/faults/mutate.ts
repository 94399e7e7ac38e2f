/** Bytes and JSON a little wrong, drawn from one seed. What comes out is mostly broken and sometimes, by luck, nearly right. */
import type { Chance } from '../simulation/chance.ts';

/** Numbers that parsers trip over: ends of 7, 8, 31, 32, 53 bits, and one that never ends. */
const oddBytes: readonly (readonly number[])[] = [
  [0],
  [1],
  [0x7f],
  [0x80],
  [0xff],
  [0x80, 0x00],
  [0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];

/** One to four changes. `others`: more of the same kind, to splice with. */
export function mutateBytes(
  chance: Chance,
  bytes: Uint8Array,
  others: readonly Uint8Array[],
): Uint8Array {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + chance.below(4); left > 0; left--) {
    mutated = changeBytes[chance.below(changeBytes.length)]!(chance, mutated, others);
  }
  return mutated;
}

type ChangeBytes = (chance: Chance, bytes: Buffer, others: readonly Uint8Array[]) => Buffer;

const cut = (chance: Chance, bytes: Buffer): [number, number] => {
  const from = chance.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + chance.below(12))];
};

const changeBytes: readonly ChangeBytes[] = [
  function flipBit(chance, bytes) {
    if (bytes.length > 0) bytes[chance.below(bytes.length)]! ^= 1 << chance.below(8);
    return bytes;
  },
  function truncate(chance, bytes) {
    return bytes.subarray(0, chance.below(bytes.length + 1));
  },
  function remove(chance, bytes) {
    const [from, to] = cut(chance, bytes);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(chance, bytes) {
    const [from, to] = cut(chance, bytes);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to)]);
  },
  function oddNumber(chance, bytes) {
    const [from, to] = cut(chance, bytes);
    const odd = Uint8Array.from(chance.pick(oddBytes));
    return Buffer.concat([bytes.subarray(0, from), odd, bytes.subarray(to)]);
  },
  function splice(chance, bytes, others) {
    const other = chance.pick(others);
    const [at, from] = [chance.below(bytes.length + 1), chance.below(other.length + 1)];
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
  },
];

const oddValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, '', ' ', '0', 'null', [], {}, [[]]],
  ...['\u0000', '\ud800', '\u202e', '__proto__', 'constructor', 'agent', 'parley', "' OR 1=1"],
  ...['x'.repeat(5_001), { $ne: null }, ['a'], { toString: 1 }, { length: 1e9 }, 'NaN'],
];
const oddKeys = [
  ...['by', 'from', 'role', 'seal', 'acceptedAtMs', 'number', 'constructor', 'toString', ''],
  ...['after', 'live', 'draft', 'channel', 'upTo', 'agent', 'of', 'turn', 'despite', 'kind', 'id'],
];

/** One to three changes to an object; sometimes something that is no object any more. */
export function mutateJson(chance: Chance, value: Record<string, unknown>): unknown {
  const mutated: Record<string, unknown> = { ...value };
  for (let left = 1 + chance.below(3); left > 0; left--) {
    const key = chance.pick(Object.keys(mutated).concat('id'));
    const what = chance.weighted({
      replace: 6,
      add: 3,
      remove: 2,
      wrap: 1,
      inherit: 1,
      whole: 0.3,
    });
    if (what === 'replace') mutated[key] = chance.pick(oddValues);
    else if (what === 'add') mutated[chance.pick(oddKeys)] = chance.pick(oddValues);
    else if (what === 'remove') delete mutated[key];
    else if (what === 'wrap') mutated[key] = { [key]: mutated[key] };
    else if (what === 'inherit') {
      Object.defineProperty(mutated, '__proto__', {
        value: { isAgent: true },
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else return chance.pick(oddValues);
  }
  return mutated;
}
