/**
 * What y-websocket's `WebsocketProvider` takes for a WebSocket: one room's channel on the line (DESIGN 5).
 *
 * While there is no line it stays "connecting", so that the provider does not count failures; and it answers for the
 * server when a room is quiet, because the provider gives up a socket that says nothing for 30 s. Whether anybody is
 * really there is the line's business: it probes.
 */
import { limits } from '#domain/limits.ts';
import { messageType } from '#domain/wire.ts';
import type { Environment } from './environment.ts';
import type { RoomLine } from './line.ts';
import type { Channel } from './mux.ts';

export interface VirtualSocketOptions {
  room: string;
  /** Log rooms: only questions (sync step 1) leave; anything else would be refused with 4403. */
  readOnly: boolean;
}

/** An awareness update about nobody: resets the provider's watchdog and nothing else. */
const quiet = Uint8Array.of(messageType.awareness, 1, 0);
const syncStep1 = 0;
const state = { connecting: 0, open: 1, closing: 2, closed: 3 } as const;

/** A class for `WebSocketPolyfill`; each instance is one attempt of the provider. */
export function virtualSocketClass(
  environment: Environment,
  line: RoomLine,
  { room, readOnly }: VirtualSocketOptions,
): typeof WebSocket {
  class VirtualSocket {
    static readonly CONNECTING = state.connecting;
    static readonly OPEN = state.open;
    static readonly CLOSING = state.closing;
    static readonly CLOSED = state.closed;
    readonly OPEN = state.open;
    readyState: number = state.connecting;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: Uint8Array }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: (() => void) | null = null;
    #channel: Channel | null = null;
    #cancelQuiet = () => {};
    #endWaiting = () => {};

    constructor() {
      // Handlers are set after the constructor, so nothing may be said before the next task.
      const cancel = environment.timer(0, () => this.#openWhenPossible());
      this.#endWaiting = cancel;
    }

    send(message: Uint8Array): void {
      if (readOnly && !(message[0] === messageType.sync && message[1] === syncStep1)) return;
      this.#channel?.send(message);
    }

    close(): void {
      if (this.readyState === state.closed) return;
      this.#stop();
      this.#channel?.close();
    }

    #openWhenPossible(): void {
      if (line.session.current === null) {
        this.#endWaiting = line.session.subscribe(() => {
          if (line.session.current === null) return;
          this.#endWaiting();
          this.#open();
        });
      } else this.#open();
    }

    #open(): void {
      this.#endWaiting = () => {};
      this.readyState = state.open;
      this.#channel = line.openChannel(room, {
        onData: (data) => {
          this.#quietLater();
          this.onmessage?.({ data });
        },
        onClose: (code, reason) => {
          this.#stop();
          this.onclose?.({ code, reason });
        },
      });
      this.#quietLater();
      this.onopen?.();
    }

    #quietLater(): void {
      this.#cancelQuiet();
      this.#cancelQuiet = environment.timer(limits.idleAwarenessMs, () => {
        this.#quietLater();
        this.onmessage?.({ data: quiet });
      });
    }

    #stop(): void {
      this.readyState = state.closed;
      this.#endWaiting();
      this.#cancelQuiet();
    }
  }
  return VirtualSocket as unknown as typeof WebSocket;
}
