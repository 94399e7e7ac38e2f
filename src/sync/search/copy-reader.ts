/** Reads rows and copies of this device from a worker, beside the page that writes them (`local-store.ts`). */
import { openDB, type IDBPDatabase } from 'idb';
import type { FeedRow } from '#domain/model.ts';

export interface CopyReader {
  rows(): Promise<FeedRow[]>;
  /** In the order of the rooms; null where there is no copy. */
  copies(rooms: readonly string[]): Promise<(Uint8Array | null)[]>;
}

/** `name`: the database of the page; null: there is none, and nothing can be read. */
export async function copyReader(name: string | null): Promise<CopyReader> {
  const database = name === null ? null : await openExisting(name);
  return {
    rows: () => database?.getAll('feed') ?? Promise.resolve([]),
    async copies(rooms) {
      if (database === null) return rooms.map(() => null);
      const { store } = database.transaction('copies');
      return Promise.all(
        rooms.map(async (room) => {
          const copy = (await store.get(room)) as { bytes: Uint8Array } | undefined;
          return copy?.bytes ?? null;
        }),
      );
    },
  };
}

/** Whatever its version is: the page has opened it. */
async function openExisting(name: string): Promise<IDBPDatabase | null> {
  try {
    const database = await openDB(name, undefined, {
      // Signing out removes it: do not stand in the way.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    if (database.objectStoreNames.contains('copies')) return database;
    database.close();
    return null;
  } catch {
    return null;
  }
}
