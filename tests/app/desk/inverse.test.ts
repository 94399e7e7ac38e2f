/** Taking back: the entry that undoes another, and what somebody else has done since. */
import { describe, expect, it } from 'vitest';
import { inverseOf, isUntouched } from '$lib/desk/inverse.ts';
import { Toasts } from '$lib/desk/toasts.svelte.ts';
import { withPending } from '$lib/desk/with-pending.ts';
import type { Pending } from '#domain/entries/fold.ts';
import type { Write } from '#sync/contract.ts';
import { blankSummary } from '../../support/summaries.ts';

const me = 'ana';
const before = blankSummary('c', {
  agent: 'ben',
  tags: ['gift'],
  participants: ['cleo'],
  waiting: { entry: 'e', sinceMs: 1, lastMs: 1 },
  lastVisitor: { entry: 'e', number: 3, atMs: 1 },
});

/** The row after these, as this device believes it. */
function after(summary: typeof before, ...written: Write[]) {
  const pending = written.map((what, n) => ({
    entry: { ...what, id: String(n), subject: 'conversation/c', writtenAtMs: n, seenUpTo: null },
    by: `agent/${me}`,
    byName: 'Ana',
    state: 'waiting',
    answer: null,
    savedAtMs: n,
  }));
  return withPending(summary, pending as Pending[]);
}

describe('undo', () => {
  const actions: Write[] = [
    { kind: 'closed' },
    { kind: 'assigned', agent: 'cleo' },
    { kind: 'assigned', agent: null },
    { kind: 'grouped', group: 'orders' },
    { kind: 'joined', agent: 'dora' },
    { kind: 'left', agent: 'cleo' },
    { kind: 'tagged', tag: 'vip' },
    { kind: 'untagged', tag: 'gift' },
    { kind: 'snoozed', untilMs: 9_000, evenIfReply: true },
    { kind: 'binned' },
    { kind: 'blocked', mode: 'ban', untilMs: null },
  ];
  it.each(actions)('[L10] of $kind leaves the row as it was', (what) => {
    const done = after(before, what);
    expect(done).not.toEqual(before);
    expect(isUntouched(done, what, me)).toBe(true);
    const undone = after(done, inverseOf(before, what, me)!);
    // The wait that a close ended comes back with the row: only the log knows it.
    expect({ ...undone, waiting: before.waiting }).toEqual(before);
  });

  it('[S7] of an unblocking says again what was said, and nothing that only the row knows', () => {
    const blocked = { mode: 'ban', untilMs: 9, why: 'Spam', by: 'agent/ben', atMs: 1 } as const;
    expect(inverseOf({ ...before, blocked }, { kind: 'unblocked' }, me)).toEqual({
      ...{ kind: 'blocked', mode: 'ban', untilMs: 9, why: 'Spam' },
    });
  });

  it('[L10] of what changed nothing is nothing', () => {
    expect(inverseOf(before, { kind: 'tagged', tag: 'gift' }, me)).toBeNull();
    expect(inverseOf(before, { kind: 'assigned', agent: 'ben' }, me)).toBeNull();
    expect(inverseOf({ ...before, status: 'closed' }, { kind: 'closed' }, me)).toBeNull();
  });

  it('[L10] of another snooze goes back to the first', () => {
    const sleeping = { ...before, snoozed: { untilMs: 5, evenIfReply: false } };
    expect(inverseOf(sleeping, { kind: 'snoozed', untilMs: 9 }, me)).toEqual({
      kind: 'snoozed',
      untilMs: 5,
    });
    expect(inverseOf(sleeping, { kind: 'woken' }, me)).toEqual({ kind: 'snoozed', untilMs: 5 });
  });

  it('[UX2] does not take back what a colleague has done since', () => {
    const given: Write = { kind: 'assigned', agent: 'cleo' };
    expect(isUntouched({ ...after(before, given), agent: 'dora' }, given, me)).toBe(false);
    const closed: Write = { kind: 'closed' };
    expect(isUntouched({ ...after(before, closed), status: 'open' }, closed, me)).toBe(false);
  });

  it('[L16] of read and unread is the other', () => {
    expect(inverseOf(before, { kind: 'read', upTo: 'e' }, me)).toEqual({
      kind: 'unread',
      since: 'e',
    });
    expect(inverseOf(before, { kind: 'unread', since: 'e' }, me)).toEqual({
      kind: 'read',
      upTo: 'e',
    });
  });
});

describe('the toast', () => {
  it('[UX19.4] three things done, three times Z: in order, each named, and no more than that', async () => {
    const toasts = new Toasts();
    const undone: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      toasts.show({ text, undo: () => void undone.push(text) });
    }
    for (const text of ['three', 'two', 'one']) {
      await toasts.undo();
      expect(toasts.current).toEqual({ kind: 'undone', text, undone: { kind: 'all' } });
    }
    await toasts.undo();
    expect(undone).toEqual(['three', 'two', 'one']);
    toasts.dismiss();
  });

  it('[UX16] remembers twenty', async () => {
    const toasts = new Toasts();
    let undone = 0;
    for (let n = 0; n < 25; n += 1) toasts.show({ text: `${n}`, undo: () => void (undone += 1) });
    for (let n = 0; n < 25; n += 1) await toasts.undo();
    expect(undone).toBe(20);
    toasts.dismiss();
  });
});
