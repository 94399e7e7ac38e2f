/** A log of thousands of entries: in parts, with the answer last, while others write and readers are slow. F29, F31, F6. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeLogUpdate, isCleanCopy } from '#domain/documents/log.ts';
import { limits } from '#domain/limits.ts';
import { comment, openScene, type Person, type Scene, type Visitor } from './scene.ts';

const entries = 4_500;
let scene: Scene;
let visitor: Visitor;
let ana: Person;
let name: string;

beforeAll(async () => {
  scene = await openScene({ rateLimits: false });
  visitor = await scene.visitor();
  ana = await scene.agent('Ana');
  name = await scene.roomOf(visitor.conversation);
  const who = (await scene.server.services.byTicket(ana.ticket))!;
  for (let from = 0; from < entries; from += 20) {
    const some = Array.from({ length: 20 }, (_, i) => comment(visitor.conversation, `${from + i}`));
    await scene.server.services.submit(who, some);
  }
});
afterAll(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

const say = (text: string) => comment(visitor.conversation, text, { id: randomUUID() });
const countNow = async () => (await scene.store.conversation(visitor.conversation))!.count;

describe('a long log', () => {
  it('comes in parts, and is synced only when all of it is there', async () => {
    const { room } = (await scene.line(ana)).openNow(name);
    const seen: number[] = [];
    for (let i = 0; i < 60 && !room.isSynced; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(room.entries.length);
    }
    expect(new Set(seen.filter((count) => count > 0))).toEqual(new Set([2_048, 4_096, 4_500]));
    expect([room.isSynced, room.packed]).toEqual([true, 3]);
    const texts = await scene.store.entryTexts(visitor.conversation, 'team', 0, entries);
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(encodeLogUpdate(0, texts));
  });

  it('is whole also when somebody writes meanwhile, on either kind of socket', async () => {
    const writer = await scene.line(ana);
    const { room } = (await scene.line(ana)).openNow(name);
    const other = await scene.stock(ana, name);
    for (let i = 0; i < 8; i++) {
      await writer.submit(say(`meanwhile ${i}`));
    }
    const count = await countNow();
    expect(isCleanCopy(room.doc, count)).toBe(true);
    expect(isCleanCopy(other.room.doc, count)).toBe(true);
    await writer.submit(say('and on'));
    expect(room.texts.at(-1)).toBe('and on');
  });

  it('[F6] stops for a reader that does not read, and goes on later', async () => {
    const line = await scene.line(ana);
    const { room } = line.openNow(name);
    line.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    await scene.pass(3_000);
    expect(room.isSynced).toBe(false);
    expect(room.entries.length).toBeLessThan(entries);
    line.socket.bufferedBytes = 0;
    await scene.pass(2_000);
    expect(isCleanCopy(room.doc, await countNow())).toBe(true);
    expect(room.isSynced).toBe(true);
  });

  it('goes on from where a copy ends', async () => {
    const doc = new Y.Doc();
    const texts = await scene.store.entryTexts(visitor.conversation, 'team', 0, 100);
    Y.applyUpdate(doc, encodeLogUpdate(0, texts));
    const room = await (await scene.line(ana)).open(name, doc);
    expect(isCleanCopy(room.doc, await countNow())).toBe(true);
  });
});
