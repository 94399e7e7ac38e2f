/** What people did, in words, and what can be taken back. */
import { describe, expect, it } from 'vitest';
import { emptyState } from '#domain/entries/state.ts';
import { step } from '#domain/entries/team-step.ts';
import { entryKinds, type Entry, type Unsealed } from '#domain/model.ts';
import { changeText } from '$lib/thread/change-text.ts';
import { changeOf, takingBack, type ChangeKind } from '$lib/thread/changes.ts';
import type { Readers } from '$lib/thread/said.ts';
import { timesIn } from '$lib/words/times.ts';
import type { Language } from '$lib/words/words.ts';
import { wordsIn } from '../../support/words.ts';

const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const reader = (language: Language, me = 'ines'): Readers => ({
  words: wordsIn(language),
  times: timesIn(wordsIn(language), language === 'en' ? 'en-GB' : 'fr-FR'),
  nowMs: noon,
  me,
  nameOf: (id) => ({ lea: 'Léa', marc: 'Marc', ines: 'Inès' })[id] ?? null,
  groupOf: (id) => (id === 'orders' ? 'Orders' : null),
  tagOf: (id) => (id === 'gift' ? 'Gift' : null),
  visitorOf: (id) => (id === 'c2' ? 'Kofi Mensah' : null),
  visitor: 'Anna Rossi',
  visitorInitials: 'AR',
});

const done: [ChangeKind, string, string][] = [
  [{ kind: 'grouped', group: 'orders' }, 'Léa gave this to Orders', 'You gave this to Orders'],
  [
    { kind: 'grouped', group: null },
    'Léa took this out of its group',
    'You took this out of its group',
  ],
  [{ kind: 'joined', agent: 'marc' }, 'Léa asked Marc to join', 'You asked Marc to join'],
  [{ kind: 'joined', agent: 'lea' }, 'Léa joined', 'You joined'],
  [{ kind: 'left', agent: 'lea' }, 'Léa left', 'You left'],
  [{ kind: 'tagged', tag: 'gift' }, 'Léa tagged this Gift', 'You tagged this Gift'],
  [
    { kind: 'untagged', tag: 'x' },
    'Léa removed the tag a tag that is gone',
    'You removed the tag a tag that is gone',
  ],
  [{ kind: 'waived' }, 'Léa said no reply is needed', 'You said no reply is needed'],
  [
    { kind: 'snoozed', untilMs: null },
    'Léa let this sleep until the visitor writes',
    'You let this sleep until the visitor writes',
  ],
  [{ kind: 'woken' }, 'Léa woke this', 'You woke this'],
  [{ kind: 'woken', because: 'due' }, 'Awake again', 'Awake again'],
  [{ kind: 'binned' }, 'Léa put this in the bin', 'You put this in the bin'],
  [{ kind: 'restored' }, 'Léa took this out of the bin', 'You took this out of the bin'],
  [
    { kind: 'restored', because: 'message' },
    'Out of the bin: somebody wrote',
    'Out of the bin: somebody wrote',
  ],
  [
    { kind: 'blocked', mode: 'block', untilMs: null },
    'Léa blocked this visitor',
    'You blocked this visitor',
  ],
  [
    { kind: 'blocked', mode: 'ban', untilMs: null },
    'Léa banned this visitor',
    'You banned this visitor',
  ],
  [{ kind: 'unblocked' }, 'Léa unblocked this visitor', 'You unblocked this visitor'],
  [
    { kind: 'merged', with: 'c2', side: 'from' },
    'Léa merged Kofi Mensah into this',
    'You merged Kofi Mensah into this',
  ],
  [
    { kind: 'merged', with: 'c2', side: 'into' },
    'Léa merged this into Kofi Mensah',
    'You merged this into Kofi Mensah',
  ],
  [
    { kind: 'unmerged', with: 'zz' },
    'Léa separated another conversation again',
    'You separated another conversation again',
  ],
];

describe('a change in words', () => {
  const said = (what: ChangeKind, me: string, language: Language = 'en') =>
    changeText(
      { id: 'c', by: 'agent/lea', byName: null, atMs: noon, waiting: false, what },
      reader(language, me),
    );

  it.each(done)('[C5] %j', (what, theirs, mine) => {
    expect(said(what, 'ines')).toBe(theirs);
    expect(said(what, 'lea')).toBe(mine);
  });

  it('[S7] says why somebody was blocked', () => {
    const what = { kind: 'blocked', mode: 'block', untilMs: null, why: 'Spam' } as const;
    expect(said(what, 'ines')).toBe('Léa blocked this visitor: Spam');
  });

  it('[C5] says until when', () => {
    const untilMs = new Date(2026, 10, 21, 9, 0).getTime();
    expect(said({ kind: 'blocked', mode: 'ban', untilMs }, 'ines')).toMatch(
      /^Léa banned this visitor until Saturday,? 21 November 09:00$/,
    );
    expect(said({ kind: 'snoozed', untilMs }, 'ines')).toMatch(
      /until Saturday,? 21 November 09:00$/,
    );
  });

  it('[C5] [UX15] is a sentence of its own in French, for whoever did it', () => {
    for (const [what, english] of done) {
      for (const me of ['ines', 'lea']) {
        const french = said(what, me, 'fr');
        expect(french).not.toBe(english);
        expect(french).not.toMatch(/undefined|null|\[object/);
      }
    }
  });
});

describe('what is a change', () => {
  it('[C5] every kind is words, a mark on words, or a line', () => {
    const other = ['message', 'comment', 'edited', 'unsent', 'reacted', 'read', 'delivery'];
    const lines = entryKinds.filter((kind) => changeOf({ kind } as Entry) !== null);
    expect([...lines, ...other].sort()).toEqual([...entryKinds].sort());
  });
});

describe('taking a change back', () => {
  const after = (...entries: Partial<Entry>[]) =>
    entries.reduce(
      (state, entry, number) =>
        step(
          state,
          {
            ...{ id: String(number), by: 'agent/lea', acceptedAtMs: noon + number },
            ...{ writtenAtMs: noon + number, intendedAtMs: noon + number },
            ...entry,
          } as Unsealed,
          number,
          () => undefined,
        ),
      emptyState(),
    );
  const change = (id: string, what: ChangeKind) => ({
    ...{ id, by: 'agent/lea', byName: null, atMs: noon, waiting: false },
    what,
  });

  it.each([
    [{ kind: 'closed' }, { kind: 'reopened' }],
    [{ kind: 'binned' }, { kind: 'restored' }],
    [{ kind: 'blocked', mode: 'block', untilMs: null }, { kind: 'unblocked' }],
    [{ kind: 'snoozed', untilMs: null }, { kind: 'woken' }],
    [
      { kind: 'tagged', tag: 'gift' },
      { kind: 'untagged', tag: 'gift' },
    ],
    [
      { kind: 'joined', agent: 'marc' },
      { kind: 'left', agent: 'marc' },
    ],
    [
      { kind: 'assigned', agent: 'marc' },
      { kind: 'assigned', agent: null },
    ],
    [
      { kind: 'grouped', group: 'orders' },
      { kind: 'grouped', group: null },
    ],
  ] as [ChangeKind, object][])('[C5] %j, while it is what counts', (what, back) => {
    const state = after(what as Partial<Entry>);
    expect(takingBack(change('0', what), state)).toEqual(back);
    // Somebody did something else since, and this line is only history.
    const moved = after(what as Partial<Entry>, back as Partial<Entry>, what as Partial<Entry>);
    expect(takingBack(change('0', what), moved)).toBeNull();
  });

  it('[C5] not what Parley noted, nor what is undone elsewhere', () => {
    expect(takingBack(change('0', { kind: 'missed', turn: 'm' }), emptyState())).toBeNull();
    expect(takingBack(change('0', { kind: 'reopened' }), emptyState())).toBeNull();
  });
});
