/** The worker: what is due happens once, also when the server was away or the clock went wrong. P9, F16-F18. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { steadyClock } from '../../sync-server/steady-clock.ts';
import { manualClock } from '../support/manual-clock.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
beforeEach(async () => {
  scene = await openScene();
  visitor = await scene.visitor();
  ana = await scene.agent('Ana');
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

interface Logged {
  id: string;
  kind: string;
  turn?: string;
  acceptedAtMs: number;
}
async function log({ conversation }: Visitor): Promise<Logged[]> {
  const texts = await scene.store.entryTexts(conversation, 'team', 0, 1_000);
  return texts.map((text) => JSON.parse(text) as Logged);
}
const missed = async (who: Visitor) => (await log(who)).filter(({ kind }) => kind === 'missed');

describe('a chat that nobody answers', () => {
  it('[P9] is marked missed once, 30 to 35 s after the question', async () => {
    const v = await scene.line(visitor);
    const question = message(visitor.conversation, 'Hello?');
    await v.submit(question);
    await scene.pass(29_000);
    expect(await missed(visitor)).toEqual([]);
    await scene.pass(5_000);
    const [mark] = await missed(visitor);
    const asked = (await log(visitor))[0]!;
    expect(mark).toMatchObject({ turn: question.id, by: 'parley' });
    const waitedMs = mark!.acceptedAtMs - asked.acceptedAtMs;
    expect(waitedMs).toBeGreaterThanOrEqual(30_000);
    expect(waitedMs).toBeLessThanOrEqual(35_000);
    await v.submit(message(visitor.conversation, 'Anybody?'));
    await scene.pass(300_000);
    expect(await missed(visitor)).toHaveLength(1);
  });

  it('[P9] is shown to the team at once, and never to the visitor', async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const room = await a.open(await scene.roomOf(visitor.conversation));
    const transcript = await v.open(await scene.transcriptOf(visitor.conversation));
    await v.submit(message(visitor.conversation, 'Hello?'));
    await scene.pass(32_000);
    expect(room.texts).toEqual(['Hello?', 'missed']);
    expect(transcript.texts).toEqual(['Hello?']);
  });

  it('is not missed when an agent replied in time; a comment is no reply', async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const other = await scene.visitor();
    const w = await scene.line(other);
    await v.submit(message(visitor.conversation, 'Hello?'));
    await w.submit(message(other.conversation, 'Hello?'));
    await scene.pass(28_000);
    await a.submit(message(visitor.conversation, 'Hi!', { writtenAtMs: scene.clock.now() }));
    await a.submit(comment(other.conversation, 'Who is this?'));
    await scene.pass(60_000);
    expect(await missed(visitor)).toEqual([]);
    expect(await missed(other)).toHaveLength(1);
  });

  it.each([
    [29_000, 500],
    [10_000, 60_000],
    [29_900, 100],
    [0, 3_600_000],
  ])(
    '[F17] is missed once though the server stopped after %i ms for %i ms',
    async (after, down) => {
      await (await scene.line(visitor)).submit(message(visitor.conversation, 'Hello?'));
      await scene.pass(after);
      await scene.restart(down);
      await scene.pass(Math.max(5_000, 35_000 - after - down));
      expect(await missed(visitor)).toHaveLength(1);
      await scene.restart(1_000);
      await scene.pass(60_000);
      expect(await missed(visitor)).toHaveLength(1);
    },
  );

  it.each([-3_600_000, -86_400_000, 3_600_000])(
    '[F17] is missed once, soon after a restart for which the clock was moved by %i ms',
    async (jump) => {
      await (await scene.line(visitor)).submit(message(visitor.conversation, 'Hello?'));
      await scene.pass(15_000);
      await scene.restartAround(() => scene.clock.jump(jump));
      await scene.pass(35_000);
      expect(await missed(visitor)).toHaveLength(1);
      const times = (await log(visitor)).map(({ acceptedAtMs }) => acceptedAtMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      await scene.pass(60_000);
      expect(await missed(visitor)).toHaveLength(1);
    },
  );

  it('[F17] is not missed if it was answered before a restart', async () => {
    await (await scene.line(visitor)).submit(message(visitor.conversation, 'Hello?'));
    await scene.pass(20_000);
    const reply = message(visitor.conversation, 'Hi!', { writtenAtMs: scene.clock.now() });
    await (await scene.line(ana)).submit(reply);
    await scene.restart(60_000);
    await scene.pass(60_000);
    expect(await missed(visitor)).toEqual([]);
  });

  it.each([-3_600_000, 3_600_000, 10 * 365 * 86_400_000, -50 * 365 * 86_400_000])(
    '[F18] is missed on time though the clock jumps by %i ms, and the order stays',
    async (jump) => {
      const v = await scene.line(visitor);
      await v.submit(message(visitor.conversation, 'one'));
      await scene.pass(15_000);
      scene.clock.jump(jump);
      await v.submit(message(visitor.conversation, 'two'));
      expect(await missed(visitor)).toEqual([]);
      await scene.pass(10_000);
      expect(await missed(visitor)).toEqual([]);
      await scene.pass(10_000);
      expect(await missed(visitor)).toHaveLength(1);
      const times = (await log(visitor)).map(({ acceptedAtMs }) => acceptedAtMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(scene.counted.get('clock-jump')).toBe(1);
      expect(v.closed).toBeNull();
    },
  );

  it('[P9] 200 of them, with a restart in between, are each missed once', async () => {
    const conversations: string[] = [];
    for (let i = 0; i < 200; i++) {
      const eva = await scene.visitor(`10.9.${i >> 4}.${i & 15}`);
      const { id, conversation } = eva;
      conversations.push(conversation);
      const who = { kind: 'visitor', id, conversation } as const;
      await scene.server.services.submit(who, [message(conversation, 'Hello?')]);
      if (i % 5 === 0) await scene.pass(1_000);
      if (i === 150) await scene.restart(10_000);
    }
    await scene.pass(40_000);
    const marks = conversations.map((conversation) => missed({ ...visitor, conversation }));
    for (const mark of marks) expect(await mark).toHaveLength(1);
  });
});

describe('what follows from an entry', () => {
  it('[A4] is written with it: who replies first holds the conversation, once', async () => {
    const a = await scene.line(ana);
    const reply = message(visitor.conversation, 'Hi!');
    await a.submit(reply, message(visitor.conversation, 'How can I help?'));
    await a.submit(reply);
    expect((await log(visitor)).map(({ kind }) => kind)).toEqual([
      'message',
      'message',
      'assigned',
    ]);
  });

  it('is made up for after a restart where deciding had failed', async () => {
    const a = await scene.line(ana);
    await a.submit(message(visitor.conversation, 'Hi!'));
    // As the circuit leaves it when `decide` throws: the entries are there, and an alarm that says from where.
    const other = await scene.visitor();
    const bundle = { entries: [], answers: [], feed: [], effects: [], padUpdates: [] };
    for (const { conversation } of [visitor, other]) {
      const key = `decide/conversation/${conversation}`;
      await scene.store.commit([{ ...bundle, alarms: [{ key, dueAtMs: 0, payload: '0' }] }]);
    }
    await scene.restart();
    await scene.pass(20_000);
    expect((await log(visitor)).map(({ kind }) => kind)).toEqual(['message', 'assigned']);
    expect(await scene.store.nextAlarmAtMs(scene.clock.now())).toBeNull();
  });
});

describe('the steady clock', () => {
  it('[F18] follows small corrections and no jumps, and tells of each jump once', () => {
    const clock = manualClock(1_000_000_000);
    const jumps: number[] = [];
    const steady = steadyClock(clock, (byMs) => jumps.push(byMs));
    clock.advance(1_000);
    expect(steady.now()).toBe(1_000_001_000);
    clock.jump(500);
    expect(steady.now()).toBe(1_000_001_500);
    clock.jump(-3_600_000);
    clock.advance(1_000);
    expect(steady.now()).toBe(1_000_002_500);
    expect(steady.now()).toBe(1_000_002_500);
    expect(jumps).toEqual([-3_600_000]);
    clock.jump(3_600_000);
    expect(steady.now()).toBe(1_000_002_500);
    expect(jumps).toHaveLength(1);
  });
});
