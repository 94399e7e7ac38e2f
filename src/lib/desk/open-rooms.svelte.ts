/**
 * The conversations that are open on this screen: the one in the window, and its neighbours, so that J and K show
 * them at once (UX 19.1). The oldest ones beyond a handful are left; their copies stay on the device.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { DeskSync, OpenConversation } from '#sync/contract.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Conversation } from '#domain/entries/fold.ts';

/** Window, two neighbours, and the way back through a few more. */
const keptRooms = 8;

export interface KeptRoom {
  readonly id: string;
  readonly state: { readonly current: 'opening' | 'local' | 'live' | 'refused' };
  readonly conversation: { readonly current: Conversation };
}

export class OpenRooms {
  readonly #sync: DeskSync;
  readonly #rooms = new SvelteMap<string, KeptRoom & { room: OpenConversation }>();
  /** Least recently wanted first. */
  #order: string[] = [];
  #current: string | null = null;
  /** Rooms whose entries are in the window as well. */
  #beside: readonly string[] = [];

  constructor(sync: DeskSync) {
    this.#sync = sync;
  }

  get all(): Iterable<KeptRoom> {
    return this.#rooms.values();
  }

  get(id: string): KeptRoom | undefined {
    return this.#rooms.get(id);
  }

  /** The room of the window; stays open until another one is shown. */
  show(id: string): KeptRoom {
    this.#current = id;
    this.#beside = [];
    return this.#keep(id);
  }

  /** Rooms that were merged into the one in the window: open for as long as that is. */
  showBeside(ids: readonly string[]): void {
    this.#beside = ids;
    for (const id of ids) this.#keep(id);
    if (this.#current) this.#keep(this.#current);
  }

  /** Opens what is likely to be wanted next. */
  prepare(ids: readonly string[]): void {
    for (const id of ids) this.#keep(id);
    if (this.#current) this.#keep(this.#current);
  }

  close(): void {
    for (const { room } of this.#rooms.values()) room.close();
    this.#rooms.clear();
  }

  #keep(id: string): KeptRoom {
    let kept = this.#rooms.get(id);
    if (!kept) {
      const room = this.#sync.openConversation(id);
      kept = {
        id,
        room,
        state: reactive(room.state),
        conversation: reactive(room.conversation),
      };
      this.#rooms.set(id, kept);
    }
    this.#order = [...this.#order.filter((other) => other !== id), id];
    while (this.#order.length > keptRooms + this.#beside.length) {
      const oldest = this.#order.find((other) => !this.#beside.includes(other))!;
      this.#order = this.#order.filter((other) => other !== oldest);
      this.#rooms.get(oldest)?.room.close();
      this.#rooms.delete(oldest);
    }
    return kept;
  }
}
