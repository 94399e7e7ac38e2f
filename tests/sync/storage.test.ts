/** A browser that stores nothing, badly, or too late: the page works, and says so once. RELIABILITY F28. */
import type { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openLocalStore } from '../../src/sync/local-store.ts';
import { freshScene, isLive, shown, talk } from './scene.ts';
import { pass, soon, until, type Page } from './world.ts';

const scene = freshScene();
const message = (text: string) => ({ kind: 'message', text }) as const;
const database = 'parley/agent/ana/store-1';

/** A page whose IndexedDB is this one. */
function pageWith(indexedDB: Partial<IDBFactory> | null): Page {
  const page = scene.device.openPage();
  Object.assign(page, { indexedDB });
  return page;
}

/** The page's own, with something in the way of each transaction. */
function withTransactions(
  begin: (database: IDBDatabase, mode: string | undefined) => void,
): Partial<IDBFactory> {
  const real = scene.device.indexedDB!;
  return {
    databases: () => real.databases(),
    open(name: string, version?: number) {
      const request = real.open(name, version);
      request.addEventListener('success', () => {
        const opened = request.result;
        const transaction = opened.transaction.bind(opened);
        opened.transaction = (...of: Parameters<typeof transaction>) => {
          begin(opened, of[1]);
          return transaction(...of);
        };
      });
      return request as unknown as IDBOpenDBRequest;
    },
  };
}

describe('nothing can be stored', () => {
  it.each([
    ['there is no IndexedDB', () => null],
    [
      'opening fails',
      () => ({
        open() {
          throw new DOMException('blocked', 'SecurityError');
        },
      }),
    ],
    ['opening never answers', () => ({ open: () => new EventTarget() as IDBOpenDBRequest })],
  ])('[F28] %s: works in memory and says so', async (_what, indexedDB) => {
    const { server } = scene;
    server.message(talk, 'Hello?');
    server.putSummary(talk);
    const desk = await scene.join(pageWith(indexedDB()));
    expect(desk.storage.current).toBe('memory');
    const open = desk.openConversation(talk);
    await until(isLive(desk), 10_000);
    await soon(desk.outbox.write(talk, message('from memory')));
    await until(() => desk.outbox.all.current.length === 0);
    expect(shown(open)).toEqual(['accepted: Hello?', 'accepted: from memory']);
  });

  it('[F28] the disk is full: entries are still sent, and the page says that it keeps nothing', async () => {
    const indexedDB = withTransactions((_database, mode) => {
      if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
    });
    const desk = await scene.join(pageWith(indexedDB));
    await until(isLive(desk));
    await soon(desk.outbox.write(talk, message('kept in memory')));
    expect(desk.storage.current).toBe('memory');
    await until(() => desk.outbox.all.current.length === 0);
    expect(scene.server.texts.get(talk)).toHaveLength(1);
  });

  it('[F28] a full disk offline: the row stays on the screen until it is sent', async () => {
    let isFull = false;
    const indexedDB = withTransactions((_database, mode) => {
      if (isFull && mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
    });
    const { device } = scene;
    const desk = await scene.join(pageWith(indexedDB));
    const other = await scene.join();
    await until(() => isLive(desk)() && isLive(other)());
    device.setNetwork('cut');
    isFull = true;
    await soon(desk.outbox.write(talk, message('unsaved')));
    isFull = false;
    // Another tab's row makes this one read the device again.
    await soon(other.outbox.write(talk, message('saved')));
    await pass(100);
    expect(desk.outbox.all.current.map(({ entry }) => 'text' in entry && entry.text)).toEqual([
      'unsaved',
      'saved',
    ]);
  });

  it("[F28] the feed's cursor never runs ahead of rows that could not be written", async () => {
    const { server } = scene;
    let isFull = false;
    const page = pageWith(
      withTransactions((_database, mode) => {
        if (isFull && mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
      }),
    );
    const desk = await scene.join(page);
    await until(isLive(desk));
    isFull = true;
    server.putRow('setting', 'lost', { name: 'lost', value: 1 });
    await pass(100);
    isFull = false;
    server.putRow('setting', 'kept', { name: 'kept', value: 2 });
    await pass(100);
    page.die();
    const next = await scene.join();
    await until(isLive(next));
    expect([...next.feed.table('setting').current.keys()].toSorted()).toEqual(['kept', 'lost']);
  });
});

describe('a damaged store', () => {
  it('[F28] one that cannot be opened is set aside; what was written meanwhile comes back to it', async () => {
    const { device } = scene;
    const real = device.indexedDB!;
    let isDamaged = true;
    const damaged: Partial<IDBFactory> = {
      databases: () => real.databases(),
      deleteDatabase: (name: string) => real.deleteDatabase(name) as unknown as IDBOpenDBRequest,
      open(name: string, version?: number) {
        if (isDamaged && name === database) throw new DOMException('damaged', 'UnknownError');
        return real.open(name, version) as unknown as IDBOpenDBRequest;
      },
    };
    const page = pageWith(damaged);
    const desk = await scene.join(page);
    await until(isLive(desk));
    expect(desk.storage.current).toBe('device');
    device.setNetwork('cut');
    await soon(desk.outbox.write(talk, message('meanwhile')));
    page.die();
    isDamaged = false;
    const next = await scene.join(pageWith(damaged));
    expect(next.outbox.all.current).toHaveLength(1);
    await pass(100);
    expect((await real.databases()).map(({ name }) => name).toSorted()).toEqual([
      'parley',
      database,
    ]);
  });

  it("[F28] a newer build's store is not touched", async () => {
    const { device } = scene;
    const real = device.indexedDB!;
    const newer = real.open(database, 99);
    await until(() => newer.readyState === 'done');
    newer.result.close();
    const desk = await scene.join();
    await until(isLive(desk));
    await soon(desk.outbox.write(talk, message('older')));
    const versions = (await real.databases()).filter(({ name }) => name === database);
    expect(versions).toEqual([{ name: database, version: 99 }]);
  });
});

describe('rows', () => {
  it('[O5] are written strictly', async () => {
    const durabilities: (string | undefined)[] = [];
    const real = scene.device.indexedDB!;
    const page = pageWith({
      databases: () => real.databases(),
      open(name: string, version?: number) {
        const request = real.open(name, version);
        request.addEventListener('success', () => {
          const opened = request.result;
          const transaction = opened.transaction.bind(opened);
          opened.transaction = (...of: Parameters<typeof transaction>) => {
            const [stores, , options] = of as [
              string[],
              string,
              { durability?: string } | undefined,
            ];
            if ([stores].flat().includes('pending')) durabilities.push(options?.durability);
            return transaction(...of);
          };
        });
        return request as unknown as IDBOpenDBRequest;
      },
    });
    const store = await openLocalStore(page, 'strict');
    await store.write([{ table: 'pending', key: 'a', delete: true }], { strict: true });
    expect(durabilities).toEqual(['strict']);
  });
});
