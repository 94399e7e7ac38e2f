/**
 * The conversations of this tab: opens the room that a conversation has now, follows it to another name, and shows
 * `fold(log, outbox)`. Rooms left stay subscribed, about 30, so that going back costs nothing (DESIGN 7).
 */
import { emptyFold, placeOf, type Conversation } from '#domain/entries/fold.ts';
import type { OpenConversation, Signal } from './contract.ts';
import { openLogRoom, type LogRoom, type LogRoomParts, type RoomState } from './log-room.ts';
import type { OutboxRows } from './outbox.ts';
import { lazySignal, signalOf } from './signal.ts';

/** Which room a conversation has now. */
export interface RoomNames {
  nameOf(conversation: string): string | null;
  /** What is true while there is no name. */
  stateWithout(conversation: string): RoomState;
  /** Was it erased? It has no name then, and what is here of it goes (SPEC G2). */
  isErased?(conversation: string): boolean;
  /** A name turned out to be old. */
  refresh(conversation: string): void;
  subscribe(changed: () => void): () => void;
}

export interface Conversations {
  open(id: string): OpenConversation;
  /** Rooms on screen that have not caught up. */
  readonly behind: Signal<number>;
  /** Last entry on the screen; undefined: this tab does not show that conversation. */
  lastShown(id: string): string | null | undefined;
  isAwaited(id: string, entry: string): boolean;
  /** Writes down what this tab has of that conversation; nothing to do where it has none. */
  save(id: string): Promise<void>;
  /** Rooms that are kept up to date here. */
  subscribed(): ReadonlySet<string>;
  close(): void;
}

interface Kept {
  id: string;
  handles: number;
  room: LogRoom | null;
  /** A name that the server said is over; the next one is waited for. */
  passed: string | null;
  state: ReturnType<typeof signalOf<RoomState>>;
  conversation: ReturnType<typeof lazySignal<Conversation>>;
  endRoom(): void;
}

const keptMost = 30; // DESIGN 7
const nothing = emptyFold();

export function openConversations(
  parts: LogRoomParts & {
    names: RoomNames;
    outbox(): OutboxRows;
    clockOffsetMs(): number;
  },
): Conversations {
  /** Least recently used first. */
  const kept = new Map<string, Kept>();
  const behind = signalOf(0);

  const count = () => {
    const isBehind = ({ handles, state }: Kept) =>
      handles > 0 && (state.current === 'opening' || state.current === 'local');
    behind.set([...kept.values()].filter(isBehind).length);
  };

  const keep = (id: string): Kept => {
    const conversation = lazySignal(() => {
      const pending = parts.outbox().rowsOf(id);
      const log = each.room?.log.current ?? nothing;
      return parts.folding.fold(log, pending, { clockOffsetMs: parts.clockOffsetMs() });
    });
    const each: Kept = {
      id,
      handles: 0,
      room: null,
      passed: null,
      state: signalOf<RoomState>('opening'),
      conversation,
      endRoom: () => {},
    };
    kept.set(id, each);
    each.state.subscribe(count);
    follow(each);
    return each;
  };

  /** Opens the room by its present name, if that is another one. */
  const follow = (each: Kept) => {
    const name = parts.names.nameOf(each.id);
    if (name !== null && name === each.passed) return;
    if (each.room !== null && parts.names.isErased?.(each.id)) {
      each.room.erase();
      leave(each);
    }
    if (name !== null && name !== each.room?.room) enter(each, name);
    else if (each.room === null) each.state.set(parts.names.stateWithout(each.id));
  };

  const enter = (each: Kept, name: string) => {
    each.endRoom();
    const room = openLogRoom(parts, name, each.id, () => {
      each.passed = name;
      leave(each);
      parts.names.refresh(each.id);
    });
    each.room = room;
    const grown = () => {
      parts.outbox().recheck(each.id);
      each.conversation.stale();
    };
    const ends = [
      room.log.subscribe(grown),
      room.state.subscribe(() => each.state.set(room.state.current)),
    ];
    each.endRoom = () => {
      for (const end of ends) end();
      room.close();
    };
    each.state.set(room.state.current);
    grown();
  };

  const leave = (each: Kept) => {
    each.endRoom();
    each.endRoom = () => {};
    each.room = null;
    each.state.set('opening');
    each.conversation.stale();
  };

  const evict = () => {
    for (const each of kept.values()) {
      if (kept.size <= keptMost) return;
      if (each.handles > 0) continue;
      each.endRoom();
      kept.delete(each.id);
    }
  };

  const endNames = parts.names.subscribe(() => {
    for (const each of kept.values()) follow(each);
  });
  const pendingChanged = () => {
    for (const each of kept.values()) each.conversation.stale();
  };

  let endOutbox: (() => void) | null = null;
  return {
    behind,
    open(id) {
      endOutbox ??= parts.outbox().all.subscribe(pendingChanged);
      const each = kept.get(id) ?? keep(id);
      kept.delete(id);
      kept.set(id, each);
      each.handles += 1;
      evict();
      count();
      let isOpen = true;
      return {
        id,
        state: each.state,
        conversation: each.conversation,
        close() {
          if (!isOpen) return;
          isOpen = false;
          each.handles -= 1;
          if (each.handles === 0) {
            parts.outbox().recheck(id);
            // What stood for a row until its log shows it is gone from the fold as well.
            each.conversation.stale();
          }
          evict();
          count();
        },
      };
    },
    lastShown(id) {
      const each = kept.get(id);
      if (each === undefined || each.handles === 0 || each.room === null) return undefined;
      const last = each.room.log.current.items.at(-1);
      if (last === undefined || (last.state !== 'accepted' && last.state !== 'unknown'))
        return null;
      return last.state === 'accepted' ? last.entry.id : last.id;
    },
    isAwaited(id, entry) {
      const each = kept.get(id);
      if (each === undefined || each.handles === 0 || each.room === null) return false;
      // A room that is not live shows the entry whenever it catches up; until then the row stands for it.
      return (
        each.state.current !== 'refused' && placeOf(each.room.log.current, entry) === undefined
      );
    },
    async save(id) {
      await kept.get(id)?.room?.save();
    },
    subscribed: () =>
      new Set([...kept.values()].flatMap(({ room }) => (room === null ? [] : [room.room]))),
    close() {
      endNames();
      endOutbox?.();
      for (const each of kept.values()) each.endRoom();
      kept.clear();
    },
  };
}
