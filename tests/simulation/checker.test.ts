/** The simulation's own judgement: what must hold is said a second time here, so it may be wrong like any code. */
import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/model.ts';
import { checkMissed, checkNotEarly } from './check-missed.ts';

let acceptedAtMs = 0;
const entry = (id: string, kind: string, by: string, more: object = {}): Entry => {
  acceptedAtMs += 10_000;
  const times = { acceptedAtMs, writtenAtMs: acceptedAtMs, intendedAtMs: acceptedAtMs };
  return { id, kind, by, ...times, ...more } as unknown as Entry;
};
const log = (...entries: Entry[]): Map<string, Entry[]> => new Map([['talk', entries]]);
const visitor = 'visitor/1';
const ana = 'agent/1';

describe('[P9] who waits was missed', () => {
  it('is asked for the first message of the wait', () => {
    const wait = [entry('a', 'message', visitor), entry('b', 'message', visitor)];
    expect(() => checkMissed(log(...wait), acceptedAtMs + 60_000)).toThrow('[P9] a in talk');
    const missed = entry('m', 'missed', 'parley', { turn: 'a' });
    expect(() => checkMissed(log(...wait, missed), acceptedAtMs + 60_000)).not.toThrow();
  });

  // Seed 91 of 2026-11: Cleo closed offline, and Ana had opened it again before that close arrived.
  it('[R3] and a close that an earlier opening had overruled ends no wait', () => {
    const entries = [
      entry('a', 'message', visitor),
      entry('m', 'missed', 'parley', { turn: 'a' }),
      entry('open', 'reopened', ana),
      entry('close', 'closed', ana, { intendedAtMs: acceptedAtMs - 15_000 }),
      entry('b', 'message', visitor),
    ];
    expect(() => checkMissed(log(...entries), acceptedAtMs + 60_000)).not.toThrow();
  });

  // Seed 19 of 2026-12, when opening by hand began to bring back the wait that the close had ended.
  it('[L9] and who opens it again by hand brings back the question that the close had ended', () => {
    const entries = [
      entry('a', 'message', visitor),
      entry('close', 'closed', ana),
      entry('open', 'reopened', ana),
      entry('b', 'message', visitor),
    ];
    expect(() => checkMissed(log(...entries), acceptedAtMs + 60_000)).toThrow('[P9] a in talk');
    const missed = entry('m', 'missed', 'parley', { turn: 'a' });
    expect(() => checkMissed(log(...entries, missed), acceptedAtMs + 60_000)).not.toThrow();
  });

  it('[L13] unless the team has put it aside on purpose, for as long as that lasts', () => {
    const wait = [entry('a', 'message', visitor)];
    const untilMs = acceptedAtMs + 30_000;
    const aside: [Entry, Entry | null][] = [
      [entry('b', 'binned', ana), entry('c', 'restored', ana)],
      [entry('d', 'blocked', ana, { mode: 'block', untilMs: null }), entry('e', 'unblocked', ana)],
      [entry('f', 'snoozed', ana, { untilMs: null, evenIfReply: true }), entry('g', 'woken', ana)],
      [entry('h', 'blocked', ana, { mode: 'ban', untilMs: acceptedAtMs + 300_000 }), null],
    ];
    for (const [away, back] of aside) {
      expect(() => checkMissed(log(...wait, away), acceptedAtMs + 60_000)).not.toThrow();
      if (!back) continue;
      expect(() => checkMissed(log(...wait, away, back), acceptedAtMs + 60_000)).toThrow('[P9] a');
    }
    const short = entry('i', 'blocked', ana, { mode: 'block', untilMs });
    expect(() => checkMissed(log(...wait, short), untilMs + 60_000)).toThrow('[P9] a');
    const light = entry('j', 'snoozed', ana, { untilMs: null });
    expect(() => checkMissed(log(...wait, light), acceptedAtMs + 60_000)).toThrow('[P9] a');
  });

  it('[L13] and nobody before the time is up', () => {
    const said = entry('a', 'message', visitor);
    const missed = entry('m', 'missed', 'parley', { turn: 'a' });
    expect(() => checkNotEarly([said, missed], 10_000)).not.toThrow();
    expect(() => checkNotEarly([said, missed], 10_101)).toThrow('[L13] a');
  });

  it('[R4] nor does a close that a message overtook', () => {
    const entries = [
      entry('a', 'message', visitor),
      entry('close', 'closed', ana, { overtakenBy: 'a' }),
    ];
    expect(() => checkMissed(log(...entries), acceptedAtMs + 60_000)).toThrow('[P9] a in talk');
  });
});
