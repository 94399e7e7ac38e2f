/** Several tabs, one line. RELIABILITY F26; SPEC O10, V12. */
import { describe, expect, it } from 'vitest';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { joinTabs } from '../../src/sync/tabs.ts';
import { freshScene, isLive, shown, talk } from './scene.ts';
import { pass, soon, until } from './world.ts';

const scene = freshScene();
const message = (text: string) => ({ kind: 'message', text }) as const;

async function twoTabs() {
  const { server, device } = scene;
  server.message(talk, 'Hello?');
  server.putSummary(talk);
  const pages = [device.openPage(), device.openPage()] as const;
  const leader = await scene.join(pages[0]);
  await until(isLive(leader));
  const follower = await scene.join(pages[1]);
  await until(isLive(follower));
  const open = [leader.openConversation(talk), follower.openConversation(talk)] as const;
  await until(() => isLive(leader)() && isLive(follower)());
  return { pages, leader, follower, open };
}

describe('two tabs', () => {
  it('[F26] share one socket and show the same within 200 ms', async () => {
    const { pages, open, follower } = await twoTabs();
    expect(pages.map((page) => page.sockets)).toEqual([1, 0]);
    scene.server.message(talk, 'Anybody?');
    scene.server.putSummary(talk);
    const same = ['accepted: Hello?', 'accepted: Anybody?'];
    expect(
      await until(() => open.every((each) => shown(each).join() === same.join())),
    ).toBeLessThan(200);
    await until(() => follower.feed.table('conversation').current.get(talk)?.entries === 2, 200);
  });

  it('[V12] what one tab writes waits in both, is sent by one, and is accepted in both', async () => {
    const { follower, open } = await twoTabs();
    scene.server.losesAnswers = true;
    await soon(follower.outbox.write(talk, message('from the second tab')));
    await until(() => scene.server.submissions.length === 1, 200);
    await until(() => open.every((each) => shown(each).at(-1) === 'accepted: from the second tab'));
    scene.server.losesAnswers = false;
    await pass(35_000);
    expect(follower.outbox.all.current).toEqual([]);
    expect(scene.server.texts.get(talk)).toHaveLength(2);
  });

  it('[F26] a tab that is slow to start has what its leader said before it listened', async () => {
    const [first, second] = [scene.device.openPage(), scene.device.openPage()];
    const leader = joinTabs(first, 'desk');
    const told = leader.mirror('status', 'starting');
    await until(() => leader.isLeader.current);
    const follower = joinTabs(second, 'desk');
    await until(() => follower.leader.current === leader.id);
    told.set('up');
    await pass(10);
    const heard = follower.mirror('status', 'starting');
    expect(heard.current).toBe('up');
    told.set('offline');
    await pass(10);
    expect(heard.current).toBe('offline');
  });

  it("[F26] offline they see each other's waiting entries, also discarded ones", async () => {
    const { leader, follower, open } = await twoTabs();
    scene.device.setNetwork('cut');
    const id = await soon(leader.outbox.write(talk, message('one')));
    await soon(follower.outbox.write(talk, message('two')));
    await until(
      () => open.every((each) => shown(each).slice(1).join() === 'waiting: one,waiting: two'),
      200,
    );
    await soon(follower.outbox.discard(id));
    await until(() => open.every((each) => shown(each).slice(1).join() === 'waiting: two'), 200);
  });

  it('[F26] a leader that dies is followed within 3 s, and what it left is sent', async () => {
    const { pages, leader, follower, open } = await twoTabs();
    scene.server.losesAnswers = true;
    await soon(leader.outbox.write(talk, message('left behind')));
    pages[0].die();
    scene.server.losesAnswers = false;
    await until(isLive(follower), 3_000);
    await until(() => follower.outbox.all.current.length === 0, 3_000);
    expect(shown(open[1])).toEqual(['accepted: Hello?', 'accepted: left behind']);
    expect(scene.server.texts.get(talk)).toHaveLength(2);
    expect(pages[1].sockets).toBe(1);
  });

  it('[F26] a frozen leader loses the lock within 3 s, and follows when it wakes', async () => {
    const { pages, leader, follower, open } = await twoTabs();
    pages[0].isFrozen = true;
    expect(await until(() => pages[1].sockets === 1, 3_100)).toBeLessThan(3_100);
    await until(isLive(follower));
    scene.server.message(talk, 'while it slept');
    await pass(5_000);
    pages[0].thaw();
    await until(() => isLive(leader)() && open.every((each) => shown(each).length === 2), 10_000);
    await soon(leader.outbox.write(talk, message('awake')));
    await until(() => open.every((each) => shown(each).at(-1) === 'accepted: awake'));
    expect(scene.server.clients.size).toBe(1);
    expect(pages[1].sockets).toBe(1);
  });

  it('[F26] a quiet leader that answers keeps the lock for an hour', async () => {
    const { pages } = await twoTabs();
    await pass(60 * 60_000);
    expect(pages.map((page) => page.sockets)).toEqual([1, 0]);
  });

  it('[F26] both say the same of the line, and Now works in either', async () => {
    const { leader, follower } = await twoTabs();
    scene.device.setNetwork('cut');
    await until(() => follower.connection.current.kind === 'offline', 7_100);
    expect(leader.connection.current).toEqual(follower.connection.current);
    await pass(60_000);
    scene.device.setNetwork('up');
    follower.retryNow();
    await until(() => isLive(leader)() && isLive(follower)(), 1_000);
  });

  it('[L4] the connection says what any tab does, and forgets a tab that is gone', async () => {
    const { pages, leader, follower } = await twoTabs();
    leader.sign({ viewing: 'a' });
    follower.sign({ viewing: 'b', typing: { conversation: 'b', tab: 'reply' } });
    await pass(100);
    expect(scene.server.presence.at(-1)).toEqual({
      viewing: 'b',
      typing: { conversation: 'b', tab: 'reply' },
    });
    pages[1].die();
    await pass(100);
    expect(scene.server.presence.at(-1)).toEqual({ viewing: 'a', typing: null });
  });

  it('[O3] behind a leader that nobody sees, the tab that is looked at is told the truth as soon', async () => {
    const { pages, follower } = await twoTabs();
    pages[0].show(false);
    await pass(10_000);
    scene.device.setNetwork('silent');
    await until(() => follower.connection.current.kind === 'offline', 8_500);
    expect(pages[1].sockets).toBe(0);
    await pass(20_000);
    scene.device.setNetwork('up');
    await until(isLive(follower), 40_000);
  });

  it('[O3] coming back to a tab tries at once', async () => {
    const { pages, follower } = await twoTabs();
    for (const page of pages) page.show(false);
    scene.device.setNetwork('cut');
    await pass(10 * 60_000);
    scene.device.setNetwork('up');
    pages[1].show(true);
    await until(isLive(follower), 2_000);
  });

  it('[O10] rooms of a tab that is gone are left', async () => {
    const { pages } = await twoTabs();
    const [client] = scene.server.clients;
    expect([...client!.rooms.values()]).toEqual([
      scene.server.roomOf(talk),
      scene.server.roomOf(talk),
    ]);
    pages[1].die();
    await until(() => client!.rooms.size === 1, 1_000);
  });

  it('[F26] without Web Locks each tab has its own line, and nothing is sent twice', async () => {
    const { device, server } = scene;
    const pages = [device.openPage(), device.openPage()] as const;
    for (const page of pages) Object.assign(page, { locks: null });
    const tabs = [await scene.join(pages[0]), await scene.join(pages[1])] as const;
    await until(() => tabs.every((tab) => isLive(tab)()));
    await soon(tabs[1].outbox.write(talk, message('once')));
    await until(() => tabs.every((tab) => tab.outbox.all.current.length === 0));
    expect(server.texts.get(talk)).toHaveLength(1);
    expect(pages.map((page) => page.sockets)).toEqual([1, 1]);
  });

  it('[O8] signing out in one tab signs out the other and removes exactly this account', async () => {
    const { device } = scene;
    const { leader, follower } = await twoTabs();
    await pass(2_000);
    const names = async () => (await device.indexedDB!.databases()).map(({ name }) => name);
    expect(await names()).toContain('parley/agent/ana/store-1');
    scene.server.account = null;
    await soon(leader.leave({ wipe: true }));
    await until(() => follower.connection.current.kind === 'signed-out');
    expect(await names()).toEqual(['parley']);
    await expect(scene.join()).rejects.toThrow('signed-out');
  });

  it('[T33] somebody who was removed: every tab ends, the device is empty, what waited is only counted', async () => {
    const { device, server } = scene;
    const { leader, follower } = await twoTabs();
    await pass(2_000);
    device.setNetwork('cut');
    await soon(leader.outbox.write(talk, message('never sent')));
    server.isRemoved = true;
    server.refusesHello = true;
    device.setNetwork('up');
    await until(() => leader.connection.current.kind === 'signed-out', 60_000);
    await until(() => follower.connection.current.kind === 'signed-out');
    for (const tab of [leader, follower]) {
      expect(tab.connection.current).toEqual({ kind: 'signed-out', isRemoved: true });
    }
    expect((await device.indexedDB!.databases()).map(({ name }) => name)).toEqual(['parley']);
    expect(server.submissions).toEqual([]);
    expect(server.cleared).toEqual([{ unsent: 1 }]);
  });

  it('[T33] who was removed while the device slept finds it empty at the next start', async () => {
    const { device, server } = scene;
    const page = device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    device.setNetwork('cut');
    await soon(desk.outbox.write(talk, message('never sent')));
    page.die();
    device.setNetwork('up');
    server.isRemoved = true;
    const outcome = await soon(joinDesk({ environment: device.openPage() }));
    expect(outcome).toEqual({ kind: 'signed-out', isRemoved: true });
    expect((await device.indexedDB!.databases()).map(({ name }) => name)).toEqual(['parley']);
    expect(server.cleared).toEqual([{ unsent: 1 }]);
    // Without a network later, nothing opens any more.
    device.setNetwork('cut');
    expect(await soon(joinDesk({ environment: device.openPage() }))).toEqual({
      kind: 'unreachable',
    });
  });
});
