/**
 * One conversation in the window: what is drawn of its log, what is unread in it, and how far it has been read. Made
 * when a conversation is shown, left when another one is.
 */
import { untrack } from 'svelte';
import type { ThreadItem } from '#domain/entries/fold.ts';
import type { Desk } from '../desk/desk.svelte.ts';
import { attention } from '../ui/attention.svelte.ts';
import { idOf, linesOf, type Line } from './lines.ts';

/** Read: on screen, in a window that has the focus, for so long (SPEC, numbers). */
const readAfterMs = 1_000;
/** Drawn at first, and loaded at a time when reading upwards (UX 6). */
const itemsAtFirst = 60;
const itemsAtATime = 50;

export class OpenThread {
  readonly id: string;
  readonly #desk: Desk;
  readonly #room;
  /** How far I had read, and how far the visitor had written, when this was opened. */
  readonly #opened: { readUpTo: number; lastVisitor: number };
  #earlier = $state(0);
  /** Number of the furthest entry that is or was on the screen; -1: none yet. */
  seenUpTo = $state(-1);

  constructor(desk: Desk, id: string) {
    this.id = id;
    this.#desk = desk;
    this.#room = desk.rooms.show(id);
    this.#opened = untrack(() => ({
      readUpTo: desk.readUpTo(id),
      lastVisitor: desk.summaries.get(id)?.lastVisitor?.number ?? -1,
    }));
  }

  get roomState() {
    return this.#room.state.current;
  }
  get conversation() {
    return this.#room.conversation.current;
  }
  readonly summary = $derived.by(() => this.#desk.summaries.get(this.id) ?? null);

  /** The first unread message when this was opened; null if all was read, or nothing was. */
  readonly unreadFrom: number | null = $derived.by(() => {
    const { readUpTo, lastVisitor } = this.#opened;
    if (lastVisitor <= readUpTo || readUpTo < 0) return null;
    const first = this.conversation.items.find(
      (item) => isVisitorMessage(item) && item.number > readUpTo,
    );
    return first && 'number' in first ? first.number : null;
  });

  /** What was unread when this was opened has come from the device or the server, and can be gone to. */
  readonly hasUnread: boolean = $derived.by(() => {
    const { length } = this.conversation.items;
    return length > 0 && (length > this.#opened.lastVisitor || this.roomState === 'live');
  });

  readonly #from: number = $derived.by(() => {
    const { length } = this.conversation.items;
    const first = Math.min(length - itemsAtFirst, (this.unreadFrom ?? Infinity) - 10);
    return Math.max(0, first - this.#earlier);
  });

  readonly lines = $derived.by(() =>
    linesOf(this.conversation.items.slice(this.#from), {
      unreadFrom: this.unreadFrom,
      offlineSinceMs: this.#desk.offlineSinceMs,
    }),
  );

  readonly #numbersById: ReadonlyMap<string, number> = $derived.by(() =>
    numbersOf(this.conversation.items.slice(this.#from)),
  );
  /** Undefined for what has no number yet. */
  numberOfId(id: string): number | undefined {
    return this.#numbersById.get(id);
  }
  /** Number of the last accepted entry that a line shows. */
  numberOf(line: Line): number | undefined {
    return this.numberOfId(line.kind === 'changes' ? line.changes.at(-1)!.id : line.key);
  }

  get hasEarlier(): boolean {
    return this.#from > 0;
  }
  showEarlier(): void {
    this.#earlier += itemsAtATime;
  }

  /** Messages of the visitor that are further down than anything that was on the screen. */
  readonly newBelow: number = $derived.by(
    () =>
      this.conversation.items.filter(
        (item) => isVisitorMessage(item) && item.number > this.seenUpTo,
      ).length,
  );

  readonly #unseenVisitor: number = $derived.by(
    () => this.conversation.state.lastVisitorMessage?.number ?? -1,
  );

  /** Starts reading: a mark is set for what stays on the screen long enough. Call in an effect; returns its end. */
  read(): (() => void) | undefined {
    const readUpTo = this.#desk.readUpTo(this.id);
    // What a colleague did that concerns me is read here too (N1).
    const isNews =
      this.#unseenVisitor > readUpTo ||
      this.#desk.newNotices.some(({ conversation }) => conversation === this.id);
    const isDue = isNews && this.seenUpTo > readUpTo && this.#desk.may('read');
    if (!attention.isHere || !isDue) return undefined;
    const timer = setTimeout(() => {
      const item = this.conversation.items[this.seenUpTo];
      const upTo = item && (item.state === 'accepted' ? item.entry.id : null);
      if (upTo) void this.#desk.write(this.id, { kind: 'read', upTo });
    }, readAfterMs);
    return () => clearTimeout(timer);
  }
}

function numbersOf(items: readonly ThreadItem[]): ReadonlyMap<string, number> {
  return new Map(
    items.flatMap((item) => ('number' in item ? [[idOf(item), item.number] as const] : [])),
  );
}

function isVisitorMessage(item: ThreadItem): item is ThreadItem & { number: number } {
  return (
    item.state === 'accepted' &&
    item.entry.kind === 'message' &&
    item.entry.by.startsWith('visitor/')
  );
}
