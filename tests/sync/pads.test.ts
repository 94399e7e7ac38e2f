/** Pads on this device: kept, mended, thinned out. SPEC W11; RELIABILITY F28; DESIGN 7. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { commentPadName } from '../../src/domain/wire.ts';
import type { DeskSync } from '../../src/sync/contract.ts';
import { freshScene, isLive, talk } from './scene.ts';
import { pass, settle, soon, until } from './world.ts';

const scene = freshScene();
const name = commentPadName(talk, 'one');
const databaseName = `parley/agent/ana/store-1/pad/${name}`;

/** y-indexeddb knows the page's own IndexedDB only, which all tests of a file share. */
async function join(): Promise<DeskSync> {
  scene.device.indexedDB = globalThis.indexedDB as typeof scene.device.indexedDB;
  const desk = await scene.join();
  await until(isLive(desk));
  return desk;
}

async function leave(desk: DeskSync): Promise<void> {
  await soon(desk.leave({ wipe: true }));
}

function write(text: Y.XmlFragment, words: string): void {
  text.insert(text.length, [new Y.XmlText(words)]);
}

async function putRow(row: unknown): Promise<void> {
  const opening = indexedDB.open(databaseName);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('updates', { autoIncrement: true });
    opening.result.createObjectStore('custom');
  };
  await settle();
  opening.result.transaction('updates', 'readwrite').objectStore('updates').add(row);
  await settle();
  opening.result.close();
}

describe('a pad', () => {
  it('[W11] keeps every key over a reload without network', async () => {
    const before = await join();
    const pad = before.openPad(name);
    await until(() => pad.state.current !== 'opening');
    scene.device.setNetwork('cut');
    write(pad.text, 'Dear Vera');
    await pass(100);
    for (const page of [...scene.device.pages]) page.die();
    const desk = await scene.join();
    const again = desk.openPad(name);
    await until(() => again.text.toString() === 'Dear Vera');
    expect(again.state.current).toBe('local');
    await leave(desk);
  });

  it('[F28] with a damaged row, what can be read is kept and the copy is made anew', async () => {
    const doc = new Y.Doc();
    write(doc.getXmlFragment('text'), 'readable');
    await putRow(Y.encodeStateAsUpdate(doc));
    await putRow(Uint8Array.of(255, 255, 255));
    await putRow('no bytes at all');
    const desk = await join();
    const pad = desk.openPad(name);
    await until(() => pad.text.toString() === 'readable');
    pad.close();
    await pass(100);
    const again = desk.openPad(name);
    await until(() => again.state.current !== 'opening');
    expect(again.text.toString()).toBe('readable');
    await leave(desk);
  });

  it('[F28] where nothing can be stored it works in memory', async () => {
    scene.device.indexedDB = null;
    const desk = await scene.join();
    const pad = desk.openPad(name);
    await until(() => pad.state.current !== 'opening');
    write(pad.text, 'words');
    expect(pad.text.toString()).toBe('words');
    await leave(desk);
  });

  it('[O8] leaves the device with its account', async () => {
    const desk = await join();
    const pad = desk.openPad(name);
    await until(() => pad.state.current !== 'opening');
    const names = async () => (await indexedDB.databases()).map((each) => each.name);
    expect(await names()).toContain(databaseName);
    await leave(desk);
    await pass(100);
    expect(await names()).not.toContain(databaseName);
  });

  it('[O9] old ones go when the server has them, never when it may not', async () => {
    const { Device } = await import('./world.ts');
    const { openLocalStore } = await import('../../src/sync/local-store.ts');
    const { openPads } = await import('../../src/sync/pads.ts');
    const { signalOf } = await import('../../src/sync/signal.ts');
    const page = new Device(scene.server).openPage();
    const store = await openLocalStore(page, 'prune');
    for (let n = 0; n < 150; n += 1) {
      const room = `pad ${n}`;
      const put = { room, isSynced: n % 2 === 0, usedAtMs: n };
      await store.write([{ table: 'pads', key: room, put }]);
    }
    const line = {
      session: signalOf<number | null>(null),
      openChannel: () => ({ send() {}, close() {} }),
    };
    const pads = openPads({ environment: page, store, line, database: 'prune' });
    await settle();
    await settle();
    const left = await store.all('pads');
    // Of the 50 oldest, 25 were never seen by the server.
    expect(left).toHaveLength(125);
    expect(left.filter(({ usedAtMs }) => usedAtMs < 50).every(({ isSynced }) => !isSynced)).toBe(
      true,
    );
    pads.close();
  });
});
