/** What every store promises of alarms and effects: leases, fences, once. DESIGN 6; F16, R7. */
import { describe, expect, it } from 'vitest';
import type { AlarmWrite, Store } from '../../sync-server/ports.ts';
import { bundleOf, kindsOf, linesOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const leaseMs = 15_000;
const set = (store: Store, ...alarms: AlarmWrite[]) => written(store, bundleOf({ alarms }));
const keysOf = (claimed: { key: string }[]) => claimed.map((one) => one.key);

export function dueContract(openStore: OpenStore): void {
  describe('alarms', () => {
    it('[DESIGN 6] are claimed when due, earliest first, with what was written', async () => {
      const { store } = await openStore();
      await set(
        store,
        { key: 'late', dueAtMs: 3_000 },
        { key: 'soon', dueAtMs: 1_000, payload: '{"why":"a"}' },
        { key: 'next', dueAtMs: 2_000 },
      );
      expect(await store.nextAlarmAtMs(0)).toBe(1_000);
      expect(await store.claimAlarms(999, leaseMs, 10)).toEqual([]);
      const claimed = await store.claimAlarms(2_000, leaseMs, 10);
      expect(keysOf(claimed)).toEqual(['soon', 'next']);
      expect(claimed[0]).toMatchObject({ dueAtMs: 1_000, payload: '{"why":"a"}' });
      expect(await store.nextAlarmAtMs(2_000)).toBe(3_000);
    });

    it('[F17] the earliest of one kind is known by how its key begins, also while it is claimed', async () => {
      const { store } = await openStore();
      await set(
        store,
        { key: 'missed/b', dueAtMs: 5_000 },
        { key: 'missed/a', dueAtMs: 6_000 },
        { key: 'missed-email/a', dueAtMs: 1_000 },
        { key: 'snooze/a', dueAtMs: 2_000 },
      );
      expect(await store.earliestAlarmAtMs('missed/')).toBe(5_000);
      await store.claimAlarms(9_000, leaseMs, 10);
      expect(await store.earliestAlarmAtMs('missed/')).toBe(5_000);
      expect(await store.earliestAlarmAtMs('bin/')).toBeNull();
    });

    it('[DESIGN 6] a limit takes the earliest, and the rest can be claimed at once by another', async () => {
      const { store } = await openStore();
      await set(store, ...[3, 1, 2].map((n) => ({ key: `k${n}`, dueAtMs: n })));
      expect(keysOf(await store.claimAlarms(10, leaseMs, 2))).toEqual(['k1', 'k2']);
      expect(keysOf(await store.claimAlarms(10, leaseMs, 2))).toEqual(['k3']);
      expect(await store.claimAlarms(10, leaseMs, 2)).toEqual([]);
    });

    it('[DESIGN 6] writing a key again moves it, null clears it', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 }, { key: 'gone', dueAtMs: 5 });
      await set(store, { key: 'k', dueAtMs: 20, payload: '2' }, { key: 'gone', dueAtMs: null });
      expect(await store.nextAlarmAtMs(0)).toBe(20);
      const claimed = await store.claimAlarms(100, leaseMs, 10);
      expect(claimed).toMatchObject([{ key: 'k', dueAtMs: 20, payload: '2' }]);
    });

    it('[F16] a lease that ran out is claimed again, with a higher fence', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [first] = await store.claimAlarms(10, leaseMs, 10);
      expect(await store.claimAlarms(10 + leaseMs - 1, leaseMs, 10)).toEqual([]);
      expect(await store.nextAlarmAtMs(11)).toBe(10 + leaseMs);
      const [second] = await store.claimAlarms(10 + leaseMs, leaseMs, 10);
      expect(second!.fence).toBeGreaterThan(first!.fence);
    });

    it('[F16] a stale fence settles nothing: not the alarm, and nothing of its bundle', async () => {
      const { store } = await openStore();
      const told = new Told();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [frozen] = await store.claimAlarms(10, leaseMs, 10);
      const [living] = await store.claimAlarms(10 + leaseMs, leaseMs, 10);
      const settle = (fence: number, line: string) =>
        store.commit([new Told(told.id).say(line, { settles: [{ key: 'k', fence }] })]);
      expect(await settle(frozen!.fence, 'missed, by the frozen one')).toEqual([{ kind: 'stale' }]);
      expect(await store.conversation(told.id)).toBeNull();
      expect(kindsOf(await settle(living!.fence, 'missed'))).toEqual(['written']);
      expect(await linesOf(store, told.id)).toEqual(['missed']);
      expect(await store.nextAlarmAtMs(0)).toBeNull();
    });

    it('[F16] a settled alarm cannot be settled again', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [claim] = await store.claimAlarms(10, leaseMs, 10);
      const settle = bundleOf({ settles: [{ key: 'k', fence: claim!.fence }] });
      expect(kindsOf(await store.commit([settle, settle]))).toEqual(['written', 'stale']);
      expect(await store.commit([settle])).toEqual([{ kind: 'stale' }]);
    });

    it('[F17] an alarm written while it was claimed is not cleared by who claimed the old one', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [claim] = await store.claimAlarms(10, leaseMs, 10);
      await set(store, { key: 'k', dueAtMs: 12, payload: '"newer"' });
      const settle = bundleOf({ settles: [{ key: 'k', fence: claim!.fence }] });
      expect(await store.commit([settle])).toEqual([{ kind: 'stale' }]);
      expect(await store.claimAlarms(12, leaseMs, 10)).toMatchObject([
        { key: 'k', payload: '"newer"' },
      ]);
    });

    it('[F17] the same, when both come in one group', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [claim] = await store.claimAlarms(10, leaseMs, 10);
      const outcomes = await store.commit([
        bundleOf({ alarms: [{ key: 'k', dueAtMs: 12 }] }),
        bundleOf({ settles: [{ key: 'k', fence: claim!.fence }] }),
      ]);
      expect(kindsOf(outcomes)).toEqual(['written', 'stale']);
      expect(await store.nextAlarmAtMs(0)).toBe(12);
    });

    it('[DESIGN 3] what settles an alarm may set it anew', async () => {
      const { store } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [claim] = await store.claimAlarms(10, leaseMs, 10);
      const settles = [{ key: 'k', fence: claim!.fence }];
      await written(store, bundleOf({ settles, alarms: [{ key: 'k', dueAtMs: 30_000 }] }));
      expect(await store.nextAlarmAtMs(10)).toBe(30_000);
    });

    it('[F16] a bundle that was not written keeps its claim', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one', { alarms: [{ key: 'k', dueAtMs: 10 }] }));
      const [claim] = await store.claimAlarms(10, leaseMs, 10);
      const settles = [{ key: 'k', fence: claim!.fence }];
      // Stale by its head; as one of a group and alone.
      const late = () => new Told(told.id).say('late', { settles });
      expect(kindsOf(await store.commit([bundleOf({}), late()]))).toEqual(['written', 'stale']);
      expect(kindsOf(await store.commit([late()]))).toEqual(['stale']);
      expect(kindsOf(await store.commit([told.say('two', { settles })]))).toEqual(['written']);
    });

    it('[F17] what was claimed when the process ended is due again, and the old fence is worth nothing', async () => {
      const { store, reopen } = await openStore();
      await set(store, { key: 'k', dueAtMs: 10 });
      const [before] = await store.claimAlarms(10, leaseMs, 10);
      const again = await reopen();
      const settle = bundleOf({ settles: [{ key: 'k', fence: before!.fence }] });
      expect(await again.commit([settle])).toEqual([{ kind: 'stale' }]);
      const [after] = await again.claimAlarms(10 + leaseMs, leaseMs, 10);
      expect(after!.fence).toBeGreaterThan(before!.fence);
    });

    it('[F16] alarms claimed by many at once are each claimed by one', async () => {
      const { store } = await openStore();
      const keys = Array.from({ length: 100 }, (_, n) => `k${n}`);
      await set(store, ...keys.map((key) => ({ key, dueAtMs: 1 })));
      const claims = Array.from({ length: 20 }, () => store.claimAlarms(10, leaseMs, 7));
      const claimed = keysOf((await Promise.all(claims)).flat());
      expect(claimed.sort()).toEqual(keys.sort());
    });
  });

  describe('effects', () => {
    const letter = (key: string) => ({ key, kind: 'mail', payload: '{"to":"x"}' });
    const owe = (store: Store, ...keys: string[]) =>
      written(store, bundleOf({ effects: keys.map(letter) }));

    it('[R7] a key is owed once, however often it is written, also after it was sent', async () => {
      const { store } = await openStore();
      await owe(store, 'k', 'k');
      await owe(store, 'k');
      const [claim, ...others] = await store.claimEffects(10, leaseMs, 10);
      expect(others).toEqual([]);
      expect(claim).toMatchObject({ ...letter('k'), state: 'queued', attempts: 1 });
      expect(await store.settleEffect('k', claim!.fence, { state: 'sent' })).toBe(true);
      await owe(store, 'k');
      expect(await store.claimEffects(1_000_000, leaseMs, 10)).toEqual([]);
    });

    it('[F16] an effect whose sender vanished is claimed again, as one that may have been sent', async () => {
      const { store, reopen } = await openStore();
      await owe(store, 'k');
      const [first] = await store.claimEffects(10, leaseMs, 10);
      expect(await store.claimEffects(10 + leaseMs - 1, leaseMs, 10)).toEqual([]);
      const again = await reopen();
      expect(await again.claimEffects(10 + leaseMs - 1, leaseMs, 10)).toEqual([]);
      const [second] = await again.claimEffects(10 + leaseMs, leaseMs, 10);
      expect(second).toMatchObject({ state: 'sending', attempts: 2 });
      expect(second!.fence).toBeGreaterThan(first!.fence);
      expect(await again.settleEffect('k', first!.fence, { state: 'failed' })).toBe(false);
      expect(await again.settleEffect('k', second!.fence, { state: 'sent' })).toBe(true);
      expect(await again.settleEffect('k', second!.fence, { state: 'failed' })).toBe(false);
    });

    it('[DESIGN 6] an effect put back is due when it was told to be', async () => {
      const { store } = await openStore();
      await owe(store, 'k');
      const [first] = await store.claimEffects(10, leaseMs, 10);
      const later = { state: 'queued', dueAtMs: 5_000, reason: 'timeout' } as const;
      expect(await store.settleEffect('k', first!.fence, later)).toBe(true);
      expect(await store.claimEffects(4_999, leaseMs, 10)).toEqual([]);
      expect(await store.claimEffects(5_000, leaseMs, 10)).toMatchObject([
        { state: 'queued', attempts: 2, reason: 'timeout' },
      ]);
    });

    it('[R7] an effect that failed is over', async () => {
      const { store } = await openStore();
      await owe(store, 'k');
      const [claim] = await store.claimEffects(10, leaseMs, 10);
      await store.settleEffect('k', claim!.fence, { state: 'failed', reason: 'no such address' });
      expect(await store.claimEffects(1_000_000, leaseMs, 10)).toEqual([]);
      expect(await store.settleEffect('unknown', 1, { state: 'sent' })).toBe(false);
    });

    it('[F16] effects claimed by many at once are each claimed by one', async () => {
      const { store } = await openStore();
      const keys = Array.from({ length: 50 }, (_, n) => `k${n}`);
      await owe(store, ...keys);
      const claims = Array.from({ length: 20 }, () => store.claimEffects(10, leaseMs, 7));
      expect(keysOf((await Promise.all(claims)).flat()).sort()).toEqual(keys.sort());
    });
  });
}
