import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Hands,
  type Queued,
  queuedOf,
  type Spread,
  spreadOut,
} from '#domain/rules/assignment.ts';
import { blankSummary } from '../support/summaries.ts';

const group = 'orders';
const chat = (n: number, change: Partial<Queued> = {}): Queued => {
  const conversation = `c${String(n).padStart(3, '0')}`;
  return { conversation, group, channel: 'chat', sinceMs: n, answeredBy: null, ...change };
};
const handsOf = (all: Record<string, [load: number, capacity: number]>): Map<string, Hands> =>
  new Map(Object.entries(all).map(([id, [load, capacity]]) => [id, { load, capacity }]));

function given(
  queue: Queued[],
  hands: Map<string, Hands>,
  { spread = 'round-robin' as Spread, members = ['ana', 'ben', 'cleo'], last = '' } = {},
) {
  const lastGiven = new Map(last === '' ? [] : [[group, last]]);
  return spreadOut(queue, { hands, groups: new Map([[group, { spread, members }]]), lastGiven });
}
const agents = (givings: { agent: string }[]) => givings.map(({ agent }) => agent);

describe('spreading', () => {
  const three = handsOf({ ana: [0, 50], ben: [0, 50], cleo: [0, 50] });

  it('[A7] by hand gives nothing away', () => {
    expect(given([chat(1)], three, { spread: 'manual' })).toEqual([]);
    expect(spreadOut([chat(1)], { hands: three, groups: new Map(), lastGiven: new Map() })).toEqual(
      [],
    );
  });

  it('[A7] in turn, going on after the one who was given to last', () => {
    expect(
      agents(
        given(
          [1, 2, 3, 4].map((n) => chat(n)),
          three,
        ),
      ),
    ).toEqual(['ana', 'ben', 'cleo', 'ana']);
    expect(agents(given([chat(1), chat(2)], three, { last: 'ben' }))).toEqual(['cleo', 'ana']);
    expect(agents(given([chat(1)], three, { last: 'cleo' }))).toEqual(['ana']);
  });

  it('[A7] over 100 chats equal agents differ by at most 1, however they come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 100 }),
        (batches) => {
          let last = '';
          const counts = new Map<string, number>();
          const hands = handsOf({ ana: [0, 999], ben: [0, 999], cleo: [0, 999] });
          for (const size of batches) {
            const queue = Array.from({ length: size }, (_, n) => chat(n));
            for (const { agent } of given(queue, hands, { last })) {
              counts.set(agent, (counts.get(agent) ?? 0) + 1);
              last = agent;
            }
          }
          const all = ['ana', 'ben', 'cleo'].map((agent) => counts.get(agent) ?? 0);
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('[A7] to the emptiest hands, of equals to those whose turn it is', () => {
    const hands = handsOf({ ana: [3, 9], ben: [1, 9], cleo: [1, 9] });
    const options = { spread: 'least-busy' as Spread, last: 'ben' };
    expect(
      agents(
        given(
          [1, 2, 3].map((n) => chat(n)),
          hands,
          options,
        ),
      ),
    ).toEqual(['cleo', 'ben', 'cleo']);
  });

  it('[A8] never over capacity: the rest waits', () => {
    const hands = handsOf({ ana: [4, 5], ben: [5, 5] });
    expect(
      given(
        [1, 2].map((n) => chat(n)),
        hands,
      ),
    ).toEqual([{ conversation: 'c001', group, agent: 'ana' }]);
  });

  it('[A8] a chat that returns to its agent may exceed by one, and only by one', () => {
    const hands = handsOf({ ana: [5, 5], ben: [0, 5] });
    const returning = [chat(1, { answeredBy: 'ana' }), chat(2, { answeredBy: 'ana' })];
    expect(agents(given(returning, hands))).toEqual(['ana', 'ben']);
  });

  it('[A8] letters are no load and have no limit', () => {
    const hands = handsOf({ ana: [5, 5] });
    const letters = [1, 2, 3].map((n) => chat(n, { channel: 'email' }));
    expect(agents(given(letters, hands))).toEqual(['ana', 'ana', 'ana']);
  });

  it('[A9] the one who waits longest is first', () => {
    const hands = handsOf({ ana: [4, 5] });
    const queue = [chat(3, { sinceMs: 300 }), chat(1, { sinceMs: 500 }), chat(2, { sinceMs: 100 })];
    expect(given(queue, hands)).toMatchObject([{ conversation: 'c002' }]);
  });

  it('[B1] only to routable agents of the group', () => {
    expect(agents(given([chat(1)], handsOf({ ben: [0, 5], zoe: [0, 5] })))).toEqual(['ben']);
    expect(given([chat(1)], handsOf({ zoe: [0, 5] }))).toEqual([]);
  });
});

describe('the queue', () => {
  const waiting = { entry: 'm', sinceMs: 5, lastMs: 5 };
  it.each([
    ['waits in a group', {}, true],
    ['is of no group', { group: null }, false],
    ['is held', { agent: 'ana' }, false],
    ['is answered', { waiting: null }, false],
    ['is closed', { status: 'closed' }, false],
    ['is in the bin', { binnedAtMs: 1 }, false],
    ['is blocked', { blocked: { mode: 'block', untilMs: null } }, false],
    ['is shown elsewhere', { mergedInto: 'd' }, false],
    ['sleeps', { snoozed: { untilMs: null, evenIfReply: false } }, true],
    ['sleeps even if they reply', { snoozed: { untilMs: null, evenIfReply: true } }, false],
  ] as const)('[A9] a conversation that %s is in it: %o %s', (_name, change, isIn) => {
    const queued = queuedOf(blankSummary('c', { group, waiting, ...change }), 1_000);
    expect(queued !== null).toBe(isIn);
  });
});
