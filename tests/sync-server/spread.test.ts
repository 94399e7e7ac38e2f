/** The queue on a whole server: given out in turn, within 2 s, over restarts; and the race for one chat. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Notice, Summary } from '#domain/model.ts';
import { act, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let ana: Person;
let ben: Person;
beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  [ana, ben] = [await scene.agent('Ana'), await scene.agent('Ben')];
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

const groupOf = (members: Person[], spread: string): Promise<string> =>
  scene.group(
    'Orders',
    members.map(({ id }) => id),
    { spread },
  );

const asAgent = ({ id, name }: Person) => ({ kind: 'agent', id, name, role: 'agent' }) as const;
const submit = (who: Parameters<Scene['server']['services']['submit']>[0], entry: unknown) =>
  scene.server.services.submit(who, [entry]).then(([answer]) => answer as Answer);

async function rowOf(conversation: string): Promise<Summary> {
  return (await scene.store.feedRow('conversation', conversation, null))!.value as Summary;
}

/** Closed by somebody who has read it all. */
async function close(who: Person, conversation: string): Promise<void> {
  const { lastVisitor } = await rowOf(conversation);
  const writtenAtMs = scene.clock.now();
  const closed = { kind: 'closed', seenUpTo: lastVisitor!.entry, writtenAtMs };
  await submit(asAgent(who), act(conversation, closed));
}

/** A visitor who waits in a group. */
async function waiting(group: string): Promise<Visitor> {
  const visitor = await scene.visitor(`10.8.${Math.floor(Math.random() * 250)}.9`);
  const { id, conversation } = visitor;
  await submit({ kind: 'visitor', id, conversation }, message(conversation, 'Hello?'));
  const said = { kind: 'grouped', group };
  await submit(asAgent(ana), act(conversation, said));
  return visitor;
}

describe('a group that spreads in turn', () => {
  it('[A9] gives out what waits within 2 s when somebody becomes routable, oldest first', async () => {
    const group = await groupOf([ben], 'round-robin');
    const visitors: Visitor[] = [];
    for (let n = 0; n < 7; n += 1) {
      visitors.push(await waiting(group));
      await scene.pass(1_000);
    }
    const rows = () => Promise.all(visitors.map(({ conversation }) => rowOf(conversation)));
    expect((await rows()).every(({ agent }) => agent === null)).toBe(true);
    await scene.line(ben);
    await scene.pass(2_000);
    // Five are his capacity (A8).
    const held = (await rows()).map(({ agent }) => agent);
    expect(held).toEqual([...Array<string>(5).fill(ben.id), null, null]);
    // Room again: the next one comes.
    await close(ben, visitors[0]!.conversation);
    await scene.pass(2_000);
    expect((await rows()).map(({ agent }) => agent).slice(5)).toEqual([ben.id, null]);
  });

  it('[A7] differs by at most 1 over 100 chats, with restarts in between', async () => {
    const group = await groupOf([ana, ben], 'round-robin');
    let [a, b] = [await scene.line(ana), await scene.line(ben)];
    const counts = new Map<string, number>();
    for (let n = 0; n < 100; n += 1) {
      const { conversation } = await waiting(group);
      await scene.pass(1_000);
      const { agent } = await rowOf(conversation);
      counts.set(agent ?? 'nobody', (counts.get(agent ?? 'nobody') ?? 0) + 1);
      const [one, other] = ['ana', 'ben'].map((_, k) => counts.get([ana.id, ben.id][k]!) ?? 0);
      expect(Math.abs(one! - other!)).toBeLessThanOrEqual(1);
      const who = agent === ben.id ? ben : ana;
      await close(who, conversation);
      if (n % 25 === 12) {
        await scene.restart(500);
        [a, b] = [await scene.line(ana), await scene.line(ben)];
        await scene.pass(1_000);
      }
    }
    expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBe(100);
    expect(counts.has('nobody')).toBe(false);
    expect([a.closed, b.closed]).toEqual([null, null]);
  });

  it('[A1] tells the agent, once', async () => {
    const group = await groupOf([ben], 'least-busy');
    await scene.line(ben);
    const { conversation } = await waiting(group);
    await scene.pass(2_000);
    const upTo = await scene.store.feedRevision();
    const rows = await scene.store.feed({ owner: ben.id, after: 0, upTo, limit: 500 });
    const notices = rows
      .filter(({ table }) => table === 'notice')
      .map(({ value }) => value as Notice);
    expect(notices).toMatchObject([{ kind: 'assigned', conversation, by: 'parley' }]);
  });

  it('[C2] a chat whose agent is gone goes back to its group, and on to who is there', async () => {
    const group = await groupOf([ana, ben], 'round-robin');
    const { id, conversation } = await scene.visitor();
    const visitor = { kind: 'visitor', id, conversation } as const;
    await submit(visitor, message(conversation, 'Hello?'));
    await submit(asAgent(ana), act(conversation, { kind: 'grouped', group }));
    const writtenAtMs = () => ({ writtenAtMs: scene.clock.now(), seenUpTo: null });
    await submit(asAgent(ana), message(conversation, 'Good day', writtenAtMs()));
    await close(ana, conversation);
    await scene.line(ben);
    await scene.pass(5_000);
    await submit(visitor, message(conversation, 'One more thing', writtenAtMs()));
    await scene.pass(2_000);
    expect(await rowOf(conversation)).toMatchObject({ agent: ben.id, group });
  });
});

describe('what agents and groups choose', () => {
  it('[A8] [B1] holds at once: capacity, and being Invisible', async () => {
    const group = await groupOf([ben], 'least-busy');
    await scene.line(ben);
    await scene.profile(ben, { capacity: 1 });
    const visitors = [await waiting(group), await waiting(group)];
    await scene.pass(2_000);
    const held = () => Promise.all(visitors.map(({ conversation }) => rowOf(conversation)));
    expect((await held()).map(({ agent }) => agent)).toEqual([ben.id, null]);
    await scene.choose(ben, 'invisible');
    await scene.profile(ben, { capacity: 2 });
    await scene.pass(3_000);
    expect((await held())[1]!.agent).toBeNull();
    await scene.choose(ben, 'online');
    await scene.pass(2_000);
    expect((await held())[1]!.agent).toBe(ben.id);
    // By hand it always works.
    const { conversation } = await waiting(group);
    await submit(asAgent(ana), act(conversation, { kind: 'assigned', agent: ben.id }));
    expect((await rowOf(conversation)).agent).toBe(ben.id);
  });
});

describe('two agents who take the same chat', () => {
  it('[P10] 10,000 times: one wins, and both see who', async () => {
    // Twenty chats at a time, so that twenty races share a commit; the races are none the less.
    const conversations = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const { id, conversation } = await scene.visitor(`10.7.0.${n}`);
        const said = message(conversation, 'Hello?');
        await submit({ kind: 'visitor', id, conversation }, said);
        return conversation;
      }),
    );
    let [races, wonByAna] = [0, 0];
    for (let round = 0; round < 500; round += 1) {
      const [first, second] = round % 2 === 0 ? [ana, ben] : [ben, ana];
      const entries = conversations.map((conversation) => act(conversation, { kind: 'taken' }));
      const again = conversations.map((conversation) => act(conversation, { kind: 'taken' }));
      // Half of each half way first, so that neither is always the quicker.
      const [one, other] = await Promise.all([
        race(first, entries, second, again, 0),
        race(second, again, first, entries, 10),
      ]);
      for (const answers of [...one, ...other]) {
        races += 1;
        const { winner, loser } = answers;
        expect([winner.answer.state, loser.answer.state]).toEqual(['accepted', 'refused']);
        expect(loser.answer).toMatchObject({
          reason: 'already-taken',
          by: `agent/${winner.person.id}`,
        });
        expect((await rowOf(winner.conversation)).agent).toBe(winner.person.id);
        if (winner.person === ana) wonByAna += 1;
      }
      scene.clock.advance(2);
      const free = { kind: 'assigned', agent: null, writtenAtMs: scene.clock.now() };
      await scene.server.services.submit(
        asAgent(ana),
        conversations.map((conversation) => act(conversation, free)),
      );
    }
    expect(races).toBe(10_000);
    expect(wonByAna).toBe(5_000);
  });

  /** Two take the same ten chats, from the `from`-th on, in the same moment. */
  async function race(
    quick: Person,
    quickly: readonly Record<string, unknown>[],
    slow: Person,
    slowly: readonly Record<string, unknown>[],
    from: number,
  ) {
    const range = [from, from + 10] as const;
    const [won, lost] = await Promise.all([
      scene.server.services.submit(asAgent(quick), quickly.slice(...range)),
      scene.server.services.submit(asAgent(slow), slowly.slice(...range)),
    ]);
    return won.map((answer, n) => {
      const sides = [
        { person: quick, answer },
        { person: slow, answer: lost[n]! },
      ];
      const conversation = String(quickly[from + n]!['subject']).replace('conversation/', '');
      const winner = sides.find((side) => side.answer.state === 'accepted') ?? sides[0]!;
      const loser = sides.find((side) => side !== winner)!;
      return { winner: { ...winner, conversation }, loser };
    });
  }
});
