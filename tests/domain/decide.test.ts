import { describe, expect, it } from 'vitest';
import { timerDefaults } from '#domain/limits.ts';
import {
  blockAlarmKey,
  type Cause,
  decide,
  type Decision,
  missedAlarmKey,
} from '#domain/rules/decide.ts';
import { isMissed, missedAtMs } from '#domain/rules/missed-chat.ts';
import {
  ana,
  ben,
  by,
  carla,
  conversation,
  parley,
  type Scene,
  scene,
  startMs,
  visitor,
} from './scene.ts';

const timers = timerDefaults;
const key = missedAlarmKey(conversation);
const facts = { conversation, isReachable: (): boolean => true };

/** A worker in miniature: keeps the one alarm, and carries out what is decided. */
class Worker {
  readonly it: Scene;
  alarm: { dueAtMs: number; payload: string } | null = null;
  #decidedUpTo = 0;

  constructor(it: Scene) {
    this.it = it;
  }

  /** Decides about everything accepted since the last time. */
  catchUp(): Decision {
    const entries = this.it.log.slice(this.#decidedUpTo);
    this.#decidedUpTo = this.it.log.length;
    return this.carryOut({ kind: 'entries', entries });
  }

  ring(): Decision {
    if (!this.alarm) throw new Error('no alarm is set');
    return this.carryOut({ kind: 'alarm', key, payload: this.alarm.payload });
  }

  carryOut(cause: Cause): Decision {
    const { it } = this;
    const decision = decide(it.state, cause, it.nowMs, timers, facts);
    for (const { key: of, dueAtMs, payload } of decision.alarms) {
      if (of !== key) continue;
      this.alarm = dueAtMs === null ? null : { dueAtMs, payload };
    }
    for (const entry of decision.entries) it.submit(parley, entry);
    return decision;
  }
}

function rung(ofKey: string, payload: string): Cause {
  return { kind: 'alarm', key: ofKey, payload };
}

function opened(): Worker {
  const worker = new Worker(scene());
  worker.it.accepted(visitor, { kind: 'message', text: 'Hello' });
  worker.catchUp();
  return worker;
}

function missedIn(it: Scene): number {
  return it.log.filter((entry) => entry.kind === 'missed').length;
}

describe('the wait of a visitor', () => {
  it('[M3] rings 30 s after acceptance of the first unanswered message, to the millisecond', () => {
    const worker = opened();
    expect(worker.alarm?.dueAtMs).toBe(startMs + 30_000);
    expect(missedAtMs(worker.it.state, timers, startMs)).toBe(startMs + 30_000);
  });

  it('[M3] is not begun again by a second message of the same turn', () => {
    const worker = opened();
    worker.it.nowMs += 20_000;
    worker.it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    expect(worker.catchUp().alarms).toEqual([]);
    expect(worker.alarm?.dueAtMs).toBe(startMs + 30_000);
  });

  it.each([
    ['a comment', { kind: 'comment', text: 'Mine' }, true],
    ['an assignment', { kind: 'assigned', agent: ben.id }, true],
    ['a taking', { kind: 'taken' }, true],
    ['a reply', { kind: 'message', text: 'Good day' }, false],
    ['a close', { kind: 'closed' }, false],
  ] as const)('[L13] %s at 29,999 ms: waits on is %s, %s', (_name, said, waitsOn) => {
    const worker = opened();
    worker.it.nowMs += 29_999;
    worker.it.accepted(ana, said);
    worker.catchUp();
    expect(worker.alarm !== null).toBe(waitsOn);
    expect(worker.it.state.waiting !== null).toBe(waitsOn);
  });

  it('[L13] is not ended by what Parley says, nor by a close that was overtaken', () => {
    const worker = opened();
    worker.it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    worker.it.accepted(ana, { kind: 'closed', seenUpTo: worker.it.idAt(0) });
    worker.catchUp();
    expect(worker.alarm?.payload).toBe(worker.it.idAt(0));
    expect(worker.it.state.waiting?.id).toBe(worker.it.idAt(0));
  });

  it('[M3] marks a turn missed once, however often the alarm rings', () => {
    const worker = opened();
    worker.it.nowMs += 30_000;
    expect(isMissed(worker.it.state)).toBe(false);
    const first = worker.ring();
    expect(first.entries).toMatchObject([{ kind: 'missed', turn: worker.it.idAt(0) }]);
    expect(isMissed(worker.it.state)).toBe(true);
    expect(worker.ring()).toEqual({ entries: [], alarms: [] });
    expect(worker.carryOut({ kind: 'entries', entries: worker.it.log })).toMatchObject({
      alarms: [],
    });
    expect(missedIn(worker.it)).toBe(1);
  });

  it('[F17] after a crash between ringing and writing, the same entry is decided again', () => {
    const worker = opened();
    const { state } = worker.it;
    const ring: Cause = { kind: 'alarm', key, payload: worker.alarm?.payload ?? '' };
    const before = decide(state, ring, startMs + 30_000, timers, facts);
    const after = decide(state, ring, startMs + 95_000, timers, facts);
    expect(after).toEqual(before);
    expect(before.entries).toHaveLength(1);
  });

  it('[F17] rings at once when the server was away for longer', () => {
    const worker = new Worker(scene());
    worker.it.accepted(visitor, { kind: 'message', text: 'Hello' });
    worker.it.nowMs += 120_000;
    worker.catchUp();
    expect(worker.alarm?.dueAtMs).toBe(startMs + 30_000);
  });

  it('[F18] nobody waits longer because the clock was set back', () => {
    const worker = new Worker(scene());
    worker.it.accepted(visitor, { kind: 'message', text: 'Hello' });
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    worker.it.nowMs -= 3_600_000;
    worker.it.accepted(visitor, { kind: 'message', text: 'One thing more' });
    worker.catchUp();
    expect(worker.alarm?.dueAtMs).toBe(worker.it.nowMs + 30_000);
  });

  it('[M3] an alarm of an answered turn marks nothing, and the next turn has its own', () => {
    const worker = opened();
    const late: Cause = { kind: 'alarm', key, payload: worker.alarm?.payload ?? '' };
    worker.it.nowMs += 1_000;
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    worker.it.nowMs += 1_000;
    const { acceptedAtMs } = worker.it.accepted(visitor, { kind: 'message', text: 'And?' });
    worker.it.nowMs = startMs + 30_000;
    expect(worker.carryOut(late).entries).toEqual([]);
    worker.catchUp();
    expect(worker.alarm?.dueAtMs).toBe(acceptedAtMs + 30_000);
    worker.it.nowMs = acceptedAtMs + 30_000;
    worker.ring();
    expect(missedIn(worker.it)).toBe(1);
    expect(isMissed(worker.it.state)).toBe(true);
  });

  it('[M3] an alarm of another kind is not this rule’s', () => {
    const worker = opened();
    const payload = worker.alarm?.payload ?? '';
    const other: Cause = { kind: 'alarm', key: `forward/${conversation}`, payload };
    expect(worker.carryOut(other)).toEqual({ entries: [], alarms: [] });
  });

  it('[L13] an email waits too, but is not missed', () => {
    const { state } = opened().it;
    expect(missedAtMs({ ...state, channel: 'email' }, timers, startMs)).toBeNull();
  });

  it('[L13] [C4] goes on when a block for some time is over, unless another has come', () => {
    const worker = opened();
    const { it: talk } = worker;
    const untilMs = talk.nowMs + 60_000;
    talk.accepted(ana, { kind: 'blocked', mode: 'block', untilMs });
    const [blockEnd] = worker.catchUp().alarms;
    expect(blockEnd).toMatchObject({ key: blockAlarmKey(conversation), dueAtMs: untilMs });
    // In the middle of it nobody is alarmed.
    talk.nowMs += 30_000;
    expect(decide(talk.state, rung(key, talk.idAt(0)), talk.nowMs, timers, facts).entries).toEqual(
      [],
    );
    talk.nowMs = untilMs;
    const over = decide(
      talk.state,
      rung(blockEnd!.key, blockEnd!.payload),
      talk.nowMs,
      timers,
      facts,
    );
    expect(over).toMatchObject({ entries: [], alarms: [{ key, payload: talk.idAt(0) }] });
    expect(over.alarms[0]!.dueAtMs).toBeLessThanOrEqual(talk.nowMs);

    talk.accepted(ana, { kind: 'blocked', mode: 'ban', untilMs: null });
    const late = decide(
      talk.state,
      rung(blockEnd!.key, blockEnd!.payload),
      talk.nowMs,
      timers,
      facts,
    );
    expect(late.alarms).toEqual([]);
  });

  it('[L13] a missed mark that comes after the answer is refused', () => {
    const worker = opened();
    const turn = worker.it.idAt(0);
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    expect(worker.it.submit(parley, { kind: 'missed', turn })).toMatchObject({ kind: 'refused' });
  });
});

describe('the first reply', () => {
  it('[A4] makes its author the holder, and says why', () => {
    const worker = opened();
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    worker.catchUp();
    expect(worker.it.state.agent).toMatchObject({ value: ana.id, by: 'parley' });
    expect(worker.it.log.at(-1)).toMatchObject({ kind: 'assigned', because: 'first-reply' });
    expect(worker.catchUp().entries).toEqual([]);
  });

  it('[A4] of two at once the first accepted holds, decided together or one by one', () => {
    for (const together of [true, false]) {
      const worker = opened();
      const { it: played } = worker;
      played.accepted(ana, { kind: 'message', text: 'Good day' });
      const despite = [played.idAt()];
      played.accepted(ben, { kind: 'message', text: 'Hi', despite });
      const entries = played.log.slice(1);
      const causes = together ? [entries] : entries.map((entry) => [entry]);
      // Both decided on the state before either was carried out, as two workers might.
      const decisions = causes.map((cause) => {
        const decided = { kind: 'entries', entries: cause } as const;
        return decide(played.state, decided, played.nowMs, timers, facts);
      });
      for (const { entries: decided } of decisions) {
        for (const entry of decided) played.submit(parley, entry);
      }
      expect(played.state.agent.value).toBe(ana.id);
      expect(played.log.filter((entry) => entry.kind === 'assigned')).toHaveLength(1);
    }
  });

  it('[A4] leaves a conversation with its holder', () => {
    const worker = opened();
    worker.it.accepted(ben, { kind: 'assigned', agent: ben.id });
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    worker.catchUp();
    expect(worker.it.state.agent.value).toBe(ben.id);
  });

  it('[A4] leaves it with nobody if somebody wanted it so after the reply', () => {
    const worker = opened();
    worker.it.accepted(ana, { kind: 'message', text: 'Good day' });
    worker.it.nowMs += 1_000;
    worker.it.accepted(carla, { kind: 'assigned', agent: null });
    worker.catchUp();
    expect(worker.it.state.agent.value).toBeNull();
  });

  it('[A4] holds against what was meant before it, and yields to what is meant after', () => {
    const worker = opened();
    const seenUpTo = worker.it.idAt(0);
    worker.it.nowMs += 600_000;
    worker.it.accepted(carla, { kind: 'assigned', agent: null });
    worker.it.accepted(ana, { kind: 'message', text: 'Good day', writtenAtMs: startMs + 60_000 });
    worker.catchUp();
    expect(worker.it.state.agent.value).toBe(ana.id);
    const later = { kind: 'assigned', agent: carla.id, seenUpTo } as const;
    worker.it.nowMs += 1_000;
    worker.it.accepted(ben, { ...later, writtenAtMs: worker.it.nowMs });
    expect(worker.it.state.agent).toMatchObject({ value: carla.id, by: by(ben) });
  });

  it('[A4] is a public one: a comment, a visitor and Parley hold nothing', () => {
    const worker = opened();
    worker.it.accepted(ana, { kind: 'comment', text: 'Mine' });
    worker.it.accepted(visitor, { kind: 'message', text: 'Hello?' });
    expect(worker.catchUp().entries).toEqual([]);
  });
});

describe('what answers itself', () => {
  it('stops after five entries in a row, until a person acts', () => {
    const worker = opened();
    const { it: played } = worker;
    const of = played.idAt(0);
    for (let n = 0; n < 5; n += 1) played.accepted(parley, { kind: 'delivery', of, state: 'sent' });
    played.nowMs += 30_000;
    expect(worker.ring().entries).toEqual([]);
    // A widget reads by itself: that is nobody acting.
    played.accepted(ben, { kind: 'read', upTo: of });
    expect(worker.ring().entries).toEqual([]);
    played.accepted(ana, { kind: 'comment', text: 'Hm' });
    expect(worker.ring().entries).toHaveLength(1);
  });
});
