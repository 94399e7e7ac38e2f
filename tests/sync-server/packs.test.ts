/** Packed stretches: the same bytes as from the rows, whatever is packed and however a reader comes. DESIGN 2, 5. */
import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeEntries } from '#domain/documents/entry-bytes.ts';
import { encodeLogUpdate } from '#domain/documents/log.ts';
import { syncKind, syncMessage } from '../../sync-server/messages.ts';
import { Packer } from '../../sync-server/packer.ts';
import {
  entriesPerPack,
  packedMessage,
  packsOf,
  sizeOf,
  plainMessage,
} from '../../sync-server/packs.ts';
import type { Store } from '../../sync-server/ports.ts';
import { comment, message, openScene, type Person, type Scene, type Visitor } from './scene.ts';

describe('a packed message', () => {
  it('inflates to what is written from the rows, for any words and any part of a log', () => {
    const words = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 });
    const places = { parts: fc.nat(3), packs: fc.nat(3), tail: fc.nat(100) };
    fc.assert(
      fc.property(words, fc.record(places), (said, { parts, packs: whole, tail }) => {
        const text = (n: number): string => JSON.stringify({ id: n, text: said[n % said.length] });
        const from = parts * entriesPerPack;
        const packed = whole * entriesPerPack;
        fc.pre(packed + tail > 0);
        const texts = Array.from({ length: packed + tail }, (_, n) => text(from + n));
        const packs = packsOf(from, texts.slice(0, packed));
        const rest = encodeEntries(texts.slice(packed)).bytes;
        const stretch = { from, count: texts.length, packs, tail: rest };
        const asRows = syncMessage(syncKind.step2, encodeLogUpdate(from, texts));
        const sent = inflateRawSync(packedMessage(syncKind.step2, stretch));
        expect(Buffer.compare(sent, asRows)).toBe(0);
        expect(Buffer.compare(plainMessage(syncKind.step2, stretch), asRows)).toBe(0);
        expect(sizeOf(packs) + rest.length).toBe(encodeEntries(texts).bytes.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a log that is opened cold', () => {
  let scene: Scene;
  let visitor: Visitor;
  let ana: Person;
  /** Entries whose texts were read. */
  let readTexts = 0;
  const counting = (real: Store): Store =>
    new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key !== 'entryTexts') return value.bind(target);
        return async (...asked: Parameters<Store['entryTexts']>) => {
          const texts = await target.entryTexts(...asked);
          readTexts += texts.length;
          return texts;
        };
      },
    });
  beforeEach(async () => {
    scene = await openScene({ rateLimits: false, store: counting });
    visitor = await scene.visitor();
    ana = await scene.agent('Ana');
  });
  afterEach(async () => {
    expect(scene.faults).toEqual([]);
    await scene.end();
  });

  /** Entries in turn: one public, one not. */
  async function say(count: number): Promise<void> {
    const agent = (await scene.server.services.byTicket(ana.ticket))!;
    for (let said = 0; said < count; said += 20) {
      const some = Array.from({ length: Math.min(20, count - said) }, (_, n) =>
        (n % 2 ? comment : message)(visitor.conversation, `words of canary ${said + n}`.repeat(4), {
          id: randomUUID(),
          ...(n % 2 === 0 && { channel: 'chat' }),
        }),
      );
      await scene.server.services.submit(agent, some);
    }
  }
  const restart = async (): Promise<void> => {
    await scene.restart();
    readTexts = 0;
  };
  const rowsOf = async (audience: 'team' | 'public'): Promise<Uint8Array> =>
    encodeLogUpdate(0, await scene.store.entryTexts(visitor.conversation, audience, 0, 100_000));

  it('comes from its packs and the few rows behind them, on either kind of socket', async () => {
    await say(500);
    await scene.pass(2_000);
    const { count, publicCount } = (await scene.store.conversation(visitor.conversation))!;
    for (const [who, audience, name, rest] of [
      [ana, 'team', await scene.roomOf(visitor.conversation), count % 64],
      [visitor, 'public', await scene.transcriptOf(visitor.conversation), publicCount % 64],
    ] as const) {
      await restart();
      const { doc, packed } = await (await scene.line(who)).open(name);
      expect([readTexts, packed]).toEqual([rest, 1]);
      await restart();
      const stock = await scene.stock(who, name);
      expect([readTexts, stock.room.packed]).toEqual([rest, 0]);
      const rows = await rowsOf(audience);
      expect(Y.encodeStateAsUpdate(doc)).toEqual(rows);
      expect(Y.encodeStateAsUpdate(stock.room.doc)).toEqual(rows);
    }
  });

  it('goes on growing under those who read it, and serves who comes later', async () => {
    await say(200);
    await scene.pass(2_000);
    await restart();
    const name = await scene.roomOf(visitor.conversation);
    const first = await (await scene.line(ana)).open(name);
    await say(30);
    const second = await (await scene.line(ana)).open(name);
    await say(400);
    const third = await (await scene.line(ana)).open(name);
    const rows = await rowsOf('team');
    for (const { doc } of [first, second, third]) expect(Y.encodeStateAsUpdate(doc)).toEqual(rows);
  });

  it('without packs comes from the rows, and is packed for the next one', async () => {
    await say(150);
    // Nothing was packed yet: as after `kill -9`.
    await restart();
    const name = await scene.roomOf(visitor.conversation);
    const first = await (await scene.line(ana)).open(name);
    const { length } = first.entries;
    expect(readTexts).toBe(length);
    await scene.pass(2_000);
    await restart();
    const second = await (await scene.line(ana)).open(name);
    expect(readTexts).toBe(length % 64);
    expect(Y.encodeStateAsUpdate(second.doc)).toEqual(Y.encodeStateAsUpdate(first.doc));
  });

  it('a long one comes in parts that are packed, too', async () => {
    await say(2_400);
    await scene.pass(3_000);
    await restart();
    const name = await scene.roomOf(visitor.conversation);
    const { room } = (await scene.line(ana)).openNow(name);
    await scene.settle();
    const rest = room.entries.length % 64;
    expect([room.isSynced, room.packed, readTexts]).toEqual([true, 2, rest]);
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(await rowsOf('team'));
  });

  it('[F36] is packed before the process ends', async () => {
    await say(130);
    await scene.server.stop();
    expect(await scene.store.packedCount(visitor.conversation, 'team')).toBe(128);
    expect(await scene.store.packedCount(visitor.conversation, 'public')).toBe(64);
  });

  it('[P18] is not packed from rows that were read before an erasure', async () => {
    await say(70);
    const stale = new Proxy(scene.store, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key !== 'conversation') return value.bind(target);
        return async (id: string) => ({ ...(await target.conversation(id))!, teamEpoch: 'before' });
      },
    });
    const packer = new Packer({ store: stale, watch: { ...silent } });
    packer.note(visitor.conversation);
    await packer.finish();
    expect(await scene.store.packedCount(visitor.conversation, 'team')).toBe(0);
  });
});

const silent = { count: () => undefined, fault: () => undefined, note: () => undefined };
