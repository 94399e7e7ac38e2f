/** What every store promises of the feed: revisions in commit order, pages newest first, tombstones. DESIGN 4. */
import { describe, expect, it } from 'vitest';
import type { FeedRecord, FeedWrite, Store } from '../../sync-server/ports.ts';
import { bundleOf, kindsOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const setting = (id: string, value: unknown): FeedWrite => ({
  table: 'setting',
  id,
  owner: null,
  value: value === null ? null : { name: id, value },
});
const readMark = (owner: string, id: string, number: number): FeedWrite => ({
  table: 'readMark',
  id,
  owner,
  value: { conversation: id, number },
});
const summary = (id: string, entries: number): FeedWrite => ({
  table: 'conversation',
  id,
  owner: null,
  value: { id, entries },
});
const put = (store: Store, ...feed: FeedWrite[]) => written(store, bundleOf({ feed }));
const everything = (store: Store, owner: string | null) =>
  store.feed({ owner, after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 1_000 });
const namesOf = (records: FeedRecord[]) => records.map((record) => `${record.table}/${record.id}`);

/** Reads all pages as the server does: `upTo` fixed at the first, newest first. */
async function pagesOf(store: Store, owner: string | null, limit: number): Promise<FeedRecord[][]> {
  const upTo = await store.feedRevision();
  const pages: FeedRecord[][] = [];
  for (let before: number | undefined; ; before = pages.at(-1)!.at(-1)!.rev) {
    const ask = { owner, after: 0, upTo, limit };
    const page = await store.feed(before === undefined ? ask : { ...ask, before });
    if (page.length === 0) return pages;
    pages.push(page);
  }
}

export function feedContract(openStore: OpenStore): void {
  describe('the feed', () => {
    it('[DESIGN 4] revisions rise in commit order over all tables, and are what commit answers', async () => {
      const { store } = await openStore();
      const told = new Told();
      const [first, second] = await store.commit([
        told.say('one', { feed: [summary(told.id, 1), setting('a', 1)] }),
        bundleOf({ feed: [readMark('ana', told.id, 0)] }),
      ]);
      expect(first).toMatchObject({ kind: 'written' });
      const records = [first!, second!].flatMap((o) => (o.kind === 'written' ? o.feed : []));
      const revisions = records.map((record) => record.rev);
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
      expect(new Set(revisions).size).toBe(3);
      expect(await store.feedRevision()).toBe(revisions.at(-1));
      expect(await everything(store, 'ana')).toEqual(records.toReversed());
    });

    it('[DESIGN 4] a row is replaced by its newer self and moves to the front', async () => {
      const { store } = await openStore();
      await put(store, setting('a', 1), setting('b', 1));
      await put(store, setting('a', 2));
      const rows = await everything(store, null);
      expect(namesOf(rows)).toEqual(['setting/a', 'setting/b']);
      expect(rows[0]!.value).toEqual({ name: 'a', value: 2 });
      expect(await store.feedRow('setting', 'a', null)).toEqual(rows[0]);
    });

    it('[DESIGN 4] a summary is a row like any other, and goes with its conversation', async () => {
      const { store } = await openStore();
      const [first, second] = [new Told(), new Told()];
      await written(store, first.say('one', { feed: [summary(first.id, 1)] }));
      await written(store, second.say('one', { feed: [summary(second.id, 1)] }));
      await put(store, setting('between', 1));
      await written(store, first.say('two', { feed: [summary(first.id, 2)] }));
      const rows = await everything(store, null);
      expect(rows.map((row) => row.value)).toEqual([
        { id: first.id, entries: 2 },
        { name: 'between', value: 1 },
        { id: second.id, entries: 1 },
      ]);
      expect(await store.feedRow('conversation', first.id, null)).toEqual(rows[0]);
      expect(await store.feedRow('conversation', 'nobody', null)).toBeNull();
    });

    it('[DESIGN 4] a summary may change without an entry, and an entry without its summary', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      expect(await store.feedRow('conversation', told.id, null)).toBeNull();
      expect(await everything(store, null)).toEqual([]);
      await put(store, summary(told.id, 1));
      await written(store, told.say('two'));
      expect((await store.feedRow('conversation', told.id, null))?.value).toEqual({
        id: told.id,
        entries: 1,
      });
    });

    it('[T4] personal rows are seen by their owner only', async () => {
      const { store } = await openStore();
      await put(store, readMark('ana', 'c1', 4), readMark('ben', 'c1', 7), setting('a', 1));
      expect(namesOf(await everything(store, 'ana'))).toEqual(['setting/a', 'readMark/c1']);
      expect((await everything(store, 'ana'))[1]).toMatchObject({
        owner: 'ana',
        value: { number: 4 },
      });
      expect(namesOf(await everything(store, 'cleo'))).toEqual(['setting/a']);
      expect(namesOf(await everything(store, null))).toEqual(['setting/a']);
      expect((await store.feedRow('readMark', 'c1', 'ben'))?.value).toMatchObject({ number: 7 });
      expect(await store.feedRow('readMark', 'c1', null)).toBeNull();
    });

    it('[DESIGN 4] a deleted row comes as a tombstone, and a copy made later says so too', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one', { feed: [summary(told.id, 1), setting('a', 1)] }));
      const revision = await store.feedRevision();
      await put(store, setting('a', null), { ...summary(told.id, 1), value: null });
      const news = await store.feed({
        owner: null,
        after: revision,
        upTo: await store.feedRevision(),
        limit: 10,
      });
      expect(news.map((row) => [row.table, row.value])).toEqual([
        ['conversation', null],
        ['setting', null],
      ]);
      expect(await store.feedRow('setting', 'a', null)).toEqual(news[1]);
      await put(store, setting('a', 3));
      expect((await store.feedRow('setting', 'a', null))?.value).toEqual({ name: 'a', value: 3 });
    });

    it('[DESIGN 4] pages come newest first, whole and without doubles, from all three kinds of rows', async () => {
      const { store } = await openStore();
      const expected: string[] = [];
      for (let n = 0; n < 40; n += 1) {
        const told = new Told();
        const feed = [summary(told.id, n), setting(`s${n}`, n), readMark('ana', `m${n}`, n)];
        await written(store, told.say('one', { feed: [...feed, readMark('ben', `m${n}`, n)] }));
        expected.unshift(`readMark/m${n}`, `setting/s${n}`, `conversation/${told.id}`);
      }
      const pages = await pagesOf(store, 'ana', 7);
      expect(namesOf(pages.flat())).toEqual(expected);
      expect(pages.every((page) => page.length <= 7)).toBe(true);
    });

    it('[DESIGN 4] what is written while pages are read is in them or after upTo, never lost', async () => {
      const { store } = await openStore();
      await put(store, ...Array.from({ length: 30 }, (_, n) => setting(`s${n}`, 'old')));
      const upTo = await store.feedRevision();
      const copy = new Map<string, unknown>();
      const take = (rows: FeedRecord[]) => rows.forEach((row) => copy.set(row.id, row.value));
      let before: number | undefined;
      for (let round = 0; ; round += 1) {
        await put(store, setting('other', round));
        const ask = { owner: null, after: 0, upTo, limit: 4 };
        const page = await store.feed(before === undefined ? ask : { ...ask, before });
        if (page.length === 0) break;
        expect(page.every((row) => row.rev < (before ?? Infinity) && row.rev <= upTo)).toBe(true);
        take(page);
        before = page.at(-1)!.rev;
        await put(store, setting(`s${round}`, 'new'), setting(`more${round}`, 'new'));
      }
      const newest = await store.feedRevision();
      take(await store.feed({ owner: null, after: upTo, upTo: newest, limit: 1_000 }));
      const fresh = await everything(store, null);
      expect([...copy].sort()).toEqual(fresh.map((row) => [row.id, row.value]).sort());
    });

    it('[DESIGN 4] a bundle that was not written leaves no row and its neighbours their order', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      const stale = new Told(told.id).say('two', { feed: [setting('never', 1)] });
      const outcomes = await store.commit([
        bundleOf({ feed: [setting('a', 1)] }),
        stale,
        bundleOf({ feed: [setting('b', 1)] }),
      ]);
      const revisions = outcomes.flatMap((o) => (o.kind === 'written' ? o.feed : []));
      expect(namesOf(revisions)).toEqual(['setting/a', 'setting/b']);
      expect(revisions[1]!.rev).toBeGreaterThan(revisions[0]!.rev);
      expect(namesOf(await everything(store, null))).toEqual(['setting/b', 'setting/a']);
      expect(await store.feedRevision()).toBe(revisions[1]!.rev);
    });

    it('[DESIGN 2] a bundle that was not written does not make the store look newer than it is', async () => {
      const { store, reopen } = await openStore();
      await put(store, setting('a', 1));
      const revision = await store.feedRevision();
      // Its alarm is met after its row has got a revision.
      const alarms = [{ key: 'k', dueAtMs: Number.NaN }];
      const failing = bundleOf({ feed: [setting('never', 1)], alarms });
      expect(kindsOf(await store.commit([failing]))).toEqual(['failed']);
      expect(kindsOf(await store.commit([bundleOf({}), failing]))).toEqual(['written', 'failed']);
      expect(await store.feedRevision()).toBe(revision);
      expect((await reopen()).id).toBe(store.id);
    });

    it('[R1] the newest row of a bundle that writes a row twice is the last', async () => {
      const { store } = await openStore();
      const told = new Told();
      const feed = [summary(told.id, 1), setting('a', 1), summary(told.id, 2), setting('a', 2)];
      await written(store, told.say('one', { feed }));
      expect((await everything(store, null)).map((row) => row.value)).toEqual([
        { name: 'a', value: 2 },
        { id: told.id, entries: 2 },
      ]);
    });
  });
}
