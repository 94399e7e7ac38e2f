/**
 * One thread in the window: what is drawn of its log, or of several merged ones, what is unread in it, and how far it
 * has been read. Made when a conversation is shown, left when another one is. SPEC C9, C15, L22.
 */
import { untrack } from 'svelte';
import type { ThreadItem } from '#domain/entries/fold.ts';
import { reactive } from '#sync/reactive.svelte.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { attention } from '../ui/attention.svelte.ts';
import { idOf, linesOf, pagesBefore, type Line } from './lines.ts';
import { byConversation, placed, placesOf } from './merged-items.ts';

/** Read: on screen, in a window that has the focus, for so long (SPEC, numbers). */
const readAfterMs = 1_000;
/** Drawn at first, and loaded at a time when reading on, up or down (UX 6). */
const itemsAtFirst = 60;
const itemsAtATime = 50;
/** What is unread far up is drawn from there; all that came since follows while somebody reads down (L22). */
const unreadAtFirst = 150;

export class OpenThread {
  readonly id: string;
  readonly #desk: Desk;
  readonly #isPeek: () => boolean;
  readonly #room;
  readonly #visits;
  /** How far I had read in each of its conversations, and how far the visitor had written, when this was opened. */
  readonly #opened: ReadonlyMap<string, { readUpTo: number; lastVisitor: number }>;
  #earlier = $state(0);
  #later = $state(0);
  /** Place of the furthest item that is or was on the screen; -1: none yet. */
  seenUpTo = $state(-1);

  /** `isPeek`: somebody only looks, and it stays unread (UX 16). */
  constructor(desk: Desk, id: string, isPeek: () => boolean = () => false) {
    this.id = id;
    this.#desk = desk;
    this.#isPeek = isPeek;
    this.#room = desk.rooms.show(id);
    this.#visits = reactive(desk.sync.feed.table('visit'));
    this.#opened = untrack(() =>
      byConversation(desk.threads.get(id) ?? [id], (member) => ({
        readUpTo: desk.readUpTo(member),
        lastVisitor: desk.summaries.get(member)?.lastVisitor?.number ?? -1,
      })),
    );
  }

  get roomState() {
    return this.#room.state.current;
  }
  /** This conversation's own log, to which everything new goes. */
  get conversation() {
    return this.#room.conversation.current;
  }
  readonly summary = $derived.by(() => this.#desk.summaries.get(this.id) ?? null);

  /** All conversations shown here, this one first. */
  readonly members: readonly string[] = $derived.by(
    () => this.#desk.threads.get(this.id) ?? [this.id],
  );
  /** Everything said and done in all of them, as it is shown; and whose log each thing stands in. */
  readonly #shown = $derived.by(() => {
    if (this.members.length === 1) return { items: this.conversation.items, from: null };
    const logs = this.members.flatMap((id) => {
      const room = id === this.id ? this.#room : this.#desk.rooms.get(id);
      return room ? [{ id, items: room.conversation.current.items }] : [];
    });
    return placed(logs);
  });
  get items(): readonly ThreadItem[] {
    return this.#shown.items;
  }
  /** Whose log an item stands in; null: this conversation's own. */
  fromOf(item: ThreadItem): string | null {
    const from = this.#shown.from?.get(item) ?? this.id;
    return from === this.id ? null : from;
  }
  /** The item of an entry, in any of its logs. */
  find(id: string): ThreadItem | undefined {
    for (const member of this.members) {
      const room = member === this.id ? this.#room : this.#desk.rooms.get(member);
      const item = room?.conversation.current.find(id);
      if (item) return item;
    }
    return undefined;
  }

  /** Place of the first unread message when this was opened; null if all was read, or nothing was. */
  readonly unreadFrom: number | null = $derived.by(() => {
    const isUnread = [...this.#opened.values()].some(
      ({ readUpTo, lastVisitor }) => readUpTo >= 0 && lastVisitor > readUpTo,
    );
    if (!isUnread) return null;
    const first = this.items.findIndex((item) => {
      const opened = this.#opened.get(this.fromOf(item) ?? this.id);
      return isVisitorMessage(item) && opened !== undefined && item.number > opened.readUpTo;
    });
    return first < 0 ? null : first;
  });

  /** What was unread when this was opened has come from the device or the server, and can be gone to. */
  readonly hasUnread: boolean = $derived.by(() => {
    const { length } = this.conversation.items;
    const lastVisitor = this.#opened.get(this.id)?.lastVisitor ?? -1;
    return length > 0 && (length > lastVisitor || this.roomState === 'live');
  });

  readonly #from: number = $derived.by(() => {
    const { length } = this.items;
    const first = Math.min(length - itemsAtFirst, (this.unreadFrom ?? Infinity) - 10);
    return Math.max(0, first - this.#earlier);
  });
  readonly #to: number = $derived.by(() => {
    if (this.unreadFrom === null) return Infinity;
    return this.unreadFrom + unreadAtFirst + this.#later;
  });

  readonly lines = $derived.by(() => {
    const first = this.unreadFrom === null ? undefined : this.items[this.unreadFrom];
    return linesOf(this.items.slice(this.#from, this.#to), {
      unreadFrom: null,
      unreadId: first ? idOf(first) : null,
      offlineSinceMs: this.#desk.offlineSinceMs,
      pages: pagesBefore(this.items[this.#to], this.#visits.current.get(this.id)?.pages ?? []),
      find: (id) => this.find(id),
      fromOf: (item) => this.fromOf(item),
    });
  });

  readonly #placesById: ReadonlyMap<string, number> = $derived.by(() =>
    placesOf(this.items, this.#from, this.#to),
  );
  /** Place of an accepted entry; undefined for what has none yet. */
  numberOfId(id: string): number | undefined {
    return this.#placesById.get(id);
  }
  /** Place of the last accepted entry that a line shows. */
  numberOf(line: Line): number | undefined {
    if (line.kind !== 'changes') return this.numberOfId(line.key);
    return line.changes
      .map(({ id }) => this.numberOfId(id))
      .findLast((place) => place !== undefined);
  }

  get hasEarlier(): boolean {
    return this.#from > 0;
  }
  showEarlier(): void {
    this.#earlier += itemsAtATime;
  }
  get hasLater(): boolean {
    return this.#to < this.items.length;
  }
  showLater(): void {
    this.#later += itemsAtATime;
  }
  /** Everything up to the end, for whoever goes there. */
  showEnd(): void {
    this.#later = Infinity;
  }
  /** The whole of it, for paper. */
  showAll(): void {
    this.#earlier = Infinity;
    this.showEnd();
  }

  /** Messages of the visitor that are further down than anything that was on the screen. */
  readonly newBelow: number = $derived.by(
    () =>
      this.items.filter((item, place) => isVisitorMessage(item) && place > this.seenUpTo).length,
  );

  /** The entry up to which each conversation was on the screen, where that is news. */
  readonly #toRead: readonly { conversation: string; upTo: string }[] = $derived.by(() =>
    this.members.flatMap((conversation) => {
      const readUpTo = this.#desk.readUpTo(conversation);
      const last = this.#desk.summaries.get(conversation)?.lastVisitor?.number ?? -1;
      // What a colleague did that concerns me is read here too (N1).
      const isNoticed = this.#desk.newNotices.some(
        (notice) => notice.conversation === conversation,
      );
      if (last <= readUpTo && !isNoticed) return [];
      const seen = this.items
        .slice(0, this.seenUpTo + 1)
        .findLast(
          (item) => item.state === 'accepted' && (this.fromOf(item) ?? this.id) === conversation,
        );
      if (seen?.state !== 'accepted' || seen.number <= readUpTo) return [];
      return [{ conversation, upTo: seen.entry.id }];
    }),
  );

  /** Starts reading: a mark is set for what stays on the screen long enough. Call in an effect; returns its end. */
  read(): (() => void) | undefined {
    if (this.#isPeek()) return undefined;
    const reads = this.#toRead;
    if (!attention.isHere || reads.length === 0 || !this.#desk.may('read')) return undefined;
    const timer = setTimeout(() => {
      for (const { conversation, upTo } of reads) {
        void this.#desk.write(conversation, { kind: 'read', upTo });
      }
    }, readAfterMs);
    return () => clearTimeout(timer);
  }
}

function isVisitorMessage(item: ThreadItem): item is ThreadItem & { number: number } {
  return (
    item.state === 'accepted' &&
    item.entry.kind === 'message' &&
    item.entry.by.startsWith('visitor/')
  );
}
