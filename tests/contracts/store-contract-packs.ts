/** What every store promises of packs: a cache that is whole as far as it goes, and never says what rows no longer say. */
import { describe, expect, it } from 'vitest';
import type { PackWrite, Store } from '../../sync-server/ports.ts';
import { bundleOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

/** A conversation with ten entries, five of them public. */
async function tenEntries(store: Store): Promise<Told> {
  const told = new Told();
  const lines = Array.from({ length: 10 }, (_, n) => ({
    text: `line ${n}`,
    isPublic: n % 2 === 0,
  }));
  await written(store, told.bundle(lines));
  return told;
}

function packOf(told: Told, first: number, over: Partial<PackWrite> = {}): PackWrite {
  const place = { conversation: told.id, audience: 'team', epoch: told.row.teamEpoch } as const;
  return { ...place, first, count: 2, size: 100 + first, bytes: bytes(first), ...over };
}

export function packsContract(openStore: OpenStore): void {
  describe('packs', () => {
    const firsts = async (store: Store, told: Told, from = 0, to = 100) =>
      (await store.packs(told.id, 'team', from, to)).map(({ first }) => first);

    it('come back as they were kept, in order, each audience by itself, also after a restart', async () => {
      const { store, reopen } = await openStore();
      const told = await tenEntries(store);
      const publicPack = packOf(told, 0, {
        ...{ audience: 'public', epoch: told.row.publicEpoch },
        bytes: bytes(7, 7),
      });
      await store.keepPacks([packOf(told, 2), packOf(told, 0), publicPack]);
      const again = await reopen();
      const [first, second] = await again.packs(told.id, 'team', 0, 100);
      expect([first!.first, first!.count, first!.size, [...first!.bytes]]).toEqual([
        0,
        2,
        100,
        [0],
      ]);
      expect([second!.first, [...second!.bytes]]).toEqual([2, [2]]);
      const shown = await again.packs(told.id, 'public', 0, 100);
      expect(shown.map((pack) => [...pack.bytes])).toEqual([[7, 7]]);
      expect(await again.packedCount(told.id, 'team')).toBe(4);
      expect(await again.packedCount(told.id, 'public')).toBe(2);
    });

    it('end before the first that is missing, and before the end that was asked for', async () => {
      const { store } = await openStore();
      const told = await tenEntries(store);
      await store.keepPacks([0, 2, 6, 8].map((first) => packOf(told, first)));
      expect(await firsts(store, told)).toEqual([0, 2]);
      expect(await firsts(store, told, 6)).toEqual([6, 8]);
      expect(await firsts(store, told, 0, 2)).toEqual([0]);
      expect(await firsts(store, told, 1)).toEqual([]);
      expect(await store.packedCount(told.id, 'team')).toBe(4);
      expect(await store.packedCount('nobody', 'team')).toBe(0);
      expect(await store.packs('nobody', 'team', 0, 9)).toEqual([]);
    });

    it('are kept once: the first stays', async () => {
      const { store } = await openStore();
      const told = await tenEntries(store);
      await store.keepPacks([packOf(told, 0)]);
      await store.keepPacks([packOf(told, 0, { bytes: bytes(9) }), packOf(told, 2)]);
      const packs = await store.packs(told.id, 'team', 0, 100);
      expect(packs.map((pack) => [...pack.bytes])).toEqual([[0], [2]]);
    });

    it('[C14] are gone when an entry of their conversation is said without its words', async () => {
      const { store } = await openStore();
      const [told, other] = [await tenEntries(store), await tenEntries(store)];
      const shown = { audience: 'public', epoch: told.row.publicEpoch } as const;
      await store.keepPacks([packOf(told, 0, shown), packOf(told, 0), packOf(other, 0)]);
      const rewrites = [{ number: 0, publicNumber: 0, publicText: '{"text":"gone"}' }];
      await written(store, { ...told.say('last'), rewrites });
      expect(await store.packs(told.id, 'public', 0, 9)).toEqual([]);
      expect(await firsts(store, other)).toEqual([0]);
    });

    it('[P18] are not kept under another epoch: what they were made of may be erased', async () => {
      const { store } = await openStore();
      const told = await tenEntries(store);
      const late = packOf(told, 0);
      const row = { ...told.row, teamEpoch: 'team-2' };
      const moved = { row, expectCount: row.count };
      await written(store, bundleOf({ conversation: moved }));
      await store.keepPacks([late, { ...late, conversation: 'nobody' }]);
      expect(await firsts(store, told)).toEqual([]);
      await store.keepPacks([{ ...late, epoch: 'team-2' }]);
      expect(await firsts(store, told)).toEqual([0]);
    });
  });
}
