/** Lists, their order, and rows with what this device has written. */
import { describe, expect, it } from 'vitest';
import type { Pending } from '#domain/entries/fold.ts';
import { listed, longestWaiting } from '$lib/desk/views.ts';
import { withPending } from '$lib/desk/with-pending.ts';
import { colleaguesOf, initialsOf, shortName, visitorName } from '$lib/desk/people.ts';
import { blankSummary } from '../../support/summaries.ts';
import { wordsIn } from '$lib/words/words.ts';

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

describe('lists', () => {
  const rows = [
    row('mine', { agent: me, activeAtMs: 3_000 }),
    row('free', { activeAtMs: 4_000 }),
    row('theirs', { agent: 'ben', activeAtMs: 5_000 }),
    row('done', { agent: me, status: 'closed', activeAtMs: 6_000 }),
  ];
  const ids = (view: 'mine' | 'unassigned' | 'all', which: 'open' | 'closed' | 'everything') =>
    listed(rows, { view, which, me });

  it('[L2] each view holds what its name says', () => {
    expect(ids('mine', 'open')).toEqual(['mine']);
    expect(ids('unassigned', 'open')).toEqual(['free']);
    expect(ids('all', 'open')).toEqual(['theirs', 'free', 'mine']);
  });

  it('[L6] the filter chooses open, closed or both', () => {
    expect(ids('mine', 'closed')).toEqual(['done']);
    expect(ids('mine', 'everything')).toEqual(['done', 'mine']);
  });

  it('[L7] rows of the same moment keep one order, whatever order they came in', () => {
    const twins = [row('b'), row('a')];
    const asked = { view: 'all', which: 'open', me } as const;
    expect(listed(twins, asked)).toEqual(listed(twins.toReversed(), asked));
  });

  it('[UX16] N finds the one waiting longest, not the open one and none that is closed', () => {
    const waiters = [
      row('a', { waiting: waiting(300) }),
      row('b', { waiting: waiting(100) }),
      row('c', { waiting: waiting(50), status: 'closed' }),
      row('d', { waiting: waiting(200), agent: 'ben' }),
    ];
    expect(longestWaiting(waiters, { view: 'all', me, except: null })).toBe('b');
    expect(longestWaiting(waiters, { view: 'all', me, except: 'b' })).toBe('d');
    expect(longestWaiting(waiters, { view: 'mine', me, except: null })).toBeNull();
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
