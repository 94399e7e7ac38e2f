/** After any gap everything is there before "live" is said, and old copies never lie. SPEC O4; RELIABILITY F27; DESIGN 2, 4. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { encodeLogUpdate } from '../../src/domain/documents/log.ts';
import { closeCodes, logRoot } from '../../src/domain/wire.ts';
import { openLocalStore } from '../../src/sync/local-store.ts';
import { putCopy } from '../../src/sync/log-room.ts';
import { freshScene, isLive, otherTalk, shown, talk } from './scene.ts';
import { pass, soon, until } from './world.ts';

const scene = freshScene();
const database = 'parley/agent/ana/store-1';
const conversationsOf = (desk: Awaited<ReturnType<typeof scene.join>>) =>
  desk.feed.table('conversation').current;

describe('the feed', () => {
  it('[O4] 1,000 rows missed are there before "live", and the cursor goes on from there', async () => {
    const { server, device } = scene;
    const page = device.openPage();
    const before = await scene.join(page);
    await until(isLive(before));
    page.die();
    for (let n = 0; n < 1_000; n += 1)
      server.putRow('setting', `s${n}`, { name: `s${n}`, value: n });

    const desk = await scene.join();
    let countAtLive = -1;
    desk.connection.subscribe(() => {
      if (isLive(desk)()) countAtLive = desk.feed.table('setting').current.size;
    });
    expect(await until(isLive(desk), 3_000)).toBeLessThan(3_000);
    expect(countAtLive).toBe(1_000);
    expect(server.asked).toEqual([{ cursor: null }, { cursor: 'store-1 0' }]);
  });

  it('[O4] dying between two pages asks for all of them again', async () => {
    const { server, device } = scene;
    for (let n = 0; n < 500; n += 1) server.putRow('setting', `s${n}`, { name: `s${n}`, value: n });
    const page = device.openPage();
    const desk = await scene.join(page);
    let pages = 0;
    desk.feed.table('setting').subscribe(() => {
      if ((pages += 1) === 2) page.die();
    });
    await until(() => !page.isAlive);
    const next = await scene.join();
    await until(isLive(next));
    expect(next.feed.table('setting').current.size).toBe(500);
    expect(server.asked.at(-1)).toEqual({ cursor: null });
  });

  it('[O4] what comes late or twice changes nothing; deleting removes', async () => {
    const { server } = scene;
    server.putRow('setting', 'a', { name: 'a', value: 1 });
    server.putRow('setting', 'a', { name: 'a', value: 2 });
    const desk = await scene.join();
    await until(isLive(desk));
    const settings = desk.feed.table('setting');
    const same = settings.current;
    server.say(104, {
      rows: [{ table: 'setting', id: 'a', rev: 1, value: { name: 'a', value: 1 } }],
      cursor: 'store-1 2',
      more: false,
      reset: false,
    });
    await pass(50);
    expect(settings.current).toBe(same);
    server.putRow('setting', 'a', null);
    await pass(50);
    expect(settings.current.size).toBe(0);
  });

  // Seed 0 of 2026-12: a view that became everybody's came with the end of its owner's row behind it.
  it('[O9] nor is what comes behind a newer one kept for the next start', async () => {
    const { server, device } = scene;
    const page = device.openPage();
    await until(isLive(await scene.join(page)));
    const [id, value] = ['a', { name: 'a', value: 2 }];
    server.say(104, {
      rows: [
        { table: 'setting', id, rev: 7, value },
        { table: 'setting', id, rev: 6, value: null },
      ],
      ...{ cursor: 'store-1 7', more: false, reset: false },
    });
    await pass(100);
    page.die();
    device.setNetwork('cut');
    const desk = await scene.join();
    expect(desk.feed.table('setting').current.get(id)).toEqual(value);
  });

  it('[F23] rows that an earlier build kept are not shown, and come anew', async () => {
    const { server, device } = scene;
    server.putRow('setting', 'a', { name: 'a', value: 1 });
    const page = device.openPage();
    await until(isLive(await scene.join(page)));
    await pass(100);
    const store = await soon(openLocalStore(page, database));
    const put = { cursor: 'store-1 1', rev: 1 };
    await soon(store.write([{ table: 'meta', key: 'feed', put }]));
    store.close();
    page.die();

    device.setNetwork('cut');
    const desk = await scene.join();
    expect(desk.feed.table('setting').current.size).toBe(0);
    device.setNetwork('up');
    desk.retryNow();
    await until(isLive(desk));
    expect(desk.feed.table('setting').current.size).toBe(1);
  });

  it('[F27] another store: rows are forgotten, waiting entries are not', async () => {
    const { server, device } = scene;
    server.message(talk, 'old');
    server.putSummary(talk);
    server.putRow('setting', 'gone', { name: 'gone', value: 1 });
    const page = device.openPage();
    const before = await scene.join(page);
    before.openConversation(talk);
    await until(isLive(before));
    await pass(2_000);
    device.setNetwork('cut');
    await soon(before.outbox.write(talk, { kind: 'message', text: 'kept' }));
    page.die();

    device.setNetwork('up');
    server.feed.delete('setting/gone');
    server.texts.set(talk, []);
    server.message(talk, 'restored');
    server.renew('store-2', 'two');
    const desk = await scene.join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    await until(() => desk.outbox.all.current.length === 0);
    expect(desk.feed.table('setting').current.size).toBe(0);
    expect(conversationsOf(desk).get(talk)?.room).toBe(server.roomOf(talk));
    expect(shown(open)).toEqual(['accepted: restored', 'accepted: kept']);
  });
});

describe('rooms', () => {
  it('[O4] 1,000 messages missed are there before "live"', async () => {
    const { server, device } = scene;
    server.putSummary(talk);
    server.packs = true;
    const page = device.openPage();
    const desk = await scene.join(page);
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    device.setNetwork('cut');
    await pass(10_000);
    for (let n = 0; n < 1_000; n += 1) server.message(talk, `message ${n}`);
    device.setNetwork('up');
    let countAtLive = -1;
    desk.connection.subscribe(() => {
      if (isLive(desk)()) countAtLive = open.conversation.current.items.length;
    });
    desk.retryNow();
    expect(await until(isLive(desk), 3_000)).toBeLessThan(3_000);
    expect(countAtLive).toBe(1_000);
  });

  it('[R10] behind a packed first sync, an answer waits until the log shows its entry', async () => {
    const { server } = scene;
    server.packs = true;
    for (let n = 0; n < 300; n += 1) server.message(talk, `message ${n}`);
    server.putSummary(talk);
    const desk = await scene.join();
    await until(isLive(desk));
    await soon(desk.outbox.write(talk, { kind: 'message', text: 'mine' }));
    const open = desk.openConversation(talk);
    const states: string[] = [];
    open.conversation.subscribe(() => {
      const { items } = open.conversation.current;
      states.push(`${items.length} ${items.at(-1)?.state}`);
    });
    await until(() => open.state.current === 'live' && desk.outbox.all.current.length === 0);
    expect(states.at(-1)).toBe('301 accepted');
    expect(states.filter((state) => state.startsWith('300'))).toEqual([]);
  });

  it('[F27] 4409: the copy goes, the new room is opened when the feed names it', async () => {
    const { server } = scene;
    server.message(talk, 'first');
    server.putSummary(talk);
    const desk = await scene.join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    await pass(2_000);
    server.epoch = 'two';
    server.texts.set(talk, []);
    server.closeRooms(closeCodes.epochChanged.code);
    await pass(500);
    const asked = server.opens.length;
    // Other news do not make it try the old name again.
    server.putRow('setting', 'other', { name: 'other', value: 1 });
    await pass(500);
    expect(server.opens).toHaveLength(asked);
    expect(open.state.current).toBe('opening');
    expect(shown(open)).toEqual([]);
    server.message(talk, 'rewritten');
    server.putSummary(talk);
    await until(isLive(desk));
    expect(shown(open)).toEqual(['accepted: rewritten']);
    const store = await openLocalStore([...scene.device.pages][0]!, database);
    await pass(2_000);
    expect((await store.all('copyHeads')).map(({ room }) => room)).toEqual([server.roomOf(talk)]);
  });

  it.each([
    [
      'of another client',
      () => {
        const doc = new Y.Doc();
        doc
          .getArray(logRoot)
          .push([{ id: 'forged', kind: 'message', text: 'forged', by: 'agent/ben' }]);
        return Y.encodeStateAsUpdate(doc);
      },
    ],
    [
      'with a deletion',
      () => {
        const doc = new Y.Doc();
        Y.applyUpdate(
          doc,
          encodeLogUpdate(0, ['{"id":"a","kind":"message"}', '{"id":"b","kind":"message"}']),
        );
        doc.getArray(logRoot).delete(0);
        return Y.encodeStateAsUpdate(doc);
      },
    ],
    ['with a hole before it', () => encodeLogUpdate(5, ['{"id":"a","kind":"message"}'])],
    ['of no sense at all', () => Uint8Array.of(255, 255, 255)],
  ])('[F28] a copy %s is dropped and synced again', async (_what, bytes) => {
    const { server, device } = scene;
    server.message(talk, 'true');
    server.putSummary(talk);
    const page = device.openPage();
    const store = await openLocalStore(page, database);
    await putCopy(store, { room: server.roomOf(talk), bytes: bytes() }, talk, 1, 0);
    const desk = await scene.join(page);
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    expect(shown(open)).toEqual(['accepted: true']);
  });

  it('[O2] the newest conversations open without network, though nobody had opened them', async () => {
    const { server, device } = scene;
    for (const conversation of [talk, otherTalk]) {
      server.message(conversation, `Hello from ${conversation.slice(0, 4)}`);
      server.putSummary(conversation);
    }
    const page = device.openPage();
    const before = await scene.join(page);
    await until(isLive(before));
    await pass(5_000);
    server.message(talk, 'and one more');
    server.putSummary(talk);
    await pass(5_000);
    page.die();
    device.setNetwork('cut');
    const desk = await scene.join();
    const opened = [desk.openConversation(talk), desk.openConversation(otherTalk)];
    await until(() => opened.every(({ state }) => state.current === 'local'));
    expect(opened.map(shown)).toEqual([
      ['accepted: Hello from 2222', 'accepted: and one more'],
      ['accepted: Hello from 3333'],
    ]);
  });

  it('[O10] 60 conversations opened in turn leave 30 subscribed', async () => {
    const { server } = scene;
    const ids = Array.from(
      { length: 60 },
      (_, n) => `${talk.slice(0, -2)}${String(n).padStart(2, '0')}`,
    );
    for (const id of ids) server.putSummary(id);
    const desk = await scene.join();
    await until(isLive(desk));
    for (const id of ids) {
      const open = desk.openConversation(id);
      await until(() => open.state.current === 'live');
      open.close();
    }
    await pass(2_000);
    const [client] = server.clients;
    expect(client!.rooms.size).toBe(30);
  });
});
