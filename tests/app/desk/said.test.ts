/** What a thread says about people: who did what, why a reply was kept back, which draft is open. */
import { describe, expect, it } from 'vitest';
import type { Conversation, Pending, ThreadItem } from '#domain/entries/fold.ts';
import type { Entry, HoldReason } from '#domain/model.ts';
import { openDraftNumber, sentTextOf } from '$lib/thread/draft-number.ts';
import { changeText } from '$lib/thread/change-text.ts';
import { heldText, refusedText, whoDid, type Readers } from '$lib/thread/said.ts';
import { timesIn } from '$lib/words/times.ts';
import { wordsIn } from '../../support/words.ts';

const noon = new Date(2026, 10, 20, 12, 0, 0).getTime();
const words = wordsIn('en');
const names: Record<string, string> = { lea: 'Léa', marc: 'Marc', ines: 'Inès' };
const ines: Readers = {
  words,
  times: timesIn(words, 'en-GB'),
  nowMs: noon,
  me: 'ines',
  nameOf: (id) => names[id] ?? null,
  groupOf: (id) => (id === 'orders' ? 'Orders' : null),
  tagOf: (id) => (id === 'gift' ? 'Gift' : null),
  visitorOf: (id) => (id === 'c2' ? 'Kofi Mensah' : null),
  visitor: 'Anna Rossi',
  visitorInitials: 'AR',
};

function accepted(entry: Partial<Entry> & { id: string }, number = 0): ThreadItem {
  const whole = { by: 'agent/lea', acceptedAtMs: noon, writtenAtMs: noon, ...entry } as Entry;
  return { state: 'accepted', entry: whole, number, readByOtherSide: false };
}
function mine(state: Pending['state'], entry: object, answer: object | null = null): ThreadItem {
  const pending = { entry: { id: 'p', kind: 'message', ...entry }, by: 'agent/ines', answer };
  return { state, pending: pending as unknown as Pending };
}
const pendingOf = (item: ThreadItem) => ('pending' in item ? item.pending : null)!;

describe('who did it', () => {
  it('[UX15] the reader is nobody, colleagues have names, and those who left keep the one they had', () => {
    expect(whoDid('agent/ines', 'Inès Moreau', ines)).toBeNull();
    expect(whoDid('agent/lea', null, ines)).toBe('Léa');
    expect(whoDid('agent/gone', 'Zoé Blanc', ines)).toBe('Zoé');
    expect(whoDid('agent/gone', null, ines)).toBe(words.someone);
    expect(whoDid('visitor/v', null, ines)).toBe('Anna Rossi');
  });
});

describe('changes', () => {
  const said = (by: string, what: Parameters<typeof changeText>[0]['what']) =>
    changeText({ id: 'c', by, byName: null, atMs: noon, waiting: false, what }, ines);

  it.each([
    ['agent/lea', 'marc', 'Léa assigned this to Marc'],
    ['agent/lea', 'ines', 'Léa assigned this to you'],
    ['agent/ines', 'marc', 'You assigned this to Marc'],
    ['agent/ines', 'ines', 'You took this'],
    ['agent/lea', 'lea', 'Léa took this'],
    ['agent/lea', null, 'Léa gave this back to everybody'],
  ])('[C5] %s gives it to %s: "%s"', (by, agent, sentence) => {
    expect(said(by, { kind: 'assigned', agent })).toBe(sentence);
  });

  it('[A4] the first reply says whose it became', () => {
    expect(said('parley', { kind: 'assigned', agent: 'ines', because: 'first-reply' })).toBe(
      'Assigned to you by your first reply',
    );
  });

  it('[R4] a close that lost says why it is open again', () => {
    expect(said('parley', { kind: 'reopened', because: 'visitor-wrote' })).toBe(
      'Reopened by a new message',
    );
    expect(said('agent/lea', { kind: 'reopened' })).toBe('Léa reopened this');
  });
});

describe('a reply that was kept back', () => {
  const items = [
    accepted({ id: 'reply', kind: 'message', acceptedAtMs: noon - 60_000 }),
    accepted({ id: 'given', kind: 'assigned', agent: 'marc' }),
    accepted({ id: 'wrote', kind: 'message', by: 'visitor/v' }),
  ];
  it.each<[HoldReason, string, string]>([
    ['colleague-replied', 'reply', 'Léa replied at 11:59, before you came back.'],
    ['given-away', 'given', 'This went to Marc at 12:00, before your reply left.'],
    ['unseen-messages', 'wrote', 'Anna Rossi wrote at 12:00, before your reply left.'],
    ['stale', 'mark', 'You wrote this more than a day ago. Is it still right?'],
  ])('[O6] %s is said as something people did', (reason, because, sentence) => {
    expect(heldText({ reason, because: [because] }, items, ines)).toBe(sentence);
  });

  it('[O6] a cause that this device does not know yet is still a sentence', () => {
    expect(heldText({ reason: 'closed', because: ['unknown'] }, items, ines)).toBe(
      words.held.plain,
    );
  });

  const overtaken = mine(
    'refused',
    { text: 'My words', draft: 1 },
    { state: 'refused', reason: 'already-sent', by: 'agent/lea', atMs: noon },
  );
  it('[W13] a draft sent by a colleague says so, other words say that they replied first', () => {
    expect(refusedText(pendingOf(overtaken), 'My words', ines)).toBe(
      'Léa sent this draft at 12:00.',
    );
    expect(refusedText(pendingOf(overtaken), 'Their words', ines)).toBe(
      'Léa replied at 12:00, before you came back.',
    );
  });
});

describe('the open draft', () => {
  const conversation = (items: ThreadItem[], sent = 0) =>
    ({
      items,
      waiting: 0,
      state: { draftsSent: sent > 0 ? { chat: { number: sent } } : {} },
    }) as unknown as Conversation;

  it('[W13] begins at 1 and follows the last one sent, whoever knows of it first', () => {
    expect(openDraftNumber(conversation([]), null, 'chat')).toBe(1);
    expect(openDraftNumber(conversation([], 2), null, 'chat')).toBe(3);
    const summary = { drafts: { chat: 5 } } as never;
    expect(openDraftNumber(conversation([], 2), summary, 'chat')).toBe(5);
  });

  it('[W13] a draft of mine that is held keeps its number, and the next text gets another', () => {
    expect(openDraftNumber(conversation([mine('held', { draft: 3 })], 2), null, 'chat')).toBe(4);
  });

  it('[W13] what was sent of a draft is found in the log, or among what waits here', () => {
    const items = [
      accepted({ id: 'a', kind: 'message', text: 'First', draft: 1, channel: 'chat' }),
      mine('waiting', { text: 'Second', draft: 2 }),
      mine('held', { text: 'Third', draft: 3 }),
    ];
    expect(sentTextOf(items, 'chat', 1)).toBe('First');
    expect(sentTextOf(items, 'chat', 2)).toBe('Second');
    expect(sentTextOf(items, 'chat', 3)).toBeNull();
    expect(sentTextOf(items, 'email', 1)).toBeNull();
  });
});
