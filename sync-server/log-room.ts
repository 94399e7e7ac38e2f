/**
 * A log room: one projection of one conversation, open because somebody reads it. Holds no Yjs document: it sends what
 * `documents/log.ts` writes from the stored rows, so any server sends the same bytes (DESIGN 2).
 *
 * Invariants. Nothing is sent that is not committed. A reader gets every entry once and in order: `channel.sent` is how
 * far, and updates go only to readers who have everything before. Encoded entries are kept as `#bytes` for the newest
 * clocks `#from .. count`; they are a cache, dropped when no reader has asked for a while.
 */
import { deflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import { encodeEntries, type EncodedEntries } from '#domain/documents/entry-bytes.ts';
import { emptyUpdate, readLogUpdate, updateOf } from '#domain/documents/log.ts';
import { limits } from '#domain/limits.ts';
import { messageType } from '#domain/wire.ts';
import type { Channel, OpenRoom } from './line.ts';
import { syncKind, syncMessage } from './messages.ts';
import type { RoomWorld } from './rooms.ts';

/** A first sync above this goes deflated, where the line can take it (DESIGN 5). */
const packAboveBytes = 16 * 1024;
/** Fast rather than small: within 5 % of the default's size for JSON, at a third of its time. */
const packLevel = 3;
/** A log that grew beyond this while it was kept is read from the store by whoever comes next. */
const keptBytesMax = 4 * 1024 * 1024;
/** More than this is sent in parts: some 10 ms of work each. */
const entriesAtOnce = 2_000;
/** Encoded entries are kept this long after somebody last asked for old ones. */
const keepEncodedMs = 20_000;
/** An honest state vector names one client. */
const stateVectorBytesMax = 256;

export class LogRoom implements OpenRoom {
  readonly name: string;
  readonly conversation: string;
  readonly audience: 'team' | 'public';
  readonly #world: RoomWorld;
  #count: number;
  /** Entries that are known to be committed, though not read yet. */
  #heard: number;
  readonly #channels: Channel[] = [];
  /** Syncs that are put off (T35), by the clock they ask from. */
  readonly #owed = new Map<Channel, number>();
  /** Those whose answer is being read from the store. */
  readonly #reading = new Set<Channel>();

  #from: number;
  #bytes: Uint8Array = emptyBytes;
  #used = 0;
  /** End of each entry in `#bytes`. */
  #ends: number[] = [];
  #packed: { count: number; bytes: Uint8Array } | null = null;
  #loading: Promise<void> | null = null;
  #filling: Promise<void> | null = null;
  #askedAtMs: number;
  /** Monotonic; when the last reader left, or null while there are some. */
  quietSinceMs: number | null;

  constructor(
    name: string,
    conversation: string,
    audience: 'team' | 'public',
    count: number,
    world: RoomWorld,
  ) {
    this.name = name;
    this.conversation = conversation;
    this.audience = audience;
    this.#count = this.#heard = this.#from = count;
    this.#world = world;
    this.#askedAtMs = this.quietSinceMs = world.clock.monotonic();
  }

  get canBeForgotten(): boolean {
    return this.#loading === null && this.#filling === null;
  }

  get count(): number {
    return this.#count;
  }

  join(channel: Channel): void {
    this.#channels.push(channel);
    this.quietSinceMs = null;
  }

  leave(channel: Channel): void {
    const index = this.#channels.indexOf(channel);
    if (index >= 0) this.#channels.splice(index, 1);
    this.#owed.delete(channel);
    this.#reading.delete(channel);
    if (this.#channels.length === 0) this.quietSinceMs = this.#world.clock.monotonic();
  }

  closeAll(why: Parameters<Channel['close']>[0]): void {
    for (const channel of [...this.#channels]) channel.close(why);
  }

  receive(channel: Channel, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    switch (decoding.readVarUint(decoder)) {
      case messageType.sync: {
        const kind = decoding.readVarUint(decoder);
        const bytes = decoding.readVarUint8Array(decoder);
        if (kind === syncKind.step1) return this.#sync(channel, clockOf(bytes));
        if (kind === syncKind.step2 || kind === syncKind.update) return this.#write(channel, bytes);
        throw new Error('unknown kind of sync message');
      }
      // Stock clients say who they are in every room; here nobody listens (DESIGN 5).
      case messageType.awareness:
        decoding.readVarUint8Array(decoder);
        return;
      case messageType.queryAwareness:
      case messageType.auth:
        return;
      default:
        throw new Error('unknown message type');
    }
  }

  /**
   * The one way in: committed entries `number`, `number + 1` ... as read back from their rows. A hole before them is
   * read from the store first; what is known already is passed over.
   */
  append(number: number, texts: readonly string[]): void {
    this.#heard = Math.max(this.#heard, number + texts.length);
    if (this.#filling || number > this.#count) {
      this.#filling ??= this.#fill().finally(() => (this.#filling = null));
      return;
    }
    const fresh = texts.slice(this.#count - number);
    if (fresh.length === 0) return;
    try {
      this.#add(fresh);
    } catch (error) {
      this.#fail(error);
    }
  }

  catchUp(channel: Channel): void {
    channel.isBehind = false;
    if (channel.sent >= 0 && channel.sent < this.#count) this.#answer(channel, channel.sent, false);
  }

  /** Once a second: pays what is owed, and forgets what nobody asks for. */
  sweep(): void {
    const now = this.#world.clock.monotonic();
    // Asking may put it off once more, so the list is emptied first.
    const owed = [...this.#owed];
    this.#owed.clear();
    for (const [channel, from] of owed) this.#sync(channel, from);
    if (now - this.#askedAtMs < keepEncodedMs || this.#loading) return;
    this.#packed = null;
    this.#forget();
  }

  #forget(): void {
    const wasEmpty = this.#used === 0;
    this.#from = this.#count;
    if (wasEmpty) return;
    this.#bytes = emptyBytes;
    this.#used = 0;
    this.#ends = [];
  }

  /* -------------------------------------------------------------- reading */

  #sync(channel: Channel, from: number): void {
    // A copy with more than we have comes from before a restore: it can never agree with ours (DESIGN 2).
    if (from > this.#count) return channel.close('epochChanged');
    const isBusy =
      this.#reading.has(channel) || channel.line.isSlow || !this.#world.maySendMuch(channel);
    if (from < this.#count && isBusy) {
      this.#owed.set(channel, from);
      return;
    }
    this.#answer(channel, from, true);
  }

  /** `isStep2`: as the answer to a question, which ends the client's first sync even when it is empty. */
  #answer(channel: Channel, from: number, isStep2: boolean): void {
    channel.sent = -1;
    if (this.#count - from > entriesAtOnce) return this.#stream(channel, from, isStep2);
    if (from < this.#from) {
      this.#askedAtMs = this.#world.clock.monotonic();
      this.#reading.add(channel);
      this.#loading ??= this.#load(from).finally(() => (this.#loading = null));
      const retry = (): void => {
        this.#reading.delete(channel);
        if (channel.state.kind === 'open') this.#answer(channel, from, isStep2);
      };
      this.#loading.then(retry, (error: unknown) => this.#fail(error));
      return;
    }
    const kind = isStep2 ? syncKind.step2 : syncKind.update;
    channel.sent = this.#count;
    try {
      if (!this.#sendPacked(channel, from, kind)) {
        channel.send(syncMessage(kind, this.#update(from)));
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * A long log goes in parts, and others are served between them. The parts are updates; the answer itself comes last,
   * because with it the client believes that it has everything. Nothing of it is kept.
   */
  #stream(channel: Channel, from: number, isStep2: boolean): void {
    this.#reading.add(channel);
    this.#sendPart(channel, from).then(
      (next) => {
        this.#reading.delete(channel);
        if (channel.state.kind !== 'open') return;
        if (channel.line.isSlow) this.#owed.set(channel, next);
        else setImmediate(() => this.#answer(channel, next, isStep2));
      },
      (error: unknown) => this.#fail(error),
    );
  }

  async #sendPart(channel: Channel, from: number): Promise<number> {
    const to = from + entriesAtOnce;
    const { bytes } = encodeEntries(await this.#read(from, to));
    this.#world.spend(channel, bytes.length);
    const message = syncMessage(syncKind.update, updateOf(from, entriesAtOnce, bytes));
    if (channel.line.isStock) channel.send(message);
    else channel.sendPacked(deflateRawSync(message, { level: packLevel }));
    return to;
  }

  /** True if it was sent so. The deflated start of a log is kept for the next reader; what came since goes after it. */
  #sendPacked(channel: Channel, from: number, kind: 1 | 2): boolean {
    const size = this.#used - this.#startOf(from);
    this.#world.spend(channel, size);
    if (from !== 0 || size < packAboveBytes || channel.line.isStock) return false;
    if (!this.#packed || this.#packed.count < this.#count * 0.8) {
      const message = syncMessage(kind, this.#update(0));
      this.#packed = { count: this.#count, bytes: deflateRawSync(message, { level: packLevel }) };
    }
    const { count, bytes } = this.#packed;
    channel.sendPacked(bytes);
    if (count < this.#count) channel.send(syncMessage(syncKind.update, this.#update(count)));
    return true;
  }

  /** Everything from a clock that is in `#bytes`. */
  #update(from: number): Uint8Array {
    const count = this.#count - from;
    if (count === 0) return emptyUpdate;
    if (this.#ends.length !== this.#count - this.#from) {
      throw new Error(`${this.name} keeps ${this.#ends.length} entries from ${this.#from}`);
    }
    return updateOf(from, count, this.#bytes.subarray(this.#startOf(from), this.#used));
  }

  #startOf(clock: number): number {
    return clock === this.#from ? 0 : this.#ends[clock - this.#from - 1]!;
  }

  /** Brings older entries into `#bytes`, in front of those that are there. */
  async #load(from: number): Promise<void> {
    const until = this.#from;
    const older = encodeEntries(await this.#read(from, until));
    const newer = { bytes: this.#bytes.subarray(0, this.#used), ends: this.#ends };
    this.#bytes = older.bytes;
    this.#used = older.bytes.length;
    this.#ends = older.ends;
    if (newer.ends.length > 0) this.#keep(newer);
    this.#from = from;
  }

  async #read(from: number, to: number): Promise<string[]> {
    const { store } = this.#world;
    const texts = await store.entryTexts(this.conversation, this.audience, from, to);
    if (texts.length === to - from) return texts;
    throw new Error(`${this.name} lacks entries between ${from} and ${to}`);
  }

  /* -------------------------------------------------------------- growing */

  #add(texts: readonly string[]): void {
    const from = this.#count;
    const hasReaders = this.#channels.some((channel) => channel.sent === from && !channel.isBehind);
    // What is being read goes in front of these, so nothing between may be missing.
    const isKept = this.#loading !== null || (this.#from < from && this.#used < keptBytesMax);
    this.#count += texts.length;
    if (!hasReaders && !isKept) return this.#forget();
    // Encoded once, for those who are here; who comes later has it read from the store, if it is not kept.
    const encoded = encodeEntries(texts);
    if (isKept) this.#keep(encoded);
    else this.#forget();
    if (!hasReaders) return;
    const message = syncMessage(syncKind.update, updateOf(from, texts.length, encoded.bytes));
    for (const channel of this.#channels) {
      if (channel.sent !== from || channel.isBehind) continue;
      if (channel.line.isSlow) {
        channel.isBehind = true;
        continue;
      }
      channel.sent = this.#count;
      channel.send(message);
    }
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

  /** Reads what was heard of but never came, until nothing is missing. */
  async #fill(): Promise<void> {
    this.#world.count('log-gap');
    try {
      while (this.#count < this.#heard) {
        const texts = await this.#read(this.#count, this.#heard);
        this.#add(texts);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /* -------------------------------------------------------------- refusing */

  /**
   * Nobody writes a log. Two things that honest clients send are no writing: an empty step 2, and what they had from us
   * before, word for word, when a local copy is loaded into the document while the socket is open.
   */
  #write(channel: Channel, bytes: Uint8Array): void {
    const claimed = readLogUpdate(bytes);
    if (claimed?.count === 0) return;
    if (claimed === null || claimed.from + claimed.count > this.#count) {
      return channel.close('mayNotWrite');
    }
    void this.#isOurs(claimed, bytes).then(
      (isOurs) => !isOurs && channel.close('mayNotWrite'),
      (error: unknown) => this.#fail(error),
    );
  }

  async #isOurs(claimed: { from: number; count: number }, bytes: Uint8Array): Promise<boolean> {
    const texts = await this.#read(claimed.from, claimed.from + claimed.count);
    const ours = updateOf(claimed.from, claimed.count, encodeEntries(texts).bytes);
    return Buffer.compare(ours, bytes) === 0;
  }

  /** The store could not be read, or does not hold what it must: readers come back to a new room. */
  #fail(error: unknown): void {
    this.#world.failed(this, error);
  }
}

const emptyBytes = new Uint8Array(0);

/** The clock a log's reader has reached, from a state vector. Throws on anything that is none (B29). */
function clockOf(stateVector: Uint8Array): number {
  if (stateVector.length > stateVectorBytesMax) throw new Error('state vector too long');
  const decoder = decoding.createDecoder(stateVector);
  const clients = decoding.readVarUint(decoder);
  let from = 0;
  for (let i = 0; i < clients; i++) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    if (client === 1) from = clock;
  }
  if (from > limits.entriesPerConversation * 2) throw new Error('no log is that long');
  return from;
}
