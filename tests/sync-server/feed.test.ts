/** The feed: everything once, then every change, and proof when the store went back. DESIGN 2, 4. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#domain/limits.ts';
import type { FeedRow } from '#domain/model.ts';
import { messageType } from '#domain/wire.ts';
import { readCursor, writeCursor } from '../../sync-server/cursor.ts';
import type { MuxClient } from './clients.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

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

/** What a client keeps: rows by table and id. */
function kept(line: MuxClient): Map<string, FeedRow> {
  const rows = new Map<string, FeedRow>();
  for (const page of line.pages) {
    if (page.reset) rows.clear();
    for (const row of page.rows) {
      const key = `${row.table}/${row.id}`;
      if ((rows.get(key)?.rev ?? 0) <= row.rev) rows.set(key, row);
    }
  }
  return rows;
}

async function ask(line: MuxClient, cursor: string | null = null): Promise<void> {
  line.say(messageType.feed, { cursor });
  await scene.settle();
}

const summary = (line: MuxClient, { conversation }: Visitor) =>
  kept(line).get(`conversation/${conversation}`)?.value as Record<string, unknown> | undefined;

describe('the feed', () => {
  it("brings what there is, with the room's name of now, and then each change once", async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ana)];
    await a.submit(message(visitor.conversation, 'one'));
    await ask(b);
    expect(b.pages).toHaveLength(1);
    expect(b.pages[0]).toMatchObject({ more: false, reset: true });
    expect(summary(b, visitor)).toMatchObject({
      id: visitor.conversation,
      room: await scene.roomOf(visitor.conversation),
      preview: { text: 'one' },
    });
    expect(kept(b).get(`agent/${ana.id}`)?.value).toMatchObject({ name: 'Ana', role: 'agent' });
    await a.submit(comment(visitor.conversation, 'two'));
    expect(b.pages).toHaveLength(2);
    expect(summary(b, visitor)).toMatchObject({ preview: { text: 'two', kind: 'comment' } });
    expect(b.pages[1]).toMatchObject({ more: false, reset: false });
  });

  it('comes in pages, newest first, and the cursor only with the last one', async () => {
    const a = await scene.line(ana);
    const visitors = [];
    for (let i = 0; i < 1_203; i++) visitors.push(i);
    const writes = visitors.map((i) => ({
      table: 'setting' as const,
      id: `setting-${i}`,
      owner: null,
      value: { name: `${i}`, value: i },
    }));
    await scene.store.commit([
      { entries: [], answers: [], feed: writes, alarms: [], effects: [], padUpdates: [] },
    ]);
    await ask(a);
    expect(a.pages.map((page) => [page.rows.length, page.more, page.cursor !== null])).toEqual([
      [500, true, false],
      [500, true, false],
      [204, false, true],
    ]);
    expect(a.pages.map((page) => page.reset)).toEqual([true, false, false]);
    const revs = a.pages.flatMap((page) => page.rows.map((row) => row.rev));
    expect(revs).toEqual([...revs].sort((x, y) => y - x));
    expect(new Set(revs).size).toBe(revs.length);
  });

  it('[F6] waits with its pages for a reader that does not read, and goes on where it was', async () => {
    const a = await scene.line(ana);
    const feed = Array.from({ length: 1_203 }, (_, i) => ({
      ...{ table: 'setting' as const, id: `setting-${i}`, owner: null },
      value: { name: `${i}`, value: i },
    }));
    const bundle = { entries: [], answers: [], alarms: [], effects: [], padUpdates: [] };
    await scene.store.commit([{ ...bundle, feed }]);
    a.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    await ask(a);
    await scene.pass(5_000);
    expect(a.pages).toEqual([]);
    a.socket.bufferedBytes = 0;
    await scene.pass(1_000);
    expect(a.pages.map((page) => [page.rows.length, page.reset])).toEqual([
      [500, true],
      [500, false],
      [204, false],
    ]);
  });

  it('goes on from a cursor with what changed since, and nothing else', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ana)];
    await a.submit(message(visitor.conversation, 'one'));
    await ask(b);
    const { cursor } = b.pages.at(-1)!;
    b.socket.hangUp();
    const other = await scene.visitor();
    await a.submit(message(other.conversation, 'while away'));
    const back = await scene.line(ana);
    await ask(back, cursor);
    expect(back.pages.map((page) => page.reset)).toEqual([false]);
    const changed = back.pages[0]!.rows.map(({ table, id }) => `${table}/${id}`);
    expect(changed).toEqual([`contact/${other.id}`, `conversation/${other.conversation}`]);
  });

  it('keeps what belongs to one agent from the others', async () => {
    const ben = await scene.agent('Ben');
    const [a, b] = [await scene.line(ana), await scene.line(ben)];
    await ask(a);
    await ask(b);
    const entry = message(visitor.conversation, 'one');
    await (await scene.line(visitor)).submit(entry);
    await a.submit(
      comment(visitor.conversation, '', { kind: 'read', text: undefined, upTo: entry.id }),
    );
    const mark = `readMark/${visitor.conversation}`;
    expect(kept(a).get(mark)?.value).toMatchObject({
      conversation: visitor.conversation,
      number: 0,
    });
    expect(kept(b).get(mark)).toBeUndefined();
    // The shared rows of the same commit reached both.
    expect(summary(b, visitor)).toMatchObject({ entries: 2 });
    const late = await scene.line(ben);
    await ask(late);
    expect(kept(late).get(mark)).toBeUndefined();
  });

  it('has nothing for visitors', async () => {
    const v = await scene.line(visitor);
    await ask(v);
    await (await scene.line(ana)).submit(comment(visitor.conversation, 'about you'));
    expect(v.pages).toEqual([]);
  });

  it('[F6] a slow reader misses nothing: it gets what it missed when it has drained', async () => {
    const [a, slow] = [await scene.line(ana), await scene.line(ana)];
    await ask(slow);
    slow.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    for (const text of ['one', 'two', 'three']) await a.submit(comment(visitor.conversation, text));
    expect(summary(slow, visitor)).toBeUndefined();
    slow.socket.bufferedBytes = 0;
    await scene.pass(1_000);
    expect(summary(slow, visitor)).toMatchObject({ preview: { text: 'three' } });
    await a.submit(comment(visitor.conversation, 'four'));
    expect(summary(slow, visitor)).toMatchObject({ preview: { text: 'four' } });
  });

  it('misses nothing that is committed while its pages are on their way', async () => {
    const [a, b] = [await scene.line(ana), await scene.line(ana)];
    b.say(messageType.feed, { cursor: null });
    for (let i = 0; i < 10; i++) {
      a.say(messageType.submit, { entries: [comment(visitor.conversation, `${i}`)] });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await scene.settle();
    expect(summary(b, visitor)).toMatchObject({ entries: 10 });
  });
});

describe('a cursor', () => {
  const key = new Uint8Array(32).fill(7);

  it.each(['x', '', 'a.b', 'é.ü', `${'x'.repeat(600)}.y`, 'eyJ9.AAAAAAAAAAAAAAAAAAAAAA'])(
    '[B14] %s is none: everything comes again',
    async (text) => {
      expect(readCursor(text, key)).toBeNull();
      const a = await scene.line(ana);
      await ask(a, text);
      expect(a.pages[0]).toMatchObject({ reset: true });
      expect(a.closed).toBeNull();
    },
  );

  it('[B14] that was altered, or signed by another installation, is none', () => {
    const cursor = { store: 'a', rev: 7, rights: 'agent', atMs: 1_000 };
    const text = writeCursor(cursor, key);
    expect(readCursor(text, key)).toEqual(cursor);
    expect(readCursor(text, new Uint8Array(32).fill(8))).toBeNull();
    const [body, mac] = text.split('.');
    const other = Buffer.from(JSON.stringify(['a', 9_999, 'agent'])).toString('base64url');
    expect(readCursor(`${other}.${mac}`, key)).toBeNull();
    expect(readCursor(`${body}.${mac!.slice(1)}`, key)).toBeNull();
  });

  it('[G2] that is older than deleted rows are told about brings everything again', async () => {
    const a = await scene.line(ana);
    await ask(a);
    const { cursor } = a.pages.at(-1)!;
    const day = 24 * 60 * 60_000;
    for (const [days, reset] of [
      [28, false],
      [2, true],
    ] as const) {
      await scene.restart(days * day);
      const again = await scene.line(await scene.agent('Ben'));
      await ask(again, cursor);
      expect(again.pages[0]).toMatchObject({ reset });
    }
  });

  it('of other rights brings everything again', async () => {
    const a = await scene.line(ana);
    await ask(a);
    const { cursor } = a.pages.at(-1)!;
    const viewer = await scene.line(await scene.agent('Vi', 'viewer'));
    await ask(viewer, cursor);
    expect(viewer.pages[0]).toMatchObject({ reset: true });
  });
});

describe('a store that went back', () => {
  it('is found out by a cursor, gets a new id, and everybody comes back to new rooms that are right', async () => {
    const { conversation } = visitor;
    await (await scene.line(ana)).submit(comment(conversation, 'kept'));
    const saved = mkdtempSync(join(tmpdir(), 'parley-saved-'));
    await scene.copyStoreTo(saved);
    const a = await scene.line(ana);
    const before = await a.open(await scene.roomOf(conversation));
    await a.submit(comment(conversation, 'lost by the restore'));
    await ask(a);
    const { cursor } = a.pages.at(-1)!;
    const oldId = scene.store.id;
    await scene.restoreFrom(saved, { unseen: true });
    rmSync(saved, { recursive: true, force: true });
    expect(scene.store.id).toBe(oldId);

    const oldName = await scene.roomOf(conversation);
    const other = await scene.line(ana);
    const back = await scene.line(ana);
    const open = await other.open(oldName);
    await ask(back, cursor);
    expect(scene.store.id).not.toBe(oldId);
    expect(open.closed?.code).toBe(4409);
    expect(other.log.at(-1)).toMatchObject({ what: 'goaway', body: { reason: 'store-changed' } });
    expect([other.closed?.code, back.closed?.code]).toEqual([1012, 1012]);

    const again = await scene.line(ana);
    expect(again.welcome?.store).toBe(scene.store.id);
    expect((await again.open(oldName)).closed?.code).toBe(4409);
    const room = await again.open(await scene.roomOf(conversation));
    expect(room.texts).toEqual(['kept']);
    expect(before.texts).toEqual(['kept', 'lost by the restore']);
    await again.submit(comment(conversation, 'and on'));
    expect(room.texts).toEqual(['kept', 'and on']);
    await ask(again, cursor);
    expect(again.pages[0]).toMatchObject({ reset: true });
    expect(summary(again, visitor)).toMatchObject({ room: await scene.roomOf(conversation) });
  });
});
