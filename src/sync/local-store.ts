/**
 * What this device keeps for one account: a few tables of rows in one IndexedDB, or in memory when the browser lets
 * nothing be stored (F28). What the rows mean is known by the part that keeps them.
 *
 * Nothing here may hang: IndexedDB sometimes never answers, so every question is raced with 3 s.
 */
import type { IDBPDatabase } from 'idb';
import { wrap } from 'idb';
import type { FeedRow } from '#domain/model.ts';
import type { Signal, StorageState } from './contract.ts';
import type { Environment } from './environment.ts';
import type { PendingRow } from './outbox.ts';
import { signalOf } from './signal.ts';

/** How far a log room's copy goes, without its bytes. */
export interface CopyHead {
  room: string;
  conversation: string;
  entries: number;
  usedAtMs: number;
  /** Of the copy; absent in those that an earlier version wrote. */
  bytes?: number;
}

/** Rows by table; keys are given with each change. */
interface Tables {
  /** By entry id. */
  pending: PendingRow;
  /** By `<table>/<id>`. */
  feed: FeedRow;
  /** Copies of log rooms, by room name; heads apart, so that they can be listed without reading megabytes. */
  copies: { room: string; bytes: Uint8Array };
  copyHeads: CopyHead;
  /** Pads whose text y-indexeddb keeps in databases of their own, by room name. */
  pads: { room: string; isSynced: boolean; usedAtMs: number };
  /** Single values by name. */
  meta: unknown;
}
type Table = keyof Tables;

export type Change =
  | { [T in Table]: { table: T; key: string; put: Tables[T] } }[Table]
  | { table: Table; key: string; delete: true }
  | { table: Table; clear: true };

export interface LocalStore {
  /** Turns to `memory` once something could not be kept, and stays there. */
  readonly state: Signal<StorageState>;
  all<T extends Table>(table: T): Promise<Tables[T][]>;
  get<T extends Table>(table: T, key: string): Promise<Tables[T] | undefined>;
  /** The row that is there, or this one, which then is: two tabs agree on it. */
  getOrPut<T extends Table>(table: T, key: string, value: Tables[T]): Promise<Tables[T]>;
  /** All or nothing. `strict`: on the disk when it resolves. Rejects when nothing was written. */
  write(changes: readonly Change[], options?: { strict?: boolean }): Promise<void>;
  close(): void;
}

const tables: Table[] = ['pending', 'feed', 'copies', 'copyHeads', 'pads', 'meta'];
const version = 1;
const answerWithinMs = 3_000;

export async function openLocalStore(environment: Environment, name: string): Promise<LocalStore> {
  const { indexedDB } = environment;
  if (indexedDB === null) return memoryStore();
  try {
    const store = deviceStore(environment, await openDatabase(environment, indexedDB, name));
    await adoptSetAside(environment, indexedDB, name, store);
    return store;
  } catch (error) {
    if (error instanceof Silent) return memoryStore();
  }
  // Damaged, or newer than this build: it is left as it is, and rows go to a second one meanwhile.
  try {
    const again = setAsideFor(name);
    return deviceStore(environment, await openDatabase(environment, indexedDB, again));
  } catch {
    return memoryStore();
  }
}

/** What was written while the database could not be opened goes where it belongs. Repeats are harmless: same ids. */
async function adoptSetAside(
  environment: Environment,
  indexedDB: IDBFactory,
  name: string,
  store: LocalStore,
): Promise<void> {
  const again = setAsideFor(name);
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  if (!databases.some((each) => each.name === again)) return;
  try {
    const meanwhile = deviceStore(environment, await openDatabase(environment, indexedDB, again));
    const rows = await meanwhile.all('pending');
    await store.write(
      rows.map((put) => ({ table: 'pending', key: put.entry.id, put })),
      { strict: true },
    );
    meanwhile.close();
    await within(environment, requestDone(indexedDB.deleteDatabase(again)));
  } catch {
    // It stays for the next start.
  }
}

/** Removes a database and what was opened in its place. False: something may still be there. */
export async function deleteLocalStore(environment: Environment, name: string): Promise<boolean> {
  const { indexedDB } = environment;
  if (indexedDB === null) return true;
  const deletions = [name, setAsideFor(name)].map((each) =>
    within(environment, requestDone(indexedDB.deleteDatabase(each))),
  );
  const done = await Promise.allSettled(deletions);
  return done.every(({ status }) => status === 'fulfilled');
}

/** Where rows go while the database of that name cannot be opened. */
function setAsideFor(name: string): string {
  return `${name}~again`;
}

function openDatabase(
  environment: Environment,
  indexedDB: IDBFactory,
  name: string,
): Promise<IDBPDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const table of tables) request.result.createObjectStore(table);
  };
  let isLate = false;
  const opened = requestDone(request).then((database) => {
    if (isLate) database.close();
    // Another tab removes it (signing out): do not stand in its way.
    database.onversionchange = () => database.close();
    return wrap(database);
  });
  return within(environment, opened, () => (isLate = true));
}

function deviceStore(environment: Environment, database: IDBPDatabase): LocalStore {
  const state = signalOf<StorageState>('device');
  const raced = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await within(environment, run());
    } catch (error) {
      state.set('memory');
      throw error;
    }
  };
  return {
    state,
    all: (table) => raced(() => database.getAll(table)),
    get: (table, key) => raced(() => database.get(table, key)),
    getOrPut: (table, key, value) =>
      raced(async () => {
        const transaction = database.transaction(table, 'readwrite');
        const found = await transaction.store.get(key);
        if (found === undefined) void transaction.store.put(value, key);
        await transaction.done;
        return found ?? value;
      }),
    write: (changes, { strict = false } = {}) =>
      raced(async () => {
        if (changes.length === 0) return;
        const touched = [...new Set(changes.map((change) => change.table))];
        const transaction = database.transaction(touched, 'readwrite', {
          durability: strict ? 'strict' : 'default',
        });
        for (const change of changes) {
          const store = transaction.objectStore(change.table);
          // Failures arrive through `done`, which they abort.
          if ('put' in change) store.put(change.put, change.key).catch(() => {});
          else if ('delete' in change) store.delete(change.key).catch(() => {});
          else store.clear().catch(() => {});
        }
        await transaction.done;
      }),
    close: () => database.close(),
  };
}

/** The same for as long as the page lives. */
function memoryStore(): LocalStore {
  const rows = new Map<Table, Map<string, unknown>>(tables.map((table) => [table, new Map()]));
  const rowsOf = <T extends Table>(table: T) => rows.get(table) as Map<string, Tables[T]>;
  return {
    state: signalOf<StorageState>('memory'),
    all: (table) => Promise.resolve([...rowsOf(table).values()]),
    get: (table, key) => Promise.resolve(rowsOf(table).get(key)),
    getOrPut(table, key, value) {
      const found = rowsOf(table).get(key);
      if (found === undefined) rowsOf(table).set(key, value);
      return Promise.resolve(found ?? value);
    },
    write(changes) {
      for (const change of changes) {
        const table = rowsOf(change.table) as Map<string, unknown>;
        if ('put' in change) table.set(change.key, change.put);
        else if ('delete' in change) table.delete(change.key);
        else table.clear();
      }
      return Promise.resolve();
    },
    close() {},
  };
}

function requestDone<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}

class Silent extends Error {}

/** Rejects with `Silent` after 3 s of silence, and says so to `late`. */
function within<T>(environment: Environment, answer: Promise<T>, late?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = environment.timer(answerWithinMs, () => {
      late?.();
      reject(new Silent('IndexedDB does not answer.'));
    });
    answer.finally(cancel).then(resolve, reject);
  });
}
