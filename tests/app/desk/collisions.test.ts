/** Collisions where they happened: which sentence stands under which change, and how its reader insists. */
import { describe, expect, it } from 'vitest';
import { collisionsAt, insisting } from '$lib/thread/collisions.ts';
import { emptyState } from '#domain/entries/state.ts';
import type { Entry, Notice } from '#domain/model.ts';

const notice = (id: string, change: Partial<Notice> = {}): Notice => ({
  ...{ id, conversation: 'c', kind: 'overruled', entry: 'e2', number: 2 },
  ...{ by: 'agent/ben', byName: 'Ben', atMs: 2, yours: { entry: 'e1', intendedAtMs: 1 } },
  ...change,
});
const did = (what: object): Entry =>
  ({
    ...{ id: 'e1', by: 'agent/ana', acceptedAtMs: 1, writtenAtMs: 1, intendedAtMs: 1, seal: '' },
    ...what,
  }) as Entry;

describe('a collision', () => {
  it('[O7] is told under the change that brought it about, in its own conversation', () => {
    const all = [
      notice('a'),
      notice('b', { entry: 'e9' }),
      notice('c', { conversation: 'other' }),
      notice('d', { kind: 'assigned' }),
      notice('e', { kind: 'reopened' }),
    ];
    const told = collisionsAt(all, 'c', [{ id: 'e1' }, { id: 'e2' }]);
    expect(told.map(({ id }) => id)).toEqual(['a', 'e']);
  });

  it.each([
    [{ kind: 'taken' }, { kind: 'assigned', agent: 'ana' }],
    [
      { kind: 'assigned', agent: 'cleo' },
      { kind: 'assigned', agent: 'cleo' },
    ],
    [
      { kind: 'grouped', group: 'g' },
      { kind: 'grouped', group: 'g' },
    ],
    [{ kind: 'closed' }, { kind: 'closed' }],
    [{ kind: 'binned' }, { kind: 'binned' }],
    [
      { kind: 'blocked', mode: 'ban', untilMs: 9, why: 'Spam' },
      { kind: 'blocked', mode: 'ban', untilMs: 9, why: 'Spam' },
    ],
  ])('[A5] [UX14] %j is meant again as %j', (mine, again) => {
    expect(insisting(did(mine), emptyState(), 'ana')).toEqual(again);
  });

  it('[UX14] has nothing to insist on where it is so already', () => {
    const state = emptyState();
    const closed = { ...state, status: { ...state.status, value: 'closed' as const } };
    expect(insisting(did({ kind: 'closed' }), closed, 'ana')).toBeNull();
    expect(insisting(did({ kind: 'reopened' }), state, 'ana')).toBeNull();
    expect(insisting(did({ kind: 'unblocked' }), state, 'ana')).toBeNull();
    expect(insisting(did({ kind: 'comment', text: 'Hm' }), state, 'ana')).toBeNull();
  });
});
