/** Desk and widget against the real server: one conversation, there and back. SPEC O3-O6, R4, R8, R10, V8, W12. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commentPadName, parseRoom } from '../../src/domain/wire.ts';
import type { DeskSync, WidgetSync } from '../../src/sync/contract.ts';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { joinWidget } from '../../src/sync/join-widget.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { isLive, shown } from './scene.ts';
import { Device, pass, soon, until, useVirtualTime, type Page } from './world.ts';

const message = (text: string) => ({ kind: 'message', text }) as const;

let server: RealServer;
let benCookie: string;
let devices: Device[];

beforeEach(async () => {
  useVirtualTime();
  server = await startRealServer();
  benCookie = await server.invite('Ben');
  devices = [];
});
afterEach(async () => {
  for (const device of devices) for (const page of [...device.pages]) page.die();
  await pass(50);
  expect(server.faults).toEqual([]);
  await server.close();
  vi.useRealTimers();
});

function deviceOf(cookie: string): Device {
  const device = new Device(server.as(cookie));
  devices.push(device);
  return device;
}

async function deskOn(page: Page): Promise<DeskSync> {
  const joined = await soon(joinDesk({ environment: page }), 20_000);
  if (joined.kind !== 'joined') throw new Error(joined.kind);
  return joined.desk;
}

/** A visitor who has written, and the agents who see it. */
async function threePeople() {
  const visitorDevice = deviceOf('');
  const widget: WidgetSync = await soon(
    joinWidget({ site: 'default', environment: visitorDevice.openPage() }),
  );
  const [anaDevice, benDevice] = [deviceOf(server.ana), deviceOf(benCookie)];
  const ana = await deskOn(anaDevice.openPage());
  const ben = await deskOn(benDevice.openPage());
  await until(() => [widget, ana, ben].every((each) => isLive(each)()));
  await soon(widget.outbox.write('thread', message('Hello?')));
  const conversations = ana.feed.table('conversation');
  await until(() => conversations.current.size === 1);
  const id = [...conversations.current.keys()][0]!;
  return { widget, visitorDevice, ana, anaDevice, ben, benDevice, id };
}

describe('one conversation', () => {
  it('[R10] visitor to agents and back, with a comment that stays inside', async () => {
    const { widget, ana, ben, id } = await threePeople();
    const [atAna, atBen] = [ana.openConversation(id), ben.openConversation(id)];
    await until(() => shown(atAna).length === 1 && shown(atBen).length === 1);
    await soon(ana.outbox.write(id, { kind: 'comment', text: 'A regular' }));
    await soon(ben.outbox.write(id, message('Good morning')));
    await until(() => shown(widget.thread).includes('accepted: Good morning'));
    await until(() => ana.outbox.all.current.length + ben.outbox.all.current.length === 0);
    expect(shown(widget.thread)).toEqual(['accepted: Hello?', 'accepted: Good morning']);
    expect(shown(atAna)).toEqual(shown(atBen));
    expect(shown(atAna)).toContain('accepted: A regular');
    const last = widget.thread.conversation.current.items.at(-1)!;
    const upTo = last.state === 'accepted' ? last.entry.id : '';
    await soon(widget.outbox.write('thread', { kind: 'read', upTo }));
    await until(() => atBen.conversation.current.state.readByVisitor !== null);
  });

  it('[O6] an offline reply that a colleague overtook is held, and sent all the same', async () => {
    const { ana, anaDevice, ben, id } = await threePeople();
    const atAna = ana.openConversation(id);
    const atBen = ben.openConversation(id);
    await until(() => shown(atAna).length === 1 && shown(atBen).length === 1);
    anaDevice.setNetwork('cut');
    await soon(ana.outbox.write(id, message('Mine')));
    await soon(ben.outbox.write(id, message('Faster')));
    await until(() => ben.outbox.all.current.length === 0);
    anaDevice.setNetwork('up');
    ana.retryNow();
    await until(() => ana.outbox.all.current[0]?.state === 'held');
    const [row] = ana.outbox.all.current;
    expect(row!.answer).toMatchObject({ state: 'held', reason: 'colleague-replied' });
    await soon(ana.outbox.sendAnyway(row!.entry.id));
    await until(() => ana.outbox.all.current.length === 0);
    await until(() => shown(atAna).at(-1) === 'accepted: Mine', 100);
  });

  it.each([0, -7_200_000])(
    '[R3] what was under way for long counts as meant when it was done, with a clock %i ms wrong',
    async (clockErrorMs) => {
      const { ana, ben, benDevice, id } = await threePeople();
      benDevice.clockErrorMs = clockErrorMs;
      benDevice.setNetwork('cut');
      benDevice.setNetwork('up');
      const [atAna, atBen] = [ana.openConversation(id), ben.openConversation(id)];
      await until(() => isLive(ben)() && shown(atAna).length + shown(atBen).length === 2, 40_000);
      benDevice.lagMs = 1_500;
      await soon(ben.outbox.write(id, { kind: 'closed' }));
      await pass(500);
      await soon(ana.outbox.write(id, { kind: 'reopened' }));
      await until(() => ana.outbox.all.current.length === 0);
      await until(() => ben.outbox.all.current.length === 0);
      await until(() => atAna.conversation.current.items.length === 3);
      expect(atAna.conversation.current.state.status).toMatchObject({ value: 'open' });
      await until(() => atBen.conversation.current.items.length === 3);
      expect(atBen.conversation.current.state.status).toMatchObject({ value: 'open' });
    },
  );

  it('[O5] offline with a reload, the server killed meanwhile: each thing arrives once, in order', async () => {
    const { widget, anaDevice, ben, id } = await threePeople();
    const atBen = ben.openConversation(id);
    await pass(5_000);
    anaDevice.setNetwork('cut');
    for (const page of [...anaDevice.pages]) page.die();
    const page = anaDevice.openPage();
    const offline = await deskOn(page);
    const atOffline = offline.openConversation(id);
    await until(() => atOffline.state.current === 'local');
    expect(shown(atOffline)).toEqual(['accepted: Hello?']);
    await soon(offline.outbox.write(id, message('Back soon')));
    await soon(offline.outbox.write(id, { kind: 'comment', text: 'wrote from the train' }));
    await soon(offline.outbox.write(id, { kind: 'closed' }));
    page.die();
    await server.killAndRestart();

    const ana = await deskOn(anaDevice.openPage());
    const atAna = ana.openConversation(id);
    anaDevice.setNetwork('up');
    ana.retryNow();
    await until(() => ana.outbox.all.current.length === 0 && isLive(ana)(), 20_000);
    await until(() => isLive(ben)() && isLive(widget)(), 20_000);
    await until(() => shown(atBen).join() === shown(atAna).join());
    const words = shown(atAna).filter((line) => !line.endsWith('assigned'));
    expect(words).toEqual([
      'accepted: Hello?',
      'accepted: Back soon',
      'accepted: wrote from the train',
      'accepted: closed',
    ]);
    expect(atAna.conversation.current.state.status.value).toBe('closed');
    expect(shown(widget.thread).slice(0, 2)).toEqual(['accepted: Hello?', 'accepted: Back soon']);
  });

  // Seed 100 of 2026-12: the change stood on the device for ever, and with it a view that nobody had.
  it('[L19] whoever gives a view back to its maker alone does not keep a ghost of it', async () => {
    const { ana, ben } = await threePeople();
    const view = '00000000-0000-4000-8000-0000000000d1';
    await soon(ana.outbox.change('view', view, { name: 'Lamps', audience: 'everyone' }));
    await until(() => ben.feed.table('view').current.has(view));
    await soon(ben.outbox.change('view', view, { audience: 'mine' }));
    await until(() => !ben.feed.table('view').current.has(view));
    await until(() => ben.outbox.changes.current.length === 0);
    expect(ana.feed.table('view').current.has(view)).toBe(true);
  });

  // Seed 7 of 2026-12.
  it('[L15] a reading that enters no log leaves nothing behind in what is believed', async () => {
    const { ana, ben, id } = await threePeople();
    const atAna = ana.openConversation(id);
    await soon(ben.outbox.write(id, { kind: 'comment', text: 'A regular' }));
    await until(() => shown(atAna).length === 2);
    for (const place of [0, 1]) {
      const item = atAna.conversation.current.items[place]!;
      const upTo = item.state === 'accepted' ? item.entry.id : '';
      await soon(ana.outbox.write(id, { kind: 'read', upTo }));
      await until(() => ana.outbox.all.current.length === 0);
    }
    await until(() => ana.feed.table('readMark').current.get(id)?.number === 1);
    const { state, items } = atAna.conversation.current;
    const last = items.at(-1)!;
    expect(last).toMatchObject({ state: 'accepted', entry: { kind: 'read' } });
    expect(state.lastAcceptedAtMs).toBe(last.state === 'accepted' && last.entry.acceptedAtMs);
  });

  it('[C10] typing is seen, both ways', async () => {
    const { widget, ana, id } = await threePeople();
    widget.sign({ typing: true });
    await until(() => ana.presence.current.visitors[id]?.typing === true);
    ana.sign({ viewing: id, typing: { conversation: id, tab: 'reply' } });
    await until(() => widget.presence.current.typing !== null);
    ana.sign({ typing: null });
    await until(() => widget.presence.current.typing === null);
  });

  it("[O5] 150 entries written offline drain within the server's budgets", async () => {
    const { ana, anaDevice, id } = await threePeople();
    anaDevice.setNetwork('cut');
    for (let n = 0; n < 150; n += 1) {
      await soon(ana.outbox.write(id, { kind: 'comment', text: `note ${n}` }));
    }
    anaDevice.setNetwork('up');
    ana.retryNow();
    await until(() => ana.outbox.all.current.length === 0, 60_000);
    const open = ana.openConversation(id);
    await until(() => open.state.current === 'live');
    const notes = shown(open).filter((line) => line.includes('note '));
    expect(notes).toEqual(Array.from({ length: 150 }, (_, n) => `accepted: note ${n}`));
  });
});

describe('pads', () => {
  it('[W12] two agents write one text, offline too', async () => {
    const { ana, anaDevice, ben, id } = await threePeople();
    const { room } = ana.feed.table('conversation').current.get(id)!;
    const name = commentPadName(id, parseRoom(room)!.epoch);
    const [atAna, atBen] = [ana.openPad(name), ben.openPad(name)];
    await until(() => atAna.state.current === 'live' && atBen.state.current === 'live');
    const { XmlElement, XmlText } = await import('yjs');
    const paragraph = new XmlElement('paragraph');
    paragraph.insert(0, [new XmlText('Dear Vera')]);
    atAna.text.insert(0, [paragraph]);
    await until(() => atBen.text.toString().includes('Dear Vera'));
    anaDevice.setNetwork('cut');
    (paragraph.get(0) as InstanceType<typeof XmlText>).insert(9, ', hello');
    const benParagraph = atBen.text.get(0) as InstanceType<typeof XmlElement>;
    (benParagraph.get(0) as InstanceType<typeof XmlText>).insert(0, 'My ');
    await pass(1_000);
    anaDevice.setNetwork('up');
    ana.retryNow();
    const whole = 'My Dear Vera, hello';
    await until(() => [atAna, atBen].every((pad) => pad.text.toString().includes(whole)), 10_000);
  });

  it("[W12] each sees the other's caret", async () => {
    const { ana, ben, id } = await threePeople();
    const { room } = ana.feed.table('conversation').current.get(id)!;
    const name = commentPadName(id, parseRoom(room)!.epoch);
    const [atAna, atBen] = [ana.openPad(name), ben.openPad(name)];
    await until(() => atAna.state.current === 'live' && atBen.state.current === 'live');
    atAna.awareness.setLocalStateField('user', { name: 'Somebody else', color: '#123456' });
    await until(() => atBen.awareness.getStates().size === 2);
    const states = [...atBen.awareness.getStates().values()];
    expect(states.map((state) => (state as { user?: { name: string } }).user?.name)).toContain(
      'Ana',
    );
  });
});
