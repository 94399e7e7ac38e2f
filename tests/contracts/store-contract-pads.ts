/** What every store promises of pads: order, and compaction that loses nothing that came meanwhile. DESIGN 2. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../sync-server/ports.ts';
import { bundleOf, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const room = 'pad/draft/c.chat.1.s1~e';
const bytes = (...values: number[]) => new Uint8Array(values);
const add = (store: Store, ...updates: Uint8Array[]) =>
  written(store, bundleOf({ padUpdates: updates.map((update) => ({ room, update })) }));
/** As plain numbers: adapters may answer with a subclass of Uint8Array. */
const valuesOf = (updates: Uint8Array[]) => updates.map((update) => [...update]);

export function padContract(openStore: OpenStore): void {
  describe('pads', () => {
    it('[DESIGN 2] an unknown pad is empty', async () => {
      const { store } = await openStore();
      expect(await store.pad(room)).toEqual({ snapshot: null, updates: [] });
    });

    it('[DESIGN 2] updates come back in the order they were taken, also after a restart', async () => {
      const { store, reopen } = await openStore();
      await add(store, bytes(0, 255, 0), bytes());
      await written(store, bundleOf({ padUpdates: [{ room: 'another', update: bytes(9) }] }));
      await add(store, bytes(2));
      const again = await reopen();
      await add(again, bytes(3));
      expect(valuesOf((await again.pad(room)).updates)).toEqual([[0, 255, 0], [], [2], [3]]);
      expect(valuesOf((await again.pad('another')).updates)).toEqual([[9]]);
    });

    it('[DESIGN 2] a snapshot stands for the oldest updates; what came meanwhile stays behind it', async () => {
      const { store } = await openStore();
      for (let n = 0; n < 5; n += 1) await add(store, bytes(n));
      const read = await store.pad(room);
      await add(store, bytes(5), bytes(6));
      await store.compactPad(room, bytes(100), read.updates.length);
      const pad = await store.pad(room);
      expect([...pad.snapshot!]).toEqual([100]);
      expect(valuesOf(pad.updates)).toEqual([[5], [6]]);
    });

    it('[DESIGN 2] appends and compactions at once lose nothing', async () => {
      const { store } = await openStore();
      let covered = 0;
      for (let n = 0; n < 30; n += 1) {
        const read = await store.pad(room);
        covered += read.updates.length;
        await Promise.all([
          add(store, bytes(n, 1)),
          store.compactPad(room, bytes(covered), read.updates.length),
          add(store, bytes(n, 2)),
        ]);
      }
      const pad = await store.pad(room);
      expect(covered + pad.updates.length).toBe(60);
      expect(valuesOf(pad.updates)).toEqual([
        [29, 1],
        [29, 2],
      ]);
    });

    it('[DESIGN 2] updates go on in order after everything was compacted, also after a restart', async () => {
      const { store, reopen } = await openStore();
      await add(store, bytes(1), bytes(2));
      await store.compactPad(room, bytes(100), 2);
      expect((await store.pad(room)).updates).toEqual([]);
      const again = await reopen();
      await add(again, bytes(3));
      await add(again, bytes(4));
      await again.compactPad(room, bytes(101), 1);
      const pad = await again.pad(room);
      expect([...pad.snapshot!]).toEqual([101]);
      expect(valuesOf(pad.updates)).toEqual([[4]]);
    });

    it('[DESIGN 2] compacting an unknown pad, or none of its updates, keeps the snapshot and the rest', async () => {
      const { store } = await openStore();
      await store.compactPad('new', bytes(7), 0);
      expect([...(await store.pad('new')).snapshot!]).toEqual([7]);
      await add(store, bytes(1));
      await store.compactPad(room, bytes(8), 0);
      const pad = await store.pad(room);
      expect([[...pad.snapshot!], valuesOf(pad.updates)]).toEqual([[8], [[1]]]);
    });
  });
}
