/** What lies in pads as rows of the feed: drafts nobody has sent, and what is pinned. SPEC L2, L3, W11, W12, C18. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { limits } from '#domain/limits.ts';
import type { FeedTable } from '#domain/model.ts';
import { messageType, padRoot, roomName, summaryPadName } from '#domain/wire.ts';
import type { MuxClient, TestRoom } from './clients.ts';
import { act, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
let ben: Person;

beforeEach(async () => {
  scene = await openScene();
  visitor = await scene.visitor();
  [ana, ben] = [await scene.agent('Ana'), await scene.agent('Ben')];
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

async function following(who: Person): Promise<MuxClient> {
  const line = await scene.line(who);
  line.say(messageType.feed, { cursor: null });
  await scene.settle();
  return line;
}

/** The rows of a table as this person's device has them. */
function rows(line: MuxClient, table: FeedTable): unknown[] {
  const known = new Map<string, unknown>();
  for (const row of line.pages.flatMap((page) => page.rows)) {
    if (row.table === table) known.set(row.id, row.value);
  }
  return [...known.values()].filter((value) => value !== null);
}

function write(room: TestRoom, words: string): void {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(words)]);
  room.doc.getXmlFragment(padRoot).insert(0, [element]);
}
function clear(room: TestRoom): void {
  const root = room.doc.getXmlFragment(padRoot);
  root.delete(0, root.length);
}

async function epoch(): Promise<string> {
  return (await scene.roomOf(visitor.conversation)).split('~')[1]!;
}

describe('a draft', () => {
  it('[L3] [W11] is a row for the whole team from its first word on, and none after the last', async () => {
    const [line, other] = [await following(ana), await following(ben)];
    const room = await line.open(await scene.padOf(visitor.conversation, 'draft'));
    expect(rows(other, 'draft')).toEqual([]);
    write(room, 'It is\u00a0on  its way');
    await scene.settle();
    expect(rows(other, 'draft')).toEqual([
      {
        conversation: visitor.conversation,
        pad: `pad/draft/${visitor.conversation}.chat.1.s1`,
        ...{ tab: 'reply', by: ana.id, text: 'It is on its way' },
      },
    ]);
    clear(room);
    await scene.settle();
    expect(rows(other, 'draft')).toEqual([]);
  });

  it('[L3] what is written on is told at leisure, and only so much of it', async () => {
    const [line, other] = [await following(ana), await following(ben)];
    const room = await line.open(await scene.padOf(visitor.conversation));
    write(room, 'a');
    await scene.settle();
    const { length } = other.pages;
    for (let count = 0; count < 20; count += 1) {
      write(room, 'x'.repeat(limits.previewCharacters));
      await scene.settle();
    }
    expect(other.pages).toHaveLength(length);
    await scene.pass(5_000);
    expect(other.pages).toHaveLength(length + 1);
    expect(rows(other, 'draft')).toMatchObject([
      { tab: 'comment', text: 'x'.repeat(limits.previewCharacters) },
    ]);
  });

  it('[W11] is there after a restart, and goes when its words go', async () => {
    const name = await scene.padOf(visitor.conversation, 'draft');
    const room = await (await following(ana)).open(name);
    write(room, 'kept');
    await scene.settle();
    await scene.restart();
    const line = await following(ben);
    expect(rows(line, 'draft')).toMatchObject([{ text: 'kept', by: ana.id }]);
    clear(await line.open(name));
    await scene.settle();
    expect(rows(line, 'draft')).toEqual([]);
  });

  it('[W12] that is private is told to nobody but its writer', async () => {
    const [line, other] = [await following(ana), await following(ben)];
    const room = await line.open(
      roomName({
        ...{ kind: 'private-pad', agent: ana.id, conversation: visitor.conversation },
        ...{ id: `${visitor.conversation}.chat.1.s1`, epoch: await epoch() },
      }),
    );
    write(room, 'between me and me');
    await scene.settle();
    expect(rows(line, 'draft')).toMatchObject([{ text: 'between me and me' }]);
    expect(rows(other, 'draft')).toEqual([]);
    expect(rows(await following(ben), 'draft')).toEqual([]);
    expect(JSON.stringify(other.pages)).not.toContain('between me');
  });

  it('[P18] of somebody who is erased is not told any more', async () => {
    const [line, other] = [await following(ana), await following(ben)];
    write(await line.open(await scene.padOf(visitor.conversation, 'draft')), 'canary');
    await scene.settle();
    const binned = act(visitor.conversation, { kind: 'binned', writtenAtMs: scene.clock.now() });
    await line.submit(binned);
    expect(await scene.server.erasure.purge(visitor.conversation, binned.id)).toBe(true);
    await scene.pass(5_000);
    expect(rows(other, 'draft')).toEqual([]);
    expect(JSON.stringify((await following(ben)).pages)).not.toContain('canary');
  });
});

describe('a pinned summary', () => {
  it('[C18] is a row of its conversation, for the team', async () => {
    const [line, other] = [await following(ana), await following(ben)];
    const room = await line.open(summaryPadName(visitor.conversation, await epoch()));
    write(room, 'Wants the blue one');
    await scene.settle();
    expect(rows(other, 'pinned')).toEqual([
      { conversation: visitor.conversation, text: 'Wants the blue one' },
    ]);
    clear(room);
    await scene.settle();
    expect(rows(other, 'pinned')).toEqual([]);
  });
});
