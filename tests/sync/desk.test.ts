/** An agent's page on the line: what it shows, writes and says of itself. SPEC O2-O5, R10; RELIABILITY F19, F28. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskSync } from '../../src/sync/contract.ts';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { StubServer } from './stub-server.ts';
import { Device, pass, soon, until, useVirtualTime, type Page } from './world.ts';

const talk = '22222222-2222-4222-8222-222222222222';

let server: StubServer;
let device: Device;

beforeEach(() => {
  useVirtualTime();
  server = new StubServer();
  device = new Device(server);
});
afterEach(() => {
  for (const page of [...device.pages]) page.die();
  vi.useRealTimers();
});

async function join(page: Page = device.openPage()): Promise<DeskSync> {
  const joined = await soon(joinDesk({ environment: page }));
  if (joined.kind !== 'joined') throw new Error(`not joined: ${joined.kind}`);
  return joined.desk;
}

const isLive = (desk: DeskSync) => () => desk.connection.current.kind === 'live';

describe('joining', () => {
  it('[O3] says live after the feed and the rooms on screen have caught up', async () => {
    server.message(talk, 'Hello?');
    server.putSummary(talk);
    const desk = await join();
    expect(desk.connection.current.kind).not.toBe('live');
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    expect(desk.feed.table('conversation').current.get(talk)?.entries).toBe(1);
    expect(open.state.current).toBe('live');
    expect(open.conversation.current.items).toHaveLength(1);
    await soon(desk.leave());
  });

  it('[O2] starts from the device with no network, with rows, conversation and what waits', async () => {
    server.message(talk, 'Hello?');
    server.putSummary(talk);
    const first = device.openPage();
    const before = await join(first);
    before.openConversation(talk);
    await until(isLive(before));
    await pass(2_000);
    device.setNetwork('cut');
    await soon(before.outbox.write(talk, { kind: 'message', text: 'On my way' }));
    first.die();

    const desk = await join();
    const open = desk.openConversation(talk);
    await until(() => open.state.current === 'local');
    expect(open.conversation.current.items.map((item) => item.state)).toEqual([
      'accepted',
      'waiting',
    ]);
    expect(desk.principal).toBe('agent/ana');
    await until(() => desk.connection.current.kind === 'offline', 7_000);
  });

  it('[L13] a visitor is missed when this server says so, offline too, and in every tab', async () => {
    server.missedAfterMs = 45_000;
    const first = device.openPage();
    const desk = await join(first);
    await until(isLive(desk));
    expect(desk.missedAfterMs.current).toBe(45_000);
    const second = await join();
    await until(isLive(second));
    expect(second.missedAfterMs.current).toBe(45_000);
    for (const page of [...device.pages]) page.die();
    device.setNetwork('cut');
    expect((await join()).missedAfterMs.current).toBe(45_000);
  });

  it('[O2] a network that swallows everything does not keep the page waiting', async () => {
    const first = device.openPage();
    await until(isLive(await join(first)));
    first.die();
    device.setNetwork('silent');
    const from = performance.now();
    await join();
    expect(performance.now() - from).toBeLessThan(600);
  });

  it("[V7] whoever signs in after somebody else never sees that person's rows", async () => {
    server.putRow('held', 'mine', { id: 'mine', text: 'private' });
    const first = device.openPage();
    await until(isLive(await join(first)));
    await pass(100);
    first.die();
    server.account = 'agent/ben';
    server.feed.clear();
    const desk = await join();
    expect(desk.principal).toBe('agent/ben');
    expect(desk.feed.table('held').current.size).toBe(0);
  });

  it('[P14] a session that ended meanwhile leads to the sign-in, not to what is on the device', async () => {
    const first = device.openPage();
    await until(isLive(await join(first)));
    first.die();
    server.account = null;
    expect(await soon(joinDesk({ environment: device.openPage() }))).toEqual({
      kind: 'signed-out',
    });
  });

  it('[O2] a device that knows nobody says so', async () => {
    server.account = null;
    expect(await soon(joinDesk({ environment: device.openPage() }))).toEqual({
      kind: 'signed-out',
    });
    device.setNetwork('cut');
    expect(await soon(joinDesk({ environment: device.openPage() }))).toEqual({
      kind: 'unreachable',
    });
  });
});

describe('writing', () => {
  it('[R10] a message waits, is sent once, and never disappears in between', async () => {
    server.putSummary(talk);
    const desk = await join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    const seen: string[] = [];
    const look = () => {
      const { items } = open.conversation.current;
      seen.push(items.map((item) => item.state).join());
    };
    open.conversation.subscribe(look);
    const id = await soon(desk.outbox.write(talk, { kind: 'message', text: 'Hello!' }));
    await until(() => desk.outbox.all.current.length === 0);
    expect(open.conversation.current.items).toMatchObject([{ state: 'accepted', entry: { id } }]);
    const shown = seen.slice(seen.indexOf('waiting'));
    expect(shown[0]).toBe('waiting');
    expect(new Set(shown)).toEqual(new Set(['waiting', 'accepted']));
    expect(server.submissions).toEqual([id]);
  });
});
