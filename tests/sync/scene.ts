/** What most scenes begin with: a server, a device, virtual time, and their end. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { DeskSync, WidgetOptions, WidgetSync } from '../../src/sync/contract.ts';
import { joinDesk } from '../../src/sync/join-desk.ts';
import { joinWidget } from '../../src/sync/join-widget.ts';
import { StubServer } from './stub-server.ts';
import { Device, soon, useVirtualTime, type Page } from './world.ts';

export const talk = '22222222-2222-4222-8222-222222222222';
export const otherTalk = '33333333-3333-4333-8333-333333333333';

export interface Scene {
  server: StubServer;
  device: Device;
  /** Another browser of somebody. */
  newDevice(): Device;
  join(page?: Page): Promise<DeskSync>;
  joinWidget(page?: Page, options?: Partial<WidgetOptions>): Promise<WidgetSync>;
}

/** Makes a fresh scene before each test; pages left open are gone after it. */
export function freshScene(): Scene {
  const scene = {} as Scene;
  let devices: Device[] = [];
  beforeEach(() => {
    useVirtualTime();
    scene.server = new StubServer();
    devices = [];
    scene.newDevice = () => {
      const device = new Device(scene.server);
      devices.push(device);
      return device;
    };
    scene.device = scene.newDevice();
    scene.join = async (page = scene.device.openPage()) => {
      const joined = await soon(joinDesk({ environment: page }));
      if (joined.kind !== 'joined') throw new Error(`not joined: ${joined.kind}`);
      return joined.desk;
    };
    scene.joinWidget = (page = scene.device.openPage(), options = {}) =>
      soon(joinWidget({ site: 'default', environment: page, ...options }));
  });
  afterEach(() => {
    for (const device of devices) for (const page of [...device.pages]) page.die();
    vi.useRealTimers();
  });
  return scene;
}

export const isLive = (sync: Pick<DeskSync, 'connection'>) => () =>
  sync.connection.current.kind === 'live';

/** Words of a thread as shown, each with its state. */
export function shown(open: WidgetSync['thread']): string[] {
  return open.conversation.current.items.map((item) => {
    if (item.state === 'unknown') return 'unknown';
    const entry = item.state === 'accepted' ? item.entry : item.pending.entry;
    const words = 'text' in entry ? entry.text : entry.kind;
    return `${item.state}: ${words}`;
  });
}
