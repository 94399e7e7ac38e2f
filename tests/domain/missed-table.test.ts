/**
 * The missed-chat rule as one table: every state in which a question may be when something happens, by everything that
 * may happen, and what becomes of the wait. Each cell is played through the real `accept` and `decide`.
 */
import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import type { Who } from '#domain/model.ts';
import { decide } from '#domain/rules/decide.ts';
import { isMissed } from '#domain/rules/missed-chat.ts';
import { ana, ben, conversation, orders, parley, type Scene, scene, visitor } from './scene.ts';

type Said = Parameters<Scene['submit']>[1];

/** A server in miniature: what is accepted is put to `decide`, alarms ring when they are due. */
class Play {
  readonly it = scene();
  readonly alarms = new Map<string, { atMs: number; payload: string }>();
  #decided = 0;

  say(who: Who, said: Said): this {
    this.it.submit(who, said);
    this.#decide();
    return this;
  }

  pass(ms: number): this {
    const untilMs = this.it.nowMs + ms;
    for (;;) {
      const due = [...this.alarms].filter(([, { atMs }]) => atMs <= untilMs);
      const [next] = due.sort((a, b) => a[1].atMs - b[1].atMs);
      if (!next) break;
      const [key, { atMs, payload }] = next;
      this.it.nowMs = Math.max(this.it.nowMs, atMs);
      this.alarms.delete(key);
      this.#carryOut({ kind: 'alarm', key, payload });
    }
    this.it.nowMs = untilMs;
    return this;
  }

  get missed(): number {
    return this.it.log.filter(({ kind }) => kind === 'missed').length;
  }

  #decide(): void {
    while (this.#decided < this.it.log.length) {
      const entries = this.it.log.slice(this.#decided);
      this.#decided = this.it.log.length;
      this.#carryOut({ kind: 'entries', entries });
    }
  }

  #carryOut(cause: Parameters<typeof decide>[1]): void {
    const { it: played } = this;
    const facts = { conversation, isReachable: (id: string) => id === ana.id };
    const decided = decide(played.state, cause, played.nowMs, timerDefaults, facts);
    for (const { key, dueAtMs, payload } of decided.alarms) {
      if (dueAtMs === null) this.alarms.delete(key);
      else this.alarms.set(key, { atMs: dueAtMs, payload });
    }
    for (const entry of decided.entries) played.submit(parley, entry);
    this.#decide();
  }
}

const hello: Said = { kind: 'message', text: 'Hello?' };
const reply: Said = { kind: 'message', text: 'Good day' };

const states = {
  'nobody has written': () => new Play(),
  'waits for 10 s': () => new Play().say(visitor, hello).pass(10_000),
  'waits for 10 s, held by Ana': () =>
    new Play().say(visitor, hello).say(ana, { kind: 'taken' }).pass(10_000),
  'waits for 40 s, missed': () => new Play().say(visitor, hello).pass(40_000),
  'answered in time': () => new Play().say(visitor, hello).say(ana, reply).pass(10_000),
  'answered late': () => new Play().say(visitor, hello).pass(40_000).say(ana, reply),
  closed: () => new Play().say(visitor, hello).say(ana, { kind: 'closed' }).pass(10_000),
  binned: () => new Play().say(visitor, hello).say(ana, { kind: 'binned' }).pass(10_000),
  blocked: () =>
    new Play()
      .say(visitor, hello)
      .say(ana, { kind: 'blocked', mode: 'block', untilMs: null })
      .pass(10_000),
} as const;
type State = keyof typeof states;

const events = {
  nothing: (play: Play) => play,
  'the visitor writes': (play: Play) => play.say(visitor, hello),
  'Ana replies': (play: Play) => play.say(ana, reply),
  'Ana comments': (play: Play) => play.say(ana, { kind: 'comment', text: 'Hm' }),
  'Ana closes': (play: Play) => play.say(ana, { kind: 'closed' }),
  'Ana closes, not having seen it': (play: Play) =>
    play.say(ana, { kind: 'closed', seenUpTo: null }),
  'Ana reopens': (play: Play) => play.say(ana, { kind: 'reopened' }),
  'no reply is needed': (play: Play) => play.say(ana, { kind: 'waived' }),
  'given to Ben': (play: Play) => play.say(ana, { kind: 'assigned', agent: ben.id }),
  'given to a group': (play: Play) => play.say(ana, { kind: 'grouped', group: orders }),
  'Ben joins': (play: Play) => play.say(ana, { kind: 'joined', agent: ben.id }),
  snoozed: (play: Play) => play.say(ana, { kind: 'snoozed', untilMs: play.it.nowMs + 9e6 }),
  'snoozed even if they reply': (play: Play) =>
    play.say(ana, { kind: 'snoozed', untilMs: play.it.nowMs + 9e6, evenIfReply: true }),
  binned: (play: Play) => play.say(ana, { kind: 'binned' }),
  restored: (play: Play) => play.say(ana, { kind: 'restored' }),
  blocked: (play: Play) => play.say(ana, { kind: 'blocked', mode: 'ban', untilMs: null }),
  unblocked: (play: Play) => play.say(ana, { kind: 'unblocked' }),
  'Ana reads it': (play: Play) => {
    const upTo = play.it.log.at(-1)?.id;
    return upTo ? play.say(ana, { kind: 'read', upTo }) : play;
  },
} as const;
type Event = keyof typeof events;

const ends: readonly Event[] = ['Ana replies', 'Ana closes', 'no reply is needed'];
const asides: readonly Event[] = ['snoozed even if they reply', 'binned', 'blocked'];

/** How many `missed` there are 60 s after the event, and whether somebody still waits. */
function expected(state: State, event: Event): { missed: number; waits: boolean } {
  switch (state) {
    case 'nobody has written':
      return event === 'the visitor writes'
        ? { missed: 1, waits: true }
        : { missed: 0, waits: false };
    case 'waits for 10 s':
    case 'waits for 10 s, held by Ana':
      if (ends.includes(event)) return { missed: 0, waits: false };
      return { missed: asides.includes(event) ? 0 : 1, waits: true };
    case 'waits for 40 s, missed':
      // Once a turn, whatever else happens in it.
      return { missed: 1, waits: !ends.includes(event) };
    case 'closed': {
      // Opened again by hand, what was not answered is not answered still.
      const waits = event === 'the visitor writes' || event === 'Ana reopens';
      return { missed: waits ? 1 : 0, waits };
    }
    case 'answered in time': {
      const isNewTurn = event === 'the visitor writes';
      return { missed: isNewTurn ? 1 : 0, waits: isNewTurn };
    }
    case 'answered late': {
      const isNewTurn = event === 'the visitor writes';
      return { missed: isNewTurn ? 2 : 1, waits: isNewTurn };
    }
    case 'binned':
      if (ends.includes(event)) return { missed: 0, waits: false };
      // A public message brings it back (R6), and so does restoring it.
      return {
        missed: event === 'the visitor writes' || event === 'restored' ? 1 : 0,
        waits: true,
      };
    case 'blocked':
      if (ends.includes(event)) return { missed: 0, waits: false };
      return { missed: event === 'unblocked' ? 1 : 0, waits: true };
  }
}

const cells = (Object.keys(states) as State[]).flatMap((state) =>
  (Object.keys(events) as Event[]).map((event) => ({ state, event })),
);

describe('the table of the missed rule', () => {
  it.each(cells)('[L13] [M3] $state: $event', ({ state, event }) => {
    const play = events[event](states[state]()).pass(60_000);
    const found = { missed: play.missed, waits: play.it.state.waiting !== null };
    expect(found).toEqual(expected(state, event));
    const turns = play.it.log.flatMap((entry) => (entry.kind === 'missed' ? [entry.turn] : []));
    expect(new Set(turns).size).toBe(turns.length);
    // However long it goes on, nothing more comes of it.
    expect(play.pass(3_600_000).missed).toBe(found.missed);
  });

  it('[L13] who waited in the bin, blocked or closed has waited all along', () => {
    for (const [put, back] of [
      ['binned', 'restored'],
      ['blocked', 'unblocked'],
      ['closed', 'Ana reopens'],
    ] as const) {
      const soon = events[back](states[put]());
      expect(soon.pass(19_999).missed).toBe(0);
      expect(soon.pass(1).missed).toBe(1);
      const late = states[put]().pass(100_000);
      expect(late.missed).toBe(0);
      expect(events[back](late).pass(0).missed).toBe(1);
    }
  });

  it('[M1] a late answer is remembered with its time, and only a late one', () => {
    const late = states['answered late']();
    expect(late.it.state.answeredLateAtMs).toBe(late.it.state.lastReply?.acceptedAtMs);
    expect(states['answered in time']().it.state.answeredLateAtMs).toBeUndefined();
    expect(isMissed(late.it.state)).toBe(false);
  });

  it('[C2] opened again by its visitor: stays with an agent who is there, else goes to everybody', () => {
    for (const [holder, becomes] of [
      [ana, ana.id],
      [ben, null],
    ] as const) {
      const play = new Play()
        .say(visitor, hello)
        .say(ana, { kind: 'grouped', group: orders })
        .say(ana, { kind: 'assigned', agent: holder.id })
        .say(ana, reply)
        .say(ana, { kind: 'closed' })
        .pass(1_000)
        .say(visitor, hello);
      expect(play.it.state.status.value).toBe('open');
      expect(play.it.state.agent.value).toBe(becomes);
      expect(play.it.state.group.value).toBe(orders);
      const last = play.it.log.at(-1);
      if (becomes === null) expect(last).toMatchObject({ agent: null, because: 'agent-away' });
    }
  });
});
