/** Lists, their order, and rows with what this device has written. */
import { describe, expect, it } from 'vitest';
import type { Pending } from '#domain/entries/fold.ts';
import type { Summary } from '#domain/model.ts';
import { OrderedList } from '$lib/desk/ordered-list.ts';
import { TallyBook } from '$lib/desk/tallies.ts';
import {
  filterFrom,
  filterOf,
  isInWhich,
  isView,
  listRule,
  nextWaiting,
  usualFilter,
  usualTest,
  whiches,
  type Filter,
  type View,
  type ViewFacts,
} from '$lib/desk/views.ts';
import { withPending } from '$lib/desk/with-pending.ts';
import { colleaguesOf, initialsOf, shortName, visitorName } from '$lib/desk/people.ts';
import { blankSummary } from '../../support/summaries.ts';
import { wordsIn } from '../../support/words.ts';

const me = 'ana';

const row = blankSummary;
const waiting = (sinceMs: number) => ({ entry: 'e', sinceMs, lastMs: sinceMs });

function written(entry: Partial<Pending['entry']>, state: Pending['state'] = 'waiting'): Pending {
  return {
    entry: { id: 'p', subject: 'conversation/a', writtenAtMs: 5_000, seenUpTo: null, ...entry },
    by: `agent/${me}`,
    byName: 'Ana',
    state,
    answer: null,
    savedAtMs: 5_000,
  } as Pending;
}

function listed(rows: readonly Summary[], view: View, filter: Filter): readonly string[] {
  const byId = new Map(rows.map((each) => [each.id, each]));
  return new OrderedList().look(byId, listRule(view, filter, facts));
}

const facts: ViewFacts = {
  me,
  mentioned: new Set(['theirs']),
  drafted: new Set(['free']),
  missed: new Set(['shared', 'done', 'thrown']),
  attention: new Set(['done']),
  saved: (id) =>
    id === 'late' ? { base: 'all', filter: { ...usualFilter, needsReply: true } } : null,
};

describe('lists', () => {
  const rows = [
    row('mine', { agent: me, activeAtMs: 3_000 }),
    row('free', { activeAtMs: 4_000, group: 'orders', waiting: waiting(400) }),
    row('theirs', { agent: 'ben', activeAtMs: 5_000, tags: ['vip'], channel: 'email' }),
    row('shared', { agent: 'ben', participants: [me], activeAtMs: 2_000, waiting: waiting(100) }),
    row('done', { agent: me, status: 'closed', activeAtMs: 6_000 }),
    row('asleep', { agent: me, snoozed: { untilMs: 9, evenIfReply: false }, activeAtMs: 7_000 }),
    row('thrown', { agent: me, binnedAtMs: 5, activeAtMs: 8_000 }),
    row('blocked', { blocked: { mode: 'block', untilMs: null }, activeAtMs: 9_000 }),
    row('joined', { mergedInto: 'mine', activeAtMs: 10_000 }),
  ];
  const ids = (view: View, filter: Partial<Filter> = {}) =>
    listed(rows, view, { ...filterOf(view, undefined, facts), ...filter });

  it('[L2] each place holds what its name says', () => {
    expect(ids('mine')).toEqual(['mine', 'shared']);
    expect(ids('unassigned')).toEqual(['free']);
    expect(ids('all')).toEqual(['theirs', 'free', 'mine', 'shared']);
    expect(ids('mentions')).toEqual(['theirs']);
    expect(ids('drafts')).toEqual(['free']);
    expect(ids('group-orders')).toEqual(['free']);
  });

  it('[M1] the missed view holds what was missed, closed or not, but nothing from the bin', () => {
    expect(ids('missed')).toEqual(['done', 'shared']);
  });

  it('[O6] what is held is mine to decide, whatever became of its conversation', () => {
    expect(ids('attention')).toEqual(['done']);
  });

  it('[L6] [L17] the filter chooses open, asleep, closed, blocked, in the bin, or all but that', () => {
    expect(ids('mine', { which: 'closed' })).toEqual(['done']);
    expect(ids('mine', { which: 'snoozed' })).toEqual(['asleep']);
    expect(ids('mine', { which: 'bin' })).toEqual(['thrown']);
    expect(ids('all', { which: 'blocked' })).toEqual(['blocked']);
    expect(ids('mine', { which: 'everything' })).toEqual(['asleep', 'done', 'mine', 'shared']);
  });

  it('[L6] every row is in exactly one of open, asleep, closed, blocked and bin, but for closed ones blocked', () => {
    for (const each of rows) {
      const where = whiches.filter((which) => which !== 'everything' && isInWhich(each, which));
      expect(where, each.id).toHaveLength(1);
    }
  });

  it('[L5] [L16] channel, tag and "needs a reply" narrow every place', () => {
    expect(ids('all', { channel: 'email' })).toEqual(['theirs']);
    expect(ids('all', { tag: 'vip' })).toEqual(['theirs']);
    expect(ids('all', { needsReply: true })).toEqual(['free', 'shared']);
    expect(ids('mine', { needsReply: true })).toEqual(['shared']);
  });

  it('[L7] newest, oldest and longest waiting', () => {
    expect(ids('all', { order: 'oldest' })).toEqual(['shared', 'mine', 'free', 'theirs']);
    expect(ids('all', { order: 'waiting' })).toEqual(['shared', 'free', 'theirs', 'mine']);
  });

  it('[L7] rows of the same moment keep one order, whatever order they came in', () => {
    const twins = [row('b'), row('a')];
    for (const order of ['newest', 'oldest', 'waiting'] as const) {
      const filter = { ...usualFilter, order };
      expect(listed(twins, 'all', filter)).toEqual(listed(twins.toReversed(), 'all', filter));
    }
  });

  it('[L19] a saved view is a place with its filter; one that is gone is empty', () => {
    expect(ids('view-late')).toEqual(['free', 'shared']);
    expect(ids('view-gone')).toEqual([]);
  });

  it('[L19] an address names a place only if it could be one', () => {
    expect(['mine', 'attention', 'group-a1', 'view-a1'].every(isView)).toBe(true);
    expect(['settings', 'group-', 'view-a/b', '', null].some(isView)).toBe(false);
  });

  it('[L1] what was kept on this device and is not understood any more is the usual filter', () => {
    expect(filterFrom({ which: 'moon', order: 7, channel: 'fax', tag: 1 })).toEqual(usualFilter);
    const chosen: Filter = { ...usualFilter, which: 'bin', order: 'waiting', tag: 'vip' };
    expect(filterFrom(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it('[UX16] N goes through those who wait, longest first and round, Shift N back', () => {
    const next = (from: string | null, steps: 1 | -1 = 1) =>
      nextWaiting(rows, { view: 'all', facts, from, steps });
    expect(next(null)).toBe('shared');
    expect(next('shared')).toBe('free');
    expect(next('free')).toBe('shared');
    expect(next('mine')).toBe('shared');
    expect(next(null, -1)).toBe('free');
    expect(nextWaiting(rows, { view: 'mentions', facts, from: null, steps: 1 })).toBeNull();
  });

  it('[L2] counts equal the rows that a place shows', () => {
    const views: View[] = ['mine', 'unassigned', 'all', 'drafts', 'attention', 'view-late'];
    const counted = views.map((view) => ({ view, isIn: usualTest(view, facts) }));
    const tallies = new TallyBook().look(
      new Map(rows.map((each) => [each.id, each])),
      counted,
      (id) => (id === 'free' ? 'violet' : 'none'),
    );
    for (const view of views) expect(tallies.get(view)?.rows, view).toBe(ids(view).length);
    for (const view of ['mine', 'unassigned', 'all'] as const) {
      expect(tallies.get(view)?.waiting, view).toBe(ids(view, { needsReply: true }).length);
    }
    expect(tallies.get('unassigned')).toMatchObject({ fresh: 1, missed: 0 });
    expect(tallies.get('mine')).toMatchObject({ fresh: 0 });
  });
});

describe('a row with what waits on this device', () => {
  it('[A4] a reply takes a free conversation, ends the wait and is the preview', () => {
    const before = row('a', { waiting: waiting(100), missed: true });
    expect(withPending(before, [written({ kind: 'message', text: 'On\n its way' })])).toMatchObject(
      {
        agent: me,
        waiting: null,
        missed: false,
        activeAtMs: 5_000,
        preview: { kind: 'message', text: 'On its way' },
      },
    );
  });

  it('[L7] a comment is the preview, but no activity, and nobody waits less for it', () => {
    const before = row('a', { waiting: waiting(100) });
    const after = withPending(before, [written({ kind: 'comment', text: 'Ask Ben' })]);
    expect(after).toMatchObject({ activeAtMs: 1_000, preview: { kind: 'comment' } });
    expect(after.waiting).not.toBeNull();
  });

  it('[R11] closing and taking show at once; a held or refused row changes nothing', () => {
    expect(withPending(row('a'), [written({ kind: 'closed' })]).status).toBe('closed');
    expect(withPending(row('a'), [written({ kind: 'taken' })]).agent).toBe(me);
    expect(withPending(row('a', { agent: 'ben' }), [written({ kind: 'taken' })]).agent).toBe('ben');
    expect(withPending(row('a'), [written({ kind: 'closed' }, 'refused')])).toEqual(row('a'));
    expect(withPending(row('a'), [written({ kind: 'message', text: 'x' }, 'held')])).toEqual(
      row('a'),
    );
  });

  it('[R1] what was done last counts', () => {
    const rows = [written({ kind: 'closed' }), written({ kind: 'reopened' })];
    expect(withPending(row('a'), rows).status).toBe('open');
  });
});

describe('people', () => {
  const fr = wordsIn('fr');
  it('[UX15] a visitor without a name is called so in the language of the reader', () => {
    expect(visitorName('Visitor 4f2a', fr)).toBe('Visiteur 4f2a');
    expect(shortName('Visitor 4f2a', fr)).toBe('Visiteur 4f2a');
    expect(visitorName('Visitor Centre', fr)).toBe('Visitor Centre');
    expect(shortName('Anna Rossi', fr)).toBe('Anna');
  });

  it('[L3] initials are whole letters, of the first and the last name', () => {
    expect(initialsOf('Anna Maria Rossi')).toBe('AR');
    expect(initialsOf('élodie')).toBe('É');
    expect(initialsOf('👩‍👧 Family')).toBe('👩‍👧F');
    expect(initialsOf('Visitor 4f2a')).toBeNull();
    expect(initialsOf('   ')).toBeNull();
  });

  it('[UX17] a colleague has one colour, whatever order the rows came in', () => {
    const agent = (id: string) => [id, { id, name: id, role: 'agent' }] as const;
    const one = colleaguesOf(new Map([agent('a'), agent('b')]));
    const other = colleaguesOf(new Map([agent('b'), agent('a')]));
    expect(one.get('b')).toEqual(other.get('b'));
    expect(one.get('b')?.person).not.toBe(one.get('a')?.person);
  });
});
