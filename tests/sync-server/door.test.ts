/** A socket's life: how it comes in, what ends it, and with which code. RELIABILITY B19-B31, F6, F7, F36, T22. */
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import { frameOp, messageType } from '#domain/wire.ts';
import type { MuxClient } from './clients.ts';
import { bytesOf, frame, own, TestSocket } from './clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
beforeEach(async () => {
  scene = await openScene();
  visitor = await scene.visitor();
  ana = await scene.agent('Ana');
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

const hello = (ticket: unknown) => frame(frameOp.hello, 0, Buffer.from(JSON.stringify({ ticket })));
const random = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 151) % 256);

describe('coming in', () => {
  it('a ticket opens the line, and the welcome says who and where', async () => {
    const line = await scene.line(ana);
    expect(line.welcome).toMatchObject({
      principal: `agent/${ana.id}`,
      store: scene.store.id,
      nowMs: scene.clock.now(),
    });
    expect(line.socket.allowed).toBe(limits.frameBytesAgent);
    expect((await scene.line(visitor)).socket.allowed).toBe(0);
  });

  it('[L13] the welcome tells agents, and nobody else, when a visitor is missed', async () => {
    expect((await scene.line(ana)).welcome).toMatchObject({ missedAfterMs: 30_000 });
    expect((await scene.line(visitor)).welcome).not.toHaveProperty('missedAfterMs');
  });

  it('[B19] without a ticket for 10 s the door closes, and not before', async () => {
    const socket = scene.socket();
    await scene.pass(9_000);
    expect(socket.closed).toBeNull();
    await scene.pass(2_000);
    expect(socket.closed?.code).toBe(4401);
  });

  it.each([
    ['a room', frame(frameOp.open, 1, Buffer.from('conversation/x'))],
    ['an entry', frame(frameOp.data, 0, own(messageType.submit, { entries: [] }))],
    ['no ticket at all', frame(frameOp.hello, 0, Buffer.from('{}'))],
    ['no JSON', frame(frameOp.hello, 0, Buffer.from('hello'))],
    ['JSON null', frame(frameOp.hello, 0, Buffer.from('null'))],
    ['a number', hello(7)],
    ['a made-up ticket', hello('x'.repeat(43))],
    ['a huge ticket', hello('x'.repeat(100_000))],
  ])('[B19] %s instead of a ticket is 4401', async (_, bytes) => {
    const socket = scene.socket();
    socket.receive(bytes);
    await scene.settle();
    expect(socket.closed?.code).toBe(4401);
    expect(socket.sent).toEqual([]);
  });

  it('[B19] on a stock socket the ticket is the parameter, and what comes before it is read waits', async () => {
    const room = await scene.roomOf(visitor.conversation);
    const without = await scene.stock({ ticket: '' }, room);
    expect(without.closed?.code).toBe(4401);
    const client = await scene.stock(ana, room);
    expect(client.closed).toBeNull();
    expect(client.room.isSynced).toBe(true);
  });

  it('[B28] a fifth socket of a visitor is turned away, and the oldest are kept', async () => {
    const lines: MuxClient[] = [];
    for (let i = 0; i < 5; i++) lines.push(await scene.line(visitor));
    expect(lines.map((line) => line.closed?.code)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      4529,
    ]);
    lines[0]!.socket.hangUp();
    expect((await scene.line(visitor)).closed).toBeNull();
  });

  it('[B28] a 41st socket of an address is turned away', async () => {
    const sockets = Array.from({ length: 41 }, () => scene.socket({ address: '203.0.113.9' }));
    expect(sockets.map((socket) => socket.closed?.code).filter(Boolean)).toEqual([4529]);
    expect(scene.socket({ address: '203.0.113.10' }).closed).toBeNull();
  });
});

describe('what is no message', () => {
  const tooLong = bytesOf((encoder) => {
    for (let i = 0; i < 10; i++) encoding.writeUint8(encoder, 255);
  });
  const broken: [string, Uint8Array][] = [
    ['empty bytes (a text frame too)', new Uint8Array()],
    ['one byte', Uint8Array.of(2)],
    ['a number that never ends', tooLong],
    ['an unknown operation', frame(99, 0, new Uint8Array())],
    ['a second hello', frame(frameOp.hello, 0, Buffer.from('{}'))],
    ['a packed frame', frame(frameOp.packed, 1, new Uint8Array())],
    ['an empty message', frame(frameOp.data, 0, new Uint8Array())],
    ['type 99', frame(frameOp.data, 0, Uint8Array.of(99))],
    ['a type that only the server sends', frame(frameOp.data, 0, own(messageType.answer, {}))],
    ['a sync message on no channel', frame(frameOp.data, 0, Uint8Array.of(0, 0, 1, 0))],
    ['our own message on a channel', frame(frameOp.data, 3, own(messageType.submit, {}))],
    ['no JSON', frame(frameOp.data, 0, Uint8Array.of(101, 3, 0x7b, 0x7b, 0x7b))],
    ['a shorter text than it says', frame(frameOp.data, 0, Uint8Array.of(101, 50, 0x7b))],
    ['entries that are no list', frame(frameOp.data, 0, own(messageType.submit, { entries: 7 }))],
    ['a submission of null', frame(frameOp.data, 0, own(messageType.submit, null))],
    ['channel 0 opened', frame(frameOp.open, 0, Buffer.from('x'))],
    ['noise', random(64)],
  ];

  it.each(broken)('[B20] %s closes the line with 4400, and others go on', async (_, bytes) => {
    const line = await scene.line(ana);
    const other = await scene.line(ana);
    line.socket.receive(bytes);
    expect(line.closed?.code).toBe(4400);
    expect(await other.submit(message(visitor.conversation, 'still here'))).toHaveLength(1);
  });

  it('[B20] opening a channel twice is 4400', async () => {
    const line = await scene.line(ana);
    const name = await scene.roomOf(visitor.conversation);
    line.socket.receive(frame(frameOp.open, 1, Buffer.from(name)));
    line.socket.receive(frame(frameOp.open, 1, Buffer.from(name)));
    expect(line.closed?.code).toBe(4400);
  });

  it('[B20] on a stock socket broken bytes close it with 4400', async () => {
    const room = await scene.roomOf(visitor.conversation);
    for (const bytes of [new Uint8Array(), Uint8Array.of(99), Uint8Array.of(0, 9, 0), tooLong]) {
      const client = await scene.stock(ana, room);
      client.socket.receive(bytes);
      expect(client.closed?.code).toBe(4400);
    }
  });

  it('[B21] a message over the limit of its sender is 1009', async () => {
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const long = (bytes: number) => frame(frameOp.data, 7, new Uint8Array(bytes));
    v.socket.receive(long(limits.frameBytesVisitor));
    a.socket.receive(long(limits.frameBytesVisitor));
    expect(v.closed?.code).toBe(1009);
    expect(a.closed).toBeNull();
    a.socket.receive(long(limits.frameBytesAgent));
    expect(a.closed?.code).toBe(1009);
  });

  it('data for a channel that was closed is passed over', async () => {
    const line = await scene.line(ana);
    line.socket.receive(frame(frameOp.data, 9, Uint8Array.of(0, 0, 1, 0)));
    expect(line.closed).toBeNull();
  });
});

describe('too much', () => {
  it('[B26] 200 frames a second are taken for a while, entries among them come later, then 4529', async () => {
    const line = await scene.line(ana);
    const { conversation } = visitor;
    for (let i = 0; i < 100; i++) line.say(messageType.presence, { viewing: null, typing: null });
    expect(line.closed).toBeNull();
    const [answer] = await line.submit(message(conversation, 'in a flood'));
    expect(answer).toMatchObject({ state: 'later', reason: 'rate' });
    for (let second = 0; second < 3 && !line.closed; second++) {
      for (let i = 0; i < 200; i++) line.say(messageType.presence, { viewing: null, typing: null });
      await scene.pass(1_000);
    }
    expect(line.closed?.code).toBe(4529);
  });

  it('[B26] 20 frames a second may go on for ever', async () => {
    const line = await scene.line(ana);
    for (let second = 0; second < 30; second++) {
      for (let i = 0; i < 20; i++) line.say(messageType.presence, { viewing: null, typing: null });
      await scene.pass(1_000);
    }
    expect(line.closed).toBeNull();
  });

  it('[B25] more than 100 pings in 10 s are 4529', async () => {
    const line = await scene.line(ana);
    for (let i = 0; i < 100; i++) line.socket.onSign?.('ping');
    expect(line.closed).toBeNull();
    line.socket.onSign?.('ping');
    expect(line.closed?.code).toBe(4529);
  });

  it('a 201st room on one line is 4529 for that room only', async () => {
    const line = await scene.line(ana);
    for (let channel = 1; channel <= limits.roomsPerConnection + 1; channel++) {
      line.socket.receive(
        frame(frameOp.open, channel, Buffer.from(await scene.roomOf(visitor.conversation))),
      );
    }
    const closes = line.log.filter(({ what }) => what === 'close');
    expect(closes).toEqual([{ what: 'close', channel: 201, body: 4529 }]);
    expect(line.closed).toBeNull();
  });
});

describe('signs of life', () => {
  it('[F7] a line that answers no ping is closed within 35 s, one that does stays', async () => {
    const [dead, alive] = [await scene.line(ana), await scene.line(ana)];
    dead.socket.isAlive = false;
    await scene.pass(24_000);
    expect(dead.closed).toBeNull();
    await scene.pass(11_000);
    expect(dead.closed?.code).toBe(4508);
    await scene.pass(300_000);
    expect(alive.closed).toBeNull();
  });

  it('a stock socket hears something at least every 30 s, for ten idle minutes', async () => {
    const client = await scene.stock(ana, await scene.roomOf(visitor.conversation));
    let heard = client.socket.sent.length;
    for (let i = 0; i < 20; i++) {
      await scene.pass(30_000);
      expect(client.socket.sent.length).toBeGreaterThan(heard);
      heard = client.socket.sent.length;
    }
    expect(client.closed).toBeNull();
    expect(client.room.awareness).toEqual([]);
  });

  it("a probe is answered with the server's time", async () => {
    const line = await scene.line(ana);
    line.say(messageType.probe, { n: 7 });
    expect(line.log.at(-1)).toMatchObject({
      what: 'probe',
      body: { n: 7, nowMs: scene.clock.now() },
    });
  });
});

describe('a reader that does not read', () => {
  it('[F6] gets no more updates above 1 MB, and one diff when it has drained', async () => {
    const [slow, quick] = [await scene.line(ana), await scene.line(ana)];
    const room = await scene.roomOf(visitor.conversation);
    const [atSlow, atQuick] = [await slow.open(room), await quick.open(room)];
    slow.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    for (const text of ['one', 'two', 'three']) {
      await quick.submit(message(visitor.conversation, text));
    }
    expect(atQuick.texts).toEqual(['one', 'assigned', 'two', 'three']);
    expect(atSlow.texts).toEqual([]);
    slow.socket.bufferedBytes = 0;
    const before = atSlow.messages.length;
    await scene.pass(1_000);
    expect(atSlow.texts).toEqual(atQuick.texts);
    expect(atSlow.messages.length - before).toBe(1);
    expect(slow.closed).toBeNull();
  });

  it('[F6] is closed with 4508 above 8 MB, or after 30 s', async () => {
    const [full, long] = [await scene.line(ana), await scene.line(ana)];
    full.socket.bufferedBytes = limits.bufferedBytesHard + 1;
    long.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    await scene.pass(1_000);
    expect(full.closed?.code).toBe(4508);
    await scene.pass(28_000);
    expect(long.closed).toBeNull();
    await scene.pass(3_000);
    expect(long.closed?.code).toBe(4508);
  });
});

describe('the end', () => {
  it('[T22] when a session ends its lines close at once with 4401, and no others', async () => {
    const ben = await scene.agent('Ben');
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    const stock = await scene.stock(ana, await scene.roomOf(visitor.conversation));
    await scene.server.accounts.changeAccount(ana.id, { active: false });
    await scene.settle();
    expect(a.closed?.code).toBe(4401);
    expect(stock.closed?.code).toBe(4401);
    expect(b.closed).toBeNull();
    expect((await scene.line(ana)).closed?.code).toBe(4401);
  });

  it('[T22] a session that runs out is noticed within a minute', async () => {
    const line = await scene.line(ana);
    await scene.store.extendSession(ana.session, scene.clock.now() + 5_000);
    await scene.pass(66_000);
    expect(line.closed?.code).toBe(4401);
  });

  it('[F36] stopping answers what was submitted, says when to come back, and closes with 1012', async () => {
    const line = await scene.line(ana);
    const stock = await scene.stock(ana, await scene.roomOf(visitor.conversation));
    const entry = message(visitor.conversation, 'just in time');
    line.say(messageType.submit, { entries: [entry] });
    await scene.server.stop();
    expect(line.answers).toMatchObject([{ id: entry.id, state: 'accepted' }]);
    expect(line.log.at(-1)).toMatchObject({ what: 'goaway', body: { reason: 'restart' } });
    expect([line.closed?.code, stock.closed?.code]).toEqual([1012, 1012]);
    const late = new TestSocket();
    scene.server.accept(late, { room: null, ticket: null, address: '192.0.2.7' });
    expect(late.closed?.code).toBe(4503);
    expect(await scene.store.answers([entry.id])).toHaveProperty('size', 1);
  });
});
