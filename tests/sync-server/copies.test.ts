/** Copies in bulk: the very bytes of the rooms, newest first, in frames that survive a broken line. DESIGN 7, SPEC O9. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { copyFrameReader, encodeCopyFrame, type CopyFrame } from '#domain/documents/copy-frames.ts';
import { limits } from '#domain/limits.ts';
import type { Who } from '#domain/model.ts';
import { logRoot } from '#domain/wire.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let ana: Person;
let who: Who;
beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
  who = { kind: 'agent', id: ana.id, name: 'Ana', role: 'agent' };
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

async function frames(since: number | null = null, by: Who = who): Promise<CopyFrame[]> {
  const copies = await scene.server.services.copies(by, since);
  if (!copies.ok) throw new Error(copies.error);
  const read = copyFrameReader();
  const all: CopyFrame[] = [];
  for await (const chunk of copies.value) all.push(...read(chunk));
  return all;
}

/** Each has said so many things, and one of them to colleagues. */
async function talks(...lengths: number[]): Promise<Visitor[]> {
  const line = await scene.line(ana);
  const visitors: Visitor[] = [];
  for (const length of lengths) {
    const visitor = await scene.visitor(`192.0.2.${visitors.length + 1}`);
    visitors.push(visitor);
    const texts = Array.from({ length: length - 1 }, (_, n) => `words ${n}`);
    for (let n = 0; n < texts.length; n += 10) {
      await line.submit(
        ...texts.slice(n, n + 10).map((text) => message(visitor.conversation, text)),
      );
    }
    await line.submit(comment(visitor.conversation, 'among us'));
  }
  return visitors;
}

function entriesIn({ bytes }: CopyFrame): { id: string }[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  return doc.getArray<{ id: string }>(logRoot).toArray();
}

describe('GET /api/rooms', () => {
  it('[O9] brings every room as its own line would, newest first', async () => {
    const visitors = await talks(3, 70, 1);
    const got = await frames();
    expect(got.map(({ conversation }) => conversation)).toEqual(
      visitors.map(({ conversation }) => conversation).reverse(),
    );
    const line = await scene.line(ana);
    for (const frame of got) {
      expect(frame.room).toBe(await scene.roomOf(frame.conversation));
      const room = await line.open(frame.room);
      expect(entriesIn(frame)).toEqual(room.entries);
      expect(frame.entries).toBe(room.entries.length);
      // The line goes on from the copy: nothing of it is sent again.
      const doc = new Y.Doc();
      Y.applyUpdate(doc, frame.bytes);
      expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(room.doc));
    }
  });

  it('[O9] goes on below the revision where it broke', async () => {
    await talks(2, 2, 2, 2);
    const all = await frames();
    expect(all.map(({ rev }) => rev)).toEqual(all.map(({ rev }) => rev).toSorted((a, b) => b - a));
    const rest = await frames(all[1]!.rev);
    expect(rest.map(({ conversation }) => conversation)).toEqual(
      all.slice(2).map(({ conversation }) => conversation),
    );
    expect(await frames(0)).toEqual([]);
  });

  it.each([
    ['binned', 0],
    ['closed', limits.copiesClosedMs + 1],
  ])('[O9] leaves out what was %s %i ms ago', async (kind, agoMs) => {
    const [gone, open] = await talks(2, 2);
    const line = await scene.line(ana);
    const room = await line.open(await scene.roomOf(gone!.conversation));
    const { text: _text, ...said } = message(gone!.conversation, '');
    const [seenUpTo, writtenAtMs] = [room.entries.at(-1)!.id, scene.clock.now()];
    const there = async () => (await frames()).map(({ conversation }) => conversation);
    expect(await there()).toHaveLength(2);
    await line.submit({ ...said, kind, seenUpTo, writtenAtMs });
    scene.clock.jump(agoMs);
    await scene.restart();
    expect(await there()).toEqual([open!.conversation]);
  });

  it('[R8] is for the team: nothing for a visitor, all of it for a viewer', async () => {
    const [visitor] = await talks(2);
    const { id, conversation } = visitor!;
    const theirs = await scene.server.services.copies({ kind: 'visitor', id, conversation }, null);
    expect(theirs).toMatchObject({ ok: false, status: 403 });
    expect(await frames(null, { ...who, role: 'viewer' } as Who)).toHaveLength(1);
  });
});

describe('a stream of frames', () => {
  const frame = fc.record({
    room: fc.string(),
    conversation: fc.string(),
    entries: fc.nat(),
    rev: fc.nat(),
    bytes: fc.uint8Array({ maxLength: 200 }),
  });

  it('is read the same however it is cut, and gives what is whole when it breaks', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 90 })),
        fc.nat(300),
        (all, cuts, lost) => {
          const bytes = Buffer.concat(all.map((one) => encodeCopyFrame(one)));
          const kept = bytes.subarray(0, Math.max(0, bytes.length - lost));
          const read = copyFrameReader();
          const got: CopyFrame[] = [];
          for (let at = 0, n = 0; at < kept.length; n += 1) {
            const length = cuts[n % Math.max(1, cuts.length)] ?? kept.length;
            got.push(...read(Uint8Array.from(kept.subarray(at, at + length))));
            at += length;
          }
          expect(got).toEqual(
            all.slice(0, got.length).map((one) => ({ ...one, bytes: Uint8Array.from(one.bytes) })),
          );
          let whole = 0;
          for (let size = 0; whole < all.length; whole += 1) {
            size += encodeCopyFrame(all[whole]!).length;
            if (size > kept.length) break;
          }
          expect(got).toHaveLength(whole);
        },
      ),
    );
  });

  it('[B20] that claims more than any log has is none', () => {
    const length = new Uint8Array(8);
    new DataView(length.buffer).setUint32(0, 0xffffffff);
    expect(() => copyFrameReader()(length)).toThrow('No frame is that long.');
  });
});
