/**
 * What honest clients send is never refused: recorded sessions of stock providers and editors, played to our server
 * message by message, and stock clients that reload in a log room. `RECORD_HONEST=1` records anew. B30, B32.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { padRoot } from '#domain/wire.ts';
import type { TestSocket } from '../sync-server/clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from '../sync-server/scene.ts';
import { syncMessage } from './corpus/messages.ts';
import { recordSessions, type Session } from './corpus/honest.ts';

const file = fileURLToPath(new URL('./corpus/honest.json', import.meta.url));
if (process.env['RECORD_HONEST']) {
  writeFileSync(file, `${JSON.stringify(await recordSessions(), null, 2)}\n`);
}
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Session[];

let scene: Scene;
let ana: Person;
let visitor: Visitor;
beforeEach(async () => {
  scene = await openScene();
  ana = await scene.agent('Ana');
  visitor = await scene.visitor();
});
afterEach(async () => {
  await scene.end();
});

/** Ten keys a second; a network is slower. */
const keyMs = 100;

it('[B32] the recording is what the installed packages send', async () => {
  expect(await recordSessions()).toEqual(recorded);
});

it.each(recorded)('[B32] $name', async ({ steps, xml }) => {
  const room = await scene.padOf(visitor.conversation);
  const sockets = new Map<string, TestSocket>();
  for (const step of steps) {
    const [what, number, base64] = step.split(' ') as [string, string, string?];
    if (what === 'open') sockets.set(number, scene.socket({ room, ticket: ana.ticket }));
    else if (what === 'close') sockets.get(number)!.hangUp();
    else sockets.get(number)!.receive(Buffer.from(base64!, 'base64'));
    await scene.pass(keyMs);
  }
  const refused = [...sockets.values()].flatMap(({ closed }) =>
    closed && closed.code !== 1006 ? [closed] : [],
  );
  expect(refused).toEqual([]);
  const reader = await scene.stock(ana, room);
  expect(reader.room.doc.getXmlFragment(padRoot).toJSON()).toBe(xml);
  expect(scene.faults).toEqual([]);
});

describe('[B30] a stock client of a log room', () => {
  async function copyOf(room: string, who: { ticket: string }): Promise<Y.Doc> {
    const client = await scene.stock(who, room);
    const { doc } = client.room;
    client.socket.hangUp();
    return doc;
  }
  async function talk(...texts: string[]): Promise<void> {
    const line = await scene.line(visitor);
    await line.submit(...texts.map((text) => message(visitor.conversation, text)));
    line.socket.hangUp();
  }
  const rooms = [
    ['transcript', () => visitor, () => scene.transcriptOf(visitor.conversation)],
    ['conversation', () => ana, () => scene.roomOf(visitor.conversation)],
  ] as const;

  it.each(rooms)('%s: may come back with all, some or none of it', async (_kind, who, name) => {
    await talk('one', 'two');
    const room = await name();
    const old = Y.encodeStateAsUpdate(await copyOf(room, who()));
    await talk('three');
    for (const kept of [[], [old]]) {
      const client = await scene.stock(who(), room);
      // A copy that is found only now is loaded into the open document, and the provider sends it.
      for (const bytes of kept) client.room.send(syncMessage(2, bytes));
      client.room.send(syncMessage(1, Uint8Array.of(0, 0)));
      await scene.settle();
      expect(client.closed).toBeNull();
      expect(client.room.texts).toEqual(['one', 'two', 'three']);
    }
  });

  it.each(rooms)('%s: may say who and where it is', async (_kind, who, name) => {
    await talk('one');
    const client = await scene.stock(who(), await name());
    // What the provider sends of itself: its awareness, and a question for everybody else's.
    client.room.send(Uint8Array.of(1, 6, 1, 5, 1, 2, 123, 125));
    client.room.send(Uint8Array.of(3));
    await scene.settle();
    expect(client.closed).toBeNull();
  });
});
