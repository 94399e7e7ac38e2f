import { describe, expect, it } from 'vitest';
import type { Outcome } from '#domain/rules/accept.ts';
import { ana, ben, by, carla, type Scene, scene, startMs, visitor } from './scene.ts';

const hourMs = 3_600_000;
const reply = { kind: 'message', text: 'Good day' } as const;

/** The visitor wrote, Ana has it on her screen; what others do next she has not seen. */
function seenByAna(): { it: Scene; seenUpTo: string } {
  const it = scene();
  it.accepted(visitor, { kind: 'message', text: 'Hello' });
  it.nowMs += 1_000;
  return { it, seenUpTo: it.idAt() };
}

function heldFor(outcome: Outcome): string {
  return outcome.kind === 'held' ? outcome.reason : outcome.kind;
}

const byOthers = {
  nothing: () => undefined,
  'a colleague’s reply': (it) => it.accepted(ben, { kind: 'message', text: 'Hi' }),
  'a colleague’s comment': (it) => it.accepted(ben, { kind: 'comment', text: 'Hm' }),
  'hand-over to a colleague': (it) => it.accepted(ben, { kind: 'assigned', agent: carla.id }),
  'hand-over to the author': (it) => it.accepted(ben, { kind: 'assigned', agent: ana.id }),
  'hand-over to nobody': (it) => it.accepted(ben, { kind: 'assigned', agent: null }),
  'a colleague’s taking': (it) => it.accepted(ben, { kind: 'taken' }),
  'a colleague’s close': (it) => it.accepted(ben, { kind: 'closed' }),
  'a visitor’s line': (it) => it.accepted(visitor, { kind: 'message', text: 'Hello?' }),
  'a close and a reopening': (it) => {
    it.accepted(ben, { kind: 'closed' });
    it.nowMs += 10;
    it.accepted(ben, { kind: 'reopened' });
  },
} satisfies Record<string, (it: Scene) => unknown>;

describe('what holds a reply', () => {
  it.each([
    // done by others, unseen           typed now, live         written a minute ago
    ['nothing', 'accepted', 'accepted'],
    ['a colleague’s reply', 'colleague-replied', 'colleague-replied'],
    ['a colleague’s comment', 'accepted', 'accepted'],
    ['hand-over to a colleague', 'given-away', 'given-away'],
    ['hand-over to the author', 'accepted', 'accepted'],
    ['hand-over to nobody', 'accepted', 'accepted'],
    ['a colleague’s taking', 'given-away', 'given-away'],
    ['a colleague’s close', 'closed', 'closed'],
    ['a visitor’s line', 'accepted', 'unseen-messages'],
    ['a close and a reopening', 'accepted', 'accepted'],
  ] as const)('[O6] [W14] %s: live %s, late %s', (done, live, late) => {
    for (const [agoMs, expected] of [
      [0, live],
      [60_000, late],
    ] as const) {
      const { it, seenUpTo } = seenByAna();
      byOthers[done](it);
      it.nowMs += 60_000;
      const writtenAtMs = it.nowMs - agoMs;
      expect(heldFor(it.submit(ana, { ...reply, seenUpTo, writtenAtMs }))).toBe(expected);
    }
  });

  it('[O6] nothing that the author had on the screen holds it', () => {
    for (const done of Object.values(byOthers)) {
      const { it } = seenByAna();
      done(it);
      const writtenAtMs = it.nowMs - hourMs;
      expect(it.submit(ana, { ...reply, writtenAtMs }).kind).toBe('accepted');
    }
  });

  it('[W14] a line typed within 10 s counts as live, one ms more as late', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.nowMs += 10_001;
    const late = it.submit(ana, { ...reply, seenUpTo, writtenAtMs: it.nowMs - 10_001 });
    expect(heldFor(late)).toBe('unseen-messages');
    const live = it.submit(ana, { ...reply, seenUpTo, writtenAtMs: it.nowMs - 10_000 });
    expect(heldFor(live)).toBe('accepted');
  });

  it('[W14] a line written on a screen that was not caught up is late at once', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    expect(heldFor(it.submit(ana, { ...reply, seenUpTo, live: false }))).toBe('unseen-messages');
  });

  it('[W14] the offset of a wrong clock does not make a late line live', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.nowMs += hourMs;
    const said = { ...reply, seenUpTo, writtenAtMs: it.nowMs };
    expect(heldFor(it.submit(ana, said, { clockOffsetMs: -hourMs }))).toBe('unseen-messages');
  });

  it('[O6] 24 h in the outbox make it stale, though nothing happened', () => {
    const { it } = seenByAna();
    it.nowMs += 25 * hourMs;
    const writtenAtMs = it.nowMs - 24 * hourMs;
    expect(heldFor(it.submit(ana, { ...reply, writtenAtMs: writtenAtMs - 1 }))).toBe('stale');
    expect(heldFor(it.submit(ana, { ...reply, writtenAtMs }))).toBe('accepted');
  });

  it('[B44] a `seenUpTo` that is not known here counts as nothing seen', () => {
    const { it } = seenByAna();
    it.accepted(ben, { kind: 'message', text: 'Hi' });
    const seenUpTo = '0198f0a0-0000-7000-8000-00000000dead';
    expect(heldFor(it.submit(ana, { ...reply, seenUpTo }))).toBe('colleague-replied');
  });

  it('[O6] what the author did by their own hand holds nothing, seen by this device or not', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(ana, { kind: 'message', text: 'From my phone' });
    it.accepted(ana, { kind: 'assigned', agent: ben.id });
    it.accepted(ana, { kind: 'closed' });
    expect(heldFor(it.submit(ana, { ...reply, seenUpTo }))).toBe('accepted');
  });

  it('[O6] a colleague’s reply is not forgotten behind one of the author’s own', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(ben, { kind: 'message', text: 'Hi' });
    it.accepted(ana, { kind: 'message', text: 'From my phone' });
    expect(heldFor(it.submit(ana, { ...reply, seenUpTo }))).toBe('colleague-replied');
  });

  it('[E11] of two who answered offline the second is held, and told which answer came first', () => {
    const { it, seenUpTo } = seenByAna();
    it.nowMs += hourMs;
    const writtenAtMs = startMs + 60_000;
    it.accepted(ben, { ...reply, seenUpTo, writtenAtMs });
    const because = [it.idAt()];
    const second = it.submit(ana, { ...reply, seenUpTo, writtenAtMs });
    expect(second).toEqual({ kind: 'held', reason: 'colleague-replied', because });
  });

  it('[O6] visitors and comments are never held', () => {
    const { it, seenUpTo } = seenByAna();
    byOthers['a colleague’s reply'](it);
    byOthers['a colleague’s close'](it);
    const writtenAtMs = startMs - 30 * hourMs;
    const comment = { kind: 'comment', text: 'Hm', seenUpTo, writtenAtMs } as const;
    expect(it.submit(ana, comment).kind).toBe('accepted');
    expect(it.submit(visitor, { ...reply, seenUpTo: null, writtenAtMs }).kind).toBe('accepted');
  });
});

describe('sending all the same', () => {
  it('[O6] lets through exactly what was named, and not what came later', () => {
    const { it, seenUpTo } = seenByAna();
    it.accepted(ben, { kind: 'message', text: 'Hi' });
    const held = it.submit(ana, { ...reply, seenUpTo });
    const despite = held.kind === 'held' ? held.because : [];
    it.accepted(carla, { kind: 'message', text: 'Welcome' });
    const again = it.submit(ana, { ...reply, seenUpTo, despite });
    expect(again).toEqual({ kind: 'held', reason: 'colleague-replied', because: [it.idAt()] });
    despite.push(it.idAt());
    expect(it.submit(ana, { ...reply, seenUpTo, despite }).kind).toBe('accepted');
  });

  it('[O6] names everything at once, so that one answer settles it', () => {
    const { it, seenUpTo } = seenByAna();
    const writtenAtMs = it.nowMs;
    it.accepted(ben, { kind: 'message', text: 'Hi' });
    it.accepted(ben, { kind: 'assigned', agent: ben.id });
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.nowMs += 1_000;
    it.accepted(ben, { kind: 'closed' });
    it.nowMs += 25 * hourMs;
    const held = it.submit(ana, { ...reply, seenUpTo, writtenAtMs });
    const despite = held.kind === 'held' ? held.because : [];
    expect(despite).toHaveLength(5);
    for (const one of despite) {
      const rest = despite.filter((id) => id !== one);
      expect(it.submit(ana, { ...reply, seenUpTo, writtenAtMs, despite: rest }).kind).toBe('held');
    }
    expect(it.submit(ana, { ...reply, seenUpTo, writtenAtMs, despite }).kind).toBe('accepted');
  });

  it('[O6] a reply sent anyway that lies for another day is stale anew', () => {
    const { it, seenUpTo } = seenByAna();
    const writtenAtMs = it.nowMs;
    it.nowMs += 25 * hourMs;
    const held = it.submit(ana, { ...reply, seenUpTo, writtenAtMs });
    const despite = held.kind === 'held' ? held.because : [];
    const pressedAtMs = it.nowMs;
    it.nowMs += 25 * hourMs;
    const again = { ...reply, seenUpTo, despite, writtenAtMs: pressedAtMs };
    expect(heldFor(it.submit(ana, again))).toBe('stale');
  });
});

describe('numbered drafts', () => {
  const drafted = (draft: number) => ({ ...reply, draft });

  it('[W13] a second sending of one draft hears by whom and when, even from the author', () => {
    const { it } = seenByAna();
    const { acceptedAtMs: atMs } = it.accepted(ana, drafted(1));
    const told = { kind: 'refused', reason: 'already-sent', field: 'draft', by: by(ana), atMs };
    expect(it.submit(ben, drafted(1))).toEqual(told);
    expect(it.submit(ana, drafted(1))).toEqual(told);
    it.accepted(ben, drafted(2));
  });

  it('[W13] each channel has its own numbers', () => {
    const { it } = seenByAna();
    it.accepted(ana, drafted(1));
    it.accepted(ana, { ...drafted(1), channel: 'email' });
    expect(it.submit(ana, { ...drafted(1), channel: 'email' }).kind).toBe('refused');
  });

  it('[W13] a held draft may still be sent after a later one was, and once only', () => {
    const { it } = seenByAna();
    it.accepted(ana, drafted(3));
    it.accepted(ana, drafted(1));
    expect(it.submit(ana, drafted(1))).toMatchObject({ reason: 'already-sent' });
    it.accepted(ana, drafted(2));
    expect(it.submit(ana, drafted(2))).toMatchObject({ reason: 'already-sent' });
    expect(it.submit(ana, drafted(3))).toMatchObject({ reason: 'already-sent', by: by(ana) });
    it.accepted(ana, drafted(4));
  });

  it('[W13] a number far ahead locks nobody out', () => {
    const { it } = seenByAna();
    const far = it.submit(ana, drafted(900_000));
    expect(far).toEqual({ kind: 'refused', reason: 'malformed', field: 'draft' });
    it.accepted(ana, drafted(1));
  });
});
