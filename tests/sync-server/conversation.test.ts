/** The narrow path, whole: a visitor writes, agents comment and reply, everybody sees what they may and nothing else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comment, message, openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

describe('a conversation', () => {
  it('[R1] is read by the visitor and both agents in one order', async () => {
    const visitor = await scene.visitor();
    const [ana, ben] = [await scene.agent('Ana'), await scene.agent('Ben')];
    const [v, a, b] = [await scene.line(visitor), await scene.line(ana), await scene.line(ben)];
    const { conversation } = visitor;
    const transcript = await v.open(await scene.transcriptOf(conversation));
    const room = await scene.roomOf(conversation);
    const [atAna, atBen] = [await a.open(room), await b.open(room)];

    expect(await v.submit(message(conversation, 'Hello?'))).toMatchObject([
      { state: 'accepted', number: 0 },
    ]);
    await a.submit(comment(conversation, 'Who takes this?'));
    const seenUpTo = atBen.entries.at(-1)!.id;
    expect(await b.submit(message(conversation, 'Hi!', { seenUpTo }))).toMatchObject([
      { state: 'accepted' },
    ]);

    expect(atAna.texts).toEqual(['Hello?', 'Who takes this?', 'Hi!', 'assigned']);
    expect(atBen.entries).toEqual(atAna.entries);
    expect(transcript.texts).toEqual(['Hello?', 'Hi!']);
  });
});
