/** The line says honestly whether anybody hears us, and comes back without being asked. SPEC O3; F7, F8, F9, F19. */
import { describe, expect, it } from 'vitest';
import { closeCodes, messageType } from '../../src/domain/wire.ts';
import { freshScene, isLive, shown, talk } from './scene.ts';
import { latencyMs, pass, soon, until } from './world.ts';

const scene = freshScene();
const now = () => Date.now();

describe('honesty', () => {
  it('[O3] a socket that is open but silent is offline within 6 s, and live again with the first answer', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    const wentSilentAtMs = now();
    scene.server.answersProbes = false;
    await pass(4_900);
    expect(desk.connection.current.kind).toBe('live');
    await until(() => desk.connection.current.kind === 'offline', 1_500);
    const { sinceMs } = desk.connection.current as { sinceMs: number };
    expect(sinceMs).toBeGreaterThanOrEqual(wentSilentAtMs);
    expect(sinceMs).toBeLessThan(wentSilentAtMs + 1_100);
    scene.server.answersProbes = true;
    await until(isLive(desk), 60_000);
  });

  it('[F7] a network that swallows everything is noticed, and survived', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    scene.device.setNetwork('silent');
    await until(() => desk.connection.current.kind === 'offline', 6_100);
    await pass(60_000);
    scene.device.setNetwork('up');
    await until(isLive(desk), 41_000);
  });

  it('[F7] also when it swallows everything from the welcome on', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    scene.device.setNetwork('cut');
    await soon(desk.outbox.write(talk, { kind: 'comment', text: 'written underground' }));
    scene.device.setNetwork('up');
    const before = page.sockets;
    // What waits goes out with the welcome, together with a question that is never answered.
    await until(() => page.sockets > before, 60_000);
    const welcomed = page.sockets;
    await pass(3 * latencyMs);
    scene.device.setNetwork('silent');
    await pass(70_000);
    expect(page.sockets).toBeGreaterThan(welcomed);
  });

  it('[O3] the browser saying "offline" is believed only when nobody answers', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    page.hintOnline(false);
    await pass(10_000);
    expect(desk.connection.current.kind).toBe('live');
  });

  it('[O3] offline names the next attempt, and Now makes it', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    scene.device.setNetwork('cut');
    await until(() => desk.connection.current.kind === 'offline', 7_000);
    await pass(100_000);
    const state = desk.connection.current;
    expect(state).toMatchObject({ kind: 'offline', retryAtMs: expect.any(Number) });
    scene.device.setNetwork('up');
    desk.retryNow();
    expect(await until(isLive(desk))).toBeLessThan(200);
  });

  it('[O3] a room that has not caught up keeps the page from saying live', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    const { server } = scene;
    server.message(talk, 'Hello?');
    server.putSummary(talk);
    await pass(50);
    const open = desk.openConversation(talk);
    expect(desk.connection.current.kind).toBe('catching-up');
    await until(isLive(desk));
    expect(shown(open)).toEqual(['accepted: Hello?']);
  });
});

describe('coming back', () => {
  it('[F8] attempts are spread between 0 and 30 s', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    scene.device.setNetwork('cut');
    const before = page.sockets;
    await pass(10 * 60_000);
    // Full jitter over 30 s means 15 s on average: about 40 attempts, and never a storm.
    expect(page.sockets - before).toBeGreaterThan(20);
    expect(page.sockets - before).toBeLessThan(90);
  });

  it('[F8] flapping every 2 s loses and doubles nothing', async () => {
    scene.server.putSummary(talk);
    const desk = await scene.join();
    const open = desk.openConversation(talk);
    await until(isLive(desk));
    const words: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      scene.device.setNetwork('cut');
      await pass(1_000);
      words.push(`message ${round}`);
      await soon(desk.outbox.write(talk, { kind: 'message', text: `message ${round}` }));
      await pass(1_000);
      scene.device.setNetwork('up');
      await pass(2_000);
    }
    await until(() => desk.outbox.all.current.length === 0, 40_000);
    expect(shown(open)).toEqual(words.map((text) => `accepted: ${text}`));
    const texts = scene.server.texts.get(talk)!.map((text) => JSON.parse(text).text);
    expect(texts).toEqual(words);
  });

  it('[F30] a server that goes away is left alone for as long as it asks', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    const before = page.sockets;
    scene.server.say(messageType.goaway, { reason: 'restart', retryAfterMs: 20_000 });
    await until(() => !isLive(desk)());
    // Without being told to stay away it would try within half a second.
    expect(await until(isLive(desk), 25_000)).toBeGreaterThan(1_000);
    expect(page.sockets).toBe(before + 1);
  });
});

describe('endings', () => {
  it('[O3] a ticket whose session ended says "sign in again", and nothing is tried any more', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    scene.server.account = null;
    for (const client of scene.server.clients) client.socket.close(closeCodes.signIn.code, '');
    await until(() => desk.connection.current.kind === 'signed-out', 5_000);
    const sockets = page.sockets;
    await pass(60_000);
    expect(page.sockets).toBe(sockets);
    scene.server.account = 'agent/ana';
    desk.retryNow();
    await until(isLive(desk));
  });

  it('[O3] tickets that are issued and then refused are not asked for for ever', async () => {
    scene.server.refusesHello = true;
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(() => desk.connection.current.kind === 'signed-out', 5_000);
    expect(page.sockets).toBe(2);
  });

  it('[P14] after a refusal the next start does not show what is on the device', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    scene.server.account = null;
    for (const client of scene.server.clients) client.socket.close(closeCodes.signIn.code, '');
    await until(() => desk.connection.current.kind === 'signed-out', 5_000);
    page.die();
    await expect(scene.join()).rejects.toThrow('signed-out');
  });

  it('[V7] somebody else signed in here: this page shows nothing more, the next is theirs', async () => {
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    scene.server.account = 'agent/ben';
    for (const client of scene.server.clients) client.socket.close(closeCodes.signIn.code, '');
    await until(() => desk.connection.current.kind === 'signed-out', 5_000);
    page.die();
    expect((await scene.join()).principal).toBe('agent/ben');
  });

  it('[F23] a client that is too old says so and keeps what waits', async () => {
    const desk = await scene.join();
    await until(isLive(desk));
    for (const client of scene.server.clients) {
      client.socket.close(closeCodes.clientTooOld.code, '');
    }
    await until(() => desk.connection.current.kind === 'too-old');
    await soon(desk.outbox.write(talk, { kind: 'message', text: 'kept' }));
    expect(desk.outbox.all.current).toHaveLength(1);
  });
});

describe('clocks', () => {
  it("[F19] a device that is years ahead shows the server's time, and says how wrong it is", async () => {
    scene.device.clockErrorMs = 5 * 365 * 24 * 60 * 60_000;
    scene.server.putSummary(talk);
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    await pass(20_000);
    expect(Math.abs(desk.serverNow() - now())).toBeLessThan(20);
    // The clock is set right while the page is open: nothing jumps.
    scene.device.clockErrorMs = 0;
    expect(Math.abs(desk.serverNow() - now())).toBeLessThan(20);
  });

  it('[F19] a wrong clock is remembered for a start without network', async () => {
    scene.device.clockErrorMs = -3 * 60 * 60_000;
    const page = scene.device.openPage();
    const desk = await scene.join(page);
    await until(isLive(desk));
    await pass(100);
    page.die();
    scene.device.setNetwork('cut');
    const later = await scene.join();
    expect(Math.abs(later.serverNow() - now())).toBeLessThan(100);
  });
});
