/** How visitors came and what they looked at: recorded by the server, for the team only. SPEC D2, D9; "Who sees what". */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '#domain/model.ts';
import { limits } from '#domain/limits.ts';
import type { RecordRow } from '#domain/records/record.ts';
import { valueOf } from '#domain/records/record.ts';
import { messageType } from '#domain/wire.ts';
import { message, openScene, type Person, type Scene } from './scene.ts';

const minute = 60_000;
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const shop = 'https://shop.example';

let scene: Scene;
let ana: Person;

beforeEach(async () => {
  scene = await openScene({ rateLimits: false });
  ana = await scene.agent('Ana');
});
afterEach(async () => {
  expect(scene.faults).toEqual([]);
  await scene.end();
});

interface Guest {
  ticket: string;
  token: string;
  conversation: string;
  id: string;
}

/** Somebody whose browser loads a page with the widget. */
async function arrive(token?: string): Promise<Guest> {
  const made = await scene.server.services.visitorSession(
    { site: 'default', timeZone: 'Europe/Rome', ...(token && { token }) },
    '192.0.2.1',
    { userAgent: iphone, languages: ['it-IT', 'en'] },
  );
  if (!made.ok) throw new Error(made.error);
  const { ticket, token: given, conversation, principal } = made.value;
  return { ticket, token: given, conversation, id: principal.slice('visitor/'.length) };
}

async function look(guest: Guest, ...pages: { path: string; referrer?: string }[]) {
  const line = await scene.line(guest);
  for (const { path, ...more } of pages) {
    const page = { url: shop + path, title: `Page ${path}`, ...more };
    line.say(messageType.presence, { typing: false, page });
    await scene.pass(1_000);
  }
  return line;
}

async function visitOf({ conversation }: Guest): Promise<Visit | null> {
  await scene.pass(2_000);
  const row = await scene.store.feedRow('visit', conversation, null);
  return (row?.value as Visit | null | undefined) ?? null;
}

describe('a visit', () => {
  it('[D2] is told to the team once its visitor writes, with what they looked at before', async () => {
    const guest = await arrive();
    const line = await look(
      guest,
      { path: '/?utm_campaign=autumn', referrer: 'https://search.example/q' },
      { path: '/lamps', referrer: `${shop}/` },
    );
    expect(await visitOf(guest)).toBe(null);
    await line.submit(message(guest.conversation, 'Hello'));
    expect(await visitOf(guest)).toMatchObject({
      pages: [
        { url: `${shop}/?utm_campaign=autumn` },
        { url: `${shop}/lamps`, title: 'Page /lamps' },
      ],
      landing: `${shop}/?utm_campaign=autumn`,
      referrer: 'https://search.example/q',
      ...{ device: 'iPhone', browser: 'Safari', language: 'it-IT', timeZone: 'Europe/Rome' },
      visits: 1,
    });
    const team = await scene.line(ana);
    team.say(messageType.feed, { cursor: null });
    await scene.settle();
    const rows = team.pages.flatMap(({ rows: some }) => some);
    expect(rows.some(({ table, id }) => table === 'visit' && id === guest.conversation)).toBe(true);
    // Nothing of it goes back to the visitor but what everybody is told.
    expect(JSON.stringify(line.log)).not.toContain('search.example');
  });

  it('[D2] counts visits, goes on over a short break, and keeps the last pages', async () => {
    const guest = await arrive();
    const line = await look(guest, { path: '/1' });
    await line.submit(message(guest.conversation, 'Hello'));
    line.socket.hangUp();
    await scene.pass(5 * minute);
    await look(await arrive(guest.token), { path: '/2', referrer: `${shop}/1` });
    const same = (await visitOf(guest))!;
    expect(same).toMatchObject({ visits: 1, landing: `${shop}/1`, referrer: '' });
    await scene.restart(40 * minute);
    const pages = Array.from({ length: 25 }, (_, n) => ({ path: `/again-${n}` }));
    await look(await arrive(guest.token), ...pages);
    const again = (await visitOf(guest))!;
    expect(again).toMatchObject({ visits: 2, landing: `${shop}/again-0` });
    expect(again.firstAtMs).toBe(same.firstAtMs);
    expect(again.startedAtMs).toBeGreaterThan(same.startedAtMs);
    expect(again.pages).toHaveLength(limits.visitPages);
    expect(again.pages.at(-1)?.url).toBe(`${shop}/again-24`);
  });

  it('[D1] language and time zone become fields of the contact, and an agent’s word stands over them', async () => {
    const guest = await arrive();
    const line = await look(guest, { path: '/' });
    await line.submit(message(guest.conversation, 'Hello'));
    await scene.pass(2_000);
    const contact = async () =>
      (await scene.store.feedRow('contact', guest.id, null))!.value as RecordRow;
    const row = await contact();
    expect(row.fields['language']?.automatic).toMatchObject({ value: 'it-IT', source: 'browser' });
    expect(valueOf(row, 'timeZone')).toBe('Europe/Rome');
    const agent = await scene.line(ana);
    await agent.submit({
      ...{ id: crypto.randomUUID(), subject: `contact/${guest.id}`, kind: 'changed' },
      ...{ set: { language: 'fr' }, writtenAtMs: scene.clock.now(), seenUpTo: null },
    });
    await arrive(guest.token);
    await scene.pass(2_000);
    expect(valueOf(await contact(), 'language')).toBe('fr');
    // What is no news is not written again.
    expect((await contact()).count).toBe(2);
  });

  it('[D9] nothing is recorded of whoever does not want it, nor is the page of the moment told', async () => {
    const guest = await arrive();
    const line = await look(guest, { path: '/before' });
    await line.submit(message(guest.conversation, 'Hello'));
    const agent = await scene.line(ana);
    await agent.submit({
      ...{ id: crypto.randomUUID(), subject: `contact/${guest.id}`, kind: 'changed' },
      ...{ set: { isTracked: false }, writtenAtMs: scene.clock.now(), seenUpTo: null },
    });
    await scene.pass(2_000);
    expect(agent.presence.at(-1)).toMatchObject({
      visitors: { [guest.conversation]: { page: null } },
    });
    await look(guest, { path: '/secret' });
    expect(JSON.stringify(await visitOf(guest))).not.toContain('/secret');
    const late = await scene.line(ana);
    expect(JSON.stringify(late.log)).not.toContain('/secret');
  });

  it('[T11] what a browser says is cut, and an address that is none is not kept', async () => {
    const guest = await arrive();
    const line = await scene.line(guest);
    const say = async (url: string, referrer: string) => {
      line.say(messageType.presence, {
        typing: false,
        page: { url, title: 'x'.repeat(900), referrer },
      });
      await scene.pass(1_000);
    };
    await say('javascript:alert(1)', '');
    await say(`${shop}/a?${'q'.repeat(1_500)}`, 'javascript:alert(1)');
    await line.submit(message(guest.conversation, 'Hello'));
    const { pages, referrer } = (await visitOf(guest))!;
    expect(pages).toEqual([expect.objectContaining({ url: `${shop}/a` })]);
    expect(pages[0]!.title.length).toBeLessThanOrEqual(120);
    expect(referrer).toBe('');
  });
});
