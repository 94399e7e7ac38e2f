/** Pads on the server: checked before applied, committed before shown, identity given by the server. B32-B39, B45-B48. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { limits } from '#domain/limits.ts';
import { notePadName, padRoot } from '#domain/wire.ts';
import type { Bundle, BundleOutcome, Store } from '../../sync-server/ports.ts';
import { awareness, syncUpdate, type TestRoom } from './clients.ts';
import { openScene, type Person, type Scene, type Visitor } from './scene.ts';

let scene: Scene;
let visitor: Visitor;
let ana: Person;
let ben: Person;
let name: string;
let gate: Promise<void> | null = null;
let trouble: BundleOutcome | null = null;

function gated(store: Store): Store {
  return new Proxy(store, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key !== 'commit') return typeof value === 'function' ? value.bind(target) : value;
      return async (bundles: Bundle[]) => {
        await gate;
        return trouble ? bundles.map(() => trouble!) : target.commit(bundles);
      };
    },
  });
}

beforeEach(async () => {
  [gate, trouble] = [null, null];
  scene = await openScene({ store: gated });
  visitor = await scene.visitor();
  [ana, ben] = [await scene.agent('Ana'), await scene.agent('Ben')];
  name = await scene.padOf(visitor.conversation);
});
afterEach(() => scene.end());

async function enter(who: { ticket: string }, doc?: Y.Doc): Promise<TestRoom> {
  return (await scene.line(who)).open(name, doc);
}

function paragraphs(room: TestRoom): string[] {
  const root = room.doc.getXmlFragment(padRoot);
  return root.toArray().map((one) => one.toString());
}

function write(room: TestRoom, words: string): void {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(words)]);
  const root = room.doc.getXmlFragment(padRoot);
  root.insert(root.length, [element]);
}

const line = (words: string) => `<paragraph>${words}</paragraph>`;

describe('a pad', () => {
  it('is written by two at once, kept over a restart, and the same for everybody', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    write(a, 'from Ana');
    write(b, 'from Ben');
    await scene.settle();
    expect(paragraphs(a)).toHaveLength(2);
    expect(paragraphs(b)).toEqual(paragraphs(a));
    await scene.restart();
    const later = await enter(await scene.agent('Kim'));
    expect(paragraphs(later)).toEqual(paragraphs(a));
    expect(Y.encodeStateAsUpdate(later.doc)).toEqual(Y.encodeStateAsUpdate(a.doc));
    // Whoever comes back with more is asked for it.
    write(a, 'written while the server was down');
    const back = await enter(ana, a.doc);
    await scene.settle();
    expect(back.asked).toBe(1);
    expect(paragraphs(later)).toHaveLength(3);
    expect(scene.faults).toEqual([]);
  });

  it('shows nothing that is not committed, not even to one who enters meanwhile', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    let release = (): void => undefined;
    gate = new Promise((open) => (release = open));
    write(a, 'soon');
    await scene.settle();
    const late = await enter(ben);
    expect([paragraphs(b), late.isSynced]).toEqual([[], false]);
    release();
    await scene.settle();
    expect([paragraphs(b), paragraphs(late)]).toEqual([[line('soon')], [line('soon')]]);
  });

  it('that could not be committed is dropped, and what was typed comes again', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    trouble = { kind: 'failed', code: 'io', message: 'a bad sector' };
    write(a, 'not lost');
    await scene.settle();
    expect([a.closed?.code, b.closed?.code]).toEqual([4503, 4503]);
    expect(paragraphs(b)).toEqual([]);
    trouble = null;
    const back = await enter(ana, a.doc);
    await scene.settle();
    expect(back.closed).toBeNull();
    expect(paragraphs(await enter(ben))).toEqual([line('not lost')]);
    expect(scene.faults.splice(0)).toHaveLength(1);
  });

  it('[B33] [B37] [B38] a hostile device is closed with 4400 and changes nothing; typing beside it goes on', async () => {
    const honest = await enter(ana);
    write(honest, 'one');
    await scene.settle();
    const before = paragraphs(honest);
    const other = new Y.Doc();
    other.getXmlFragment('elsewhere').insert(0, [new Y.XmlText('x')]);
    const good = Y.encodeStateAsUpdate(honest.doc);
    const hostile = [
      good.subarray(0, good.length - 1),
      Y.encodeStateAsUpdate(other),
      Uint8Array.of(0, 1, 200, 1, 1, 0, 99),
      Uint8Array.of(1, 1, 0, 0, 0, 1, 0),
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255),
      new Uint8Array(limits.padUpdateBytes + 1),
    ];
    for (const bytes of hostile) {
      const eve = await enter(ben);
      eve.send(syncUpdate(bytes));
      await scene.settle();
      expect(eve.closed?.code).toBe(4400);
      write(honest, 'and on');
    }
    await scene.settle();
    expect(paragraphs(await enter(ana))).toEqual([...before, ...hostile.map(() => line('and on'))]);
    expect(scene.faults).toEqual([]);
  });

  it('[B36] a gap is answered with sync step 1, and the answer to that fills it', async () => {
    const [a, watcher] = [await enter(ana), await enter(ben)];
    const asked = a.asked;
    // One update is lost on the way; the next ones stand on it, and delete parts of it.
    const updates: Uint8Array[] = [];
    const lonely = new Y.Doc();
    lonely.on('update', (update: Uint8Array) => updates.push(update));
    const text = new Y.XmlText('lost ');
    const element = new Y.XmlElement('paragraph');
    lonely.getXmlFragment(padRoot).insert(0, [element]);
    element.insert(0, [text]);
    text.insert(5, 'found');
    text.delete(0, 5);
    a.answersAsks = false;
    for (const update of updates.slice(2)) a.send(syncUpdate(update));
    expect(a.asked).toBe(asked + 1);
    expect(a.closed).toBeNull();
    a.send(syncUpdate(Y.encodeStateAsUpdate(lonely), 1));
    await scene.settle();
    expect(paragraphs(watcher)).toEqual([line('found')]);
    expect(scene.counted.get('pad-resync')).toBe(1);
  });

  it('a viewer watches: writing is 4403, what is known already is no writing', async () => {
    const a = await enter(ana);
    write(a, 'one');
    await scene.settle();
    const viewer = await scene.agent('Vi', 'viewer');
    const watching = await enter(viewer);
    expect(paragraphs(watching)).toEqual([line('one')]);
    expect(watching.asked).toBe(0);
    watching.send(syncUpdate(Uint8Array.of(0, 0), 1));
    watching.send(syncUpdate(Y.encodeStateAsUpdate(watching.doc)));
    expect(watching.closed).toBeNull();
    write(watching, 'mine');
    expect(watching.closed?.code).toBe(4403);
    await scene.settle();
    expect(paragraphs(a)).toEqual([line('one')]);
  });

  it('opens empty for a conversation that is not known here yet, and keeps what is written', async () => {
    name = `pad/comment/0197f2a0-0000-7000-8000-000000000001.s1~local`;
    const a = await enter(ana);
    write(a, 'begun offline');
    await scene.settle();
    await scene.restart();
    expect(paragraphs(await enter(ben))).toEqual([line('begun offline')]);
  });

  it('is made into a snapshot when its updates are many, and loses nothing by that', async () => {
    const a = await enter(ana);
    for (let i = 0; i < 250; i++) {
      write(a, `${i}`);
      if (i % 20 === 0) await scene.pass(20_000);
    }
    await scene.pass(60_000);
    const row = await scene.store.pad(`pad/comment/${visitor.conversation}.s1`);
    expect(row.snapshot).not.toBeNull();
    expect(row.updates.length).toBeLessThan(200);
    write(a, 'last');
    await scene.restart();
    const back = await enter(ana, a.doc);
    await scene.settle();
    expect(back.closed).toBeNull();
    expect(paragraphs(await enter(await scene.agent('Kim')))).toHaveLength(251);
  });

  it('[F6] a slow reader of a pad gets one diff when it has drained', async () => {
    const a = await enter(ana);
    const slowLine = await scene.line(ben);
    const slow = await slowLine.open(name);
    slowLine.socket.bufferedBytes = limits.bufferedBytesSoft + 1;
    for (let i = 0; i < 5; i++) {
      write(a, `${i}`);
      await scene.settle();
    }
    expect(paragraphs(slow)).toEqual([]);
    slowLine.socket.bufferedBytes = 0;
    await scene.pass(1_000);
    expect(paragraphs(slow)).toEqual(paragraphs(a));
  });
});

describe('the notes about a contact', () => {
  beforeEach(async () => {
    name = notePadName(visitor.id, (await scene.roomOf(visitor.conversation)).split('~')[1]!);
  });

  it('[D5] are written by two at once, and watched by a viewer', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    write(a, 'Prefers to be written to.');
    write(b, 'Always add the invoice.');
    await scene.settle();
    expect(paragraphs(a)).toHaveLength(2);
    await scene.restart();
    const watching = await enter(await scene.agent('Vi', 'viewer'));
    expect(paragraphs(watching)).toEqual(paragraphs(b));
    write(watching, 'mine');
    expect(watching.closed?.code).toBe(4403);
    expect(scene.faults).toEqual([]);
  });

  it('[R8] are no room for the visitor they are about, nor is one for somebody unknown', async () => {
    expect((await enter(visitor)).closed?.code).toBe(4404);
    name = name.replace(visitor.id, '0197f2a0-0000-7000-8000-000000000001');
    expect((await enter(ana)).closed?.code).toBe(4404);
  });

  it('[T3] under an old name, or written with broken bytes, change nothing', async () => {
    const a = await enter(ana);
    write(a, 'one');
    const eve = await enter(ben);
    eve.send(syncUpdate(Uint8Array.of(1, 1, 0, 0, 0, 1, 0)));
    await scene.settle();
    expect(eve.closed?.code).toBe(4400);
    expect(paragraphs(await enter(ben))).toEqual([line('one')]);
    name = name.replace(/~.*/, '~before');
    expect((await enter(ben)).closed?.code).toBe(4409);
  });
});

describe('carets', () => {
  const state = (over: object = {}) =>
    JSON.stringify({ user: { name: 'Root', color: '#ff0000' }, cursor: { at: 1 }, ...over });

  it("[B45] carry the agent's name and the server's clock, whatever was said", async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    a.send(awareness([[41, Number.MAX_SAFE_INTEGER, state()]]));
    expect(b.awareness).toEqual([
      {
        client: 41,
        clock: scene.clock.now(),
        state: { user: { id: ana.id, name: 'Ana', color: '#ff0000' }, cursor: { at: 1 } },
      },
    ]);
    expect(a.awareness).toEqual([]);
  });

  it('[B45] are one for each connection: echoes of others are passed over', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    a.send(awareness([[41, 1, state()]]));
    b.send(awareness([[42, 1, state()]]));
    await scene.pass(1_000);
    const before = a.awareness.length;
    // A stock client says again what it heard of others; a hostile one takes them away.
    b.send(awareness([[41, 9_999, 'null']]));
    b.send(awareness([[77, 1, state()]]));
    expect(a.awareness.slice(before)).toEqual([]);
    expect(b.closed).toBeNull();
    const late = await enter(ben);
    expect(late.awareness.map(({ client }) => client).sort()).toEqual([41, 42]);
  });

  it.each([
    ['too long', state({ filler: 'x'.repeat(limits.awarenessBytes) })],
    ['no JSON', '{'],
    ['a list', '[1]'],
    ['text', '"x"'],
    ['nested', `{"a":${'['.repeat(900)}${']'.repeat(900)}}`],
    ['a prototype', '{"__proto__":{"isAgent":true}}'],
  ])('[B46] %s is dropped, and three times is 4400', async (_, json) => {
    const [a, b] = [await enter(ana), await enter(ben)];
    for (let i = 0; i < 2; i++) a.send(awareness([[41, i, json]]));
    expect(a.closed).toBeNull();
    a.send(awareness([[41, 3, json]]));
    expect(a.closed?.code).toBe(4400);
    expect(b.awareness).toEqual([]);
  });

  it('[B46] null takes the own caret away, and leaving does too', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    a.send(awareness([[41, 1, state()]]));
    await scene.pass(1_000);
    a.send(awareness([[41, 2, 'null']]));
    expect(b.awareness.map((one) => one.state === null)).toEqual([false, true]);
    const [lineOfKim] = [await scene.line(await scene.agent('Kim'))];
    const kim = await lineOfKim.open(name);
    kim.send(awareness([[43, 1, state()]]));
    lineOfKim.socket.hangUp();
    expect(b.awareness.slice(2).map(({ client, state: at }) => [client, at === null])).toEqual([
      [43, false],
      [43, true],
    ]);
    const clocks = b.awareness.map(({ clock }) => clock);
    expect(clocks).toEqual([...new Set(clocks)].sort((x, y) => x - y));
  });

  it('[B47] 100 a second are merged to 5, and the last one is the one that stays', async () => {
    const [a, b] = [await enter(ana), await enter(ben)];
    for (let i = 0; i < 100; i++) {
      a.send(awareness([[41, i, state({ cursor: { at: i } })]]));
      scene.clock.advance(10);
    }
    await scene.pass(1_000);
    expect(b.awareness.length).toBeLessThanOrEqual(7);
    expect(b.awareness.at(-1)?.state).toMatchObject({ cursor: { at: 99 } });
    expect(a.closed).toBeNull();
  });

  it('of a viewer are not shown', async () => {
    const b = await enter(ben);
    const watching = await enter(await scene.agent('Vi', 'viewer'));
    watching.send(awareness([[41, 1, state()]]));
    expect(b.awareness).toEqual([]);
  });
});
