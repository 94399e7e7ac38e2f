/** Who is blocked is heard by nobody; who is banned is not let in, by their key or from their address. SPEC C4. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCodes } from '#domain/wire.ts';
import type { MuxClient } from './clients.ts';
import { message, openScene, type Scene } from './scene.ts';

let scene: Scene;
let desk: MuxClient;
let token: string;
let conversation: string;
let ticket: string;

const home = '192.0.2.7';
const session = (address: string, known?: string) =>
  scene.server.services.visitorSession(
    { site: 'default', ...(known !== undefined && { token: known }) },
    address,
  );

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  desk = await scene.line(await scene.agent('Ana'));
  const made = await session(home);
  if (!made.ok) throw new Error(made.error);
  ({ token, conversation, ticket } = made.value);
});
afterEach(() => scene.end());

const write = (kind: string, over = {}) => {
  // What is meant in the same moment goes by chance.
  scene.clock.advance(1);
  const { text: _text, ...entry } = message(conversation, '-', {
    kind,
    writtenAtMs: scene.clock.now(),
  });
  return desk.submit({ ...entry, ...over });
};
const ban = (untilMs: number | null) => write('blocked', { mode: 'ban', untilMs });

describe('a ban', () => {
  it('[C4] ends the visitor’s line, and neither their key nor a ticket opens another', async () => {
    const widget = await scene.line({ ticket });
    expect(widget.welcome).not.toBeNull();
    expect(await ban(null)).toMatchObject([{ state: 'accepted' }]);
    expect(widget.closed?.code).toBe(closeCodes.signIn.code);
    expect((await scene.line({ ticket })).closed?.code).toBe(closeCodes.signIn.code);
    expect(await session(home, token)).toMatchObject({ ok: false, status: 403, error: 'banned' });
  });

  it('[C4] keeps a newcomer from the same address out, and nobody who was known there before', async () => {
    const neighbour = await session(home);
    if (!neighbour.ok) throw new Error(neighbour.error);
    await ban(null);
    expect(await session(home)).toMatchObject({ ok: false, error: 'banned' });
    expect(await session(home, neighbour.value.token)).toMatchObject({ ok: true });
    expect(await session('198.51.100.1')).toMatchObject({ ok: true });
  });

  it('[C4] is over at its time, and at once when it is lifted', async () => {
    await ban(scene.clock.now() + 30_000);
    expect(await session(home)).toMatchObject({ ok: false });
    await scene.pass(30_000);
    expect(await session(home)).toMatchObject({ ok: true });
    expect(await session(home, token)).toMatchObject({ ok: true });

    await ban(null);
    expect(await session(home, token)).toMatchObject({ ok: false });
    await write('unblocked');
    expect(await session(home)).toMatchObject({ ok: true });
    const again = await session(home, token);
    expect(again).toMatchObject({ ok: true, value: { conversation } });
  });

  it('[C4] holds over a restart', async () => {
    await ban(null);
    await scene.restart();
    expect(await session(home)).toMatchObject({ ok: false });
    expect(await session(home, token)).toMatchObject({ ok: false });
  });

  it('[C4] knows addresses only by a salted hash', async () => {
    await ban(null);
    const known = await scene.store.visitor(
      (await scene.store.conversation(conversation))!.visitor,
    );
    expect(JSON.stringify(known)).not.toContain(home);
  });
});

describe('a block', () => {
  it('[C4] lets them write as before, and nobody is told that they wait', async () => {
    await write('blocked', { mode: 'block', untilMs: null });
    const widget = await scene.line({ ticket });
    const hello = message(conversation, 'Hello?', { writtenAtMs: scene.clock.now() });
    expect(await widget.submit(hello)).toMatchObject([{ state: 'accepted' }]);
    await scene.pass(40_000);
    const room = await desk.open(await scene.roomOf(conversation));
    expect(room.entries.map(({ kind }) => kind)).toEqual(['blocked', 'message']);
  });

  it('[C4] [L13] that ends by itself leaves a question behind which is missed then, also after a restart', async () => {
    await write('blocked', { mode: 'block', untilMs: scene.clock.now() + 60_000 });
    const widget = await scene.line({ ticket });
    const hello = message(conversation, 'Hello?', { writtenAtMs: scene.clock.now() });
    expect(await widget.submit(hello)).toMatchObject([{ state: 'accepted' }]);
    await scene.pass(45_000);
    await scene.restart();
    const kinds = async () =>
      (await scene.store.entryTexts(conversation, 'team', 0, 10)).map(
        (text) => (JSON.parse(text) as { kind: string }).kind,
      );
    expect(await kinds()).toEqual(['blocked', 'message']);
    await scene.pass(17_000);
    expect(await kinds()).toEqual(['blocked', 'message', 'missed']);
    await scene.pass(60_000);
    expect(await kinds()).toHaveLength(3);
  });
});
