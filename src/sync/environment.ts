/**
 * The page's world, as the sync engine knows it: clocks, chance, sockets, storage, other tabs. Everything else in
 * `src/sync` asks here and nowhere else, so that tests and the simulation hand in a virtual one. DESIGN 7.
 */
import { v7 } from 'uuid';

/** What the line uses of a WebSocket. `data` is an ArrayBuffer: `binaryType` is set by whoever opens it. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** A BroadcastChannel: what one tab posts, all others of the same name receive, in order. */
export interface TabChannel {
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** What leadership uses of Web Locks. */
export interface Locks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    held: () => Promise<void>,
  ): Promise<unknown>;
}

/** The answer to a request; `body` is parsed JSON, or null if it was none. */
export interface HttpAnswer {
  status: number;
  body: unknown;
}

export interface Environment {
  /** The device's wall clock, ms since epoch: may be wrong by years (F19). */
  now(): number;
  /** Never goes back; ms from an arbitrary start. */
  monotonic(): number;
  /** Calls once; the returned function cancels. */
  timer(afterMs: number, run: () => void): () => void;
  /** 0 <= x < 1, for jitter only. */
  random(): number;
  uuid(): string;
  /** `path` begins with `/`. Throws when the network fails. */
  openSocket(path: string): SocketLike;
  /** POST with a JSON body; cookies go along to our own origin. Throws when the network fails or takes too long. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  /** GET of something large, as it comes; ends with the signal. Throws when the network fails. Absent in tests. */
  stream?(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | null>;
  /** Null where there is none, or the browser forbids it. */
  readonly indexedDB: IDBFactory | null;
  readonly locks: Locks | null;
  /** Null where there is none. */
  openTabChannel(name: string): TabChannel | null;
  /** The browser's opinion, good only as a hint when to try. */
  onOnlineHint(changed: (online: boolean) => void): () => void;
  /** Whether somebody can see this page: hidden pages probe less. */
  isVisible(): boolean;
  /** The page was hidden or shown; hidden may be the last moment to write down what is in memory. */
  onVisibility(changed: () => void): () => void;
}

const requestWithinMs = 15_000; // F31: every outgoing call has a deadline

/** The real page. `origin` is where Parley is served; default: where the page came from. */
export function browserEnvironment(origin: string = location.origin): Environment {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    timer(afterMs, run) {
      const timeout = setTimeout(run, afterMs);
      return () => clearTimeout(timeout);
    },
    random: () => Math.random(),
    uuid: () => v7(),
    openSocket(path) {
      const socket = new WebSocket(origin.replace(/^http/, 'ws') + path);
      socket.binaryType = 'arraybuffer';
      return socket as unknown as SocketLike;
    },
    async post(path, body, headers = {}) {
      const response = await fetch(origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        credentials: origin === location.origin ? 'same-origin' : 'omit',
        signal: AbortSignal.timeout(requestWithinMs),
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    async stream(path, signal) {
      const init = { credentials: 'same-origin', signal, priority: 'low' } as const;
      const { ok, body } = await fetch(origin + path, init);
      return ok && body !== null ? chunksOf(body) : null;
    },
    indexedDB: allowed(() => globalThis.indexedDB),
    locks: allowed(() => navigator.locks as Locks),
    openTabChannel: (name) => allowed(() => new BroadcastChannel(name) as unknown as TabChannel),
    onOnlineHint(changed) {
      const online = () => changed(true);
      const offline = () => changed(false);
      addEventListener('online', online);
      addEventListener('offline', offline);
      return () => {
        removeEventListener('online', online);
        removeEventListener('offline', offline);
      };
    },
    isVisible: () => document.visibilityState === 'visible',
    onVisibility(changed) {
      addEventListener('pagehide', changed);
      document.addEventListener('visibilitychange', changed);
      return () => {
        removeEventListener('pagehide', changed);
        document.removeEventListener('visibilitychange', changed);
      };
    },
  };
}

/** Streams are no iterables yet in every browser. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Reading these throws in frames whose storage is blocked, and some are missing without https. */
function allowed<T>(read: () => T | undefined): T | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}
