/**
 * A person is erased: a canary in everything that was ever said of them is found nowhere afterwards, nobody brings it
 * back, and their neighbours lose nothing. SPEC G2; RELIABILITY P18, F25.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Summary } from '#domain/model.ts';
import { messageType } from '#domain/wire.ts';
import { transcriptRoom } from '../../sync-server/epochs.ts';
import {
  act,
  comment,
  message,
  openScene,
  type Person,
  type Scene,
  type Visitor,
} from '../sync-server/scene.ts';
import { syncUpdate } from '../sync-server/clients.ts';
import * as Y from 'yjs';

const canary = 'kanarienvogel-7Q';

let scene: Scene;
let olga: Person;
let ana: Person;
let mia: Visitor;
let other: Visitor;
let room: string;

const by = (who: Person, role: 'owner' | 'agent') => ({
  who: { kind: 'agent', id: who.id, name: who.name, role } as const,
  ...{ email: 'x@example.com', session: who.session },
});
function changed(subject: string, set: Record<string, unknown>) {
  const [writtenAtMs, seenUpTo] = [scene.clock.now(), null];
  return { id: randomUUID(), subject, kind: 'changed', set, writtenAtMs, seenUpTo };
}

/** Conversations in which the team's search finds these words. */
async function search(words: string): Promise<string[]> {
  const who = by(olga, 'owner').who;
  const page = await scene.server.services.search(who, { q: words, before: null });
  if (!page.ok) throw new Error(page.error);
  return page.value.hits.map((hit) => hit.conversation);
}

/** To the bin, by somebody who has read it all. */
async function bin(conversation: string): Promise<void> {
  const row = (await scene.store.feedRow('conversation', conversation, null))!.value as Summary;
  const seenUpTo = row.lastVisitor!.entry;
  const binned = act(conversation, { kind: 'binned', seenUpTo, writtenAtMs: scene.clock.now() });
  expect(await (await scene.line(ana)).submit(binned)).toMatchObject([{ state: 'accepted' }]);
}

/** Files of the data folder in which these bytes are found. */
function filesWith(text: string): string[] {
  return readdirSync(scene.folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(scene.folder, name);
    return statSync(path).isFile() && readFileSync(path).includes(text);
  });
}

beforeEach(async () => {
  scene = await openScene({ rateLimits: false, search: true });
  olga = await scene.agent('Olga', 'owner');
  ana = await scene.agent('Ana');
  mia = await scene.visitor();
  other = await scene.visitor('192.0.2.2');
  const theirs = await scene.line(mia);
  const line = await scene.line(ana);
  // More than one chunk of the log, so that every copy of the words is there.
  for (let n = 0; n < 70; n += 10) {
    const ten = Array.from({ length: 10 }, (_, i) => `${canary} comment ${n + i}`);
    await line.submit(...ten.map((text) => comment(mia.conversation, text)));
    await scene.pass(1_000);
  }
  await theirs.submit(message(mia.conversation, `${canary} says the visitor`));
  await (await scene.line(other)).submit(message(other.conversation, 'a neighbour'));
  await line.submit(message(mia.conversation, `${canary} replies the agent`));
  // Held, because it crossed a colleague's: its words wait in a personal row.
  await (await scene.line(olga)).submit(message(mia.conversation, `${canary} held`));
  await line.submit(
    changed(`contact/${mia.id}`, { name: canary, email: `${canary}@example.com` }),
    changed(`contact/${mia.id}`, { name: 'Somebody else', 'attribute.size': canary }),
  );
  room = await scene.roomOf(mia.conversation);
  const pad = await line.open(await scene.padOf(mia.conversation));
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(canary)]);
  pad.doc.getXmlFragment('text').insert(0, [paragraph]);
  await scene.settle();
  // What is to be erased is really there: the log, the contact, the held reply, the pad.
  expect((await scene.store.conversation(mia.conversation))?.count).toBeGreaterThan(70);
  expect((await scene.store.record('contact', mia.id))?.count).toBe(2);
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

describe('erasing a person', () => {
  it('[P18] [F25] leaves no word of theirs in any file, also after a restart', async () => {
    expect(await search(canary)).toEqual([mia.conversation]);
    expect(filesWith(canary).length).toBeGreaterThan(0);
    const done = await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    expect(done).toMatchObject({
      ok: true,
      value: { receipt: { removed: { contacts: 1, conversations: 1, fields: 2 } } },
    });
    expect(filesWith(canary)).toEqual([]);
    expect(await search(canary)).toEqual([]);
    await scene.restart();
    expect(filesWith(canary)).toEqual([]);
    expect(filesWith(mia.session)).toEqual([]);
  });

  it('[P18] sends everybody away from their copies, and the feed says that there is nothing', async () => {
    const line = await scene.line(ana);
    const log = await line.open(room);
    const head = (await scene.store.conversation(mia.conversation))!;
    const theirs = await scene.line(mia);
    const transcript = await theirs.open(
      transcriptRoom(mia.conversation, head.publicEpoch, scene.store.id),
    );
    expect(log.texts.length).toBeGreaterThan(70);
    line.say(messageType.feed, { cursor: null });
    await scene.settle();
    const before = line.pages.length;
    await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    await scene.settle();
    expect(log.closed?.code).toBe(4409);
    expect(transcript.closed?.code ?? theirs.closed?.code).toBeOneOf([4401, 4409]);
    const gone = line.pages.slice(before).flatMap(({ rows }) => rows);
    expect(gone.map(({ table, id, value }) => [table, id, value])).toEqual(
      expect.arrayContaining([
        ['conversation', mia.conversation, null],
        ['contact', mia.id, null],
      ]),
    );
    const fresh = await scene.line(ana);
    fresh.say(messageType.feed, { cursor: null });
    await scene.settle();
    expect(JSON.stringify(fresh.pages)).not.toContain(canary);
    expect((await line.open(room)).closed?.code).toBe(4404);
  });

  it('[P18] what a device submits of it later is answered "erased", also after a restart', async () => {
    await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    const late = () => [
      comment(mia.conversation, `${canary} from a laptop that was away`),
      changed(`contact/${mia.id}`, { name: canary }),
    ];
    const erased = { state: 'refused', reason: 'erased' };
    expect(await (await scene.line(ana)).submit(...late())).toMatchObject([erased, erased]);
    await scene.restart();
    expect(await (await scene.line(ana)).submit(...late())).toMatchObject([erased, erased]);
    expect(filesWith(canary)).toEqual([]);
  });

  it('[P18] a pad that was open brings nothing back', async () => {
    const line = await scene.line(ana);
    const { room: pad } = line.openNow(await scene.padOf(mia.conversation));
    await scene.settle();
    const erasing = scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    pad.send(syncUpdate(Y.encodeStateAsUpdate(pad.doc)));
    await erasing;
    await scene.settle();
    expect(filesWith(canary)).toEqual([]);
  });

  it('[G2] the visitor’s browser is told that it is a new visitor from then on', async () => {
    const come = async (token?: string) => {
      const body = { site: 'default', ...(token && { token }) };
      const made = await scene.server.services.visitorSession(body, '192.0.2.9');
      if (!made.ok) throw new Error(made.error);
      return made.value;
    };
    const guest = await come();
    await (await scene.line(guest)).submit(message(guest.conversation, canary));
    await scene.settle();
    const id = guest.principal.replace('visitor/', '');
    await scene.server.erasure.eraseContact(by(olga, 'owner'), id);
    expect(await scene.store.visitor(id)).toBe(null);
    expect((await scene.line(guest)).closed?.code).toBe(4401);
    await scene.restart();
    const again = await come(guest.token);
    expect(again.isErased).toBe(true);
    expect(again.principal).not.toBe(guest.principal);
    expect(await come(again.token)).not.toHaveProperty('isErased');
    expect(await come('a'.repeat(43))).not.toHaveProperty('isErased');
  });

  it('[G2] nobody is told any more that they are here, nor on which page', async () => {
    const line = await scene.line(mia);
    const page = { url: `https://shop.example/${canary}`, title: canary };
    line.say(messageType.presence, { typing: false, page });
    await scene.pass(3_000);
    const visit = await scene.store.feedRow('visit', mia.conversation, null);
    expect(JSON.stringify(visit)).toContain(canary);
    await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    await scene.pass(3_000);
    const late = await scene.line(ana);
    late.say(messageType.feed, { cursor: null });
    await scene.settle();
    expect(JSON.stringify(late.log)).not.toContain(canary);
    expect(filesWith(canary)).toEqual([]);
  });

  it('[G2] the receipt is signed, and names devices that have not heard of it yet', async () => {
    await scene.line(olga);
    const done = await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    if (!done.ok) throw new Error(done.error);
    const { devices, signature, stones, ...rest } = done.value.receipt;
    // Ana's line of the beginning is still open, and so is Olga's.
    expect(devices).toEqual({ told: 2, pending: [] });
    expect(signature).toMatch(/^[\w-]{43}$/);
    expect(stones).toHaveLength(1);
    expect(JSON.stringify(rest)).not.toContain(canary);
    const ben = await scene.agent('Ben');
    const next = await scene.server.erasure.eraseContact(by(olga, 'owner'), other.id);
    expect(next).toMatchObject({
      value: { receipt: { devices: { pending: [{ agent: ben.name, browser: '' }] } } },
    });
  });

  it('[G2] the neighbours lose nothing', async () => {
    await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    const line = await scene.line(ana);
    const log = await line.open(await scene.roomOf(other.conversation));
    expect(log.texts).toEqual(['a neighbour']);
    expect(await line.submit(message(other.conversation, 'hello'))).toMatchObject([
      { state: 'accepted' },
    ]);
  });

  it('[D7] takes along whoever was merged into them', async () => {
    const line = await scene.line(ana);
    await line.submit(changed(`contact/${other.id}`, { mergedInto: mia.id }));
    const done = await scene.server.erasure.eraseContact(by(olga, 'owner'), mia.id);
    expect(done).toMatchObject({ value: { receipt: { removed: { contacts: 2 } } } });
    expect(await scene.store.conversation(other.conversation)).toBe(null);
  });

  it('[S1] is for owners and admins', async () => {
    const done = await scene.server.erasure.eraseContact(by(ana, 'agent'), mia.id);
    expect(done).toMatchObject({ ok: false, error: 'not-allowed' });
    expect(await scene.store.conversation(mia.conversation)).not.toBe(null);
  });
});

describe('deleting a conversation for good', () => {
  it('[P18] leaves the contact and nothing of the words; again is no harm', async () => {
    await bin(mia.conversation);
    const erase = () => scene.server.erasure.eraseConversation(by(olga, 'owner'), mia.conversation);
    expect(await erase()).toMatchObject({ ok: true });
    expect(await erase()).toMatchObject({ ok: false, error: 'no-such-page' });
    expect(await scene.store.conversation(mia.conversation)).toBe(null);
    expect((await scene.store.record('contact', mia.id))?.count).toBe(2);
    expect(filesWith(`${canary} says the visitor`)).toEqual([]);
  });

  it('[C3] is only for what is in the bin, and for owners and admins', async () => {
    const erase = (who: Person, role: 'owner' | 'agent') =>
      scene.server.erasure.eraseConversation(by(who, role), mia.conversation);
    expect(await erase(olga, 'owner')).toMatchObject({ ok: false, error: 'not-in-bin' });
    await bin(mia.conversation);
    expect(await erase(ana, 'agent')).toMatchObject({ ok: false, error: 'not-allowed' });
    expect(await scene.store.conversation(mia.conversation)).not.toBe(null);
  });

  it('[C3] is written down, without whom it was about', async () => {
    await bin(mia.conversation);
    await scene.server.erasure.eraseConversation(by(olga, 'owner'), mia.conversation);
    const [last] = await scene.store.audit(Number.MAX_SAFE_INTEGER, 10);
    expect(last).toMatchObject({ act: 'purged', byName: 'Olga' });
    expect(JSON.stringify(last)).not.toContain(mia.conversation);
  });

  it('[C15] what was merged with it stands alone again', async () => {
    const line = await scene.line(ana);
    const [here, there] = [other.conversation, mia.conversation];
    await line.submit(act(here, { kind: 'merged', with: there, side: 'into' }));
    await line.submit(act(there, { kind: 'merged', with: here, side: 'from' }));
    const row = async () =>
      (await scene.store.feedRow('conversation', here, null))!.value as Summary;
    expect((await row()).mergedInto).toBe(there);
    await bin(there);
    await scene.server.erasure.eraseConversation(by(olga, 'owner'), there);
    expect((await row()).mergedInto).toBe(null);
  });
});
