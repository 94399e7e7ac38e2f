/** What is in the bin for 30 days is gone for good, unless somebody took it out, by hand or by writing. SPEC C3, R6. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { closeCodes } from '#domain/wire.ts';
import { act, message, openScene, type Person, type Scene } from './scene.ts';

const dayMs = 86_400_000;
const home = '192.0.2.7';

let scene: Scene;
let ana: Person;
let conversation: string;
let visitor: { ticket: string; token: string };
let question: string;

const session = (token: string) =>
  scene.server.services.visitorSession({ site: 'default', token }, home);

/** A visitor who asked something. */
beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
  const made = await scene.server.services.visitorSession({ site: 'default' }, home);
  if (!made.ok) throw new Error(made.error);
  ({ conversation } = made.value);
  visitor = made.value;
  question = (await say('Where is my lamp?')).id;
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

/** Said by the visitor, now. */
async function say(text: string): Promise<{ id: string }> {
  const said = message(conversation, text, { writtenAtMs: scene.clock.now() });
  const line = await scene.line(visitor);
  expect(await line.submit(said)).toMatchObject([{ state: 'accepted' }]);
  return said;
}
/** Done by Ana, who has read everything up to the question. */
async function does(kind: 'binned' | 'restored'): Promise<void> {
  // What is meant in the same moment goes by chance.
  scene.clock.advance(1);
  const entry = act(conversation, {
    kind,
    seenUpTo: question,
    writtenAtMs: scene.clock.now(),
  });
  expect(await (await scene.line(ana)).submit(entry)).toMatchObject([{ state: 'accepted' }]);
}
const isThere = async () => (await scene.store.conversation(conversation)) !== null;

describe('a conversation in the bin', () => {
  it('[C3] stays for 30 days, and is gone seconds later', async () => {
    await does('binned');
    await scene.restart(limits.binMs - 10_000);
    await scene.pass(5_000);
    expect(await isThere()).toBe(true);
    await scene.pass(10_000);
    expect(await isThere()).toBe(false);
    expect((await scene.store.feedRow('conversation', conversation, null))?.value ?? null).toBe(
      null,
    );
    expect(await scene.store.nextAlarmAtMs(scene.clock.now())).toBeNull();
  });

  it('[C3] is gone at the start, where that day passed while the server was away', async () => {
    await does('binned');
    await scene.restart(limits.binMs + dayMs);
    await scene.pass(2_000);
    expect(await isThere()).toBe(false);
  });

  it('[C3] the visitor who comes back has an empty chat, and can write in it', async () => {
    await does('binned');
    await scene.restart(limits.binMs - 5_000);
    const again = await session(visitor.token);
    if (!again.ok) throw new Error(again.error);
    const widget = await scene.line(again.value);
    await scene.pass(10_000);
    expect(widget.closed?.code).toBe(closeCodes.signIn.code);
    const fresh = await session(visitor.token);
    if (!fresh.ok) throw new Error(fresh.error);
    expect(fresh.value.conversation).not.toBe(conversation);
    const line = await scene.line(fresh.value);
    expect((await line.open(fresh.value.room)).texts).toEqual([]);
    expect(await line.submit(message(fresh.value.conversation, 'Hello?'))).toMatchObject([
      { state: 'accepted' },
    ]);
  });

  it('[C3] is never purged once somebody took it out', async () => {
    await does('binned');
    await scene.restart(29 * dayMs);
    await does('restored');
    await scene.restart(60 * dayMs);
    await scene.pass(10_000);
    expect(await isThere()).toBe(true);
  });

  it('[C3] counts from the last time it was put there', async () => {
    await does('binned');
    await scene.restart(20 * dayMs);
    await does('restored');
    await does('binned');
    await scene.restart(20 * dayMs);
    await scene.pass(10_000);
    expect(await isThere()).toBe(true);
    await scene.restart(10 * dayMs);
    await scene.pass(10_000);
    expect(await isThere()).toBe(false);
  });

  it('[R6] comes back by what its visitor writes, and stays', async () => {
    await does('binned');
    await scene.restart(29 * dayMs);
    const again = await session(visitor.token);
    if (!again.ok) throw new Error(again.error);
    visitor = again.value;
    await say('Are you there?');
    expect(await binnedAtMs()).toBe(null);
    await scene.restart(60 * dayMs);
    await scene.pass(10_000);
    expect(await isThere()).toBe(true);
  });

  it('[C3] an alarm that rings for an earlier binning touches nothing', async () => {
    await does('binned');
    expect(await scene.server.erasure.purge(conversation, question)).toBe(false);
    expect(await isThere()).toBe(true);
  });
});

async function binnedAtMs(): Promise<number | null> {
  const row = await scene.store.feedRow('conversation', conversation, null);
  return (row!.value as { binnedAtMs: number | null }).binnedAtMs;
}
