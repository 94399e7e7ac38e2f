/**
 * Pads of this tab: a document that agents write together, kept by y-indexeddb in a database of its own, synced on a
 * virtual socket, with awareness for carets. DESIGN 2, 7; SPEC R2, W11.
 *
 * y-indexeddb reports no errors and waits for ever (DESIGN 7). So its database is opened here first; and if it then
 * says nothing for 3 s, one row is damaged: what can be read is taken over, and the copy is made anew.
 */
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { padRoot, parseRoom } from '#domain/wire.ts';
import type { OpenPad } from './contract.ts';
import type { LocalStore } from './local-store.ts';
import type { LogRoomParts, RoomState } from './log-room.ts';
import { signalOf } from './signal.ts';
import { virtualSocketClass } from './virtual-socket.ts';

const copyWithinMs = 3_000;
/** y-indexeddb adds a row at each opening; above this all are stored as one (DESIGN 7). */
const rowsMost = 100;
/** Pads that are in sync with the server and older than this many others leave the device. */
const padsMost = 100;

type PadParts = Omit<LogRoomParts, 'folding'>;

/** What a pad is about: a conversation, or a contact. */
export type PadOn = { conversation: string } | { contact: string };

export interface Pads {
  open(name: string): OpenPad;
  /** Names of the databases on this device. */
  databases(): Promise<string[]>;
  /** Closes what is open of the pads about erased ones, and removes their text from this device (SPEC G2). */
  erase(isErased: (pad: PadOn) => boolean): Promise<void>;
  close(): void;
}

export function openPads(parts: PadParts & { database: string }): Pads {
  const { environment, store, line } = parts;
  const open = new Set<{ room: string; close(): void; erase(): void }>();
  const databaseOf = (room: string) => padDatabase(parts.database, room);

  const note = (room: string, isSynced: boolean) =>
    store
      .write([{ table: 'pads', key: room, put: { room, isSynced, usedAtMs: environment.now() } }])
      .catch(() => {});

  const openPad = (room: string): OpenPad => {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const state = signalOf<RoomState>('opening');
    let persistence: IndexeddbPersistence | null = null;
    let provider: WebsocketProvider | null = null;
    let isClosed = false;
    let isErased = false;

    const start = async () => {
      void note(room, false);
      persistence = await keep(databaseOf(room), doc, parts);
      if (isErased) return void persistence?.clearData();
      if (isClosed) return void persistence?.destroy();
      state.set('local');
      provider = new WebsocketProvider('line:', room, doc, {
        WebSocketPolyfill: virtualSocketClass(environment, line, { room, readOnly: false }),
        disableBc: true,
        awareness,
      });
      provider.on('sync', (isSynced) => state.set(isSynced ? 'live' : 'local'));
      provider.on('closed', () => state.set('refused'));
    };

    const endSession = line.session.subscribe(() => {
      if (line.session.current === null) return;
      if (state.current === 'refused') state.set('local');
      provider?.connect();
    });

    const end = () => {
      isClosed = true;
      open.delete(opened);
      endSession();
      provider?.destroy();
      void persistence?.destroy();
      doc.destroy();
    };
    const close = () => {
      if (isClosed) return;
      void note(room, state.current === 'live');
      end();
    };
    const erase = () => {
      isErased = true;
      state.set('refused');
      end();
    };
    const opened = { room, close, erase };
    open.add(opened);
    void start();
    return { doc, awareness, text: doc.getXmlFragment(padRoot), state, close };
  };

  /** Drafts that were sent pile up; those the server has may go. */
  const prune = async () => {
    const pads = await store.all('pads').catch(() => []);
    const old = pads.toSorted((a, b) => b.usedAtMs - a.usedAtMs).slice(padsMost);
    for (const { room, isSynced } of old) {
      if (!isSynced) continue;
      environment.indexedDB?.deleteDatabase(databaseOf(room));
      await store.write([{ table: 'pads', key: room, delete: true }]).catch(() => {});
    }
  };
  void prune();

  return {
    open: openPad,
    databases: () => padDatabasesIn(store, parts.database),
    async erase(isErased) {
      const isGone = ({ room }: { room: string }) => {
        const about = aboutOf(room);
        return about !== null && isErased(about);
      };
      for (const pad of [...open].filter(isGone)) pad.erase();
      const kept = await store.all('pads').catch(() => []);
      for (const { room } of kept.filter(isGone)) {
        environment.indexedDB?.deleteDatabase(databaseOf(room));
        await store.write([{ table: 'pads', key: room, delete: true }]).catch(() => {});
      }
    },
    close() {
      for (const pad of [...open]) pad.close();
    },
  };
}

/** Names of the databases that keep the pads of an account on this device. */
export async function padDatabasesIn(
  store: Pick<LocalStore, 'all'>,
  database: string,
): Promise<string[]> {
  const pads = await store.all('pads').catch(() => []);
  return pads.map(({ room }) => padDatabase(database, room));
}

function aboutOf(name: string): PadOn | null {
  const room = parseRoom(name);
  if (room?.kind === 'note') return { contact: room.contact };
  return room && 'conversation' in room ? { conversation: room.conversation } : null;
}

function padDatabase(database: string, room: string): string {
  return `${database}/pad/${room}`;
}

/** Loads the copy into the document and keeps it; null: this pad lives in memory and on the server. */
async function keep(
  name: string,
  doc: Y.Doc,
  { environment }: PadParts,
): Promise<IndexeddbPersistence | null> {
  // y-indexeddb knows no other than the page's own.
  if (environment.indexedDB === null || environment.indexedDB !== globalThis.indexedDB) return null;
  const within = <T>(answer: Promise<T>): Promise<T | null> =>
    new Promise((resolve) => {
      const cancel = environment.timer(copyWithinMs, () => resolve(null));
      answer.then(resolve, () => resolve(null)).finally(cancel);
    });

  const rows = await within(rowsIn(name));
  if (rows === null) return null;
  const isReadable = rows.filter((row) => !applies(doc, row)).length === 0;
  if (!isReadable) {
    // What could be read is in the document now, and y-indexeddb writes the document into a new database.
    await within(deleted(name));
  }
  const persistence = new IndexeddbPersistence(name, doc);
  const synced = await within(persistence.whenSynced);
  if (synced === null) {
    void persistence.destroy();
    return null;
  }
  if (rows.length > rowsMost) void storeState(persistence, true);
  return persistence;
}

function applies(doc: Y.Doc, row: unknown): boolean {
  try {
    Y.applyUpdate(doc, row as Uint8Array);
    return true;
  } catch {
    return false;
  }
}

/** All rows of a pad's database; makes it, as y-indexeddb would, if it is not there. */
function rowsIn(name: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('updates', { autoIncrement: true });
      opening.result.createObjectStore('custom');
    };
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB failed'));
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const reading = database.transaction('updates').objectStore('updates').getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error ?? new Error('IndexedDB failed'));
      } catch (error) {
        reject(error instanceof Error ? error : new Error('IndexedDB failed'));
      } finally {
        database.close(); // after the transaction
      }
    };
  });
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase(name);
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => reject(deletion.error ?? new Error('IndexedDB failed'));
  });
}
