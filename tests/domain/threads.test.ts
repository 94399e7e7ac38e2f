/** Threads of merged conversations: where they are shown, in what order, and what their row says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asShownIn,
  interleaved,
  mergedRow,
  threadRootOf,
  threadsOf,
} from '#domain/rules/threads.ts';
import { blankSummary } from '../support/summaries.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as const;
const merges = fc
  .array(fc.option(fc.constantFrom(...ids)), { minLength: ids.length, maxLength: ids.length })
  .map((into) => new Map(ids.map((id, index) => [id as string, into[index] ?? null])));
const rootIn = (into: ReadonlyMap<string, string | null>) => (id: string) =>
  threadRootOf(id, (one) => into.get(one) ?? null);

describe('the root of a thread', () => {
  it('[C15] is the conversation itself, the one it was merged into, or that one’s own', () => {
    const root = rootIn(
      new Map([
        ['a', 'b'],
        ['b', 'c'],
      ]),
    );
    expect(['a', 'b', 'c', 'd'].map(root)).toEqual(['c', 'c', 'c', 'd']);
  });

  it('[C15] of two merged into each other by people who could not know is the smaller id', () => {
    const root = rootIn(
      new Map([
        ['b', 'a'],
        ['a', 'b'],
        ['c', 'b'],
      ]),
    );
    expect(['a', 'b', 'c'].map(root)).toEqual(['a', 'a', 'a']);
    const self = rootIn(new Map([['b', 'b']]));
    expect(self('b')).toBe('b');
  });

  it('[C15] is found for any merges at all, and is the same for all in one thread', () => {
    fc.assert(
      fc.property(merges, (into) => {
        const root = rootIn(into);
        for (const id of ids) {
          expect(root(root(id))).toBe(root(id));
          const next = into.get(id) ?? null;
          if (next !== null) expect(root(next)).toBe(root(id));
        }
      }),
    );
  });

  it('[C15] [L10] each conversation is shown in one thread, whatever was merged', () => {
    fc.assert(
      fc.property(merges, (into) => {
        const rows = new Map([...into].map(([id, mergedInto]) => [id, { mergedInto }]));
        const members = [...threadsOf(rows)].flatMap(([root, all]) => {
          expect(all[0]).toBe(root);
          expect(all.length).toBeGreaterThan(1);
          return all;
        });
        expect(new Set(members).size).toBe(members.length);
        const root = rootIn(into);
        for (const id of ids)
          expect(members.includes(id)).toBe(root(id) !== id || members.includes(id));
      }),
    );
  });

  it('[C15] one whose thread is not on this device stays on its own', () => {
    const rows = new Map([['a', { mergedInto: 'gone' }]]);
    expect(threadsOf(rows).size).toBe(0);
  });
});

describe('a merged thread', () => {
  const said = (conversation: string, atMs: number, id: string) => ({
    ...{ conversation, atMs, id },
    item: id,
  });

  it('[C15] goes by acceptance and then by id, whichever log comes first', () => {
    const one = [said('a', 1, 'a1'), said('a', 4, 'a2')];
    const two = [said('b', 2, 'b1'), said('b', 4, 'b2')];
    const order = ['a1', 'b1', 'a2', 'b2'];
    expect(interleaved([one, two]).map(({ id }) => id)).toEqual(order);
    expect(interleaved([two, one]).map(({ id }) => id)).toEqual(order);
  });

  it('[C15] [L16] has a row in which somebody waits if anybody of it waits, the longest first', () => {
    const own = blankSummary('a', { activeAtMs: 5, waiting: null });
    const waiting = { entry: 'm', sinceMs: 6, lastMs: 9 };
    const other = blankSummary('b', {
      ...{ activeAtMs: 9, waiting, missed: true, tags: ['gift'] },
      preview: { kind: 'message', by: 'visitor/b', byName: null, text: 'Hello?' },
    });
    const row = mergedRow(own, [other]);
    expect(row).toMatchObject({ id: 'a', waiting, missed: true, activeAtMs: 9, tags: ['gift'] });
    expect(row.preview?.text).toBe('Hello?');
    expect(mergedRow(own, [])).toEqual(own);
    const longer = { entry: 'n', sinceMs: 1, lastMs: 1 };
    expect(mergedRow({ ...own, waiting: longer }, [other]).waiting).toEqual(longer);
  });

  it('[C15] [L16] a later reply in it answers what waited in any of them: they are one person', () => {
    const answered = blankSummary('a', { activeAtMs: 10, waiting: null });
    const waiting = { entry: 'm', sinceMs: 3, lastMs: 9 };
    const other = blankSummary('b', { activeAtMs: 9, waiting, missed: true });
    expect(mergedRow(answered, [other])).toMatchObject({ waiting: null, missed: false });
    const again = { ...other, activeAtMs: 11, waiting: { ...waiting, lastMs: 11 } };
    expect(mergedRow(answered, [again]).waiting).toEqual(again.waiting);
  });

  it('[C15] closed, it is open again when somebody writes in another one of it', () => {
    const own = blankSummary('a', { status: 'closed', activeAtMs: 5 });
    const waiting = { entry: 'm', sinceMs: 6, lastMs: 6 };
    expect(mergedRow(own, [blankSummary('b', { waiting })]).status).toBe('open');
    expect(mergedRow(own, [blankSummary('b')]).status).toBe('closed');
  });

  it('[C15] [L12] a merged one counts as held by whoever holds the thread', () => {
    const own = blankSummary('a', { agent: 'ana', group: 'orders', participants: ['ben'] });
    const other = blankSummary('b', { agent: 'carla', mergedInto: 'a' });
    expect(asShownIn(own, other)).toMatchObject({
      ...{ id: 'b', agent: 'ana', group: 'orders', participants: ['ben'], mergedInto: null },
    });
  });
});
