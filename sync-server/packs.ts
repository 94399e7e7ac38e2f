/**
 * Packs: stretches of 64 encoded entries, deflated once and sent to every reader who comes to a log without it.
 *
 * Entries of a log never change, and raw deflate may be cut: a stretch that ends in a full flush stands on a byte and
 * refers to nothing before it, so stretches are joined by putting them one behind the other. What a reader inflates is
 * byte for byte the message that would have been written from the rows. docs/decisions/0005.
 */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { encodeEntries } from '#domain/documents/entry-bytes.ts';
import { updateHead, updateOf } from '#domain/documents/log.ts';
import { syncHead, syncMessage } from './messages.ts';
import type { Pack } from './ports.ts';

/** About 5 KB packed. Measured on varied chat: 1.13 times the size of everything gzipped at once; 128 entries 1.10. */
export const entriesPerPack = 64;
/** Fast rather than small: within 5 % of the default's size for JSON, at a third of its time. */
const packLevel = 3;

const noDeletes = Uint8Array.of(0);

/** Packs whole stretches of a log; `texts` are its entries from `first` on, a multiple of 64 of them. */
export function packsOf(first: number, texts: readonly string[]): Pack[] {
  const packs: Pack[] = [];
  for (let at = 0; at < texts.length; at += entriesPerPack) {
    const { bytes } = encodeEntries(texts.slice(at, at + entriesPerPack));
    const packed = deflateRawSync(bytes, {
      level: packLevel,
      finishFlush: constants.Z_FULL_FLUSH,
    });
    packs.push({ first: first + at, count: entriesPerPack, size: bytes.length, bytes: packed });
  }
  return packs;
}

/** How many bytes these were before packing. */
export function sizeOf(packs: readonly Pack[]): number {
  return packs.reduce((sum, { size }) => sum + size, 0);
}

/** Entries `from`, `from + 1` ... : packs that begin there, and behind them `tail`, as `encodeEntries` wrote it. */
interface Stretch {
  from: number;
  count: number;
  packs: readonly Pack[];
  tail: Uint8Array;
}

/** The sync message with these entries, deflated. */
export function packedMessage(kind: 1 | 2, stretch: Stretch): Uint8Array {
  return joined(kind, stretch, packLevel);
}

/** The same, for a line that takes no packed bytes. */
export function plainMessage(kind: 1 | 2, stretch: Stretch): Uint8Array {
  const { from, count, packs, tail } = stretch;
  if (packs.length === 0) return syncMessage(kind, updateOf(from, count, tail));
  // In one piece of the right size: pieces of 16 KB, put together afterwards, take three times as long (measured).
  const chunkSize = sizeOf(packs) + tail.length + aroundEntriesMax;
  return inflateRawSync(joined(kind, stretch, 0), { chunkSize });
}

/** Bytes of a sync message that are no entries: six numbers and the name of the root. */
const aroundEntriesMax = 64;

function joined(kind: 1 | 2, { from, count, packs, tail }: Stretch, level: number): Uint8Array {
  const head = updateHead(from, count);
  const size = head.length + sizeOf(packs) + tail.length + noDeletes.length;
  return Buffer.concat([
    storedBlock(Buffer.concat([syncHead(kind, size), head])),
    ...packs.map(({ bytes }) => bytes),
    deflateRawSync(Buffer.concat([tail, noDeletes]), { level }),
  ]);
}

/** Bytes as deflate holds what is not worth deflating; not the last block (RFC 1951, 3.2.4). */
function storedBlock(bytes: Uint8Array): Uint8Array {
  const length = bytes.length;
  const head = [0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
  return Buffer.concat([Uint8Array.from(head), bytes]);
}
