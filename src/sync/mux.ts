/**
 * One multiplexed socket, from hello to its end (DESIGN 5). Knows frames and channels; when to connect, with which
 * ticket and how often to try again is `line.ts`.
 *
 * Everything is handed on in the order in which it came, over all channels: a packed first sync is inflated before
 * anything behind it is looked at. So the log is always seen before the answer that says "accepted".
 */
import { limits } from '#domain/limits.ts';
import { frameOp, type Welcome } from '#domain/wire.ts';
import { alarmOf } from './alarm.ts';
import type { Environment } from './environment.ts';
import {
  decodeClose,
  decodeFrame,
  decodeJson,
  decodeMessage,
  encodeFrame,
  encodeMessage,
  encodeText,
  inflate,
  type Frame,
} from './frames.ts';
import { paced } from './pace.ts';

/** A room's share of the socket: y-websocket messages both ways. */
export interface Channel {
  send(message: Uint8Array): void;
  close(): void;
}
export interface ChannelEvents {
  onData(message: Uint8Array): void;
  /** The server closed it, or the socket ended (1006). Never called after `close()`. */
  onClose(code: number, reason: string): void;
}

export interface MuxEvents {
  /** `sentAt`: monotonic, when hello left. */
  onWelcome(welcome: Welcome, sentAt: number): void;
  /** One of ours, on channel 0. */
  onMessage(type: number, body: unknown): void;
  /** Any frame at all. */
  onBytes(): void;
  /** Once, unless we closed it ourselves. */
  onEnd(code: number, reason: string): void;
}

export interface Mux {
  openChannel(room: string, events: ChannelEvents): Channel;
  /** One of ours, ahead of what waits for the pace. */
  send(type: number, body: unknown): void;
  /** What is overdue happens now. */
  check(): void;
  close(): void;
}

/** The socket ended without saying why. */
export const endedCode = 1006;

const empty = new Uint8Array();

export function openMux(environment: Environment, ticket: string, events: MuxEvents): Mux {
  const socket = environment.openSocket('/sync');
  const channels = new Map<number, ChannelEvents>();
  const pace = paced(environment, (frame) => socket.send(frame));
  let lastChannel = 0;
  let helloAt = environment.monotonic();
  let ended = false;
  /** Frames behind one that is being inflated, or null when nothing is. */
  let behind: Uint8Array[] | null = null;

  const noWelcome = alarmOf(environment);
  noWelcome.set(limits.helloWithinMs, () => end(endedCode, 'no welcome'));

  const stop = () => {
    ended = true;
    noWelcome.cancel();
    pace.stop();
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    const open = [...channels.values()];
    channels.clear();
    for (const channel of open) channel.onClose(endedCode, 'the line ended');
  };
  const end = (code: number, reason: string) => {
    if (ended) return;
    stop();
    events.onEnd(code, reason);
  };

  /** What a frame asks of us, read completely before anything is done. Throws on bytes that cannot be read. */
  const read = (frame: Frame): (() => void) => {
    switch (frame.op) {
      case frameOp.hello: {
        const welcome = decodeJson(frame.payload) as Welcome;
        return () => {
          noWelcome.cancel();
          events.onWelcome(welcome, helloAt);
        };
      }
      case frameOp.data: {
        if (frame.channel !== 0) return () => channels.get(frame.channel)?.onData(frame.payload);
        const { type, body } = decodeMessage(frame.payload);
        return () => body !== null && events.onMessage(type, body);
      }
      case frameOp.close: {
        const { code, reason } = decodeClose(frame.payload);
        if (frame.channel === 0) return () => end(code, reason);
        return () => {
          const channel = channels.get(frame.channel);
          channels.delete(frame.channel);
          channel?.onClose(code, reason);
        };
      }
      default:
        return () => {}; // a newer server's frame: nothing here asked for it
    }
  };

  const receive = (bytes: Uint8Array) => {
    if (ended) return;
    if (behind !== null) {
      behind.push(bytes);
      return;
    }
    let act: () => void;
    try {
      const frame = decodeFrame(bytes);
      if (frame.op === frameOp.packed) return unpack(frame);
      act = read(frame);
    } catch {
      return end(endedCode, 'unreadable bytes');
    }
    act();
  };

  const unpack = (frame: Frame) => {
    behind = [];
    void inflate(frame.payload).then(
      (payload) => {
        const waiting = behind ?? [];
        behind = null;
        for (const next of [encodeFrame(frameOp.data, frame.channel, payload), ...waiting]) {
          apart(() => receive(next));
        }
      },
      () => end(endedCode, 'unreadable packing'),
    );
  };
  /** One reader's mistake must not cost the frames behind it. */
  const apart = (run: () => void) => {
    try {
      run();
    } catch (error) {
      environment.timer(0, () => {
        throw error;
      });
    }
  };

  socket.onopen = () => {
    helloAt = environment.monotonic();
    pace.send(encodeFrame(frameOp.hello, 0, encodeText(JSON.stringify({ ticket }))), true);
  };
  socket.onmessage = ({ data }) => {
    events.onBytes();
    receive(new Uint8Array(data as ArrayBuffer));
  };
  socket.onclose = ({ code, reason }) => end(code, reason);

  return {
    openChannel(room, channelEvents) {
      const number = ++lastChannel;
      channels.set(number, channelEvents);
      pace.send(encodeFrame(frameOp.open, number, encodeText(room)), false);
      return {
        send(message) {
          if (channels.has(number)) pace.send(encodeFrame(frameOp.data, number, message), false);
        },
        close() {
          if (!channels.delete(number)) return;
          pace.send(encodeFrame(frameOp.close, number, empty), false);
        },
      };
    },
    send(type, body) {
      pace.send(encodeFrame(frameOp.data, 0, encodeMessage(type, body)), true);
    },
    check: noWelcome.check,
    close() {
      if (!ended) stop();
    },
  };
}
