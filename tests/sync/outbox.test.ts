/** What a person did here goes out, once, in order, whatever dies. SPEC O5, O6, R10; RELIABILITY F9, B43. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/model.ts';
import { freshScene, isLive, otherTalk, shown, talk } from './scene.ts';
import { pass, soon, until } from './world.ts';

const scene = freshScene();
const message = (text: string) => ({ kind: 'message', text }) as const;
const textsOf = (conversation: string) =>
  (scene.server.texts.get(conversation) ?? []).map((text) => JSON.parse(text).text as string);

describe('order and amount', () => {
  it('[O5] keeps the order of each conversation, and one does not wait for another', async () => {
    const { server, device } = scene;
    const desk = await scene.join();
    device.setNetwork('cut');
    for (let n = 0; n < 6; n += 1) {
      await soon(desk.outbox.write(talk, message(`a${n}`)));
      await soon(desk.outbox.write(otherTalk, message(`b${n}`)));
    }
    const first = desk.outbox.all.current[0]!.entry.id;
    let isPutOff = true;
    server.judge = (entry) =>
      entry.id === first && isPutOff
        ? { id: entry.id, state: 'later', retryAfterMs: 2_000, reason: 'rate' }
        : entry.subject.endsWith(talk) && isPutOff
          ? { id: entry.id, state: 'later', retryAfterMs: 2_000, reason: 'rate' }
          : null;
    device.setNetwork('up');
    desk.retryNow();
    await until(() => textsOf(otherTalk).length === 6, 10_000);
    expect(textsOf(talk)).toEqual([]);
    isPutOff = false;
    await until(() => desk.outbox.all.current.length === 0, 10_000);
    expect(textsOf(talk)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
    expect(textsOf(otherTalk)).toEqual(['b0', 'b1', 'b2', 'b3', 'b4', 'b5']);
  });

  it('[O5] the next of a conversation leaves only after the answer to the last', async () => {
    const { server } = scene;
    const desk = await scene.join();
    await until(isLive(desk));
    server.losesAnswers = true;
    const first = await soon(desk.outbox.write(talk, message('first')));
    await pass(50);
    await soon(desk.outbox.write(talk, message('second')));
    const other = await soon(desk.outbox.write(otherTalk, message('elsewhere')));
    await pass(1_000);
    expect(server.submissions).toEqual([first, other]);
  });

  it('[O5] what follows one that was put off waits with it', async () => {
    const { server } = scene;
    const desk = await scene.join();
    await until(isLive(desk));
    let asked = 0;
    server.judge = ({ id }) =>
      (asked += 1) === 1 ? { id, state: 'later', retryAfterMs: 3_000, reason: 'busy' } : null;
    await soon(desk.outbox.write(talk, message('first')));
    await pass(100);
    await soon(desk.outbox.write(talk, message('second')));
    await until(() => desk.outbox.all.current.length === 0, 5_000);
    expect(textsOf(talk)).toEqual(['first', 'second']);
  });

  it('[B43] has at most 20 entries or 32 KB unanswered', async () => {
    const { server, device } = scene;
    const desk = await scene.join();
    device.setNetwork('cut');
    for (let n = 0; n < 50; n += 1) await soon(desk.outbox.write(talk, message(`short ${n}`)));
    server.losesAnswers = true;
    device.setNetwork('up');
    desk.retryNow();
    await pass(3_000);
    expect(new Set(server.submissions).size).toBe(20);
  });

  it('[O5] one message larger than the window goes alone', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    await soon(desk.outbox.write(talk, message('é'.repeat(20_000))));
    await soon(desk.outbox.write(otherTalk, message('small')));
    await until(() => desk.outbox.all.current.length === 0);
    expect(textsOf(talk)[0]).toHaveLength(20_000);
    expect(textsOf(otherTalk)).toEqual(['small']);
  });

  it('[O5] "later" is tried again after its time, not before', async () => {
    const { server } = scene;
    const desk = await scene.join();
    await until(isLive(desk));
    let asked = 0;
    server.judge = ({ id }) =>
      (asked += 1) === 1 ? { id, state: 'later', retryAfterMs: 3_000, reason: 'busy' } : null;
    await soon(desk.outbox.write(talk, message('patience')));
    await pass(2_900);
    expect(asked).toBe(1);
    await until(() => desk.outbox.all.current.length === 0, 1_000);
    expect(textsOf(talk)).toEqual(['patience']);
  });

  it('[L10] many at once are kept together and go out in their order', async () => {
    const { server, device } = scene;
    const desk = await scene.join();
    device.setNetwork('cut');
    const writes = [message('a0'), message('a1')].flatMap((what) => [
      { conversation: talk, what },
      { conversation: otherTalk, what },
    ]);
    const ids = await soon(desk.outbox.writeAll(writes));
    expect(desk.outbox.all.current.map((row) => row.entry.id)).toEqual(ids);
    device.setNetwork('up');
    desk.retryNow();
    await until(() => desk.outbox.all.current.length === 0, 10_000);
    expect(server.submissions).toEqual(ids);
    expect(textsOf(talk)).toEqual(['a0', 'a1']);
  });

  it('[L15] a later read mark takes the place of one that still waits', async () => {
    const desk = await scene.join();
    scene.device.setNetwork('cut');
    for (const upTo of ['one', 'two', 'three']) {
      await soon(desk.outbox.write(talk, { kind: 'read', upTo }));
    }
    expect(desk.outbox.all.current).toMatchObject([{ entry: { kind: 'read', upTo: 'three' } }]);
  });
});

describe('answers', () => {
  const held = (id: string): Answer => ({
    id,
    state: 'held',
    reason: 'colleague-replied',
    because: ['44444444-4444-4444-8444-444444444444'],
  });

  it('[O6] a held reply stays, over reloads, until its author sends it all the same', async () => {
    const { server } = scene;
    server.putSummary(talk);
    server.judge = (entry) =>
      entry.kind === 'message' && entry.despite === undefined ? held(entry.id) : null;
    const page = scene.device.openPage();
    const before = await scene.join(page);
    await until(isLive(before));
    await soon(before.outbox.write(talk, message('Mine')));
    await until(() => before.outbox.all.current[0]?.state === 'held');
    page.die();

    const desk = await scene.join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    expect(shown(open)).toEqual(['held: Mine']);
    const old = desk.outbox.all.current[0]!.entry.id;
    const id = await soon(desk.outbox.sendAnyway(old));
    expect(id).not.toBe(old);
    await until(() => desk.outbox.all.current.length === 0);
    expect(shown(open)).toEqual(['accepted: Mine']);
    expect(server.submissions.filter((each) => each === old)).toHaveLength(1);
  });

  it('[R10] a refused entry keeps its words and its reason, and can be tried again', async () => {
    const { server } = scene;
    server.judge = ({ id }) => ({ id, state: 'refused', reason: 'too-many' });
    const desk = await scene.join();
    await until(isLive(desk));
    const id = await soon(desk.outbox.write(talk, message('Full')));
    await until(() => desk.outbox.all.current[0]?.state === 'refused');
    expect(desk.outbox.all.current).toMatchObject([
      { entry: { text: 'Full' }, answer: { reason: 'too-many' } },
    ]);
    server.judge = () => null;
    await soon(desk.outbox.sendAnyway(id));
    await until(() => desk.outbox.all.current.length === 0);
    expect(textsOf(talk)).toEqual(['Full']);
  });

  it('[O5] a discarded row is gone, here and after a reload', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    scene.device.setNetwork('cut');
    const id = await soon(desk.outbox.write(talk, message('Never mind')));
    await soon(desk.outbox.discard(id));
    expect(desk.outbox.all.current).toEqual([]);
    page.die();
    const later = await scene.join();
    expect(later.outbox.all.current).toEqual([]);
  });

  it('[R10] an accepted row stays on the screen until the log shows its entry', async () => {
    const { server } = scene;
    server.putSummary(talk);
    const desk = await scene.join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    server.withholdLogs();
    await soon(desk.outbox.write(talk, message('between')));
    await until(() => desk.outbox.all.current.length === 0);
    await pass(100);
    expect(shown(open)).toEqual(['waiting: between']);
    server.releaseLogs();
    await until(() => shown(open).join() === 'accepted: between', 100);
  });

  it('[R10] a lost answer is asked again after a reconnection, and the message is there once', async () => {
    const { server } = scene;
    server.losesAnswers = true;
    const desk = await scene.join();
    await until(isLive(desk));
    const id = await soon(desk.outbox.write(talk, message('Once')));
    await until(() => textsOf(talk).length === 1);
    server.losesAnswers = false;
    scene.device.setNetwork('cut');
    await pass(100);
    scene.device.setNetwork('up');
    await until(() => desk.outbox.all.current.length === 0, 10_000);
    expect(textsOf(talk)).toEqual(['Once']);
    expect(server.submissions).toEqual([id, id]);
  });
});

describe('what a row says', () => {
  it('[O6] what was on the screen: the last entry of the open log, or what the list showed', async () => {
    const { server } = scene;
    const hello = server.message(talk, 'Hello?');
    server.putSummary(talk);
    server.putSummary(otherTalk, { lastVisitor: { entry: hello, number: 0, atMs: 0 } });
    const desk = await scene.join();
    desk.openConversation(talk);
    await until(isLive(desk));
    scene.device.setNetwork('cut');
    for (const conversation of [talk, otherTalk]) {
      await soon(desk.outbox.write(conversation, { kind: 'closed' }));
    }
    await soon(desk.outbox.write(talk, { kind: 'closed' }, { seenUpTo: null }));
    expect(desk.outbox.all.current.map(({ entry }) => entry.seenUpTo)).toEqual([
      hello,
      hello,
      null,
    ]);
  });

  it('[O6] says of each entry whether its author’s screen was caught up', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    scene.server.losesAnswers = true;
    await soon(desk.outbox.write(talk, message('now')));
    scene.device.setNetwork('cut');
    await pass(100);
    await soon(desk.outbox.write(talk, message('later')));
    expect(desk.outbox.all.current.map(({ entry }) => entry.live)).toEqual([true, false]);
  });
});

describe('a blocked socket', () => {
  it('[F9] entries go out over HTTP when sockets stay shut', async () => {
    const { server, device } = scene;
    const desk = await scene.join();
    await until(isLive(desk));
    device.setNetwork('sockets-blocked');
    for (let n = 0; n < 25; n += 1) await soon(desk.outbox.write(talk, message(`n${n}`)));
    await until(() => desk.connection.current.kind === 'offline', 8_000);
    await until(() => desk.outbox.all.current.length === 0, 120_000);
    expect(textsOf(talk)).toEqual(Array.from({ length: 25 }, (_, n) => `n${n}`));
    expect(server.posts.filter((path) => path === '/api/entries').length).toBeGreaterThan(1);
  });
});
