/** Who is given notice, and that every order in which offline work arrives ends with the same state and notices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState, type ConversationState } from '#domain/entries/state.ts';
import type { Notice, Who } from '#domain/model.ts';
import { accept, type Acceptable, type KnownPlace } from '#domain/rules/accept.ts';
import { noticesOf } from '#domain/rules/notices.ts';
import {
  ana,
  ben,
  carla,
  conversation,
  foldOf,
  idOf,
  orders,
  sealed,
  startMs,
  visitor,
} from './scene.ts';

type Said = Record<string, unknown> & { kind: string };

/** A server that accepts and keeps the notices of everybody, by owner and id. */
class Desk {
  state: ConversationState = emptyState();
  readonly log: ReturnType<typeof sealed>[] = [];
  readonly notices = new Map<string, Notice>();
  nowMs = startMs;
  #made = 0;

  /** `meantMs`: when it was written, after the start; `seen`: the last entry its author had seen. */
  say(who: Who, said: Said, { meantMs = 0, seen = '', id = '' } = {}): string {
    this.#made += 1;
    const entry = {
      id: id === '' ? idOf(1_000 + this.#made) : id,
      subject: `conversation/${conversation}`,
      writtenAtMs: startMs + meantMs,
      seenUpTo: seen === '' ? null : seen,
      ...said,
    } as unknown as Acceptable;
    this.nowMs += 1_000;
    const number = this.log.findIndex((one) => one.id === seen);
    const place = this.log[number];
    const known: KnownPlace | null = place
      ? { number, publicNumber: null, acceptedAtMs: place.acceptedAtMs, by: place.by }
      : null;
    const outcome = accept(this.state, entry, who, this.nowMs, {
      seen: known,
      clockOffsetMs: 0,
      isAgent: () => true,
      isGroup: () => true,
    });
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    const placed = outcome.entries.map(({ entry: accepted }) => {
      this.log.push(sealed(accepted));
      return { entry: accepted, number: this.log.length - 1 };
    });
    for (const { id: notice, owner, value } of noticesOf(
      conversation,
      this.state,
      outcome.state,
      placed,
    )) {
      if (value) this.notices.set(`${owner} ${notice}`, value);
      else this.notices.delete(`${owner} ${notice}`);
    }
    this.state = outcome.state;
    return entry.id;
  }

  for(who: { id: string }): Notice[] {
    return [...this.notices].flatMap(([key, notice]) => (key.startsWith(who.id) ? [notice] : []));
  }
}

describe('notice', () => {
  it('[A1] is given to whom it is assigned, and not to who takes it', () => {
    const desk = new Desk();
    const id = desk.say(ana, { kind: 'assigned', agent: ben.id });
    expect(desk.for(ben)).toMatchObject([
      { kind: 'assigned', entry: id, number: 0, by: `agent/${ana.id}`, byName: 'Ana' },
    ]);
    desk.say(carla, { kind: 'assigned', agent: carla.id }, { meantMs: 5_000, seen: id });
    expect([desk.for(ana), desk.for(carla)]).toEqual([[], []]);
  });

  it('[A3] is given to who is asked to take part', () => {
    const desk = new Desk();
    desk.say(ana, { kind: 'joined', agent: ben.id });
    desk.say(carla, { kind: 'joined', agent: carla.id });
    expect(desk.for(ben)).toMatchObject([{ kind: 'joined', by: `agent/${ana.id}` }]);
    expect(desk.for(carla)).toEqual([]);
  });

  it('[A5] "Ben took this at 10:05, after your 09:58 change", whichever arrives first', () => {
    for (const isBenFirst of [true, false]) {
      const desk = new Desk();
      const anas = (): string =>
        desk.say(ana, { kind: 'assigned', agent: carla.id }, { meantMs: -420_000, id: idOf(1) });
      const bens = (): string =>
        desk.say(ben, { kind: 'assigned', agent: ben.id }, { meantMs: -1_000, id: idOf(2) });
      for (const one of isBenFirst ? [bens, anas] : [anas, bens]) one();
      expect(desk.state.agent.value).toBe(ben.id);
      expect(desk.for(ana)).toMatchObject([
        {
          kind: 'overruled',
          by: `agent/${ben.id}`,
          atMs: startMs - 1_000,
          stands: { what: 'agent', agent: ben.id, isTaken: true },
          yours: { entry: idOf(1), intendedAtMs: startMs - 420_000 },
          number: 1,
        },
      ]);
      expect(desk.for(ben)).toEqual([]);
      // Both lines are in the log.
      expect(desk.log.map(({ kind }) => kind)).toEqual(['assigned', 'assigned']);
    }
  });

  it('[O7] is not given where nothing collided: who had seen it changes it, and that is all', () => {
    const desk = new Desk();
    const first = desk.say(ana, { kind: 'grouped', group: orders });
    desk.say(ben, { kind: 'grouped', group: null }, { meantMs: 60_000, seen: first });
    expect([...desk.notices]).toEqual([]);
  });

  it('[O7] nor where both meant the same, nor to oneself', () => {
    const desk = new Desk();
    desk.say(ana, { kind: 'closed' }, { meantMs: 100 });
    desk.say(ben, { kind: 'closed' }, { meantMs: 200 });
    desk.say(carla, { kind: 'grouped', group: orders }, { meantMs: 300 });
    desk.say(carla, { kind: 'grouped', group: null }, { meantMs: 200 });
    expect([...desk.notices]).toEqual([]);
  });

  it('[R4] [C2] "reopened: a message arrived that you had not seen", whichever arrives first', () => {
    for (const isCloseFirst of [true, false]) {
      const desk = new Desk();
      const base = desk.say(visitor, { kind: 'message', text: 'Hello?' });
      const message = (): string =>
        desk.say(visitor, { kind: 'message', text: 'Anybody?' }, { meantMs: 300, id: idOf(1) });
      const close = (): string =>
        desk.say(ana, { kind: 'closed' }, { meantMs: 400, id: idOf(2), seen: base });
      for (const one of isCloseFirst ? [close, message] : [message, close]) one();
      expect(desk.state.status.value).toBe('open');
      expect(desk.state.waiting?.id).toBe(isCloseFirst ? idOf(1) : base);
      expect(desk.for(ana)).toMatchObject([{ kind: 'reopened', yours: { entry: idOf(2) } }]);
    }
  });

  it('[C2] is not given for the next question of a visitor, who had read that it was closed', () => {
    const desk = new Desk();
    const first = desk.say(visitor, { kind: 'message', text: 'Hello?' });
    desk.say(ana, { kind: 'closed' }, { meantMs: 900, seen: first });
    desk.say(visitor, { kind: 'message', text: 'One more thing' }, { meantMs: 60_000 });
    expect([...desk.notices]).toEqual([]);
  });

  it('[R5] [R6] is given to who removed or binned what others had added to', () => {
    const desk = new Desk();
    const tag = idOf(77);
    const base = desk.say(visitor, { kind: 'message', text: 'Hello?' });
    desk.say(ben, { kind: 'tagged', tag });
    desk.say(ben, { kind: 'joined', agent: carla.id });
    desk.say(visitor, { kind: 'message', text: 'Anybody?' });
    desk.say(ana, { kind: 'untagged', tag }, { seen: base });
    desk.say(ana, { kind: 'left', agent: carla.id }, { seen: base });
    desk.say(ana, { kind: 'binned' }, { seen: base });
    expect(desk.for(ana).map(({ kind, stands }) => [kind, stands])).toEqual([
      ['overruled', { what: 'tag', tag }],
      ['overruled', { what: 'participant', agent: carla.id }],
      ['overruled', { what: 'bin', isBinned: false }],
    ]);
  });
});

/* ------------------------------------------------------------------ orders of arrival */

const changes = fc.record({
  who: fc.constantFrom(ana, ben, carla),
  said: fc.constantFrom<Said>(
    { kind: 'assigned', agent: ana.id },
    { kind: 'assigned', agent: ben.id },
    { kind: 'assigned', agent: null },
    { kind: 'grouped', group: orders },
    { kind: 'grouped', group: null },
    { kind: 'closed' },
    { kind: 'reopened' },
    { kind: 'binned' },
    { kind: 'restored' },
    { kind: 'snoozed', untilMs: startMs + 9e6 },
    { kind: 'woken' },
    { kind: 'blocked', mode: 'block', untilMs: null },
    { kind: 'unblocked' },
    { kind: 'tagged', tag: idOf(77) },
    { kind: 'untagged', tag: idOf(77) },
    { kind: 'joined', agent: carla.id },
    { kind: 'left', agent: carla.id },
  ),
  meantMs: fc.integer({ min: 0, max: 500 }),
});

const valueSetBy: Record<string, string> = {
  ...{ assigned: 'agent', grouped: 'group', closed: 'status', reopened: 'status' },
  ...{ binned: 'bin', restored: 'bin', snoozed: 'snoozed', woken: 'snoozed' },
  ...{ blocked: 'blocked', unblocked: 'blocked' },
  ...{ tagged: 'tag', untagged: 'tag', joined: 'participant', left: 'participant' },
};

/** Everything written offline by people who all had seen the same, in two orders of arrival. */
const offline = fc
  .record({
    // One change of one value from each: what one device undid itself never left it as two.
    work: fc.uniqueArray(changes, {
      ...{ minLength: 2, maxLength: 9 },
      selector: ({ who, said }) => `${who.id} ${valueSetBy[said.kind]}`,
    }),
    visitorMs: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }),
  })
  .chain(({ work, visitorMs }) => {
    const all = work.map((one, index) => ({ ...one, id: idOf(index + 1) }));
    const said = { kind: 'message', text: 'Anybody?' };
    const message = { who: visitor, said, meantMs: visitorMs ?? 0, id: idOf(100) };
    const entries: { who: Who; said: Said; meantMs: number; id: string }[] =
      visitorMs === null ? all : [...all, message];
    const shuffled = fc.shuffledSubarray(entries, {
      minLength: entries.length,
      maxLength: entries.length,
    });
    return fc.tuple(shuffled, shuffled);
  });

function endOf(entries: readonly { who: Who; said: Said; meantMs: number; id: string }[]) {
  const desk = new Desk();
  desk.say(visitor, { kind: 'message', text: 'Hello?' }, { id: idOf(0) });
  desk.say(ben, { kind: 'tagged', tag: idOf(77) });
  const seen = desk.say(ben, { kind: 'joined', agent: carla.id });
  // The base was accepted a while before anybody went offline.
  desk.nowMs = startMs + 10_000;
  for (const { who, said, meantMs, id } of entries) {
    desk.say(who, said, { id, meantMs: 5_000 + meantMs, seen: who.kind === 'agent' ? seen : '' });
  }
  const { status, agent, group, bin, snoozed, blocked, tags, participants } = desk.state;
  return {
    values: [status, agent, group, bin, snoozed, blocked].map(({ value }) => value),
    members: [tags, participants].map((members) => Object.keys(members)),
    isWaiting: desk.state.waiting !== null,
    notices: [...desk.notices]
      // Of an adding that kept what was removed, only whoever removed it later is told (R5).
      .filter(([, { stands }]) => stands?.what !== 'tag' && stands?.what !== 'participant')
      // Where it stands in the log, and when the message came, depend on the order; what is told does not.
      .map(([key, { kind, by, stands, yours, atMs }]) => {
        return {
          key,
          kind,
          stands,
          yours,
          ...(kind === 'overruled' && stands?.what !== 'bin' && { by, atMs }),
        };
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    desk,
  };
}

describe('offline work', () => {
  it('[R3] [R4] [R5] [R6] ends with the same values in every order, and the same notices of them', () => {
    fc.assert(
      fc.property(offline, ([one, other]) => {
        const [first, second] = [endOf(one), endOf(other)];
        expect(second.values).toEqual(first.values);
        expect(second.members).toEqual(first.members);
        expect(second.notices).toEqual(first.notices);
      }),
      { numRuns: 1_500 },
    );
  });

  it('[R9] and every reader of the log folds it to what the server has', () => {
    fc.assert(
      fc.property(offline, ([one]) => {
        const { desk } = endOf(one);
        expect(foldOf(desk.log).state).toEqual(JSON.parse(JSON.stringify(desk.state)));
      }),
      { numRuns: 300 },
    );
  });
});
