/** The missed-chat rule over 2,000 conversations, restarts and jumps of the clock, all drawn from one seed. F17, P9. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chanceFrom } from '../simulation/chance.ts';
import { message, openScene, type Person, type Scene } from './scene.ts';

let scene: Scene;
let ana: Person;
beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

interface Logged {
  kind: string;
  by: string;
  acceptedAtMs: number;
}

it('[F17] [P9] 2,000 conversations are missed once each, unless answered in time', async () => {
  const chance = chanceFrom(17);
  const conversations: { conversation: string; isAnswered: boolean; downMs: number }[] = [];
  const { id, name } = ana;
  const agent = { kind: 'agent', id, name, role: 'agent' } as const;
  let downMs = 0;
  for (let batch = 0; batch < 100; batch += 1) {
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const visitor = await scene.visitor(`10.${batch}.0.${n}`);
        const { conversation } = visitor;
        const who = { kind: 'visitor', id: visitor.id, conversation } as const;
        await scene.server.services.submit(who, [message(conversation, 'Hello?')]);
        return conversation;
      }),
    );
    await scene.pass(1_000 * (1 + chance.below(4)));
    for (const conversation of asked) {
      const isAnswered = chance.next() < 0.3;
      conversations.push({ conversation, isAnswered, downMs });
      if (!isAnswered) continue;
      const times = { writtenAtMs: scene.clock.now(), seenUpTo: null };
      const reply = message(conversation, 'Good day', times);
      // The device's clock is the machine's, and jumps with it; the server takes the offset.
      const deviceNowMs = scene.clock.now();
      const [answer] = await scene.server.services.submit(agent, [reply], { deviceNowMs });
      expect(answer?.state).toBe('accepted');
    }
    if (chance.next() < 0.2) {
      const whileDownMs = chance.below(20_000);
      downMs += whileDownMs;
      await scene.restart(whileDownMs);
    }
    // While the process lives a jump is not followed (F18).
    if (chance.next() < 0.2) scene.clock.jump((chance.below(3) - 1) * 3_600_000);
  }
  await scene.pass(60_000);
  for (const { conversation, isAnswered } of conversations) {
    const texts = await scene.store.entryTexts(conversation, 'team', 0, 100);
    const log = texts.map((text) => JSON.parse(text) as Logged);
    const missed = log.filter(({ kind }) => kind === 'missed');
    expect([conversation, missed.length]).toEqual([conversation, isAnswered ? 0 : 1]);
    const times = log.map(({ acceptedAtMs }) => acceptedAtMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
});
