/**
 * Somebody was erased: nothing of them stays on a device, whether it was there, was away, or is the visitor's own.
 * SPEC G2; RELIABILITY P18, T46, F25.
 */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { commentPadName, notePadName } from '../../src/domain/wire.ts';
import type { DeskSync } from '../../src/sync/contract.ts';
import { freshScene, isLive, otherTalk, shown, talk } from './scene.ts';
import { pass, soon, until, type Device } from './world.ts';

const scene = freshScene();
const canary = 'kanarienvogel';
const person = '55555555-5555-4555-8555-555555555555';
const said = (text: string) => ({ kind: 'message', text }) as const;

/** Every value of every database of a device, as text. */
async function everythingOn(device: Device): Promise<string> {
  const found: unknown[] = [];
  for (const { name } of await device.indexedDB!.databases())
    found.push(await rowsIn(device, name!));
  return JSON.stringify(found, (_key, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  );
}

function rowsIn(device: Device, name: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = device.indexedDB!.open(name);
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const database = opening.result;
      const stores = [...database.objectStoreNames];
      if (stores.length === 0) return resolve([]);
      const transaction = database.transaction(stores);
      const reads = stores.map((store) => transaction.objectStore(store).getAll());
      transaction.oncomplete = () => {
        database.close();
        resolve(reads.map((read) => read.result as unknown));
      };
    };
  });
}

/** A device whose pads are kept, too: y-indexeddb knows the page's own IndexedDB only. */
function deviceWithPads(): Device {
  scene.device.indexedDB = globalThis.indexedDB as typeof scene.device.indexedDB;
  return scene.device;
}

async function everythingHere(): Promise<DeskSync> {
  scene.server.message(talk, `${canary} said`);
  scene.server.message(otherTalk, 'a neighbour');
  const preview = { kind: 'message', by: 'visitor/vera', byName: null, text: `${canary} said` };
  scene.server.putSummary(talk, { visitor: person, name: canary, preview });
  scene.server.putSummary(otherTalk);
  const typed = {
    value: canary,
    source: 'agent',
    by: 'agent/ben',
    atMs: 1,
    intendedAtMs: 1,
    entry: 'e',
  };
  const fields = { name: { typed } };
  scene.server.putRow('contact', person, { id: person, count: 1, createdAtMs: 0, fields });
  const desk = await scene.join();
  await until(isLive(desk));
  desk.openConversation(talk);
  for (const name of [commentPadName(talk, 'one'), notePadName(person, 'one')]) {
    const pad = desk.openPad(name);
    await until(() => pad.state.current !== 'opening');
    pad.text.insert(0, [new Y.XmlText(`${canary} in a pad`)]);
  }
  await pass(5_000);
  return desk;
}

function erase(): void {
  scene.server.putRow('conversation', talk, null);
  scene.server.putRow('contact', person, null);
  scene.server.texts.delete(talk);
}

async function leave(desk: DeskSync): Promise<void> {
  await soon(desk.leave({ wipe: true }));
}

describe('an agent’s device', () => {
  it('[P18] that is there forgets room, rows, pads and what waits at once, and says how much was lost', async () => {
    const device = deviceWithPads();
    const desk = await everythingHere();
    const open = desk.openConversation(talk);
    scene.server.losesAnswers = true;
    await soon(desk.outbox.write(talk, said(`${canary} not sent`)));
    await soon(desk.outbox.change('contact', person, { name: canary }));
    expect(await soon(everythingOn(device))).toContain(canary);

    erase();
    await pass(5_000);
    expect(await soon(everythingOn(device))).not.toContain(canary);
    expect(open.conversation.current.items).toEqual([]);
    expect(open.state.current).toBe('refused');
    expect(desk.outbox.changes.current).toEqual([]);
    expect(desk.lostWords.current).toBe(2);
    await leave(desk);
  });

  it('[P18] that was away forgets them when it is back, also what it wrote meanwhile', async () => {
    const device = deviceWithPads();
    const before = await everythingHere();
    device.setNetwork('cut');
    await soon(before.outbox.write(talk, said(`${canary} from the train`)));
    for (const page of [...device.pages]) page.die();
    erase();
    const desk = await scene.join();
    expect(await soon(everythingOn(device))).toContain(`${canary} from the train`);
    device.setNetwork('up');
    await until(isLive(desk), 30_000);
    await pass(5_000);
    expect(await soon(everythingOn(device))).not.toContain(canary);
    expect(desk.lostWords.current).toBe(1);
    await leave(desk);
  });

  it('[P18] that hears it from an answer first throws the words away', async () => {
    scene.server.judge = ({ id }) => ({ id, state: 'refused', reason: 'erased' });
    scene.server.putSummary(talk);
    const desk = await scene.join();
    await until(isLive(desk));
    await soon(desk.outbox.write(talk, said(canary)));
    await until(() => desk.outbox.all.current.length === 0);
    await pass(1_000);
    expect(await soon(everythingOn(scene.device))).not.toContain(canary);
    expect(desk.lostWords.current).toBe(1);
  });

  it('[G2] unseen for 30 days it is purged before anything is shown, and keeps what waits', async () => {
    const before = await everythingHere();
    // Refused for another reason: kept for its author, until there is nobody whom it is for.
    scene.server.judge = ({ id }) => ({ id, state: 'refused', reason: 'too-long' });
    await soon(before.outbox.write(talk, said(`${canary} refused`)));
    await until(() => before.outbox.all.current[0]?.state === 'refused');
    scene.server.judge = () => null;
    scene.device.setNetwork('cut');
    await soon(before.outbox.write(otherTalk, said('for the neighbour')));
    for (const page of [...scene.device.pages]) page.die();
    // By now the feed does not tell of it any more.
    for (const key of [`conversation/${talk}`, `contact/${person}`]) scene.server.feed.delete(key);
    await pass(1_000);
    scene.device.clockErrorMs += 30 * 24 * 60 * 60_000;
    scene.device.setNetwork('up');
    const desk = await scene.join();
    expect(desk.feed.table('contact').current.size).toBe(0);
    await until(isLive(desk));
    await pass(5_000);
    const kept = await soon(everythingOn(scene.device));
    expect(kept).not.toContain(canary);
    expect(scene.server.texts.get(otherTalk)!.join()).toContain('for the neighbour');
  });

  it('keeps its rows where a session ended and the same person signs in again', async () => {
    const before = await everythingHere();
    scene.server.account = null;
    scene.server.closeRooms(4401);
    for (const page of [...scene.device.pages]) page.die();
    await expect(scene.join()).rejects.toThrow('signed-out');
    void before;
    scene.server.account = 'agent/ana';
    const desk = await scene.join();
    expect(desk.feed.table('contact').current.size).toBe(1);
  });
});

describe('the visitor’s own browser', () => {
  it('[G2] keeps nothing of the erased person, and what they had not sent goes to nobody', async () => {
    const { device } = scene;
    const page = device.openPage();
    const before = await scene.joinWidget(page);
    await until(isLive(before));
    await soon(before.outbox.write('thread', said(`${canary} sent`)));
    await until(() => before.outbox.all.current.length === 0);
    device.setNetwork('cut');
    await soon(before.outbox.write('thread', said(`${canary} in the tunnel`)));
    await pass(2_000);
    page.die();
    scene.server.isVisitorErased = true;
    scene.server.submissions.length = 0;
    device.setNetwork('up');
    const widget = await scene.joinWidget();
    await until(isLive(widget));
    await pass(2_000);
    expect(shown(widget.thread)).toEqual([]);
    expect(scene.server.submissions).toEqual([]);
    expect(await soon(everythingOn(device))).not.toContain(canary);
    await soon(widget.outbox.write('thread', said('hello again')));
    await until(() => shown(widget.thread).join() === 'accepted: hello again');
  });
});
