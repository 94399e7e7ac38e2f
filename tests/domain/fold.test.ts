import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/model.ts';
import type { Submitted } from '#domain/submitted.ts';
import { emptyFold, type Pending } from '#domain/entries/fold.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import { teamFolding } from '#domain/entries/team-fold.ts';
import { played, steps } from './chance.ts';
import { ana, ben, by, conversation, foldOf, idOf, type Scene, scene, visitor } from './scene.ts';

const head = { id: conversation, room: 'conversation/x~y', visitor: visitor.id };
const live = { clockOffsetMs: 0 };
const { extend: extendFold, fold } = teamFolding;

function pendingOf(
  it: Scene,
  who: typeof ana | typeof visitor,
  said: object,
  state: Pending['state'] = 'waiting',
): Pending {
  const entry = {
    id: idOf(0xffff),
    subject: `conversation/${conversation}`,
    writtenAtMs: it.nowMs,
    seenUpTo: it.log.at(-1)?.id ?? null,
    ...said,
  } as Submitted;
  const byName = who.kind === 'agent' ? who.name : null;
  return { entry, by: by(who), byName, state, answer: null, savedAtMs: it.nowMs };
}

describe('folding a log', () => {
  it('[R9] entry by entry gives what all at once gives, which is what the server kept', () => {
    fc.assert(
      fc.property(steps, fc.nat(10), (taken, cut) => {
        const { log, state } = played(taken);
        const atOnce = foldOf(log);
        const oneByOne = log.reduce((folded, entry) => extendFold(folded, [entry]), emptyFold());
        const inTwo = extendFold(foldOf(log.slice(0, cut)), log.slice(cut));
        expect(atOnce.state).toEqual(state);
        expect(oneByOne.state).toEqual(state);
        expect(oneByOne.items).toEqual(atOnce.items);
        expect(inTwo.items).toEqual(atOnce.items);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 400 },
    );
  });

  it('[R9] a summary made in the browser from the log is the one the server wrote', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { log, state } = played(taken);
        expect(summaryOf(head, foldOf(log).state)).toEqual(summaryOf(head, state));
      }),
      { numRuns: 300 },
    );
  });

  it('[R8] the visitor’s projection folds to the same status, and no tick the team lacks', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { log, publicLog } = played(taken);
        const team = foldOf(log);
        const own = foldOf(publicLog);
        expect(own.state.status.value).toBe(team.state.status.value);
        const read = ticked(team);
        for (const id of ticked(own)) expect(read).toContain(id);
      }),
      { numRuns: 300 },
    );
  });

  it('[R1] extending a fold leaves the old one as it was, even when two go different ways', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const base = foldOf(it.log);
    it.accepted(ana, { kind: 'message', text: 'Good day' });
    const [, reply] = it.log as [Entry, Entry];
    const one = extendFold(base, [reply]);
    const other = extendFold(base, [{ ...reply, id: idOf(77) }, reply]);
    expect(base.items).toHaveLength(1);
    expect(one.items).toHaveLength(2);
    expect(other.items).toHaveLength(3);
    expect(one.state.lastReply?.number).toBe(1);
    expect(extendFold(base, [])).toBe(base);
  });

  it('[L13] a message by Parley itself is shown, but answers nobody', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const [first] = it.log as [Entry];
    const bot = { ...first, id: idOf(50), by: 'parley', text: 'We are closed today.' };
    const { state } = extendFold(foldOf(it.log), [bot as Entry]);
    expect(state.preview?.text).toBe('We are closed today.');
    expect(state.waiting?.id).toBe(first.id);
    expect(state.lastReply).toBeNull();
  });

  it('[R9] 5,000 entries are folded once, and one more does not fold them again', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const [first] = it.log as [Entry];
    const many = Array.from({ length: 5_000 }, (_, n) => ({ ...first, id: idOf(n + 1) }));
    const base = foldOf(many);
    const longer = extendFold(base, [{ ...first, id: idOf(9_999) }]);
    expect(longer.items).toHaveLength(5_001);
    expect(longer.items.slice(0, 5_000).every((item, n) => item === base.items[n])).toBe(true);
  });

  it('an entry of a kind this build does not know keeps its place and counts', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const [first] = it.log as [Entry];
    const odd = { ...first, id: idOf(50), kind: 'painted', acceptedAtMs: first.acceptedAtMs + 5 };
    const folded = extendFold(foldOf(it.log), [odd as unknown as Entry]);
    const { id, acceptedAtMs } = odd;
    expect(folded.items[1]).toEqual({ state: 'unknown', id, number: 1, acceptedAtMs });
    expect(folded.state.count).toBe(2);
    expect(folded.state.lastAcceptedAtMs).toBe(acceptedAtMs);
    expect(folded.state.preview?.text).toBe('Hello');
  });
});

describe('ticks', () => {
  it('[R10] a reading by the other side ticks everything up to it, and nothing after', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'message', text: 'Good day' });
    const upTo = it.idAt();
    it.accepted(ana, { kind: 'message', text: 'Are you there?' });
    const before = foldOf(it.log);
    expect(ticked(before)).toEqual([]);
    it.accepted(visitor, { kind: 'read', upTo });
    const after = extendFold(before, it.log.slice(3));
    expect(ticked(after)).toEqual([upTo]);
    expect(ticked(before)).toEqual([]);
    it.accepted(ben, { kind: 'read', upTo: it.idAt(0) });
    expect(ticked(foldOf(it.log))).toEqual([it.idAt(0), upTo]);
    expect(ticked(foldOf(it.publicLog))).toEqual([it.idAt(0), upTo]);
  });
});

describe('what this device has written and nobody has answered', () => {
  const opened = () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    return it;
  };

  it('[R1] stands last, in the order it was written, and the state already counts it', () => {
    const it = opened();
    const rows = [
      pendingOf(it, ana, { id: idOf(90), kind: 'comment', text: 'I take it' }),
      pendingOf(it, ana, { id: idOf(91), kind: 'message', text: 'Good day', draft: 1 }),
    ];
    const { items, state, waiting } = fold(foldOf(it.log), rows, live);
    expect(items.map((item) => item.state)).toEqual(['accepted', 'waiting', 'waiting']);
    expect(waiting).toBe(2);
    expect(state.preview).toMatchObject({ text: 'Good day', byName: 'Ana' });
    expect(state.waiting).toBeNull();
    expect(state.draftsSent['chat']?.number).toBe(1);
    expect(state.count).toBe(1);
  });

  it('a close, an assignment, a taking and a reopening show at once', () => {
    const it = opened();
    const log = foldOf(it.log);
    const shown = (said: object) => fold(log, [pendingOf(it, ana, said)], live).state;
    expect(shown({ kind: 'closed' }).status.value).toBe('closed');
    expect(shown({ kind: 'assigned', agent: ben.id }).agent.value).toBe(ben.id);
    expect(shown({ kind: 'taken' }).agent.value).toBe(ana.id);
    it.accepted(ben, { kind: 'closed' });
    const closed = foldOf(it.log);
    const open = fold(closed, [pendingOf(it, ana, { kind: 'reopened' })], live);
    expect(open.state.status.value).toBe('open');
    const written = pendingOf(it, visitor, { kind: 'message', text: 'Still there?' });
    expect(fold(closed, [written], live).state.status.value).toBe('open');
  });

  it('[R4] a close whose author has not seen a visitor’s message does not show as closed', () => {
    const it = opened();
    const row = pendingOf(it, ana, { kind: 'closed', seenUpTo: null });
    const { state, items } = fold(foldOf(it.log), [row], live);
    expect(state.status.value).toBe('open');
    expect(items).toHaveLength(2);
  });

  it('held and refused rows are shown but change nothing', () => {
    const it = opened();
    const log = foldOf(it.log);
    for (const state of ['held', 'refused'] as const) {
      const row = pendingOf(it, ana, { kind: 'message', text: 'Good day' }, state);
      const folded = fold(log, [row], live);
      expect(folded.items.at(-1)?.state).toBe(state);
      expect(folded.state).toEqual(log.state);
      expect(folded.waiting).toBe(0);
    }
  });

  it('[P5] a row that the log has already is shown once, as accepted', () => {
    const it = opened();
    const row = pendingOf(it, ana, { kind: 'message', text: 'Good day', id: idOf(40) });
    it.accepted(ana, { kind: 'message', text: 'Good day', id: idOf(40) });
    const { items, waiting } = fold(foldOf(it.log), [row], live);
    expect(items.map((item) => item.state)).toEqual(['accepted', 'accepted']);
    expect(waiting).toBe(0);
  });

  it('[P5] only what this very fold has counts, not what another of the same log had', () => {
    const it = opened();
    const base = foldOf(it.log);
    it.accepted(ana, { kind: 'message', text: 'Good day', id: idOf(40) });
    const [, reply] = it.log as [Entry, Entry];
    const other = extendFold(base, [{ ...reply, id: idOf(41) }]);
    extendFold(base, [reply]);
    const row = pendingOf(it, ana, { kind: 'message', text: 'Good day', id: idOf(40) });
    expect(fold(base, [row], live).waiting).toBe(1);
    expect(fold(other, [row], live).waiting).toBe(1);
  });

  it('a waiting read mark is no line of the thread, but what it read is read', () => {
    const it = opened();
    const row = pendingOf(it, ana, { kind: 'read', upTo: it.idAt(0) });
    const { items, state, waiting } = fold(foldOf(it.log), [row], live);
    expect(items).toHaveLength(1);
    expect(waiting).toBe(0);
    expect(state.unreadByTeam).toBeNull();
  });

  it('[R3] a device with a wrong clock sees its own change win only if it will', () => {
    const it = opened();
    it.nowMs += 60_000;
    it.accepted(ben, { kind: 'assigned', agent: ben.id });
    const hourSlowMs = 3_600_000;
    const seenUpTo = it.idAt(0);
    const row = pendingOf(it, ana, { kind: 'assigned', agent: ana.id, seenUpTo });
    row.entry.writtenAtMs -= hourSlowMs;
    const believed = (clockOffsetMs: number) =>
      fold(foldOf(it.log), [row], { clockOffsetMs }).state.agent.value;
    it.nowMs += 1_000;
    expect(believed(0)).toBe(ben.id);
    expect(believed(hourSlowMs + 1_000)).toBe(ana.id);
  });
});

function ticked(folded: ReturnType<typeof foldOf>): string[] {
  return folded.items.flatMap((item) =>
    item.state === 'accepted' && item.readByOtherSide ? [item.entry.id] : [],
  );
}
