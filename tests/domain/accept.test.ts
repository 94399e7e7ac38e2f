import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState } from '#domain/entries/state.ts';
import { limits } from '#domain/limits.ts';
import { accept } from '#domain/rules/accept.ts';
import { played, steps } from './chance.ts';
import {
  ana,
  ben,
  by,
  carla,
  conversation,
  idOf,
  parley,
  type Scene,
  scene,
  startMs,
  viewer,
  visitor,
} from './scene.ts';

const hello = { kind: 'message', text: 'Hello' } as const;
const away = '0198f0a0-0000-7000-8000-00000000dead';

function opened(): Scene {
  const it = scene();
  it.accepted(visitor, hello);
  it.nowMs += 1_000;
  return it;
}

describe('order', () => {
  it('[R1] acceptance rises strictly, whatever the clock does', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const times = played(taken).log.map((entry) => entry.acceptedAtMs);
        expect(times.every((ms, n) => n === 0 || ms > (times[n - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('[R1] a clock set back an hour does not move what comes next before what was', () => {
    const it = opened();
    it.nowMs -= 3_600_000;
    const { acceptedAtMs } = it.accepted(ana, { kind: 'message', text: 'Good day' });
    expect(acceptedAtMs).toBe(startMs + 1);
  });

  it('[R1] nobody wrote or meant anything after it was accepted', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        for (const entry of played(taken).log) {
          expect(entry.intendedAtMs).toBeLessThanOrEqual(entry.acceptedAtMs);
          expect(entry.writtenAtMs).toBeLessThanOrEqual(entry.acceptedAtMs);
        }
      }),
    );
  });
});

describe('intention', () => {
  /** When Ana's assignment was meant, whose device says `writtenAtMs` and shows the first message. */
  function intended(writtenAtMs: number, clockOffsetMs = 0): number {
    const it = opened();
    it.nowMs += 600_000;
    const said = { kind: 'assigned', agent: ana.id, writtenAtMs } as const;
    return it.accepted(ana, said, { clockOffsetMs }).state.agent.intendedAtMs - startMs;
  }

  it('[R3] is the device’s word, corrected by its offset', () => {
    expect(intended(startMs + 60_000)).toBe(60_000);
    expect(intended(startMs + 60_000, 5_000)).toBe(65_000);
    expect(intended(startMs + 3_660_000, -3_600_000)).toBe(60_000);
  });

  it('[B44] [R3] is never later than acceptance, nor before what its author had on the screen', () => {
    expect(intended(253_402_300_799_000)).toBe(601_000);
    expect(intended(0)).toBe(1);
    expect(intended(-8.64e15)).toBe(1);
  });

  it('[F19] a clock that cannot be right is not shown as a time of writing', () => {
    const it = opened();
    const { entries } = it.accepted(ana, { kind: 'comment', text: 'Hm', writtenAtMs: 0 });
    expect(entries[0]?.entry.writtenAtMs).toBe(it.nowMs);
  });

  it('[R3] the later intention holds, the earlier one is still in the log', () => {
    const it = opened();
    const seenUpTo = it.idAt(0);
    it.nowMs += 1_800_000;
    it.accepted(ben, { kind: 'assigned', agent: ben.id, writtenAtMs: startMs + 300_000, seenUpTo });
    it.accepted(ana, { kind: 'assigned', agent: ana.id, writtenAtMs: startMs + 200_000, seenUpTo });
    expect(it.state.agent).toMatchObject({ value: ben.id, by: by(ben) });
    expect(it.log.map((entry) => entry.kind)).toEqual(['message', 'assigned', 'assigned']);
    it.accepted(ana, {
      kind: 'assigned',
      agent: carla.id,
      writtenAtMs: startMs + 400_000,
      seenUpTo,
    });
    expect(it.state.agent.value).toBe(carla.id);
  });

  it('[R3] of two meant in the same millisecond the greater id holds, in either order', () => {
    for (const ids of [[11, 12] as const, [12, 11] as const]) {
      const it = opened();
      const seenUpTo = it.idAt(0);
      for (const n of ids) {
        const agent = n === 12 ? ben.id : ana.id;
        const said = { kind: 'assigned', agent, id: idOf(n), writtenAtMs: it.nowMs } as const;
        it.accepted(ana, { ...said, seenUpTo });
      }
      expect(it.state.agent.value).toBe(ben.id);
    }
  });

  it('[R3] [R4] every order in which offline changes arrive ends in the same holder and status', () => {
    const change = fc.record({
      what: fc.constantFrom('ana', 'ben', 'nobody', 'closed', 'reopened'),
      writtenMs: fc.integer({ min: 0, max: 20 }),
      hasSeen: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 2, maxLength: 6, size: 'max' }).chain((changes) =>
          fc.record({
            changes: fc.constant(changes.map((one, n) => ({ ...one, id: idOf(100 + n) }))),
            order: fc.shuffledSubarray([...changes.keys()], { minLength: changes.length }),
          }),
        ),
        ({ changes, order }) => {
          const arrived = (orderly: readonly number[]) => {
            const it = opened();
            it.accepted(ana, { kind: 'message', text: 'Good day' });
            it.accepted(visitor, { kind: 'message', text: 'One thing more' });
            const [old, last] = [it.idAt(1), it.idAt(2)];
            it.nowMs += 1_800_000;
            for (const n of orderly) {
              const one = changes[n];
              if (one) arrive(it, one, one.hasSeen ? last : old);
            }
            return [it.state.agent.value, it.state.status.value, it.state.agent.entry];
          };
          expect(arrived(order)).toEqual(arrived([...changes.keys()]));
        },
      ),
      { numRuns: 500 },
    );
  });

  function arrive(
    it: Scene,
    one: { what: string; writtenMs: number; id: string },
    seenUpTo: string,
  ): void {
    const common = { id: one.id, seenUpTo, writtenAtMs: startMs + 5_000 + one.writtenMs };
    const agents: Record<string, string | null> = { ana: ana.id, ben: ben.id, nobody: null };
    if (one.what === 'closed' || one.what === 'reopened') {
      it.accepted(carla, { ...common, kind: one.what });
    } else {
      it.accepted(carla, { ...common, kind: 'assigned', agent: agents[one.what] ?? null });
    }
  }
});

describe('taking', () => {
  it('[P10] the first accepted holds; the second hears who and since when', () => {
    const it = opened();
    const { acceptedAtMs } = it.accepted(ana, { kind: 'taken' });
    it.nowMs += 1_000;
    const second = it.submit(ben, { kind: 'taken', writtenAtMs: startMs });
    const atMs = acceptedAtMs;
    expect(second).toEqual({ kind: 'refused', reason: 'already-taken', by: by(ana), atMs });
  });

  it('[P10] a taking that was accepted holds against older intentions', () => {
    const it = opened();
    it.nowMs += 60_000;
    it.accepted(carla, { kind: 'assigned', agent: null });
    it.accepted(ana, { kind: 'taken', writtenAtMs: startMs, seenUpTo: it.idAt(0) });
    expect(it.state.agent.value).toBe(ana.id);
  });

  it('is possible again after it was given to nobody', () => {
    const it = opened();
    it.accepted(ana, { kind: 'taken' });
    it.nowMs += 1_000;
    it.accepted(ben, { kind: 'assigned', agent: null });
    it.accepted(ben, { kind: 'taken' });
    expect(it.state.agent.value).toBe(ben.id);
  });
});

describe('closing', () => {
  it('[R4] loses to a visitor’s message that the closer had not seen, and says so', () => {
    const it = opened();
    const seenUpTo = it.idAt();
    it.accepted(visitor, { kind: 'message', text: 'One thing more' });
    const { entries, state } = it.accepted(ana, { kind: 'closed', seenUpTo });
    expect(entries.map(({ entry }) => entry)).toMatchObject([
      { kind: 'closed', by: by(ana), overtakenBy: it.idAt(1) },
      { kind: 'reopened', by: 'parley', because: 'unseen-message' },
    ]);
    expect(state.status.value).toBe('open');
    expect(state.waiting?.id).toBe(it.idAt(0));
  });

  it('[R4] counts only visitors’ messages: a colleague’s comment overtakes no close', () => {
    const it = opened();
    const seenUpTo = it.idAt();
    it.accepted(ben, { kind: 'comment', text: 'Mine' });
    expect(it.accepted(ana, { kind: 'closed', seenUpTo }).state.status.value).toBe('closed');
    expect(it.state.waiting).toBeNull();
  });

  it('[R3] loses to a later reopening, and then the visitor waits on', () => {
    const it = opened();
    const seenUpTo = it.idAt();
    it.nowMs += 600_000;
    it.accepted(ben, { kind: 'reopened', writtenAtMs: startMs + 60_000, seenUpTo });
    it.accepted(ana, { kind: 'closed', writtenAtMs: startMs + 30_000, seenUpTo });
    expect(it.state.status.value).toBe('open');
    expect(it.state.waiting?.id).toBe(it.idAt(0));
  });

  it('[C2] a visitor who writes opens a closed conversation again', () => {
    const it = opened();
    it.accepted(ana, { kind: 'closed' });
    const { entries, state } = it.accepted(visitor, { kind: 'message', text: 'One thing more' });
    expect(entries.map(({ entry }) => entry)).toMatchObject([
      { kind: 'message' },
      { kind: 'reopened', by: 'parley', because: 'visitor-wrote' },
    ]);
    expect(state.status.value).toBe('open');
    expect(state.waiting?.id).toBe(entries[0]?.entry.id);
  });

  it('[C2] whoever closes after having seen that message closes, even with a slow clock', () => {
    const it = opened();
    it.accepted(ana, { kind: 'closed' });
    it.accepted(visitor, { kind: 'message', text: 'One thing more' });
    const seenUpTo = it.idAt(2);
    const { state } = it.accepted(ana, { kind: 'closed', seenUpTo, writtenAtMs: startMs });
    expect(state.status.value).toBe('closed');
  });

  it('[C2] an agent’s reply leaves a closed conversation closed', () => {
    const it = opened();
    it.accepted(ana, { kind: 'closed' });
    it.accepted(ana, { kind: 'message', text: 'By the way' });
    expect(it.state.status.value).toBe('closed');
  });
});

describe('what waits for another entry', () => {
  const said = { kind: 'closed', after: away } as const;
  it.each([
    ['accepted', 'accepted'],
    ['refused', 'after-refused'],
    ['held', 'after-refused'],
    ['unknown', 'after-unknown'],
  ] as const)('[B44] `after` one that is %s: %s', (after, answer) => {
    const outcome = opened().submit(ana, said, { after });
    expect(outcome.kind === 'refused' ? outcome.reason : outcome.kind).toBe(answer);
  });

  it('[B44] `after` one that is on its way is asked to come again', () => {
    const outcome = opened().submit(ana, said, { after: 'pending' });
    expect(outcome).toMatchObject({ kind: 'later', reason: 'after-pending' });
  });

  it('[B44] `after` itself is refused', () => {
    const outcome = opened().submit(ana, { ...said, id: away }, { after: 'pending' });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'after-unknown', field: 'after' });
  });

  it('one refused entry does not keep the next one out', () => {
    const it = opened();
    expect(it.submit(viewer, { kind: 'closed' })).toMatchObject({ reason: 'not-allowed' });
    it.accepted(ana, { kind: 'closed' });
  });
});

describe('refusals', () => {
  const comment = { kind: 'comment', text: 'Psst' } as const;
  it.each([
    ['a viewer writes', viewer, comment, 'not-allowed', undefined],
    ['a viewer reads a mark in', viewer, { kind: 'read', upTo: away }, 'not-allowed', undefined],
    ['a visitor comments', visitor, comment, 'not-allowed', undefined],
    ['a visitor closes', visitor, { kind: 'closed' }, 'not-allowed', undefined],
    ['an agent says it was missed', ana, { kind: 'missed', turn: away }, 'not-allowed', undefined],
    [
      'an agent says it was delivered',
      ana,
      { kind: 'delivery', of: away, state: 'sent' },
      'not-allowed',
      undefined,
    ],
    ['it goes to nobody known', ana, { kind: 'assigned', agent: away }, 'no-such-agent', 'agent'],
    ['something unknown is read', ana, { kind: 'read', upTo: away }, 'no-such-entry', 'upTo'],
    [
      'something unknown is delivered',
      parley,
      { kind: 'delivery', of: away, state: 'sent' },
      'no-such-entry',
      'of',
    ],
    ['another turn is missed', parley, { kind: 'missed', turn: away }, 'no-such-entry', 'turn'],
  ] as const)('[O14] %s', (_name, who, said, reason, field) => {
    const it = opened();
    const outcome = it.submit(who, said);
    expect(outcome).toEqual({ kind: 'refused', reason, ...(field && { field }) });
    expect(it.log).toHaveLength(1);
  });

  it('[T2] a visitor of another conversation hears the same whether this one exists or not', () => {
    const stranger = { ...visitor, conversation: away };
    expect(opened().submit(stranger, hello)).toEqual({ kind: 'refused', reason: 'not-yours' });
    expect(scene().submit(stranger, hello)).toEqual({ kind: 'refused', reason: 'not-yours' });
  });

  it('[F29] a full conversation takes no more words, but can be closed', () => {
    const full = { ...emptyState(), count: limits.entriesPerConversation };
    const known = { seen: null, clockOffsetMs: 0, isAgent: () => true, isGroup: () => true };
    const common = { id: away, subject: `conversation/${conversation}`, seenUpTo: null };
    const told = (kind: 'comment' | 'closed') =>
      accept(
        full,
        { ...common, writtenAtMs: startMs, ...(kind === 'comment' ? comment : { kind }) },
        ana,
        startMs,
        known,
      );
    expect(told('comment')).toEqual({ kind: 'refused', reason: 'too-many' });
    expect(told('closed').kind).toBe('accepted');
  });

  it('accepting changes nothing but what it gives back', () => {
    const it = opened();
    const before = JSON.stringify(it.state);
    const frozen = deepFrozen(it.state);
    it.state = frozen;
    it.accepted(ana, { kind: 'message', text: 'Good day', draft: 1 });
    it.accepted(visitor, { kind: 'read', upTo: it.idAt() });
    it.accepted(ana, { kind: 'closed' });
    expect(JSON.stringify(frozen)).toBe(before);
  });
});

describe('reading', () => {
  it('[L15] moves an agent’s own mark always, the log only over an unread visitor message', () => {
    const it = opened();
    expect(it.accepted(ana, { kind: 'read', upTo: it.idAt(0) })).toMatchObject({
      mark: { kind: 'read', number: 0 },
      number: 1,
      entries: [{ entry: { kind: 'read', by: by(ana) }, publicEntry: { by: 'team' } }],
    });
    const second = it.accepted(ben, { kind: 'read', upTo: it.idAt(0) });
    expect(second).toMatchObject({ mark: { kind: 'read', number: 0 }, entries: [] });
    it.accepted(ana, { kind: 'message', text: 'Good day' });
    expect(it.accepted(ben, { kind: 'read', upTo: it.idAt() })).toMatchObject({
      mark: { kind: 'read', number: 2 },
      entries: [],
    });
  });

  it('[L15] by the visitor enters the log only over an agent’s message not read before', () => {
    const it = opened();
    expect(it.accepted(visitor, { kind: 'read', upTo: it.idAt(0) }).entries).toEqual([]);
    it.accepted(ana, { kind: 'message', text: 'Good day' });
    const upTo = it.idAt();
    const first = it.accepted(visitor, { kind: 'read', upTo });
    expect(first.entries).toHaveLength(1);
    expect(first.mark).toBeUndefined();
    expect(it.accepted(visitor, { kind: 'read', upTo }).entries).toEqual([]);
  });

  it('[T5] a visitor cannot read what is not in the transcript, nor learn that it exists', () => {
    const it = opened();
    it.accepted(ana, { kind: 'comment', text: 'Psst' });
    it.accepted(ana, { kind: 'message', text: 'Good day' });
    const inside = it.submit(visitor, { kind: 'read', upTo: it.idAt(1) });
    expect(inside).toEqual(it.submit(visitor, { kind: 'read', upTo: away }));
    expect(inside).toEqual({ kind: 'refused', reason: 'no-such-entry', field: 'upTo' });
  });

  it('never goes back', () => {
    const it = opened();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.accepted(ana, { kind: 'read', upTo: it.idAt(1) });
    expect(it.accepted(ana, { kind: 'read', upTo: it.idAt(0) }).entries).toEqual([]);
    expect(it.state.readByTeam?.number).toBe(1);
  });

  it('half-way leaves what is unread as it was', () => {
    const it = opened();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.accepted(visitor, { kind: 'message', text: 'Anyone?' });
    it.accepted(ana, { kind: 'read', upTo: it.idAt(0) });
    it.accepted(ben, { kind: 'comment', text: 'Whose is it?' });
    it.accepted(visitor, { kind: 'message', text: 'Goodbye' });
    it.accepted(ana, { kind: 'read', upTo: it.idAt(1) });
    expect(it.state.unreadByTeam?.id).toBe(it.idAt(2));
    expect(it.accepted(ana, { kind: 'read', upTo: it.idAt(4) }).entries).toHaveLength(1);
  });

  it('half-way is told too, and the rest later', () => {
    const it = opened();
    it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    it.accepted(visitor, { kind: 'message', text: 'Anyone?' });
    for (const n of [0, 1, 2]) {
      expect(it.accepted(ana, { kind: 'read', upTo: it.idAt(n) }).entries).toHaveLength(1);
    }
    expect(it.state.unreadByTeam).toBeNull();
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}
