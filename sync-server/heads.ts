/**
 * Conversations in use, as `accept` works on them: counts, epochs, the state, the names of the two rooms. A cache of the
 * store's rows that the circuit alone moves on, after its commits; idle ones are forgotten.
 */
import type { ConversationState } from '#domain/entries/state.ts';
import type { Principal, ReadMark } from '#domain/model.ts';
import { conversationRoom, transcriptRoom } from './epochs.ts';
import type { ConversationRow, Store } from './ports.ts';

export interface Head {
  readonly id: string;
  readonly visitor: string;
  readonly createdAtMs: number;
  readonly teamEpoch: string;
  publicEpoch: string;
  /** Names of its rooms under the store's present id. */
  readonly room: string;
  transcript: string;
  count: number;
  publicCount: number;
  state: ConversationState;
  /** The newest entries by id: what `seenUpTo` nearly always names. */
  recent: Map<string, EntryPlace>;
  /** Agents' own read marks that are known here, by agent. */
  marks: Map<string, ReadMark>;
  /** Monotonic. */
  usedAtMs: number;
}

/** Where an accepted entry stands. `publicNumber`: in the transcript, or null if it is not there. */
export interface EntryPlace {
  number: number;
  publicNumber: number | null;
  acceptedAtMs: number;
  by: Principal;
}

/** A screenful of a busy conversation. */
export const recentMax = 16;

/** Enough for every conversation that is busy at once; the rest is one read away. */
const headsMax = 20_000;
const idleMs = 60_000;

export class Heads {
  readonly #store: Store;
  readonly #monotonic: () => number;
  readonly #byId = new Map<string, Head>();

  constructor(store: Store, monotonic: () => number) {
    this.#store = store;
    this.#monotonic = monotonic;
  }

  /** Only what is in memory. */
  peek(id: string): Head | undefined {
    const head = this.#byId.get(id);
    if (head) head.usedAtMs = this.#monotonic();
    return head;
  }

  async get(id: string): Promise<Head | null> {
    if (!this.#byId.has(id)) await this.load([id]);
    return this.peek(id) ?? null;
  }

  /** Brings these into memory; unknown ones stay absent. */
  async load(ids: string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#byId.has(id));
    if (missing.length === 0) return;
    for (const row of (await this.#store.conversations(missing)).values()) {
      // Somebody else may have brought it meanwhile, and moved it on.
      if (!this.#byId.has(row.id)) this.#byId.set(row.id, this.#headOf(row));
    }
  }

  /** The transcript has another random part; its name follows. Call when that is durable. */
  renameTranscript(head: Head, publicEpoch: string): void {
    head.publicEpoch = publicEpoch;
    head.transcript = transcriptRoom(head.id, publicEpoch, this.#store.id);
  }

  /** Forgets what is in memory: the store knows better. */
  drop(id: string): void {
    this.#byId.delete(id);
  }

  dropAll(): void {
    this.#byId.clear();
  }

  /** Forgets idle ones, and the oldest above the limit. Call between commits only. */
  sweep(): void {
    const before = this.#monotonic() - idleMs;
    let tooMany = this.#byId.size - headsMax;
    for (const [id, head] of this.#byId) {
      if (head.usedAtMs < before || tooMany-- > 0) this.#byId.delete(id);
    }
  }

  #headOf(row: ConversationRow): Head {
    const { id, visitor, createdAtMs, teamEpoch, publicEpoch, count, publicCount } = row;
    return {
      id,
      visitor,
      createdAtMs,
      teamEpoch,
      publicEpoch,
      room: conversationRoom(id, teamEpoch, this.#store.id),
      transcript: transcriptRoom(id, publicEpoch, this.#store.id),
      count,
      publicCount,
      state: JSON.parse(row.state) as ConversationState,
      recent: new Map(),
      marks: new Map(),
      usedAtMs: this.#monotonic(),
    };
  }
}
