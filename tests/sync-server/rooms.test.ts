/** Who may enter which room, and what a log room sends. DESIGN 2; RELIABILITY B27, B29, B30, T1, T35. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLogUpdate, isCleanCopy } from '#domain/documents/log.ts';
import { roles } from '#domain/model.ts';
import { logRoot, messageType } from '#domain/wire.ts';
import type { Store } from '../../sync-server/ports.ts';
import { bytesOf, step1, syncUpdate } from './clients.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
/** Holds back what is read of logs, where a test asks for it. */
let reading: Promise<void> | null = null;
beforeEach(async () => {
  reading = null;
  const store = (real: Store): Store =>
    new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key !== 'entryTexts') return value.bind(target);
        return async (...asked: Parameters<Store['entryTexts']>) => {
          const texts = await target.entryTexts(...asked);
          await reading;
          return texts;
        };
      },
    });
  scene = await openScene({ store });
  visitor = await scene.visitor();
  ana = await scene.agent('Ana');
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

/** The code with which a room is refused, or `open`. */
async function entering(who: { ticket: string }, room: string): Promise<number | 'open'> {
  const line = await scene.line(who);
  const opened = await line.open(room);
  expect(line.closed).toBeNull();
  line.socket.hangUp();
  return opened.closed?.code ?? 'open';
}

/** An update that any client could make: it adds one entry. */
function foreignUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray(logRoot).push([{ id: 'forged', kind: 'message', by: 'agent/x', text: 'mine' }]);
  return Y.encodeStateAsUpdate(doc);
}

describe('rights', () => {
  it('[T5] agents and viewers read the team room, a visitor their transcript, and nobody else', async () => {
    const { conversation } = visitor;
    const [room, transcript] = [
      await scene.roomOf(conversation),
      await scene.transcriptOf(conversation),
    ];
    for (const role of roles) {
      const somebody = await scene.agent('Kim', role);
      expect(await entering(somebody, room)).toBe('open');
      expect(await entering(somebody, transcript)).toBe(4404);
      expect(await entering(somebody, await scene.padOf(conversation))).toBe('open');
    }
    expect(await entering(visitor, transcript)).toBe('open');
    for (const name of [room, await scene.padOf(conversation)]) {
      expect(await entering(visitor, name)).toBe(4404);
    }
    const stranger = await scene.visitor();
    expect(await entering(stranger, transcript)).toBe(4404);
    const epoch = room.split('~')[1]!;
    const mine = `pad/private/${ana.id}/${conversation}~${epoch}`;
    expect(await entering(ana, mine)).toBe('open');
    expect(await entering(await scene.agent('Ben'), mine)).toBe(4404);
    expect(await entering(await scene.agent('Eve', 'viewer'), mine)).toBe(4404);
  });

  it('[B27] anything that is no room is answered as an unknown one', async () => {
    const unknown = '0197f2a0-0000-7000-8000-000000000000';
    const own = await scene.roomOf(visitor.conversation);
    for (const name of [
      ...['', 'x', '../', 'conversation/', `conversation/${unknown}~abc`, '\0'],
      own.toUpperCase(),
      own.replace('conversation', 'сonversation'), // a Cyrillic letter
      `${own}/`,
      `${own}\0`,
      'conversation/'.padEnd(10_000, 'x'),
      own.split('~')[0]!,
    ]) {
      expect(await entering(ana, name)).toBe(4404);
      expect(await entering(visitor, name)).toBe(4404);
    }
  });

  it('[B27] a room of another epoch has another name now: 4409, for those who might enter', async () => {
    const old = `conversation/${visitor.conversation}~anotherEpoch`;
    expect(await entering(ana, old)).toBe(4409);
    expect(await entering(visitor, old)).toBe(4404);
    const pad = (await scene.padOf(visitor.conversation)).replace(/~.*/, '~anotherEpoch');
    expect(await entering(ana, pad)).toBe(4409);
  });

  it('a stock socket is closed as a whole, with the same codes', async () => {
    const room = await scene.roomOf(visitor.conversation);
    expect((await scene.stock(visitor, room)).closed?.code).toBe(4404);
    expect((await scene.stock(ana, `${room}x`)).closed?.code).toBe(4409);
    expect((await scene.stock(ana, 'nothing')).closed?.code).toBe(4404);
  });
});

describe('a log', () => {
  it('has the same bytes for a live reader, a late one, one after a restart, and from the rows', async () => {
    const { conversation } = visitor;
    const [v, a] = [await scene.line(visitor), await scene.line(ana)];
    const name = await scene.roomOf(conversation);
    const live = await a.open(name);
    for (let i = 0; i < 5; i++) {
      await v.submit(message(conversation, `question ${i} \u{1f600}`));
      await a.submit(comment(conversation, `thought ${i}`));
      await scene.pass(2_000);
    }
    const late = await (await scene.line(ana)).open(name);
    const bytes = Y.encodeStateAsUpdate(live.doc);
    expect(Y.encodeStateAsUpdate(late.doc)).toEqual(bytes);
    const texts = await scene.store.entryTexts(conversation, 'team', 0, 10);
    expect(encodeLogUpdate(0, texts)).toEqual(bytes);

    await scene.restart();
    const after = await (await scene.line(ana)).open(name);
    expect(Y.encodeStateAsUpdate(after.doc)).toEqual(bytes);
    // One who synced before goes on afterwards.
    const again = await scene.line(ana);
    const gone = await again.open(name, live.doc);
    await again.submit(comment(conversation, 'and on'));
    expect(gone.texts.at(-1)).toBe('and on');
    expect(isCleanCopy(gone.doc, 11)).toBe(true);
  });

  it('never asks its readers what they have, and answers an up-to-date one with nothing', async () => {
    const a = await scene.line(ana);
    const room = await a.open(await scene.roomOf(visitor.conversation));
    await a.submit(comment(visitor.conversation, 'one'));
    const before = room.messages.length;
    room.send(step1(room.doc));
    await scene.settle();
    expect(room.messages.slice(before)).toEqual([syncUpdate(Uint8Array.of(0, 0), 1)]);
    expect(room.asked).toBe(0);
  });

  it('sends a first sync over 16 KB packed on a multiplexed line, and plain on a stock socket', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    for (let i = 0; i < 20; i++) await a.submit(comment(conversation, `${i} `.repeat(600)));
    const name = await scene.roomOf(conversation);
    const reader = await scene.line(ana);
    const packed = await reader.open(name);
    expect([packed.packed, packed.entries.length]).toEqual([1, 20]);
    const stock = await scene.stock(ana, name);
    expect(stock.room.doc.getArray(logRoot).length).toBe(20);
    // What came after the packed start was kept follows it.
    await a.submit(comment(conversation, 'one more'));
    const later = await (await scene.line(ana)).open(name);
    expect(Y.encodeStateAsUpdate(later.doc)).toEqual(
      encodeLogUpdate(0, await scene.store.entryTexts(conversation, 'team', 0, 21)),
    );
  });

  it('[B29] what is no state vector of a log is 4400', async () => {
    const step = (write: (encoder: encoding.Encoder) => void) =>
      bytesOf((encoder) => {
        encoding.writeVarUint(encoder, messageType.sync);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, bytesOf(write));
      });
    const hostile = [
      step((encoder) => {
        encoding.writeVarUint(encoder, 1_000_000);
        for (let i = 0; i < 1_000; i++) encoding.writeVarUint(encoder, i);
      }),
      step((encoder) => encoding.writeVarUint(encoder, 3)),
      step((encoder) => encoding.writeUint8Array(encoder, new Uint8Array(12).fill(255))),
      step((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, Number.MAX_SAFE_INTEGER);
      }),
      Uint8Array.of(0, 0),
      Uint8Array.of(0, 7, 0),
    ];
    const name = await scene.roomOf(visitor.conversation);
    for (const bytes of hostile) {
      const line = await scene.line(ana);
      const room = await line.open(name);
      room.send(bytes);
      expect(room.closed?.code).toBe(4400);
      expect(line.closed).toBeNull();
      line.socket.hangUp();
    }
  });

  it('a copy with more than the log has is from before a restore: 4409', async () => {
    const a = await scene.line(ana);
    await a.submit(comment(visitor.conversation, 'one'));
    const doc = new Y.Doc();
    const texts = await scene.store.entryTexts(visitor.conversation, 'team', 0, 1);
    Y.applyUpdate(doc, encodeLogUpdate(0, [...texts, '{"id":"lost"}']));
    const room = await a.open(await scene.roomOf(visitor.conversation), doc);
    expect(room.closed?.code).toBe(4409);
  });

  it('[B30] nobody writes it: any content is 4403, and nothing of it is kept', async () => {
    const { conversation } = visitor;
    await (await scene.line(ana)).submit(message(conversation, 'one'));
    const rooms = [
      [ana, await scene.roomOf(conversation)],
      [visitor, await scene.transcriptOf(conversation)],
    ] as const;
    for (const [who, name] of rooms) {
      const watcher = await (await scene.line(who)).open(name);
      const before = Y.encodeStateAsUpdate(watcher.doc);
      for (const bytes of [foreignUpdate(), Uint8Array.of(0, 1, 1, 1, 0, 1), Uint8Array.of(9)]) {
        for (const kind of [1, 2]) {
          const line = await scene.line(ana === who ? ana : visitor);
          const room = await line.open(name);
          room.send(syncUpdate(bytes, kind));
          await scene.settle();
          expect(room.closed?.code).toBe(4403);
          line.socket.hangUp();
        }
      }
      expect(Y.encodeStateAsUpdate(watcher.doc)).toEqual(before);
    }
    expect(await scene.store.entryTexts(conversation, 'team', 0, 10)).toHaveLength(2);
  });

  it('[B30] an empty step 2, and what came from here before, are no writing', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    for (const text of ['one', 'two', 'three']) await a.submit(comment(conversation, text));
    const name = await scene.roomOf(conversation);
    const stock = await scene.stock(ana, name);
    stock.room.send(syncUpdate(Uint8Array.of(0, 0), 1));
    // A local copy that is loaded while the socket is open comes back as an update.
    stock.room.send(syncUpdate(Y.encodeStateAsUpdate(stock.room.doc)));
    const texts = await scene.store.entryTexts(conversation, 'team', 1, 3);
    stock.room.send(syncUpdate(encodeLogUpdate(1, texts)));
    await scene.settle();
    expect(stock.closed).toBeNull();
    // The same clocks with other words are forged.
    stock.room.send(syncUpdate(encodeLogUpdate(1, [texts[0]!, '{"id":"forged"}'])));
    await scene.settle();
    expect(stock.closed?.code).toBe(4403);
  });

  it('[T35] asking for everything 1,000 times sends it once in 10 s, and then once more', async () => {
    const a = await scene.line(ana);
    const { conversation } = visitor;
    for (let i = 0; i < 20; i++) await a.submit(message(conversation, `${i} `.repeat(900)));
    const name = await scene.transcriptOf(conversation);
    const socket = scene.socket({ room: name, ticket: visitor.ticket });
    await scene.settle();
    for (let second = 0; second < 10; second++) {
      for (let i = 0; i < 15; i++) socket.receive(step1(new Y.Doc()));
      await scene.pass(1_000);
    }
    const sizes = socket.sent.map((bytes) => bytes.length);
    expect(sizes.filter((size) => size > 16 * 1024)).toHaveLength(1);
    await scene.pass(10_000);
    expect(socket.sent.filter((bytes) => bytes.length > 16 * 1024)).toHaveLength(2);
    expect(socket.closed).toBeNull();
  });

  it.each([0, 1, 2])(
    'what is accepted while an older part is being read is neither lost nor doubled (%i readers live)',
    async (live) => {
      const { conversation } = visitor;
      const name = await scene.roomOf(conversation);
      const a = await scene.line(ana);
      for (let i = 0; i < 5; i++) await a.submit(comment(conversation, `${i}`));
      const rooms = [];
      for (let i = 0; i < live; i++) rooms.push(await (await scene.line(ana)).open(name));
      // Nothing is kept of it by now.
      await scene.pass(30_000);
      let release = (): void => undefined;
      reading = new Promise((open) => (release = open));
      const late = await (await scene.line(ana)).open(name);
      for (let i = 5; i < 9; i++) await a.submit(comment(conversation, `${i}`));
      const later = await (await scene.line(ana)).open(name);
      release();
      await scene.settle();
      await a.submit(comment(conversation, '9'));
      for (const room of [...rooms, late, later]) {
        expect(room.texts).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        expect(isCleanCopy(room.doc, 10)).toBe(true);
      }
    },
  );

  it('[F35] is forgotten a minute after the last reader left, and opens again', async () => {
    const line = await scene.line(ana);
    const name = await scene.roomOf(visitor.conversation);
    await line.open(name);
    expect(scene.server.counts().rooms).toBe(1);
    await scene.pass(120_000);
    expect(scene.server.counts().rooms).toBe(1);
    line.socket.hangUp();
    await scene.pass(62_000);
    expect(scene.server.counts().rooms).toBe(0);
    expect(await entering(ana, name)).toBe('open');
  });
});
