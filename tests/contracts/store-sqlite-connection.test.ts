/** The care of one connection: shared transactions for small writes, a new connection after a failed one. F4. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Connection } from '../../sync-server/adapters/store-sqlite-connection.ts';
import { CommitFailed, Database } from '../../sync-server/adapters/store-sqlite-database.ts';
import { newFolder } from './folder.ts';

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A connection to a file with one table of numbers, and every database that was opened for it. */
async function aConnection() {
  const folder = await newFolder();
  endings.push(() => rm(folder, { recursive: true }));
  const opened: Database[] = [];
  const open = () => {
    const database = new Database(join(folder, 'numbers.db'));
    opened.push(database);
    return { database };
  };
  const first = open();
  first.database.raw.exec('create table number (n integer not null unique) strict');
  const connection = new Connection(first, open);
  endings.push(() => connection.close());
  type Parts = { database: Database };
  const add = (n: number) => (parts: Parts) =>
    parts.database.raw.prepare('insert into number values (?)').run(n);
  const numbers = () =>
    connection.read(({ database }) =>
      database.raw
        .prepare('select n from number order by n')
        .all()
        .map((row) => row.n),
    );
  return { connection, opened, add, numbers };
}

describe('a connection', () => {
  it('[F4] after a failed commit is closed, and the next call has another', async () => {
    const { connection, opened, add, numbers } = await aConnection();
    const failing = connection.write((parts) => {
      parts.database.begin();
      add(1)(parts);
      throw new CommitFailed(Object.assign(new Error('disk I/O error'), { errcode: 10 }));
    });
    await expect(failing).rejects.toMatchObject({ code: 'io' });
    expect(opened.map((database) => database.raw.isOpen)).toEqual([false]);
    expect(await numbers()).toEqual([]);
    expect(opened.map((database) => database.raw.isOpen)).toEqual([false, true]);
  });

  it('[F4] a mistake of ours keeps the connection', async () => {
    const { connection, opened } = await aConnection();
    const failing = connection.write(() => {
      throw new TypeError('ours');
    });
    await expect(failing).rejects.toThrow('ours');
    expect(opened[0]!.raw.isOpen).toBe(true);
  });

  it('[DESIGN 3] small writes of one turn share a transaction, and one that fails fails alone', async () => {
    const { connection, opened, add, numbers } = await aConnection();
    let commits = 0;
    const commit = opened[0]!.commit.bind(opened[0]);
    opened[0]!.commit = () => {
      commits += 1;
      commit();
    };
    const outcomes = await Promise.allSettled([
      connection.writeSoon(add(1)),
      connection.writeSoon(add(1)),
      connection.writeSoon(add(2)),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await numbers()).toEqual([1, 2]);
    expect(commits).toBe(1);
  });

  it('[F4] when the shared commit fails, nobody in it is told that it was written', async () => {
    const { connection, opened, add, numbers } = await aConnection();
    opened[0]!.commit = () => {
      throw new CommitFailed(Object.assign(new Error('disk I/O error'), { errcode: 10 }));
    };
    const outcomes = await Promise.allSettled([1, 2].map((n) => connection.writeSoon(add(n))));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(await numbers()).toEqual([]);
    await connection.writeSoon(add(3));
    expect(await numbers()).toEqual([3]);
  });

  it('[F4] what waits when the store is closed is written first', async () => {
    const { connection, opened, add } = await aConnection();
    const waiting = connection.writeSoon(add(1));
    connection.close();
    await waiting;
    expect(opened[0]!.raw.isOpen).toBe(false);
    await expect(connection.writeSoon(add(2))).rejects.toMatchObject({ code: 'closed' });
  });
});
