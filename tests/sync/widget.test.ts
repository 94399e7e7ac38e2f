/** A visitor's window on the line. SPEC V5, V7, V8, V12, V23. */
import { describe, expect, it, vi } from 'vitest';
import { limits } from '../../src/domain/limits.ts';
import { closeCodes } from '../../src/domain/wire.ts';
import { freshScene, isLive, shown } from './scene.ts';
import { pass, soon, until } from './world.ts';

const scene = freshScene();
const message = (text: string) => ({ kind: 'message', text }) as const;
const conversation = '11111111-1111-4111-8111-111111111111';
const texts = () =>
  (scene.server.texts.get(conversation) ?? []).map((text) => JSON.parse(text).text);

describe('writing', () => {
  it('[V8] a message is shown as waiting at once, then sent', async () => {
    const onToken = vi.fn();
    const widget = await scene.joinWidget(undefined, { onToken });
    await until(isLive(widget));
    expect(onToken).toHaveBeenCalledWith('token-of-vera');
    const seen: string[] = [];
    widget.thread.conversation.subscribe(() => seen.push(shown(widget.thread).join()));
    await soon(widget.outbox.write(widget.thread.id, message('Hello?')));
    await until(() => widget.outbox.all.current.length === 0);
    expect(seen[0]).toBe('waiting: Hello?');
    expect(new Set(seen)).toEqual(new Set(['waiting: Hello?', 'accepted: Hello?']));
  });

  it('[V23] a first message without network is kept, and goes out in order once there is a conversation', async () => {
    const { device } = scene;
    device.setNetwork('cut');
    const page = device.openPage();
    const before = await scene.joinWidget(page);
    expect(before.thread.state.current).toBe('local');
    await soon(before.outbox.write(before.thread.id, message('one')));
    await soon(before.outbox.write(before.thread.id, message('two')));
    expect(shown(before.thread)).toEqual(['waiting: one', 'waiting: two']);
    page.die();

    const widget = await scene.joinWidget();
    expect(shown(widget.thread)).toEqual(['waiting: one', 'waiting: two']);
    device.setNetwork('up');
    await until(() => texts().length === 2, 60_000);
    await until(() => widget.outbox.all.current.length === 0);
    expect(texts()).toEqual(['one', 'two']);
    expect(shown(widget.thread)).toEqual(['accepted: one', 'accepted: two']);
  });

  it('[V5] history is there after a reload without network', async () => {
    scene.server.message(conversation, 'Welcome', 'agent/ana');
    const page = scene.device.openPage();
    const before = await scene.joinWidget(page);
    await until(isLive(before));
    await pass(2_000);
    page.die();
    scene.device.setNetwork('cut');
    const widget = await scene.joinWidget();
    await until(() => widget.thread.state.current === 'local');
    expect(shown(widget.thread)).toEqual(['accepted: Welcome']);
  });

  it('[V8] a message that was answered is on this device before its row is gone', async () => {
    const page = scene.device.openPage();
    const before = await scene.joinWidget(page);
    await until(isLive(before));
    await soon(before.outbox.write(before.thread.id, message('Hello?')));
    await until(() => before.outbox.all.current.length === 0);
    page.die();
    scene.device.setNetwork('cut');
    const widget = await scene.joinWidget();
    await until(() => widget.thread.state.current === 'local');
    expect(shown(widget.thread)).toEqual(['accepted: Hello?']);
  });

  it('[F27] a renamed transcript is asked for again', async () => {
    scene.server.message(conversation, 'first', 'agent/ana');
    const widget = await scene.joinWidget();
    await until(isLive(widget));
    scene.server.epoch = 'two';
    scene.server.texts.set(conversation, []);
    scene.server.message(conversation, 'rewritten', 'agent/ana');
    scene.server.closeRooms(4409);
    await until(() => shown(widget.thread).join() === 'accepted: rewritten');
  });
});

describe('a ban', () => {
  it('[C4] reaches an open window at once, and [S7] ends within 5 s of being lifted, however long it was', async () => {
    const widget = await scene.joinWidget();
    await until(isLive(widget));
    expect(widget.isKeptOut.current).toBe(false);
    scene.server.isBanning = true;
    for (const { socket } of scene.server.clients) socket.close(closeCodes.signIn.code, '');
    await until(() => widget.isKeptOut.current, 2_000);
    const asked = scene.server.visitorAsks.length;
    await pass(10 * 60_000);
    // Steadily, and no quicker than the server lets them.
    const perMinute = (scene.server.visitorAsks.length - asked) / 10;
    expect(perMinute).toBeGreaterThan(12);
    expect(perMinute).toBeLessThan(limits.visitorSessionsPerMinute);
    scene.server.isBanning = false;
    await until(() => !widget.isKeptOut.current, 5_000);
    await until(isLive(widget));
  });
});

describe('several tabs and several people', () => {
  it('[V12] one connection, the same state within 200 ms, nothing sent twice', async () => {
    const pages = [scene.device.openPage(), scene.device.openPage()] as const;
    const widgets = [await scene.joinWidget(pages[0]), await scene.joinWidget(pages[1])] as const;
    await until(() => widgets.every((widget) => isLive(widget)()));
    await soon(widgets[1].outbox.write('thread', message('from the second')));
    await until(() => widgets.every((widget) => shown(widget.thread).length === 1), 200);
    await until(() => widgets.every((widget) => widget.outbox.all.current.length === 0));
    expect(pages.map((page) => page.sockets)).toEqual([1, 0]);
    expect(texts()).toEqual(['from the second']);
  });

  it('[V12] two tabs that begin in the same moment are one visitor', async () => {
    scene.device.setNetwork('cut');
    const [one, two] = await Promise.all([scene.joinWidget(), scene.joinWidget()]);
    await soon(one.outbox.write('thread', message('hello')));
    await until(() => shown(two.thread).join() === 'waiting: hello', 200);
  });

  it('[V12] the tab that takes over is the same visitor', async () => {
    const pages = [scene.device.openPage(), scene.device.openPage()] as const;
    const first = await scene.joinWidget(pages[0]);
    const second = await scene.joinWidget(pages[1]);
    await until(() => isLive(first)() && isLive(second)());
    pages[0].die();
    await until(() => pages[1].sockets === 1, 3_000);
    expect(scene.server.visitorAsks).toMatchObject([
      { site: 'default' },
      { site: 'default', token: 'token-of-vera' },
    ]);
    expect(scene.server.visitorAsks[0]).not.toHaveProperty('token');
    await until(isLive(second));
  });

  it('[V7] another token is another person: nothing of the last one is left', async () => {
    const page = scene.device.openPage();
    const before = await scene.joinWidget(page);
    await until(isLive(before));
    await pass(2_000);
    scene.device.setNetwork('cut');
    await soon(before.outbox.write('thread', message('private')));
    page.die();
    const widget = await scene.joinWidget(undefined, { token: 'token-of-walter' });
    await pass(100);
    expect(shown(widget.thread)).toEqual([]);
    const names = (await scene.device.indexedDB!.databases()).map(({ name }) => name);
    expect(names.filter((name) => name?.startsWith('parley/visitor/'))).toHaveLength(1);
  });

  it('[V7] leaving in one tab leaves in all, and makes nobody new', async () => {
    const pages = [scene.device.openPage(), scene.device.openPage()] as const;
    const widgets = [await scene.joinWidget(pages[0]), await scene.joinWidget(pages[1])] as const;
    await until(() => widgets.every((widget) => isLive(widget)()));
    const asked = scene.server.visitorAsks.length;
    await soon(widgets[0].leave({ wipe: true }));
    await until(() => widgets[1].connection.current.kind === 'signed-out');
    await pass(10_000);
    expect(scene.server.visitorAsks).toHaveLength(asked);
    expect(scene.server.clients.size).toBe(0);
    const names = (await scene.device.indexedDB!.databases()).map(({ name }) => name);
    expect(names).toEqual(['parley']);
  });

  it('[V8] in a browser that stores nothing, it works all the same', async () => {
    const page = scene.device.openPage();
    Object.assign(page, { indexedDB: null });
    const widget = await scene.joinWidget(page);
    await until(isLive(widget));
    expect(widget.storage.current).toBe('memory');
    await soon(widget.outbox.write('thread', message('hello')));
    await until(() => shown(widget.thread).join() === 'accepted: hello');
  });
});
