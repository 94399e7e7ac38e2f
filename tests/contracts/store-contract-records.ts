/** What every store promises of records: heads, their logs, and what begins beside a conversation. DESIGN 4; D1, P4. */
import { describe, expect, it } from 'vitest';
import type { Bundle, RecordHead } from '../../sync-server/ports.ts';
import { bundleOf, kindsOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const contact = 'contact-1';

function headOf(count: number, parts: Partial<RecordHead> = {}): RecordHead {
  return {
    ...{ table: 'contact', id: contact, createdBy: 'parley', createdAtMs: 5 },
    ...{ count, lastAcceptedAtMs: 10 + count, fields: JSON.stringify({ count }) },
    ...parts,
  };
}

function changed(from: number | null, changes: string[], parts: Partial<RecordHead> = {}): Bundle {
  const head = headOf((from ?? 0) + changes.length, parts);
  const value = { id: head.id, count: head.count };
  return bundleOf({
    record: { head, expectCount: from, changes },
    feed: [{ table: head.table, id: head.id, owner: null, value }],
  });
}

export function recordContract(openStore: OpenStore): void {
  describe('records', () => {
    it('[D1] keeps the head and every change of it, in order, over a restart', async () => {
      const { store, reopen } = await openStore();
      expect(await store.record('contact', contact)).toBe(null);
      await written(store, changed(null, ['{"set":1}', '{"set":2}']), changed(2, ['{"set":3}']));
      const again = await reopen();
      expect(await again.record('contact', contact)).toEqual(headOf(3));
      expect(await again.recordChanges('contact', contact)).toEqual([
        '{"set":1}',
        '{"set":2}',
        '{"set":3}',
      ]);
      expect((await again.feedRow('contact', contact, null))?.value).toEqual({
        id: contact,
        count: 3,
      });
    });

    it('a change of a record that moved meanwhile is stale, and nothing of it is written', async () => {
      const { store } = await openStore();
      await written(store, changed(null, ['{"set":1}']));
      const late = changed(null, ['{"set":"late"}']);
      const other = changed(null, ['{}'], { id: 'contact-2' });
      expect(kindsOf(await store.commit([late, other]))).toEqual(['stale', 'written']);
      expect(await store.recordChanges('contact', contact)).toEqual(['{"set":1}']);
      expect((await store.record('contact', contact))?.count).toBe(1);
    });

    it('a head that does not count its changes is a mistake', async () => {
      const { store } = await openStore();
      const bundle = changed(null, ['{}']);
      bundle.record!.head.count = 2;
      expect(await store.commit([bundle])).toMatchObject([{ kind: 'failed', code: 'malformed' }]);
    });

    it('lists a table, oldest first, and keeps tables apart', async () => {
      const { store } = await openStore();
      await written(
        store,
        changed(null, ['{}'], { table: 'group', id: 'b' }),
        changed(null, ['{}'], { table: 'group', id: 'a' }),
        changed(null, ['{}'], { table: 'tag', id: 'a' }),
      );
      expect((await store.records('group')).map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await store.records('tag')).map(({ id }) => id)).toEqual(['a']);
      expect(await store.records('view')).toEqual([]);
    });

    it('[D1] what begins with a conversation begins once, with the row that everybody gets', async () => {
      const { store } = await openStore();
      const told = new Told();
      const begins = headOf(0, { lastAcceptedAtMs: 0, fields: '{}' });
      const [first] = await written(store, told.say('hello', { begins }));
      const row = { id: contact, count: 0, createdAtMs: 5, fields: {} };
      expect(first).toMatchObject({ feed: [{ table: 'contact', id: contact, value: row }] });
      await written(store, changed(0, ['{"set":1}']));
      const [second] = await written(store, told.say('again', { begins }));
      expect(second).toMatchObject({ feed: [] });
      expect(await store.record('contact', contact)).toEqual(headOf(1));
    });

    it('[P4] what begins is undone with the bundle that it is in', async () => {
      const { store } = await openStore();
      const told = new Told();
      const bundle = told.say('hello', { begins: headOf(0) });
      bundle.entries[0]!.number = 7;
      expect(kindsOf(await store.commit([bundle]))).toEqual(['failed']);
      expect(await store.record('contact', contact)).toBe(null);
    });
  });
}
