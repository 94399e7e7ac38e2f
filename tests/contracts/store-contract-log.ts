/** What every store promises of logs, answers and the commit of a group. DESIGN 2, 3; P1, P4, F4. */
import { describe, expect, it } from 'vitest';
import { answerOf, bundleOf, kindsOf, linesOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`);

export function logContract(openStore: OpenStore): void {
  describe('logs', () => {
    it('[R1] keeps entries in the order they were committed, each audience by its own numbers', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('hello'), told.comment('who is that?'), told.say('hi'));
      expect(await linesOf(store, told.id)).toEqual(['hello', 'who is that?', 'hi']);
      expect(await linesOf(store, told.id, 'public')).toEqual(['hello', 'hi']);
      expect(await store.conversation(told.id)).toEqual(told.row);
    });

    it('[R8] the public texts carry nothing of the team texts', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('hello'), told.comment('canary'));
      const texts = await store.entryTexts(told.id, 'public', 0, 10);
      expect(texts).toEqual(['{"text":"hello","for":"public"}']);
    });

    it('[DESIGN 2] gives texts back as they were written, to the byte', async () => {
      const { store } = await openStore();
      const told = new Told();
      const odd = ['  {"a" : 1e2}  ', '{"\\u0000":"\\ud83d\\ude00"}', '"\u2028é𝄞\u007f"', '[]'];
      const bundle = told.bundle(odd.map((text) => ({ text, isPublic: true })));
      bundle.entries.forEach((entry, n) => {
        entry.text = odd[n]!;
        entry.publicText = odd[n]!;
      });
      await written(store, bundle);
      expect(await store.entryTexts(told.id, 'team', 0, 10)).toEqual(odd);
      expect(await store.entryTexts(told.id, 'public', 0, 10)).toEqual(odd);
    });

    it('[C14] says a public text anew, and leaves everything else as it was', async () => {
      const { store, reopen } = await openStore();
      const told = new Told();
      const lines = numbered(150).map((text, n) => ({ text, isPublic: n % 3 === 0 }));
      await written(store, told.bundle(lines));
      // One that is repeated for fast reading already, and one that is not yet.
      const rewrites = [30, 147].map((number) => {
        const publicText = `{"text":"gone ${number}"}`;
        return { number, publicNumber: number / 3, publicText };
      });
      await written(store, { ...told.say('last'), rewrites });
      const again = await reopen();
      const shown = lines.filter((line) => line.isPublic).map((line) => line.text);
      const expected = shown.with(10, 'gone 30').with(49, 'gone 147');
      expect(await linesOf(again, told.id, 'public')).toEqual([...expected, 'last']);
      expect(await linesOf(again, told.id)).toEqual([...lines.map(({ text }) => text), 'last']);
    });

    it('[C14] writes nothing of a bundle that would say another entry anew', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('hello'), told.comment('who is that?'), told.say('hi'));
      const rewrites = [{ number: 2, publicNumber: 0, publicText: '{"text":"gone"}' }];
      const [outcome] = await store.commit([{ ...told.say('more'), rewrites }]);
      expect(outcome).toMatchObject({ kind: 'failed', code: 'malformed' });
      expect(await linesOf(store, told.id, 'public')).toEqual(['hello', 'hi']);
    });

    it('[DESIGN 2] reads any part of a long log, of either audience', async () => {
      const { store } = await openStore();
      const told = new Told();
      // Two of three are comments, so that the audiences fall out of step.
      const lines = numbered(300).map((text, n) => ({ text, isPublic: n % 3 === 0 }));
      for (let n = 0; n < 300; n += 7) await written(store, told.bundle(lines.slice(n, n + 7)));
      const all = lines.map((line) => line.text);
      const shown = lines.filter((line) => line.isPublic).map((line) => line.text);
      for (const [from, to] of [
        [0, 300],
        [0, 1],
        [63, 65],
        [64, 128],
        [100, 101],
        [191, 193],
        [255, 300],
        [299, 400],
      ] as const) {
        expect(await linesOf(store, told.id, 'team', from, to)).toEqual(all.slice(from, to));
      }
      for (let from = 0; from < 101; from += 9) {
        for (const to of [from, from + 1, from + 22, 100]) {
          const expected = shown.slice(from, to);
          expect(await linesOf(store, told.id, 'public', from, to)).toEqual(expected);
        }
      }
    });

    it('[DESIGN 2] reads a log whose public part is only its beginning or only its end', async () => {
      const { store } = await openStore();
      const [begins, ends] = [new Told(), new Told()];
      const lines = numbered(200);
      await written(
        store,
        begins.bundle(lines.map((text, n) => ({ text, isPublic: n < 2 }))),
        ends.bundle(lines.map((text, n) => ({ text, isPublic: n > 197 }))),
      );
      expect(await linesOf(store, begins.id, 'public')).toEqual(['line 0', 'line 1']);
      expect(await linesOf(store, ends.id, 'public')).toEqual(['line 198', 'line 199']);
      expect(await linesOf(store, ends.id, 'public', 1)).toEqual(['line 199']);
    });

    it('[DESIGN 3] conversations written in turn do not mix', async () => {
      const { store } = await openStore();
      const many = Array.from({ length: 20 }, () => new Told());
      for (let n = 0; n < 70; n += 1) {
        await written(store, ...many.map((told, who) => told.say(`${who}.${n}`)));
      }
      for (const [who, told] of many.entries()) {
        const expected = Array.from({ length: 70 }, (_, n) => `${who}.${n}`);
        expect(await linesOf(store, told.id)).toEqual(expected);
      }
    });

    it('[B27] an unknown conversation is null, and its log is empty', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('hello'));
      expect(await store.conversation('nobody')).toBeNull();
      expect(await store.entryTexts('nobody', 'team', 0, 10)).toEqual([]);
      expect(await store.entryTexts(told.id, 'team', 1, 10)).toEqual([]);
      expect([...(await store.conversations(['nobody', told.id])).keys()]).toEqual([told.id]);
    });

    it('[DESIGN 3] an answer is found by its id, with all that was answered', async () => {
      const { store } = await openStore();
      const refused = answerOf('a2', { state: 'refused', reason: 'empty', number: null });
      const held = answerOf('a3', { state: 'held', detail: '{"because":["x"]}', number: null });
      await written(store, bundleOf({ answers: [answerOf('a1'), refused, held] }));
      const found = await store.answers(['a1', 'a2', 'a3', 'a4']);
      expect(Object.fromEntries(found)).toEqual({ a1: answerOf('a1'), a2: refused, a3: held });
    });

    it('[T18] quotes, wildcards and SQL in an id are only letters', async () => {
      const { store } = await openStore();
      const ids = [`'; drop table answer; --`, '%', '_', '"', '{"$ne":1}', '__proto__'];
      await written(store, bundleOf({ answers: ids.map((id) => answerOf(id)) }));
      for (const id of ids) expect((await store.answers([id])).get(id)).toEqual(answerOf(id));
      expect((await store.answers(['x'])).size).toBe(0);
    });
  });

  describe('a group', () => {
    it('[DESIGN 3] a failing bundle in the middle leaves its neighbours written and itself without trace', async () => {
      const { store } = await openStore();
      const [before, middle, after] = [new Told(), new Told(), new Told()];
      await written(store, bundleOf({ answers: [answerOf('used')] }));
      const failing = middle.say('never', {
        // The conflict is met last, so that everything else was already written.
        answers: [answerOf('fresh'), answerOf('used')],
        feed: [{ table: 'setting', id: 's', owner: null, value: { name: 's', value: 1 } }],
        alarms: [{ key: 'k', dueAtMs: 5 }],
        effects: [{ key: 'e', kind: 'mail', payload: '{}' }],
        padUpdates: [{ room: 'r', update: new Uint8Array([1]) }],
      });
      const outcomes = await store.commit([before.say('one'), failing, after.say('two')]);
      expect(kindsOf(outcomes)).toEqual(['written', 'conflict', 'written']);
      expect(outcomes[1]).toEqual({ kind: 'conflict', id: 'used' });
      expect(await linesOf(store, before.id)).toEqual(['one']);
      expect(await linesOf(store, after.id)).toEqual(['two']);
      expect(await store.conversation(middle.id)).toBeNull();
      expect((await store.answers(['fresh'])).size).toBe(0);
      expect(await store.feedRow('setting', 's', null)).toBeNull();
      expect(await store.nextAlarmAtMs(0)).toBeNull();
      expect(await store.claimEffects(10, 10, 10)).toEqual([]);
      expect(await store.pad('r')).toEqual({ snapshot: null, updates: [] });
    });

    it.each(['alarms', 'feed', 'padUpdates'] as const)(
      '[DESIGN 3] a bundle that fails late, in its %s, is undone as a whole',
      async (part) => {
        const { store } = await openStore();
        const told = new Told();
        const broken = {
          alarms: { alarms: [{ key: 'k', dueAtMs: Number.NaN }] },
          feed: { feed: [{ table: 'conversation', id: 'nobody', owner: null, value: {} }] },
          padUpdates: { padUpdates: [{ room: 'r', update: 'text' as unknown as Uint8Array }] },
        } as const;
        const [first] = await store.commit([told.say('never', { ...broken[part] } as object)]);
        expect(first).toMatchObject({ kind: 'failed', code: 'malformed' });
        const other = new Told();
        const outcomes = await store.commit([
          other.say('one'),
          new Told(told.id).say('never', { ...broken[part] } as object),
          other.say('two'),
        ]);
        expect(kindsOf(outcomes)).toEqual(['written', 'failed', 'written']);
        expect(await store.conversation(told.id)).toBeNull();
        expect(await linesOf(store, other.id)).toEqual(['one', 'two']);
      },
    );

    it('[DESIGN 10] a head that moved meanwhile is stale, and the next one that knows better is written', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      const known = told.row;
      const slow = told.say('slow');
      told.back(known);
      await written(store, told.say('quick'));
      expect(await store.commit([slow])).toEqual([{ kind: 'stale' }]);
      expect(await linesOf(store, told.id)).toEqual(['one', 'quick']);
      await written(store, told.say('slow, again'));
      expect(await linesOf(store, told.id)).toEqual(['one', 'quick', 'slow, again']);
    });

    it('[DESIGN 10] two bundles of one group that expect the same head: the second is stale', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      const known = told.row;
      const first = told.say('first');
      told.back(known);
      const second = told.say('second');
      expect(kindsOf(await store.commit([first, second]))).toEqual(['written', 'stale']);
      expect(await linesOf(store, told.id)).toEqual(['one', 'first']);
    });

    it('[DESIGN 10] a new head is stale if there is one, and a known one if there is none', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      expect(await store.commit([new Told(told.id).say('again')])).toEqual([{ kind: 'stale' }]);
      const nobody = new Told();
      nobody.say('never committed');
      expect(await store.commit([nobody.say('two')])).toEqual([{ kind: 'stale' }]);
    });

    it('[DESIGN 2] entries that do not fit their head are never written', async () => {
      const { store } = await openStore();
      const told = new Told();
      await written(store, told.say('one'));
      const known = told.row;
      const spoiled: ((bundle: ReturnType<Told['say']>) => void)[] = [
        (bundle) => void (bundle.entries[0]!.number = 5),
        (bundle) => void (bundle.entries[0]!.number = 0),
        (bundle) => void (bundle.entries[0]!.publicNumber = 7),
        (bundle) => void (bundle.entries[0]!.publicText = null),
        (bundle) => void (bundle.entries[0]!.conversation = 'another'),
        (bundle) => void (bundle.conversation!.row = { ...told.row, count: 9 }),
        (bundle) => void (bundle.entries = []),
        (bundle) => void delete bundle.conversation,
      ];
      for (const spoil of spoiled) {
        const bundle = told.say('two');
        spoil(bundle);
        told.back(known);
        expect(await store.commit([bundle])).toMatchObject([{ kind: 'failed', code: 'malformed' }]);
      }
      expect(await linesOf(store, told.id)).toEqual(['one']);
      expect(await store.conversation(told.id)).toEqual(known);
    });

    it('[DESIGN 3] groups committed at once are each whole, in the order they were asked', async () => {
      const { store } = await openStore();
      const told = new Told();
      const bundles = numbered(50).map((line) => told.say(line));
      const outcomes = await Promise.all(bundles.map((bundle) => store.commit([bundle])));
      expect(new Set(outcomes.flatMap(kindsOf))).toEqual(new Set(['written']));
      expect(await linesOf(store, told.id)).toEqual(numbered(50));
    });

    it('[DESIGN 3] an empty group is no mistake', async () => {
      const { store } = await openStore();
      expect(await store.commit([])).toEqual([]);
    });
  });

  describe('lasting', () => {
    it('[P1] what was committed is there after the store is opened again, and goes on from there', async () => {
      const { store, reopen } = await openStore();
      const told = new Told();
      const head = { table: 'conversation', id: told.id, owner: null, value: { n: 1 } } as const;
      await written(store, told.say('one', { answers: [answerOf('a1')], feed: [head] }));
      for (const line of numbered(80)) await written(store, told.say(line));
      const revision = await store.feedRevision();
      const again = await reopen();
      expect(again.id).toBe(store.id);
      expect(await again.conversation(told.id)).toEqual(told.row);
      expect(await again.answers(['a1'])).toEqual(new Map([['a1', answerOf('a1')]]));
      expect(await again.feedRevision()).toBe(revision);
      await written(again, told.say('last', { feed: [head] }));
      expect(await linesOf(again, told.id)).toEqual(['one', ...numbered(80), 'last']);
      expect(await again.feedRevision()).toBeGreaterThan(revision);
    });

    it('[DESIGN 2] a renewed store has another id, and keeps it', async () => {
      const { store, reopen } = await openStore();
      const first = store.id;
      const second = await store.renew();
      expect(second).not.toBe(first);
      expect(second).toMatch(/^[\w-]{20,64}$/);
      expect(store.id).toBe(second);
      expect((await reopen()).id).toBe(second);
    });

    it('[DESIGN 2] a secret is 32 bytes of its own, the same for ever', async () => {
      const { store, reopen } = await openStore();
      const [seal, again, cursor] = await Promise.all([
        store.secret('seal'),
        store.secret('seal'),
        store.secret('cursor'),
      ]);
      expect(seal).toHaveLength(32);
      expect(again).toEqual(seal);
      expect(cursor).not.toEqual(seal);
      const reopened = await reopen();
      expect(await reopened.secret('seal')).toEqual(seal);
      await expect(reopened.secret('../seal')).rejects.toThrow('no name of a secret');
    });

    it('[F4] a closed store answers "closed", whatever is asked', async () => {
      const { store } = await openStore();
      await store.close();
      await expect(store.conversation('c')).rejects.toMatchObject({ code: 'closed' });
      await expect(store.commit([])).rejects.toMatchObject({ code: 'closed' });
      await expect(store.deleteSession('s')).rejects.toMatchObject({ code: 'closed' });
    });
  });
}
