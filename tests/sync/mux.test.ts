/** Frames of one socket: their order, their end, their pace. DESIGN 5; RELIABILITY B26. */
import { deflateRawSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frameOp, messageType } from '../../src/domain/wire.ts';
import type { SocketLike } from '../../src/sync/environment.ts';
import { decodeFrame, encodeFrame, encodeMessage, encodeText } from '../../src/sync/frames.ts';
import { openMux, type Mux } from '../../src/sync/mux.ts';
import { StubServer } from './stub-server.ts';
import { Device, pass, settle, useVirtualTime } from './world.ts';

let sent: { atMs: number; op: number; channel: number }[];
let socket: SocketLike;
let mux: Mux;
let log: string[];

beforeEach(() => {
  useVirtualTime();
  // Here the browser's own stream is tried, in its own time.
  vi.unstubAllGlobals();
  sent = [];
  log = [];
  socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (bytes) => sent.push({ atMs: performance.now(), ...decodeFrame(bytes) }),
    close: () => log.push('closed by us'),
  };
  const page = new Device(new StubServer()).openPage();
  page.openSocket = () => socket;
  mux = openMux(page, 'ticket', {
    onWelcome: ({ principal }) => log.push(`welcome ${principal}`),
    onMessage: (type, body) => log.push(`${type} ${JSON.stringify(body)}`),
    onBytes: () => undefined,
    onEnd: (code) => log.push(`ended ${code}`),
  });
  socket.onopen?.();
});
afterEach(() => vi.useRealTimers());

const receive = (bytes: Uint8Array) => socket.onmessage?.({ data: new Uint8Array(bytes).buffer });
const room = (name: string) =>
  mux.openChannel(name, {
    onData: (data) => log.push(`${name}: ${data.length} bytes`),
    onClose: (code) => log.push(`${name}: closed ${code}`),
  });
function closing(channel: number, code: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, code);
  return encodeFrame(frameOp.close, channel, encoding.toUint8Array(encoder));
}

describe('order', () => {
  it('[R10] whatever came behind a packed sync is looked at behind it', async () => {
    room('one');
    room('two');
    const long = new Uint8Array(50_000);
    receive(encodeFrame(frameOp.packed, 1, deflateRawSync(long)));
    receive(encodeFrame(frameOp.data, 2, Uint8Array.of(1, 2, 3)));
    receive(encodeFrame(frameOp.packed, 2, deflateRawSync(long.subarray(0, 20_000))));
    receive(encodeFrame(frameOp.data, 0, encodeMessage(messageType.answer, { answers: [] })));
    expect(log).toEqual([]);
    while (log.length < 4) await settle();
    expect(log).toEqual([
      'one: 50000 bytes',
      'two: 3 bytes',
      'two: 20000 bytes',
      '102 {"answers":[]}',
    ]);
  });

  it("one reader's mistake does not cost the frames behind a packed one", async () => {
    const thrown = vi.fn();
    mux.openChannel('one', {
      onData() {
        throw new Error('a mistake');
      },
      onClose: () => undefined,
    });
    process.once('uncaughtException', thrown);
    receive(encodeFrame(frameOp.packed, 1, deflateRawSync(Uint8Array.of(1))));
    receive(encodeFrame(frameOp.data, 0, encodeMessage(messageType.answer, { answers: [] })));
    while (log.length < 1) await settle();
    expect(log).toEqual(['102 {"answers":[]}']);
    expect(() => vi.advanceTimersByTime(1)).toThrow('a mistake');
    process.removeListener('uncaughtException', thrown);
  });
});

describe('ends', () => {
  it('a channel closed by the server is closed once; a late frame for it is passed over', () => {
    const channel = room('one');
    receive(closing(1, 4404));
    receive(encodeFrame(frameOp.data, 1, Uint8Array.of(1)));
    channel.send(Uint8Array.of(1));
    channel.close();
    expect(log).toEqual(['one: closed 4404']);
  });

  it.each([
    ['no frame', Uint8Array.of(255, 255)],
    ['no JSON in hello', encodeFrame(frameOp.hello, 0, encodeText('{'))],
    ['no JSON in a message', encodeFrame(frameOp.data, 0, Uint8Array.of(102, 1, 120))],
  ])('bytes that cannot be read (%s) end the socket, and its rooms hear of it', (_what, bytes) => {
    room('one');
    receive(bytes);
    expect(log).toEqual(['closed by us', 'one: closed 1006', 'ended 1006']);
  });

  it('bytes that cannot be unpacked end it too', async () => {
    receive(encodeFrame(frameOp.packed, 1, Uint8Array.of(255, 1, 2)));
    while (log.length < 2) await settle();
    expect(log).toEqual(['closed by us', 'ended 1006']);
  });

  it('[B19] no welcome within 10 s is an end', async () => {
    await pass(10_000);
    expect(log).toEqual(['closed by us', 'ended 1006']);
  });

  it('frames of a newer server are passed over', () => {
    receive(encodeFrame(77, 1, Uint8Array.of(1)));
    expect(log).toEqual([]);
  });
});

describe('pace', () => {
  it('[B26] 100 rooms at once stay under 20 frames a second and a burst of 60', async () => {
    for (let n = 0; n < 100; n += 1) room(`room ${n}`);
    await pass(10_000);
    expect(sent).toHaveLength(101);
    for (const { atMs } of sent) {
      const since = sent.filter((each) => each.atMs > atMs - 1_000 && each.atMs <= atMs).length;
      expect(since).toBeLessThanOrEqual(60 + 20);
    }
    const startMs = sent[0]!.atMs;
    const within = (ms: number) => sent.filter((each) => each.atMs - startMs <= ms).length;
    for (let ms = 0; ms <= 10_000; ms += 100) {
      expect(within(ms)).toBeLessThanOrEqual(60 + (20 * ms) / 1_000);
    }
  });

  it('[O5] what people wait for overtakes rooms that are opened in the background', async () => {
    for (let n = 0; n < 100; n += 1) room(`room ${n}`);
    const before = sent.length;
    mux.send(messageType.submit, { entries: [] });
    await pass(100);
    expect(sent[before]).toMatchObject({ op: frameOp.data, channel: 0 });
  });
});
