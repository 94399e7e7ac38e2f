/** Signing out leaves nothing on the device, also when the page dies meanwhile. SPEC O8; RELIABILITY T32, P15. */
import { describe, expect, it } from 'vitest';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { freshScene, isLive, talk } from './scene.ts';
import { pass, soon, until, type Device } from './world.ts';

const scene = freshScene();

async function databasesOn({ indexedDB }: Device): Promise<string[]> {
  return (await soon(indexedDB!.databases())).map(({ name }) => name ?? '').sort();
}

/** A browser that has not begun to remove anything when its page is gone. Returns the end of it. */
function removeNothing({ indexedDB }: Device): () => void {
  const { deleteDatabase } = indexedDB!;
  indexedDB!.deleteDatabase = () => new EventTarget() as IDBOpenDBRequest;
  return () => (indexedDB!.deleteDatabase = deleteDatabase.bind(indexedDB));
}

async function someoneWorks() {
  const page = scene.device.openPage();
  scene.server.putSummary(talk);
  const desk = await scene.join(page);
  await until(isLive(desk));
  await soon(desk.outbox.write(talk, { kind: 'comment', text: 'canary' }));
  return { page, desk };
}

describe('signing out', () => {
  it('[T32] that was cut off is finished by the next start, without a network too', async () => {
    const { page, desk } = await someoneWorks();
    const remove = removeNothing(scene.device);
    void desk.leave({ wipe: true });
    await pass(500);
    page.die();
    remove();
    expect(await databasesOn(scene.device)).toHaveLength(2);

    scene.device.setNetwork('cut');
    const next = await soon(joinDesk({ environment: scene.device.openPage() }));
    expect(next).toEqual({ kind: 'unreachable' });
    expect(await databasesOn(scene.device)).toEqual(['parley']);
  });

  it('[T32] also takes what the page knows of, before the last database is gone', async () => {
    const { desk } = await someoneWorks();
    const there: string[][] = [];
    const also = async () => void there.push(await databasesOn(scene.device));
    await soon(desk.leave({ wipe: true, also }));
    expect(there).toHaveLength(1);
    expect(there[0]).toHaveLength(2);
    expect(await databasesOn(scene.device)).toEqual(['parley']);
  });

  it('[T32] whoever comes back before it is finished gets a database of their own, and keeps it', async () => {
    const { page, desk } = await someoneWorks();
    const remove = removeNothing(scene.device);
    void desk.leave({ wipe: true });
    await pass(500);
    page.die();
    // Another tab still holds the old one: it cannot be removed yet.
    const again = scene.device.openPage();
    const back = await scene.join(again);
    await until(isLive(back));
    scene.device.setNetwork('cut');
    await soon(back.outbox.write(talk, { kind: 'comment', text: 'written since' }));
    again.die();
    remove();

    const last = await scene.join();
    expect(last.outbox.all.current.map(({ entry }) => 'text' in entry && entry.text)).toEqual([
      'written since',
    ]);
    expect(await databasesOn(scene.device)).toHaveLength(2);
  });
});
