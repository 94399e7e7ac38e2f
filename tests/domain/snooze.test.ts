/** Sleeping until a time: the alarm that is set, moved, cleared, and what it does. SPEC L17. */
import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import { decide } from '#domain/rules/decide.ts';
import { snoozeAlarmKey } from '#domain/rules/snooze.ts';
import { ana, ben, conversation, parley, type Scene, scene, startMs, visitor } from './scene.ts';

const key = snoozeAlarmKey(conversation);
const facts = { conversation, isReachable: () => true };
const hour = 3_600_000;

/** What the last entry leads to. */
function decided(it: Scene) {
  const cause = { kind: 'entries', entries: it.log.slice(-1) } as const;
  return decide(it.state, cause, it.nowMs, timerDefaults, facts);
}
function ring(it: Scene, payload: string) {
  const cause = { kind: 'alarm', key, payload } as const;
  const { entries } = decide(it.state, cause, it.nowMs, timerDefaults, facts);
  for (const entry of entries) it.submit(parley, entry);
  return entries;
}
function asleep(untilMs: number | null, evenIfReply?: true): Scene {
  const it = scene();
  it.accepted(visitor, { kind: 'message', text: 'Hello' });
  it.accepted(ana, { kind: 'snoozed', untilMs, ...(evenIfReply && { evenIfReply }) });
  return it;
}

describe('a conversation that sleeps', () => {
  it('[L17] has an alarm for its time, and wakes by it once', () => {
    const it = asleep(startMs + hour);
    expect(decided(it).alarms).toEqual([{ key, dueAtMs: startMs + hour, payload: it.idAt() }]);
    const sleep = it.idAt();
    it.nowMs = startMs + hour;
    expect(ring(it, sleep)).toMatchObject([{ kind: 'woken', because: 'due' }]);
    expect(it.state.snoozed.value).toBeNull();
    expect(it.log.at(-1)).toMatchObject({ kind: 'woken', because: 'due', by: 'parley' });
    expect(ring(it, sleep)).toEqual([]);
  });

  it('[L17] without a time has none: only a reply wakes it', () => {
    const it = asleep(null);
    expect(decided(it).alarms).toContainEqual({ key, dueAtMs: null, payload: '' });
    it.accepted(visitor, { kind: 'message', text: 'And now?' });
    expect(it.state.snoozed.value).toBeNull();
  });

  it('[L17] is woken at once by the visitor, unless it was to sleep even then', () => {
    for (const [evenIfReply, sleeps] of [
      [undefined, false],
      [true, true],
    ] as const) {
      const it = asleep(startMs + hour, evenIfReply);
      it.nowMs += 1_000;
      it.accepted(visitor, { kind: 'message', text: 'And now?' });
      expect(it.state.snoozed.value !== null).toBe(sleeps);
    }
  });

  it('[L17] put to sleep again, or woken by hand, does not wake at the old time', () => {
    const it = asleep(startMs + hour);
    const first = it.idAt();
    it.nowMs += 1_000;
    it.accepted(ben, { kind: 'snoozed', untilMs: startMs + 2 * hour });
    expect(decided(it).alarms).toMatchObject([{ dueAtMs: startMs + 2 * hour }]);
    expect(ring(it, first)).toEqual([]);
    const second = it.idAt();
    it.nowMs += 1_000;
    it.accepted(ben, { kind: 'woken' });
    expect(decided(it).alarms).toContainEqual({ key, dueAtMs: null, payload: '' });
    expect(ring(it, second)).toEqual([]);
  });

  it('[L17] until a time that was over when it arrived wakes all the same', () => {
    const it = asleep(startMs - hour);
    ring(it, it.idAt());
    expect(it.state.snoozed.value).toBeNull();
  });
});
