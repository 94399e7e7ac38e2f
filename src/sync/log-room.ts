/**
 * One log room on this device: a document, a copy in the local store, and y-websocket's provider on a virtual socket.
 * Folds what comes, entry by entry, and never writes into the room.
 *
 * A copy counts only if it can have come from the server alone (`isCleanCopy`); any other is dropped and the room
 * synced again. The same for a room whose name has passed (4409). DESIGN 2.
 */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { entriesOf, entryCountOf, isCleanCopy } from '#domain/documents/log.ts';
import { emptyFold, type Folded, type Folding } from '#domain/entries/fold.ts';
import type { Entry } from '#domain/model.ts';
import { closeCodes } from '#domain/wire.ts';
import type { Signal } from './contract.ts';
import type { Environment } from './environment.ts';
import type { RoomLine } from './line.ts';
import type { LocalStore } from './local-store.ts';
import { signalOf } from './signal.ts';
import { virtualSocketClass } from './virtual-socket.ts';

export type RoomState = 'opening' | 'local' | 'live' | 'refused';

export interface LogRoom {
  readonly room: string;
  readonly state: Signal<RoomState>;
  readonly log: Signal<Folded>;
  /** Writes down what is shown, if that is not done yet. */
  save(): Promise<void>;
  /** Its words are to be nowhere on this device: the copy goes, too. */
  erase(): void;
  close(): void;
}

export interface LogRoomParts {
  environment: Environment;
  line: RoomLine;
  store: LocalStore;
  folding: Folding;
}

/** One for every entry behind the first thousand: writing a long copy at every message would cost more than it saves. */
const saveAfterMs = 1_000;

/** `renamed`: the room has another name now, and the copy of this one is gone. */
export function openLogRoom(
  parts: LogRoomParts,
  room: string,
  conversation: string,
  renamed: () => void,
): LogRoom {
  const { environment, line, store, folding } = parts;
  const state = signalOf<RoomState>('opening');
  const log = signalOf<Folded>(emptyFold());
  let doc = new Y.Doc();
  let provider: WebsocketProvider | null = null;
  let isClosed = false;
  let hasRestarted = false;
  let cancelSave: (() => void) | null = null;

  /* ---------------------------------------------------------------- the copy */

  const load = async () => {
    const copy = await store.get('copies', room).catch(() => undefined);
    if (isClosed) return;
    if (copy !== undefined && applyCopy(doc, copy.bytes)) {
      extend();
      state.set('local');
    } else if (copy !== undefined) {
      doc.destroy();
      doc = new Y.Doc();
      void dropCopy(store, room);
    }
    connect();
  };

  const save = async () => {
    if (cancelSave === null) return;
    cancelSave();
    cancelSave = null;
    const copy = { room, bytes: Y.encodeStateAsUpdate(doc) };
    await putCopy(store, copy, conversation, entryCountOf(doc), environment.now());
  };
  const saveLater = () => {
    cancelSave ??= environment.timer(saveAfterMs + entryCountOf(doc), () => void save());
  };
  const endHide = environment.onVisibility(() => void save());

  /* ---------------------------------------------------------------- the room */

  const connect = () => {
    const awareness = new Awareness(doc);
    awareness.setLocalState(null); // nobody is present in a log
    doc.on('update', grown);
    provider = new WebsocketProvider('line:', room, doc, {
      WebSocketPolyfill: virtualSocketClass(environment, line, { room, readOnly: true }),
      disableBc: true,
      awareness,
    });
    provider.on('sync', synced);
    provider.on('closed', ({ code }) => closed(code));
  };

  const disconnect = () => {
    provider?.destroy();
    provider = null;
    doc.destroy();
  };

  const grown = () => {
    if (!isWhole(doc)) return restart();
    extend();
    saveLater();
  };
  const extend = () => {
    const known = log.current.items.length;
    log.set(folding.extend(log.current, entriesOf(doc, known) as Entry[]));
  };

  const synced = (isSynced: boolean) => {
    if (isSynced) state.set('live');
    else if (state.current === 'live') state.set('local');
  };

  const closed = (code: number) => {
    if (code === closeCodes.epochChanged.code) {
      forget();
      state.set('opening');
      renamed();
    } else if (code === closeCodes.brokenBytes.code) restart();
    else state.set('refused');
  };

  /** The copy is not what a server writes: once from the beginning, and then it is the server that is wrong. */
  const restart = () => {
    forget();
    if (hasRestarted) return state.set('refused');
    hasRestarted = true;
    doc = new Y.Doc();
    log.set(emptyFold());
    state.set('opening');
    connect();
  };

  const forget = () => {
    cancelSave?.();
    cancelSave = null;
    disconnect();
    void dropCopy(store, room);
  };

  /** Without waiting for the provider's own back-off; and what was refused to another session may be allowed now. */
  const endSession = line.session.subscribe(() => {
    if (line.session.current === null) return;
    if (state.current === 'refused') state.set(log.current.items.length > 0 ? 'local' : 'opening');
    provider?.connect();
  });

  void load();
  return {
    room,
    state,
    log,
    save,
    erase: forget,
    close() {
      if (isClosed) return;
      isClosed = true;
      void save();
      endHide();
      endSession();
      disconnect();
    },
  };
}

/* ------------------------------------------------------------------ copies */

/** False if these bytes are no clean copy; the document is then spoilt. */
export function applyCopy(doc: Y.Doc, bytes: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, bytes);
    return isWhole(doc);
  } catch {
    return false;
  }
}

/** All of it came from the server, and all of it is the log. */
function isWhole(doc: Y.Doc): boolean {
  const entries = entryCountOf(doc);
  return isCleanCopy(doc, entries) && entriesOf(doc).length === entries;
}

/** A copy that cannot be written is a copy less, and nothing worse. */
export async function putCopy(
  store: LocalStore,
  copy: { room: string; bytes: Uint8Array },
  conversation: string,
  entries: number,
  usedAtMs: number,
): Promise<void> {
  const { room } = copy;
  const head = { room, conversation, entries, usedAtMs, bytes: copy.bytes.length };
  const changes = [
    { table: 'copies' as const, key: room, put: copy },
    { table: 'copyHeads' as const, key: room, put: head },
  ];
  await store.write(changes).catch(() => {});
}

/** Of every room. */
export async function dropCopies(store: LocalStore): Promise<void> {
  const changes = [
    { table: 'copies' as const, clear: true as const },
    { table: 'copyHeads' as const, clear: true as const },
  ];
  await store.write(changes).catch(() => {});
}

export async function dropCopy(store: LocalStore, room: string): Promise<void> {
  const changes = [
    { table: 'copies' as const, key: room, delete: true as const },
    { table: 'copyHeads' as const, key: room, delete: true as const },
  ];
  await store.write(changes).catch(() => {});
}
