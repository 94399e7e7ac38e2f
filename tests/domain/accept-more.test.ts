/** Groups, participants, tags, the bin, snoozing, editing: what is accepted and what it says then. SPEC R5, R6, A2, A3, L17, C14. */
import { describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { ana, ben, by, carla, idOf, orders, scene, visitor } from './scene.ts';

const tag = idOf(70);

describe('sets', () => {
  it('[R5] a removal that had not seen the last adding by somebody else removes nothing, and says so', () => {
    const it = scene();
    it.accepted(ana, { kind: 'tagged', tag });
    const seen = it.idAt();
    it.accepted(ben, { kind: 'tagged', tag });
    const again = it.idAt();
    it.accepted(carla, { kind: 'untagged', tag, seenUpTo: seen });
    expect(it.log.at(-1)).toMatchObject({ kind: 'untagged', overtakenBy: again });
    expect(Object.keys(it.state.tags)).toEqual([tag]);
    it.accepted(carla, { kind: 'untagged', tag });
    expect(it.state.tags).toEqual({});
  });

  it('[R5] whoever added a tag themselves takes it off again, seen or not', () => {
    const it = scene();
    it.accepted(ana, { kind: 'tagged', tag });
    it.accepted(ana, { kind: 'untagged', tag, seenUpTo: null });
    expect(it.state.tags).toEqual({});
  });

  it('[B86] has a limit, which asks for nothing from those who are in it', () => {
    const it = scene();
    for (let n = 0; n < limits.tagsPerConversation; n += 1) {
      it.accepted(ana, { kind: 'tagged', tag: idOf(100 + n) });
    }
    expect(it.submit(ana, { kind: 'tagged', tag })).toMatchObject({ reason: 'too-many' });
    expect(it.submit(ana, { kind: 'tagged', tag: idOf(100) }).kind).toBe('accepted');
  });

  it('[A3] participants stand beside the one who holds it', () => {
    const it = scene();
    it.accepted(ana, { kind: 'taken' });
    it.accepted(ana, { kind: 'joined', agent: ben.id });
    expect(Object.keys(it.state.participants)).toEqual([ben.id]);
    expect(it.state.agent.value).toBe(ana.id);
    it.accepted(ben, { kind: 'left', agent: ben.id });
    expect(it.state.participants).toEqual({});
  });
});

describe('groups', () => {
  it('[A2] giving it to a group leaves its agent', () => {
    const it = scene();
    it.accepted(ana, { kind: 'taken' });
    it.accepted(ben, { kind: 'grouped', group: orders });
    expect([it.state.agent.value, it.state.group.value]).toEqual([ana.id, orders]);
  });

  it('an unknown group is refused by its name', () => {
    const outcome = scene().submit(ana, { kind: 'grouped', group: idOf(1) });
    expect(outcome).toEqual({ kind: 'refused', reason: 'no-such-group', field: 'group' });
  });
});

describe('the bin', () => {
  it('[R6] a message brings a conversation back, with the reason', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'closed' });
    it.accepted(ana, { kind: 'binned' });
    expect(it.state.bin.value).toBe(true);
    it.accepted(visitor, { kind: 'message', text: 'One more thing' });
    expect(it.log.slice(-2).map((entry) => [entry.kind, entry.by])).toEqual([
      ['reopened', 'parley'],
      ['restored', 'parley'],
    ]);
    expect([it.state.bin.value, it.state.status.value]).toEqual([false, 'open']);
    const times = it.log.map((entry) => entry.acceptedAtMs);
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('[R6] binning it without having seen a message of the visitor or a colleague does nothing', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    const seen = it.idAt();
    it.accepted(ben, { kind: 'message', text: 'Hi' });
    const reply = it.idAt();
    it.accepted(ana, { kind: 'binned', seenUpTo: seen });
    expect(it.state.bin.value).toBe(false);
    expect(it.log.slice(-2)).toMatchObject([
      { kind: 'binned', overtakenBy: reply },
      { kind: 'restored', because: 'unseen-message' },
    ]);
  });

  it('[R8] nothing of it is the visitor’s business', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    it.accepted(ana, { kind: 'binned' });
    it.accepted(ana, { kind: 'restored' });
    expect(it.publicLog.map(({ kind }) => kind)).toEqual(['message']);
  });
});

describe('snoozing', () => {
  it('[L17] a visitor who writes wakes it at once', () => {
    const it = scene();
    it.accepted(ana, { kind: 'snoozed', untilMs: null });
    expect(it.state.snoozed.value).toEqual({ untilMs: null, evenIfReply: false });
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    expect(it.state.snoozed.value).toBeNull();
  });

  it('[L17] unless it is to sleep even then', () => {
    const it = scene();
    it.accepted(ana, { kind: 'snoozed', untilMs: it.nowMs + 60_000, evenIfReply: true });
    it.accepted(visitor, { kind: 'message', text: 'Hello' });
    expect(it.state.snoozed.value).not.toBeNull();
  });
});

describe('waiting', () => {
  it('[L16] ends when somebody says that no reply is needed, and begins with the next message', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Thanks' });
    it.accepted(ana, { kind: 'waived' });
    expect(it.state.waiting).toBeNull();
    it.accepted(visitor, { kind: 'message', text: 'And?' });
    expect(it.state.waiting?.id).toBe(it.idAt());
  });
});

describe('[C14] editing and unsending', () => {
  it('is for one’s own words, for five minutes', () => {
    const it = scene();
    it.accepted(ana, { kind: 'message', text: 'Hi' });
    const mine = it.idAt();
    const none = { kind: 'refused', reason: 'no-such-entry', field: 'of' };
    expect(it.submit(ben, { kind: 'edited', of: mine, text: 'Bye' })).toEqual(none);
    expect(it.submit(visitor, { kind: 'unsent', of: mine })).toEqual(none);
    it.nowMs += limits.editWithinMs;
    it.accepted(ana, { kind: 'edited', of: mine, text: 'Hello' });
    it.nowMs += 60_000;
    expect(it.submit(ana, { kind: 'unsent', of: mine })).toEqual({
      kind: 'refused',
      reason: 'too-late',
    });
  });

  it('a visitor edits what they wrote and learns nothing of comments', () => {
    const it = scene();
    it.accepted(visitor, { kind: 'message', text: 'Hi' });
    it.accepted(visitor, { kind: 'edited', of: it.idAt(0), text: 'Hello' });
    expect(it.publicLog.at(-1)).toMatchObject({ kind: 'edited', by: by(visitor), text: 'Hello' });
    it.accepted(ana, { kind: 'comment', text: 'Who?' });
    const told = it.submit(visitor, { kind: 'edited', of: it.idAt(), text: 'x' });
    expect(told).toMatchObject({ kind: 'refused', reason: 'no-such-entry' });
  });
});
