/**
 * What the desk keeps from one look to the next (L22) says the same as if it were made anew at every look, whatever
 * happened between; and what did not change stays the same object, so that nothing that follows from it is made anew.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState } from '#domain/entries/state.ts';
import type { Conversation, Pending } from '#domain/entries/fold.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { Summary } from '#domain/model.ts';
import type { StatusDot } from '#domain/rules/status-dot.ts';
import { threadsOf } from '#domain/rules/threads.ts';
import { DotBook } from '$lib/desk/dot-book.ts';
import { OrderedList } from '$lib/desk/ordered-list.ts';
import { RowBook } from '$lib/desk/row-book.ts';
import { TallyBook } from '$lib/desk/tallies.ts';
import { ThreadRows } from '$lib/desk/thread-rows.ts';
import { listRule, orders, usualFilter, usualTest, type View } from '$lib/desk/views.ts';
import { blankSummary } from '../../support/summaries.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as const;
type Rows = ReadonlyMap<string, Summary>;

const aRow = fc.record({
  id: fc.constantFrom<string>(...ids),
  status: fc.constantFrom('open', 'closed'),
  agent: fc.constantFrom('me', 'ben', null),
  activeAtMs: fc.integer({ min: 1, max: 4 }),
  waitsSinceMs: fc.option(fc.integer({ min: 1, max: 3 })),
  mergedInto: fc.option(fc.constantFrom<string>(...ids), { freq: 4 }),
});
/** What happens to the rows one after another: some come or change, some go. */
const histories = fc.array(
  fc.record({
    puts: fc.array(aRow, { maxLength: 3 }),
    gone: fc.option(fc.constantFrom<string>(...ids), { freq: 3 }),
  }),
  { maxLength: 12 },
);
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

function* playedOut(history: History): Iterable<Rows> {
  let rows: Rows = new Map();
  for (const { puts, gone } of history) {
    const next = new Map(rows);
    for (const { id, waitsSinceMs, ...row } of puts) {
      const waiting = waitsSinceMs && { entry: 'e', sinceMs: waitsSinceMs, lastMs: waitsSinceMs };
      next.set(id, blankSummary(id, { ...row, waiting: waiting || null } as Partial<Summary>));
    }
    if (gone !== null) next.delete(gone);
    yield (rows = next);
  }
}

const facts = {
  me: 'me',
  ...{ mentioned: new Set<string>(), drafted: new Set(['a']) },
  ...{ missed: new Set<string>(), attention: new Set<string>() },
  saved: () => null,
};
const views: readonly View[] = ['mine', 'unassigned', 'all', 'drafts'];

describe('kept from one look to the next', () => {
  it('[L7] [L22] a list is in the order it would have if it were sorted anew', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(...views),
        fc.constantFrom(...orders),
        (history, view, order) => {
          const rule = listRule(view, { ...usualFilter, order }, facts);
          const kept = new OrderedList();
          for (const rows of playedOut(history)) {
            const ids = kept.look(rows, rule);
            expect(ids).toEqual(new OrderedList().look(rows, rule));
            expect(kept.look(new Map(rows), rule)).toBe(ids);
          }
        },
      ),
    );
  });

  it('[L2] [L22] counts are those of counting anew', () => {
    const counted = views.map((view) => ({ view, isIn: usualTest(view, facts) }));
    const dot = (rows: Rows) => (id: string) => (rows.get(id)?.waiting ? 'red' : 'none');
    fc.assert(
      fc.property(histories, (history) => {
        const kept = new TallyBook();
        for (const rows of playedOut(history)) {
          const anew = new TallyBook().look(rows, counted, dot(rows));
          expect(kept.look(rows, counted, dot(rows))).toEqual(anew);
        }
      }),
    );
  });

  it('[L12] [L13] [L22] dots are those of asking every row, whatever was read and whoever came or went', () => {
    const step = fc.record({ isEverybodyThere: fc.boolean(), read: fc.boolean() });
    fc.assert(
      fc.property(histories, fc.array(step, { minLength: 12, maxLength: 12 }), (history, steps) => {
        const kept = new DotBook();
        let at = 0;
        for (const rows of playedOut(history)) {
          const { isEverybodyThere, read } = steps[at++]!;
          const asked = {
            me: 'me',
            around: [isEverybodyThere],
            marks: [read],
            dotOf: (row: Summary) => aDot(row, isEverybodyThere, read),
          };
          expect(kept.look(rows, asked)).toEqual(new DotBook().look(rows, asked));
          expect(kept.look(rows, asked)).toBe(kept.look(new Map(rows), asked));
        }
      }),
    );
  });

  it('[C15] [L22] thread rows are those of merging anew, and stay the same objects', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const kept = new ThreadRows();
        for (const rows of playedOut(history)) {
          const threads = threadsOf(rows);
          const shown = kept.look(rows, threads);
          expect(shown).toEqual(new ThreadRows().look(rows, threads));
          const again = kept.look(rows, threads);
          for (const [id, row] of shown) expect(again.get(id)).toBe(row);
        }
      }),
    );
  });

  /** As the rules have it: red by who is there, violet for mine by what I have read. */
  function aDot(row: Summary, isEverybodyThere: boolean, isRead: boolean): StatusDot {
    const none: StatusDot = { dot: 'none', reason: 'read', redAtMs: null };
    if (row.status === 'closed') return none;
    if (row.waiting && !isEverybodyThere) {
      return { dot: 'red', reason: 'nobody-there', sinceMs: row.waiting.sinceMs, asOfMs: null };
    }
    const isMine = row.agent === 'me';
    return isMine && !isRead ? { dot: 'violet', reason: 'unread', redAtMs: null } : none;
  }
});

describe('rows as this device believes them', () => {
  const rows: Rows = new Map(ids.map((id) => [id, blankSummary(id)]));
  const closing = [written('closed')];
  const nothing = { pendingByConversation: new Map(), rooms: [], names: new Map() };

  function written(kind: string): Pending {
    const entry = { id: kind, subject: 'conversation/a', writtenAtMs: 1, seenUpTo: null, kind };
    return {
      entry,
      by: 'agent/me',
      byName: null,
      state: 'waiting',
      answer: null,
      savedAtMs: 1,
    } as unknown as Pending;
  }

  it('[R11] what waits here is on top, and goes when it is answered', () => {
    const book = new RowBook();
    expect(book.look({ ...nothing, rows })).toEqual(rows);
    const pendingByConversation = new Map([['a', closing]]);
    expect(book.look({ ...nothing, rows, pendingByConversation }).get('a')?.status).toBe('closed');
    expect(book.look({ ...nothing, rows }).get('a')).toBe(rows.get('a'));
  });

  it('[R9] an open room counts for more than the row, unless it is behind', () => {
    const conversation = (count: number) => ({
      current: {
        state: { ...emptyState(), count, status: { ...emptyState().status, value: 'closed' } },
      } as Conversation,
    });
    const book = new RowBook();
    const seen = (count: number) =>
      book.look({ ...nothing, rows, rooms: [{ id: 'b', conversation: conversation(count) }] });
    expect(seen(1).get('b')?.status).toBe('closed');
    expect(seen(0).get('b')?.status).toBe('open');
  });

  it('[D1] a row is called as its contact is', () => {
    const book = new RowBook();
    const names = new Map([['v-c', 'Anna Rossi']]);
    expect(book.look({ ...nothing, rows, names }).get('c')?.name).toBe('Anna Rossi');
    expect(book.look({ ...nothing, rows }).get('c')?.name).toBe(rows.get('c')?.name);
  });

  it('[L22] opening a conversation whose log says what its row said changes nothing', () => {
    const state = { ...emptyState(), count: 1 };
    const row = { ...summaryOf({ id: 'a', room: 'r', visitor: 'v' }, state), name: 'Anna' };
    const feed = new Map([['a', row]]);
    const book = new RowBook();
    const first = book.look({ ...nothing, rows: feed });
    const rooms = [{ id: 'a', conversation: { current: { state } as Conversation } }];
    expect(book.look({ ...nothing, rows: feed, rooms })).toBe(first);
    expect(first.get('a')).toBe(row);
  });

  it('[L22] what did not change is the same object, row and whole', () => {
    const book = new RowBook();
    const pendingByConversation = new Map([['a', [...closing]]]);
    const names = new Map([['v-c', 'Anna Rossi']]);
    const first = book.look({ rows, pendingByConversation, rooms: [], names });
    const regrouped = new Map([['a', [...closing]]]);
    expect(book.look({ rows, pendingByConversation: regrouped, rooms: [], names })).toBe(first);
    const changed = new Map(rows).set('d', blankSummary('d', { agent: 'me' }));
    const second = book.look({ rows: changed, pendingByConversation, rooms: [], names });
    for (const id of ['a', 'b', 'c', 'e']) expect(second.get(id), id).toBe(first.get(id));
    expect(second.get('d')?.agent).toBe('me');
    const fewer = new Map([...changed].filter(([id]) => id !== 'a'));
    expect(book.look({ rows: fewer, pendingByConversation, rooms: [], names }).has('a')).toBe(
      false,
    );
  });
});
