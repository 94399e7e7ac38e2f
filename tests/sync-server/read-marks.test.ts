/** An agent's own read mark over devices, idle minutes and restarts; and sleep that ends by itself. SPEC L15, L17. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadMark, Summary } from '#domain/model.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

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

const entry = <W extends object>(what: W) => ({
  id: randomUUID(),
  subject: `conversation/${visitor.conversation}`,
  writtenAtMs: scene.clock.now(),
  seenUpTo: null,
  ...what,
});
async function markOf({ id }: Person): Promise<number | undefined> {
  const row = await scene.store.feedRow('readMark', visitor.conversation, id);
  return (row?.value as ReadMark | undefined)?.number;
}
async function rowOf(): Promise<Summary> {
  const row = await scene.store.feedRow('conversation', visitor.conversation, null);
  return row!.value as Summary;
}
/** Three questions; their ids. */
async function asked(): Promise<string[]> {
  const v = await scene.line(visitor);
  const questions = ['One', 'Two', 'Three'].map((text) => message(visitor.conversation, text));
  for (const question of questions) await v.submit(question);
  return questions.map(({ id }) => id);
}

describe('the read mark', () => {
  it('[L15] goes back when its agent marks it unread, for that agent alone', async () => {
    const ben = await scene.agent('Ben');
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    const [, , third] = await asked();
    for (const line of [a, b]) await line.submit(entry({ kind: 'read', upTo: third }));
    expect(await markOf(ana)).toBe(2);
    await scene.pass(1_000);
    await a.submit(entry({ kind: 'unread', since: third }));
    expect(await markOf(ana)).toBe(1);
    expect(await markOf(ben)).toBe(2);
  });

  it.each([
    ['after minutes in which nobody asked', () => scene.pass(180_000)],
    ['after a restart', () => scene.restart(1_000)],
  ])('[L15] is not set back by a phone that had read less, %s', async (_when, wait) => {
    const [first, , third] = await asked();
    await (await scene.line(ana)).submit(entry({ kind: 'read', upTo: third }));
    await wait();
    await (await scene.line(ana)).submit(entry({ kind: 'read', upTo: first }));
    expect(await markOf(ana)).toBe(2);
  });

  it('[L15] forgets an offline reading that was meant before it was marked unread', async () => {
    const [, , third] = await asked();
    await scene.pass(1_000);
    const offline = entry({ kind: 'read', upTo: third });
    await scene.pass(20_000);
    const a = await scene.line(ana);
    await a.submit(entry({ kind: 'unread', since: third }));
    await a.submit(offline);
    expect(await markOf(ana)).toBe(-1);
  });

  it('[L15] of the team is in the row: one who shares a read state goes by that', async () => {
    const [, , third] = await asked();
    expect((await rowOf()).readByTeam).toBeNull();
    await (await scene.line(ana)).submit(entry({ kind: 'read', upTo: third }));
    expect((await rowOf()).readByTeam).toMatchObject({ number: 2 });
  });
});

describe('sleep', () => {
  it.each([
    ['in a running server', () => scene.pass(3_600_000)],
    [
      'over a restart before its time',
      async () => scene.restart(60_000).then(() => scene.pass(3_600_000)),
    ],
    [
      'whose time came while the server was down',
      async () => scene.restart(7_200_000).then(() => scene.pass(5_000)),
    ],
  ])('[L17] ends by itself %s, with nobody there', async (_how, wait) => {
    const [, , seenUpTo] = await asked();
    const a = await scene.line(ana);
    const untilMs = scene.clock.now() + 3_600_000;
    await a.submit(entry({ kind: 'snoozed', untilMs, seenUpTo }));
    expect((await rowOf()).snoozed).not.toBeNull();
    await wait();
    expect((await rowOf()).snoozed).toBeNull();
    const texts = await scene.store.entryTexts(visitor.conversation, 'team', 0, 100);
    const woken = texts.map((text) => JSON.parse(text)).filter(({ kind }) => kind === 'woken');
    expect(woken).toMatchObject([{ because: 'due', by: 'parley' }]);
  });
});
