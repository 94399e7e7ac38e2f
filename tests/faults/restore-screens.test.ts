/**
 * What people see when an older copy of the store was put back: a desk that was open, a desk that was offline and knows more, a
 * widget; with the real server and the real sync engine on virtual time. DESIGN 2; F24 as far as it goes here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { joinDesk } from '#sync/join-desk.ts';
import { joinWidget } from '#sync/join-widget.ts';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { Scene, type Person } from '../sync-server/scene.ts';
import { isLive, shown } from '../sync/scene.ts';
import { Device, pass, soon, until, useVirtualTime, type TestServer } from '../sync/world.ts';

const backup = mkdtempSync(join(tmpdir(), 'parley-backup-'));
let scene: Scene;
let devices: Device[];

beforeEach(async () => {
  useVirtualTime();
  // Its time is the one that `pass` moves.
  const clock = systemClock as unknown as ManualClock;
  scene = new Scene({ rateLimits: false }, clock, mkdtempSync(join(tmpdir(), 'parley-scene-')));
  await scene.start();
  devices = [];
});
afterEach(async () => {
  for (const device of devices) for (const page of [...device.pages]) page.die();
  await pass(100);
  await scene.end();
  rmSync(backup, { recursive: true });
  vi.useRealTimers();
});

/** The way to the server that is running now, for an agent or for a visitor. */
function wayIn(agent?: Person): TestServer {
  return {
    connect(socket) {
      scene.server.accept(socket, { room: null, ticket: null, address: '192.0.2.1' });
    },
    async post(path, body, headers) {
      const { services } = scene.server;
      if (path === '/api/ticket' && agent) {
        const { ticket, id } = agent;
        return { status: 200, body: { ticket, principal: `agent/${id}`, store: scene.store.id } };
      }
      if (path === '/api/visitor/session') {
        const done = await services.visitorSession(body, '192.0.2.2');
        return done.ok ? { status: 200, body: done.value } : { status: done.status, body: done };
      }
      const who = await services.byTicket((headers['authorization'] ?? '').slice('Bearer '.length));
      if (path !== '/api/entries' || !who) return { status: 404, body: null };
      const { entries } = body as { entries: unknown[] };
      return { status: 200, body: { answers: await services.submit(who, entries) } };
    },
  };
}

function deviceOf(agent?: Person): Device {
  const device = new Device(wayIn(agent));
  devices.push(device);
  return device;
}

async function deskOn(device: Device) {
  const joined = await soon(joinDesk({ environment: device.openPage() }), 20_000);
  if (joined.kind !== 'joined') throw new Error(joined.kind);
  return joined.desk;
}

/** The lines end with the old process; pages come back by themselves. */
function lineCut(): void {
  for (const device of devices) for (const page of device.pages) page.cutSockets();
}

it('[DESIGN 2] everybody ends with what the restored store has, and what waited is sent', async () => {
  const ana = await scene.agent('Ana');
  const widget = await soon(joinWidget({ site: 'default', environment: deviceOf().openPage() }));
  const [office, train] = [deviceOf(ana), deviceOf(ana)];
  const desk = await deskOn(office);
  await soon(widget.outbox.write('thread', { kind: 'message', text: 'kept' }));
  const conversations = desk.feed.table('conversation');
  await until(() => conversations.current.size === 1);
  const id = [...conversations.current.keys()][0]!;
  const atDesk = desk.openConversation(id);
  await until(() => shown(atDesk).length === 1);
  await scene.copyStoreTo(backup);
  lineCut();

  await soon(widget.outbox.write('thread', { kind: 'message', text: 'lost, one' }));
  await soon(widget.outbox.write('thread', { kind: 'message', text: 'lost, two' }));
  const laptop = await deskOn(train);
  const onTrain = laptop.openConversation(id);
  const three = ['accepted: kept', 'accepted: lost, one', 'accepted: lost, two'];
  await until(() => [atDesk, onTrain].every((one) => shown(one).join() === three.join()), 20_000);
  await pass(3_000);

  // The laptop knows more than the backup, and something waits on it.
  train.setNetwork('cut');
  await soon(laptop.outbox.write(id, { kind: 'comment', text: 'from the train' }));
  await scene.restoreFrom(backup);
  lineCut();
  // The visitor is there first, and writes more than was lost.
  await until(isLive(widget), 40_000);
  for (const text of ['new one', 'new two', 'new three']) {
    await soon(widget.outbox.write('thread', { kind: 'message', text }));
  }
  const now = ['kept', 'new one', 'new two', 'new three'].map((text) => `accepted: ${text}`);
  await until(() => isLive(desk)() && shown(atDesk).join() === now.join(), 40_000);
  await until(() => shown(widget.thread).join() === now.join(), 20_000);

  train.setNetwork('up');
  laptop.retryNow();
  const all = [...now, 'accepted: from the train'];
  await until(() => isLive(laptop)() && shown(onTrain).join() === all.join(), 40_000);
  await until(() => shown(atDesk).join() === all.join(), 20_000);
  expect(shown(widget.thread)).toEqual(now);
  expect(laptop.outbox.all.current).toEqual([]);
  expect(scene.faults).toEqual([]);
});
