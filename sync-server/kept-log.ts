/**
 * What a log room keeps of its log for the next reader: entries encoded once, and packed stretches before them. A cache
 * of the rows; the room says when to forget it.
 *
 * Invariants. `#bytes` holds entries `#from .. count`, `#ends` the end of each in it. `#packs` begin at a clock that
 * parts begin with, and follow each other. Whatever is kept, `whole` and `update` give the same bytes as the rows would.
 */
import { encodeEntries, type EncodedEntries } from '#domain/documents/entry-bytes.ts';
import { updateOf } from '#domain/documents/log.ts';
import { syncKind, syncMessage } from './messages.ts';
import { entriesPerPack, packedMessage, plainMessage, sizeOf } from './packs.ts';
import type { Pack } from './ports.ts';

/** More than this is sent in parts: some 10 ms of work each, where they are not packed. */
export const entriesAtOnce = 32 * entriesPerPack;
/** A first sync above this goes deflated, where the line can take it (DESIGN 5). */
const packAboveBytes = 16 * 1024;
/** A log that grew beyond this while it was kept is read from the store by whoever comes next. */
const keptBytesMax = 4 * 1024 * 1024;

/** Where rows and packs are read. */
export interface LogRows {
  texts(from: number, to: number): Promise<string[]>;
  /** Packs from a clock on, as far as there are any. */
  packs(from: number, to: number): Promise<Pack[]>;
}

/** Sync messages as they go out, one after the other. */
export type Outgoing = { isPacked: boolean; message: Uint8Array }[];

export class KeptLog {
  readonly #rows: LogRows;
  #count: number;
  #from: number;
  #bytes: Uint8Array = emptyBytes;
  #used = 0;
  #ends: number[] = [];
  #packs: { from: number; packs: readonly Pack[] } | null = null;
  /** The deflated answer to who has nothing; what came since goes after it. */
  #packed: { count: number; message: Uint8Array } | null = null;

  constructor(rows: LogRows, count: number) {
    this.#rows = rows;
    this.#count = this.#from = count;
  }

  get count(): number {
    return this.#count;
  }

  /** Forgets the start of the log that was kept for others. */
  forget(): void {
    this.#packs = null;
    this.#packed = null;
    this.#forgetBytes();
  }

  #forgetBytes(): void {
    const wasEmpty = this.#used === 0;
    this.#from = this.#count;
    if (wasEmpty) return;
    this.#bytes = emptyBytes;
    this.#used = 0;
    this.#ends = [];
  }

  /* -------------------------------------------------------------- reading */

  /** What must be read before everything from a clock can be sent; null if nothing. */
  lacking(from: number): (() => Promise<void>) | null {
    if (from >= this.#from) return null;
    if (!beginsPart(from) || this.#count - from < entriesPerPack) return () => this.#load(from);
    if (this.#packs?.from !== from) return () => this.#loadPacks(from);
    const packedTo = endOf(this.#packs.packs, from);
    return packedTo < this.#from ? () => this.#load(packedTo) : null;
  }

  /** Everything from a clock for which nothing is lacking, and how many bytes that is, not packed. */
  since(from: number, kind: 1 | 2, mayPack: boolean): { out: Outgoing; size: number } {
    const packs = from < this.#from && this.#packs?.from === from ? this.#packs.packs : [];
    const packedTo = endOf(packs, from);
    const stretch = { from, count: this.#count - from, packs, tail: this.#between(packedTo) };
    const size = sizeOf(packs) + stretch.tail.length;
    const isPacked = mayPack && size >= packAboveBytes && beginsPart(from);
    if (!isPacked) return { out: [{ isPacked, message: plainMessage(kind, stretch) }], size };
    if (from > 0) return { out: [{ isPacked, message: packedMessage(kind, stretch) }], size };
    if (!this.#packed || this.#packed.count < Math.max(packedTo, this.#count * 0.8)) {
      this.#packed = { count: this.#count, message: packedMessage(kind, stretch) };
    }
    const { count, message } = this.#packed;
    const out: Outgoing = [{ isPacked, message }];
    if (count < this.#count) {
      const since = updateOf(count, this.#count - count, this.#between(count));
      out.push({ isPacked: false, message: syncMessage(syncKind.update, since) });
    }
    return { out, size };
  }

  /** One part of a log that is sent in several; nothing of it is kept. */
  async part(from: number, mayPack: boolean): Promise<{ out: Outgoing; size: number }> {
    const to = from + entriesAtOnce;
    const packs = await this.#rows.packs(from, to);
    const packedTo = endOf(packs, from);
    const texts = packedTo < to ? await this.#rows.texts(packedTo, to) : [];
    const stretch = { from, count: entriesAtOnce, packs, tail: encodeEntries(texts).bytes };
    const message = (mayPack ? packedMessage : plainMessage)(syncKind.update, stretch);
    const size = sizeOf(packs) + stretch.tail.length;
    return { out: [{ isPacked: mayPack, message }], size };
  }

  #between(from: number): Uint8Array {
    if (this.#ends.length !== this.#count - this.#from) {
      throw new Error(`A log keeps ${this.#ends.length} entries from ${this.#from}.`);
    }
    const start = from === this.#from ? 0 : this.#ends[from - this.#from - 1]!;
    return this.#bytes.subarray(start, this.#used);
  }

  async #loadPacks(from: number): Promise<void> {
    this.#packs = { from, packs: await this.#rows.packs(from, this.#count) };
  }

  /** Brings older entries into `#bytes`, in front of those that are there. */
  async #load(from: number): Promise<void> {
    const until = this.#from;
    const older = encodeEntries(await this.#rows.texts(from, until));
    const newer = { bytes: this.#bytes.subarray(0, this.#used), ends: this.#ends };
    this.#bytes = older.bytes;
    this.#used = older.bytes.length;
    this.#ends = older.ends;
    if (newer.ends.length > 0) this.#keep(newer);
    this.#from = from;
  }

  /* -------------------------------------------------------------- growing */

  /**
   * The log is longer by these. `isLoading`: older entries are being read and go in front of them, so nothing between
   * may be missing. Returns the update for who has all before; null if nobody is there to get it.
   */
  add(texts: readonly string[], hasReaders: boolean, isLoading: boolean): Uint8Array | null {
    const from = this.#count;
    const isKept = isLoading || (this.#from < from && this.#used < keptBytesMax);
    this.#count += texts.length;
    if (!isKept && !hasReaders) {
      this.#forgetBytes();
      return null;
    }
    // Encoded once, for those who are here; who comes later has it read from the store, if it is not kept.
    const encoded = encodeEntries(texts);
    if (isKept) this.#keep(encoded);
    else this.#forgetBytes();
    return hasReaders ? updateOf(from, texts.length, encoded.bytes) : null;
  }

  /** Puts encoded entries behind those that are kept. */
  #keep({ bytes, ends }: EncodedEntries): void {
    const before = this.#used;
    this.#used += bytes.length;
    if (this.#used > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(512, this.#used, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, before));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, before);
    for (const end of ends) this.#ends.push(before + end);
  }
}

const emptyBytes = new Uint8Array(0);

/** From here reads who has nothing, and who was sent the parts before; everybody else lacks little. */
function beginsPart(from: number): boolean {
  return from % entriesAtOnce === 0;
}

/** The number behind the last entry of packs that begin at `from`. */
function endOf(packs: readonly Pack[], from: number): number {
  const last = packs.at(-1);
  return last ? last.first + last.count : from;
}
