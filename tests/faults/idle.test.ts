/**
 * An unmodified `WebsocketProvider` in a room where nobody says anything for ten minutes. It leaves a line on which it hears
 * nothing for 30 s, so the server stirs; the minutes are virtual, on both sides. DESIGN 5.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { TestSocket } from '../sync-server/clients.ts';
import { message, openScene, type Person, type Scene, type Visitor } from '../sync-server/scene.ts';

/** Before anything is imported: y-websocket's clock is `Date.now` as it was when it was loaded. */
vi.hoisted(() =>
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    now: Date.UTC(2026, 10, 20, 9),
  }),
);

const idleMs = 10 * 60_000;

let scene: Scene;
let ana: Person;
let visitor: Visitor;
let providers: WebsocketProvider[];

beforeEach(async () => {
  scene = await openScene();
  ana = await scene.agent('Ana');
  visitor = await scene.visitor();
  const line = await scene.line(visitor);
  await line.submit(message(visitor.conversation, 'Hello'));
  line.socket.hangUp();
  providers = [];
});
afterEach(async () => {
  for (const provider of providers) provider.destroy();
  await scene.end();
});

/** Both clocks, a second at a time. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    vi.advanceTimersByTime(1_000);
    await scene.pass(1_000);
  }
}

/** A browser's socket, whose other end is `serverEnd`. */
function socketClass(serverEnd: (url: string) => TestSocket): typeof WebSocket {
  return class {
    readonly OPEN = 1;
    readyState = 0;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    readonly #end: TestSocket;

    constructor(url: string) {
      this.#end = serverEnd(url);
      this.#end.onSent = (bytes) => this.onmessage?.({ data: bytes.slice().buffer as ArrayBuffer });
      const close = this.#end.close.bind(this.#end);
      this.#end.close = (code, reason) => {
        close(code, reason);
        this.onclose?.({ code, reason });
      };
      setTimeout(() => {
        this.readyState = 1;
        this.onopen?.();
      }, 0);
    }
    send(bytes: Uint8Array): void {
      this.#end.receive(Uint8Array.from(bytes));
    }
    close(): void {
      this.readyState = 3;
      this.#end.hangUp();
    }
  } as unknown as typeof WebSocket;
}

const overScene = socketClass((url) => {
  const { pathname, searchParams } = new URL(url);
  const room = decodeURIComponent(pathname.slice('/sync/'.length));
  return scene.socket({ room, ticket: searchParams.get('ticket') ?? '' });
});

function join(
  room: string,
  ticket: string,
  socket = overScene,
): { left: number; provider: WebsocketProvider } {
  const options = { params: { ticket }, disableBc: true, WebSocketPolyfill: socket };
  const provider = new WebsocketProvider('ws://stage/sync', room, new Y.Doc(), options);
  const watched = { left: 0, provider };
  provider.on('connection-close', () => (watched.left += 1));
  providers.push(provider);
  return watched;
}

it('[DESIGN 5] stays in a transcript, a conversation and a pad through ten idle minutes', async () => {
  const rooms = [
    join(await scene.transcriptOf(visitor.conversation), visitor.ticket),
    join(await scene.roomOf(visitor.conversation), ana.ticket),
    join(await scene.padOf(visitor.conversation), ana.ticket),
  ];
  await pass(2_000);
  expect(rooms.map(({ provider }) => provider.synced)).toEqual([true, true, true]);
  await pass(idleMs);
  expect(rooms.map(({ left, provider }) => ({ left, synced: provider.synced }))).toEqual(
    rooms.map(() => ({ left: 0, synced: true })),
  );
});

it('and the minutes do pass: on a line that says nothing it leaves', async () => {
  const silent = join(
    'anything',
    '',
    socketClass(() => new TestSocket()),
  );
  await pass(40_000);
  expect(silent.left).toBeGreaterThan(0);
});

it('[F7] a multiplexed line is pinged, stays while it answers, and ends 35 s after it does not', async () => {
  const line = await scene.line(ana);
  const before = line.socket.pings;
  await pass(idleMs);
  expect(line.closed).toBeNull();
  expect(line.socket.pings - before).toBeGreaterThan(idleMs / 20_000);
  line.socket.isAlive = false;
  await pass(35_000);
  expect(line.closed).not.toBeNull();
});
