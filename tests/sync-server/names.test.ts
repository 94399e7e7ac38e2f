/** An agent goes by the name and picture of their profile, for colleagues and visitors alike. SPEC S5, R8; "Who sees what". */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WidgetPresence } from '#domain/wire.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';
import type { MuxClient } from './clients.ts';

const picture = 'data:image/png;base64,iVBORw0KGgo=';
let scene: Scene;
let ana: Person;
let visitor: Visitor;

beforeEach(async () => {
  scene = await openScene();
  ana = await scene.agent('Ana Weber');
  visitor = await scene.visitor();
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

const widget = (line: MuxClient) => line.presence.at(-1) as unknown as WidgetPresence;

describe('a profile', () => {
  it('[S5] names its agent in what they say, and in who is there', async () => {
    await scene.profile(ana, { name: 'Ana from the shop' });
    const line = await scene.line(ana);
    const theirs = await scene.line(visitor);
    await theirs.submit(message(visitor.conversation, 'Hello'));
    await line.submit(message(visitor.conversation, 'Good morning'));
    const transcript = await theirs.open(await scene.transcriptOf(visitor.conversation));
    expect(transcript.entries.at(-1)).toMatchObject({
      text: 'Good morning',
      byName: 'Ana from the shop',
    });
    expect(widget(theirs).agents).toEqual([{ name: 'Ana from the shop' }]);
    const everybody = line.presence.map((one) => JSON.stringify(one)).join('');
    expect(everybody).toContain('Ana from the shop');
    expect(everybody).not.toContain('Ana Weber');
    // Back to the account's own name.
    await scene.pass(1_000);
    await scene.profile(ana, { name: null });
    await line.submit(message(visitor.conversation, 'Good bye'));
    await scene.settle();
    expect(transcript.entries.at(-1)).toMatchObject({ byName: 'Ana Weber' });
  });

  it('[S5] [R8] shows a picture by a name of its own, and another one by another', async () => {
    const theirs = await scene.line(visitor);
    await scene.line(ana);
    await scene.profile(ana, { picture });
    const [first] = widget(theirs).agents;
    expect(first!.face).toMatch(/^[\w-]{24}$/);
    expect(JSON.stringify(theirs.presence)).not.toContain(ana.id);
    const { services } = scene.server;
    const shown = await services.pictureOf(first!.face!);
    expect(shown?.type).toBe('image/png');
    expect(Buffer.from(shown!.bytes).toString('base64')).toBe('iVBORw0KGgo=');
    expect(await services.pictureOf(ana.id)).toEqual(shown);
    await scene.pass(1_000);
    await scene.profile(ana, { picture: 'data:image/webp;base64,AAAA' });
    expect(widget(theirs).agents[0]!.face).not.toBe(first!.face);
    expect(await services.pictureOf(first!.face!)).toBeNull();
    await scene.pass(1_000);
    await scene.profile(ana, { picture: null });
    expect(widget(theirs).agents).toEqual([{ name: 'Ana Weber' }]);
    expect(await services.pictureOf(ana.id)).toBeNull();
  });
});
