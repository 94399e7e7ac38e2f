/**
 * A log room: one projection of one conversation, open because somebody reads it. Holds no Yjs document: it sends what
 * `documents/log.ts` writes from the stored rows, so any server sends the same bytes (DESIGN 2).
 *
 * Invariants. Nothing is sent that is not committed. A reader gets every entry once and in order: `channel.sent` is how
 * far, and updates go only to readers who have everything before. What is kept encoded (`kept-log.ts`) is a cache, dropped
 * when no reader has asked for a while.
 */
import * as decoding from 'lib0/decoding';
import { encodeEntries } from '#domain/documents/entry-bytes.ts';
import { readLogUpdate, updateOf } from '#domain/documents/log.ts';
import { limits } from '#domain/limits.ts';
import { messageType } from '#domain/wire.ts';
import { entriesAtOnce, KeptLog, type LogRows, type Outgoing } from './kept-log.ts';
import type { Channel, OpenRoom } from './line.ts';
import { syncKind, syncMessage } from './messages.ts';
import { entriesPerPack } from './packs.ts';
import type { Pack } from './ports.ts';
import type { RoomWorld } from './rooms.ts';

/** Encoded entries are kept this long after somebody last asked for old ones. */
const keepEncodedMs = 20_000;
/** An honest state vector names one client. */
const stateVectorBytesMax = 256;

export class LogRoom implements OpenRoom, LogRows {
  readonly name: string;
  readonly conversation: string;
  readonly audience: 'team' | 'public';
  readonly #world: RoomWorld;
  readonly #log: KeptLog;
  /** Entries that are known to be committed, though not read yet. */
  #heard: number;
  readonly #channels: Channel[] = [];
  /** Syncs that are put off (T35), by the clock they ask from. */
  readonly #owed = new Map<Channel, number>();
  /** Those whose answer is being read from the store. */
  readonly #reading = new Set<Channel>();

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
    this.#heard = count;
    this.#world = world;
    this.#log = new KeptLog(this, count);
    this.#askedAtMs = this.quietSinceMs = world.clock.monotonic();
  }

  get canBeForgotten(): boolean {
    return this.#loading === null && this.#filling === null;
  }

  get count(): number {
    return this.#log.count;
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
    if (this.#filling || number > this.count) {
      this.#filling ??= this.#fill().finally(() => (this.#filling = null));
      return;
    }
    const fresh = texts.slice(this.count - number);
    if (fresh.length === 0) return;
    try {
      this.#add(fresh);
    } catch (error) {
      this.#fail(error);
    }
  }

  catchUp(channel: Channel): void {
    channel.isBehind = false;
    if (channel.sent >= 0 && channel.sent < this.count) this.#answer(channel, channel.sent, false);
  }

  /** Once a second: pays what is owed, and forgets what nobody asks for. */
  sweep(): void {
    const now = this.#world.clock.monotonic();
    // Asking may put it off once more, so the list is emptied first.
    const owed = [...this.#owed];
    this.#owed.clear();
    for (const [channel, from] of owed) this.#sync(channel, from);
    if (now - this.#askedAtMs < keepEncodedMs || this.#loading) return;
    this.#log.forget();
  }

  /* -------------------------------------------------------------- reading */

  #sync(channel: Channel, from: number): void {
    // A copy with more than we have comes from before a restore: it can never agree with ours (DESIGN 2).
    if (from > this.count) return channel.close('epochChanged');
    const isBusy =
      this.#reading.has(channel) || channel.line.isSlow || !this.#world.maySendMuch(channel);
    if (from < this.count && isBusy) {
      this.#owed.set(channel, from);
      return;
    }
    this.#answer(channel, from, true);
  }

  /** `isStep2`: as the answer to a question, which ends the client's first sync even when it is empty. */
  #answer(channel: Channel, from: number, isStep2: boolean): void {
    channel.sent = -1;
    if (this.count - from > entriesAtOnce) return this.#stream(channel, from, isStep2);
    const load = this.#log.lacking(from);
    if (load) {
      this.#askedAtMs = this.#world.clock.monotonic();
      this.#reading.add(channel);
      this.#loading ??= load().finally(() => (this.#loading = null));
      const retry = (): void => {
        this.#reading.delete(channel);
        if (channel.state.kind === 'open') this.#answer(channel, from, isStep2);
      };
      this.#loading.then(retry, (error: unknown) => this.#fail(error));
      return;
    }
    channel.sent = this.count;
    try {
      const kind = isStep2 ? syncKind.step2 : syncKind.update;
      this.#send(channel, this.#log.since(from, kind, !channel.line.isStock));
    } catch (error) {
      this.#fail(error);
    }
  }

  #send(channel: Channel, { out, size }: { out: Outgoing; size: number }): void {
    this.#world.spend(channel, size);
    for (const { isPacked, message } of out) {
      if (isPacked) channel.sendPacked(message);
      else channel.send(message);
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
    this.#send(channel, await this.#log.part(from, !channel.line.isStock));
    return from + entriesAtOnce;
  }

  async texts(from: number, to: number): Promise<string[]> {
    const { store } = this.#world;
    const texts = await store.entryTexts(this.conversation, this.audience, from, to);
    if (texts.length === to - from) return texts;
    throw new Error(`${this.name} lacks entries between ${from} and ${to}`);
  }

  /** Whole ones only; notes what could be packed and is not. */
  async packs(from: number, to: number): Promise<Pack[]> {
    const { store } = this.#world;
    const packs = await store.packs(this.conversation, this.audience, from, to);
    const whole = packs.filter(({ first, count }) => first + count <= to);
    const last = whole.at(-1);
    const packedTo = last ? last.first + last.count : from;
    if (packedTo + entriesPerPack <= to) this.#world.pack(this.conversation);
    return whole;
  }

  /* -------------------------------------------------------------- growing */

  #add(texts: readonly string[]): void {
    const from = this.count;
    const hasReaders = this.#channels.some((channel) => channel.sent === from && !channel.isBehind);
    const update = this.#log.add(texts, hasReaders, this.#loading !== null);
    if (!update) return;
    const message = syncMessage(syncKind.update, update);
    for (const channel of this.#channels) {
      if (channel.sent !== from || channel.isBehind) continue;
      if (channel.line.isSlow) {
        channel.isBehind = true;
        continue;
      }
      channel.sent = this.count;
      channel.send(message);
    }
  }

  /** Reads what was heard of but never came, until nothing is missing. */
  async #fill(): Promise<void> {
    this.#world.count('log-gap');
    try {
      while (this.count < this.#heard) {
        const texts = await this.texts(this.count, this.#heard);
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
    if (claimed === null || claimed.from + claimed.count > this.count) {
      return channel.close('mayNotWrite');
    }
    void this.#isOurs(claimed, bytes).then(
      (isOurs) => !isOurs && channel.close('mayNotWrite'),
      (error: unknown) => this.#fail(error),
    );
  }

  async #isOurs(claimed: { from: number; count: number }, bytes: Uint8Array): Promise<boolean> {
    const texts = await this.texts(claimed.from, claimed.from + claimed.count);
    const ours = updateOf(claimed.from, claimed.count, encodeEntries(texts).bytes);
    return Buffer.compare(ours, bytes) === 0;
  }

  /** The store could not be read, or does not hold what it must: readers come back to a new room. */
  #fail(error: unknown): void {
    this.#world.failed(this, error);
  }
}

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
