/** A stock provider on a virtual socket. DESIGN 5; RELIABILITY F8. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import type { RoomLine } from '../../src/sync/line.ts';
import type { ChannelEvents } from '../../src/sync/mux.ts';
import { signalOf } from '../../src/sync/signal.ts';
import { virtualSocketClass } from '../../src/sync/virtual-socket.ts';
import { Device, pass, useVirtualTime, type TestServer } from './world.ts';

const session = signalOf<number | null>(null);
let channels: { events: ChannelEvents; sent: Uint8Array[] }[];
let provider: WebsocketProvider;

const line: RoomLine = {
  session,
  openChannel(_room, events) {
    const channel = { events, sent: [] as Uint8Array[] };
    channels.push(channel);
    return { send: (message) => channel.sent.push(message), close() {} };
  },
};

// lib0 keeps the clock that it finds when it is loaded. It must find the virtual one, or the provider's watchdog never
// wakes: so nothing here may load it before, and time stays virtual for all tests of this file.
beforeAll(useVirtualTime);
afterAll(() => vi.useRealTimers());

const nowhere: TestServer = { connect() {}, post: () => Promise.reject(new Error('no network')) };

beforeEach(async () => {
  session.set(null);
  channels = [];
  const { WebsocketProvider } = await import('y-websocket');
  const Y = await import('yjs');
  const page = new Device(nowhere).openPage();
  provider = new WebsocketProvider('line:', 'room', new Y.Doc(), {
    WebSocketPolyfill: virtualSocketClass(page, line, { room: 'room', readOnly: true }),
    disableBc: true,
  });
});
afterEach(() => provider.destroy());

/** Sync step 2 of an empty document. */
const nothingNew = Uint8Array.of(0, 1, 2, 0, 0);

it('[F8] stays connected over 10 idle minutes', async () => {
  session.set(1);
  await pass(100);
  channels[0]!.events.onData(nothingNew);
  const disconnects = vi.fn();
  provider.on('connection-close', disconnects);
  await pass(10 * 60_000);
  expect(disconnects).not.toHaveBeenCalled();
  expect(provider.wsconnected).toBe(true);
  expect(provider.synced).toBe(true);
  expect(channels).toHaveLength(1);
});

it('[F8] waits for the line without counting failures, and opens with it', async () => {
  await pass(10 * 60_000);
  expect(provider.wsUnsuccessfulReconnects).toBe(0);
  session.set(1);
  await pass(20);
  expect(provider.wsconnected).toBe(true);
});

it('[F8] follows the line to its next socket within 3 s', async () => {
  session.set(1);
  await pass(100);
  session.set(null);
  channels[0]!.events.onClose(1006, '');
  session.set(2);
  await pass(3_000);
  expect(channels).toHaveLength(2);
  expect(provider.wsconnected).toBe(true);
});

it('[T1] lets nothing but questions out of a room that only the server writes', async () => {
  session.set(1);
  await pass(100);
  provider.doc.getArray('entries').push(['forged']);
  provider.awareness.setLocalState({ name: 'Ana' });
  await pass(100);
  expect(channels[0]!.sent.map(([type, kind]) => [type, kind])).toEqual([[0, 0]]);
});

it('[F8] a final close code is final', async () => {
  session.set(1);
  await pass(100);
  channels[0]!.events.onClose(4404, 'No such room.');
  await pass(60_000);
  expect(channels).toHaveLength(1);
});
