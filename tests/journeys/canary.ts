/** Looks for a word in everything that a browser keeps of a page's origin, and in everything that a server has. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ServerProcess } from '../support/server-process.ts';

/** Places in this browser in which the word stands: databases, storage, caches, and what is drawn. */
export function placesInBrowser(page: Page, word: string): Promise<string[]> {
  return page.evaluate(async (canary) => {
    const found: string[] = [];
    const textOf = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
      if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value as Uint8Array);
      if (typeof value !== 'object' || value === null) return String(value);
      return Object.entries(value)
        .map(([key, each]) => `${key} ${textOf(each)}`)
        .join(' ');
    };
    const look = (place: string, value: unknown) => {
      if (textOf(value).includes(canary)) found.push(place);
    };
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        look(`${name} ${store}`, await done(rows.getAllKeys()));
        look(`${name} ${store}`, await done(rows.getAll()));
      }
      database.close();
    }
    look('localStorage', { ...localStorage });
    look('sessionStorage', { ...sessionStorage });
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        look(`cache ${name}`, request.url);
        look(`cache ${name} ${request.url}`, await (await cache.match(request))!.text());
      }
    }
    look('page', document.documentElement.outerHTML);
    look('address', location.href);
    return found;
  }, word);
}

/** Files of the server's data folder in which the word stands, and its log. */
export function placesOnServer(server: ServerProcess, word: string): string[] {
  const files = readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => {
      const path = join(server.dataDir, name);
      return statSync(path).isFile() && readFileSync(path).includes(word);
    },
  );
  return server.log().includes(word) ? [...files, 'log'] : files;
}
