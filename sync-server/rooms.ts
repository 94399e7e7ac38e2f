/**
 * The rooms that are open: who may enter which, what the circuit tells them, and when they are forgotten.
 *
 * Rights are asked first and existence after, so that "not yours" and "does not exist" are one answer (T5, B27). A room
 * is made when somebody first enters it and forgotten a minute after the last one left (F35).
 */
import { limits } from '#domain/limits.ts';
import { principalOf, type Who } from '#domain/model.ts';
import { can } from '#domain/rules/can.ts';
import { parseRoom, roomName, type CloseName, type Room } from '#domain/wire.ts';
import { epochOf } from './epochs.ts';
import type { Heads } from './heads.ts';
import type { Channel, OpenRoom } from './line.ts';
import { LogRoom } from './log-room.ts';
import { PadRoom, type CommitPad } from './pad-room.ts';
import { PadRow } from './pad-row.ts';
import type { Clock, Store } from './ports.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Watch } from './watch.ts';

/** What a room needs of the world around it. */
export interface RoomWorld {
  readonly clock: Clock;
  readonly store: Store;
  /** False if this reader has had so much that it must wait (T35). Notes that it is being sent now. */
  maySendMuch(channel: Channel): boolean;
  /** Counts what was sent at once against the reader's budget. */
  spend(channel: Channel, bytes: number): void;
  count(what: string): void;
  /** This log has finished stretches that are not packed. */
  pack(conversation: string): void;
  /** The room cannot go on: everybody in it comes back to a new one. */
  failed(room: LogRoom | PadRoom, error: unknown): void;
}

export type Opened =
  { kind: 'open'; room: OpenRoom; mayWrite: boolean } | { kind: 'refused'; why: CloseName };

const forgetAfterMs = 60_000;
const refused = (why: CloseName): Opened => ({ kind: 'refused', why });

export class Rooms {
  readonly #open = new Map<string, LogRoom | PadRoom>();
  readonly #visitorBytes = new Map<string, TokenBucket>();
  readonly #heads: Heads;
  readonly #commitPad: CommitPad;
  readonly #world: RoomWorld;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #watch: Watch;

  constructor(
    parts: {
      store: Store;
      clock: Clock;
      heads: Heads;
      watch: Watch;
      commitPad: CommitPad;
      pack(conversation: string): void;
    },
    options: { rateLimits: boolean },
  ) {
    const { store, clock, heads, watch, commitPad, pack } = parts;
    this.#store = store;
    this.#clock = clock;
    this.#heads = heads;
    this.#watch = watch;
    this.#commitPad = commitPad;
    this.#world = {
      clock,
      store,
      maySendMuch: (channel) => !options.rateLimits || this.#maySendMuch(channel),
      spend: (channel, bytes) => this.#spend(channel, bytes),
      count: (what) => watch.count(what),
      pack,
      failed: (room, error) => this.#failed(room, error),
    };
  }

  get size(): number {
    return this.#open.size;
  }

  /** Only looks; the caller joins. */
  async open(name: string, who: Who): Promise<Opened> {
    const room = parseRoom(name);
    if (!room || !can(who, 'read', room)) return refused('noSuchRoom');
    let conversation: string | null;
    let exists: boolean;
    try {
      conversation = await this.#conversationOf(room);
      if (conversation === null) return refused('noSuchRoom');
      exists = (await this.#heads.get(conversation)) !== null;
    } catch (error) {
      this.#watch.fault('room', error);
      return refused('restart');
    }
    // From here on nothing waits, so that no commit can pass between looking and entering.
    const head = exists ? this.#heads.peek(conversation) : undefined;
    const mayWrite = can(who, 'write', room);
    if (room.kind === 'conversation' || room.kind === 'transcript') {
      if (!head) return refused('noSuchRoom');
      const [present, audience, count] =
        room.kind === 'conversation'
          ? ([head.room, 'team', head.count] as const)
          : ([head.transcript, 'public', head.publicCount] as const);
      if (name !== present) return refused('epochChanged');
      const open = this.#roomAt(
        name,
        () => new LogRoom(name, conversation, audience, count, this.#world),
      );
      return { kind: 'open', room: open, mayWrite };
    }
    // Work begun offline on something that is not known here yet has a place all the same (DESIGN 2).
    if (head && room.epoch !== epochOf(head.teamEpoch, this.#store.id))
      return refused('epochChanged');
    const key = padKey(room);
    const open = this.#roomAt(
      name,
      () => new PadRoom({ name, key, row: PadRow.of(room, key) }, this.#commitPad, this.#world),
    );
    return { kind: 'open', room: open, mayWrite };
  }

  /** The conversation whose epoch a room bears; null for notes about somebody who is not, or no longer, known. */
  async #conversationOf(room: Room): Promise<string | null> {
    if (room.kind === 'conversation' || room.kind === 'transcript') return room.id;
    if (room.kind !== 'note') return room.conversation;
    return (await this.#store.visitor(room.contact))?.conversation ?? null;
  }

  /** A log room by name, if somebody has it open: for what was just committed. */
  logRoom(name: string): LogRoom | undefined {
    const room = this.#open.get(name);
    return room instanceof LogRoom ? room : undefined;
  }

  /** This name has passed: whoever is there drops its copy and asks for the new one. */
  retire(name: string): void {
    const room = this.#open.get(name);
    this.#open.delete(name);
    room?.closeAll('epochChanged');
  }

  /** Every room whose name has one of these ids in it, pads as well. */
  retireAbout(ids: readonly string[]): void {
    for (const name of [...this.#open.keys()]) {
      if (ids.some((id) => name.includes(id))) this.retire(name);
    }
  }

  closeAll(why: CloseName): void {
    for (const room of [...this.#open.values()]) room.closeAll(why);
    this.#open.clear();
  }

  /** Once a second. */
  sweep(): void {
    const now = this.#clock.monotonic();
    for (const [name, room] of this.#open) {
      room.sweep();
      if (room.quietSinceMs === null || now - room.quietSinceMs < forgetAfterMs) continue;
      if (room.canBeForgotten) this.#open.delete(name);
    }
    for (const [principal, bucket] of this.#visitorBytes) {
      if (bucket.isFull(now)) this.#visitorBytes.delete(principal);
    }
  }

  #roomAt(name: string, make: () => LogRoom | PadRoom): LogRoom | PadRoom {
    let room = this.#open.get(name);
    if (!room) this.#open.set(name, (room = make()));
    return room;
  }

  #failed(room: LogRoom | PadRoom, error: unknown): void {
    this.#watch.fault('room', error, { room: room.name });
    if (this.#open.get(room.name) === room) this.#open.delete(room.name);
    room.closeAll('restart');
  }

  /** T35: much at once is sent to one reader of one room every 10 s, and to a visitor 5 MB a minute. */
  #maySendMuch(channel: Channel): boolean {
    const now = this.#clock.monotonic();
    if (now - channel.fullAtMs < limits.fullSyncEveryMs) return false;
    const bucket = this.#bytesOf(channel);
    return !bucket || bucket.waitMs(1, now) === 0;
  }

  #spend(channel: Channel, bytes: number): void {
    const now = this.#clock.monotonic();
    if (bytes > muchBytes) channel.fullAtMs = now;
    this.#bytesOf(channel)?.owe(bytes, now);
  }

  #bytesOf(channel: Channel): TokenBucket | null {
    const { who } = channel.line;
    if (who?.kind !== 'visitor') return null;
    const principal = principalOf(who);
    let bucket = this.#visitorBytes.get(principal);
    if (!bucket) {
      const perMinute = limits.syncBytesPerMinuteVisitor;
      bucket = new TokenBucket(perMinute / 60, perMinute, this.#clock.monotonic());
      this.#visitorBytes.set(principal, bucket);
    }
    return bucket;
  }
}

/** A sync smaller than this may be asked for again at once: it is no lever (T35). */
const muchBytes = 16 * 1024;

/**
 * Where a pad's updates are kept: its name without the epoch. A restored store renames rooms, and what was typed must
 * not be lost by that; erasing removes the rows themselves.
 */
function padKey(room: Extract<Room, { kind: 'pad' | 'note' | 'private-pad' }>): string {
  return roomName({ ...room, epoch: '' }).slice(0, -1);
}
