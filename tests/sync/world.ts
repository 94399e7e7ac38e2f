/**
 * A virtual world for the sync engine: devices with their own storage, clock error and tabs, a network that can be
 * cut or go silent, and one clock (vitest's) that only `pass` moves. IndexedDB is fake-indexeddb.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { v7 } from 'uuid';
import type {
  Environment,
  HttpAnswer,
  Locks,
  SocketLike,
  TabChannel,
} from '../../src/sync/environment.ts';
import type { Socket } from '../../sync-server/ports.ts';
import { passTime, startVirtualTime } from '../support/virtual-time.ts';
import { PagesChannel, PagesLocks } from './browser-tabs.ts';

// In Node each y-websocket provider listens for the end of the process, and tests open hundreds.
process.setMaxListeners(0);

/** What a device's network leads to. */
export interface TestServer {
  connect(socket: Socket): void;
  post(path: string, body: unknown, headers: Record<string, string>): Promise<HttpAnswer>;
}

export const latencyMs = 5;

export function useVirtualTime(): void {
  startVirtualTime(Date.UTC(2026, 0, 5, 10));
}

/** IndexedDB answers in real turns of the event loop, which virtual time does not move. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    onTurn();
  }
}

let onTurn = () => {};
/** Calls after the given number of further turns of the event loop: any point between two things that happen. */
export function afterTurns(turns: number, run: () => void): void {
  let left = turns;
  onTurn = () => {
    if (left-- > 0) return;
    onTurn = () => {};
    run();
  };
}

/** Lets virtual time go by, with everything that happens meanwhile. */
export async function pass(ms: number): Promise<void> {
  await settle();
  await passTime(ms, settle);
}

/** Until it is so; fails after `withinMs` of virtual time. */
export async function until(what: () => unknown, withinMs = 5_000): Promise<number> {
  const from = performance.now();
  await settle();
  while (!what()) {
    if (performance.now() - from >= withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pass(20);
  }
  return performance.now() - from;
}

/** Lets a promise of the engine come true while time goes by. */
export async function soon<T>(promise: Promise<T>, withinMs = 10_000): Promise<T> {
  let outcome: { value: T } | { error: unknown } | null = null;
  promise.then(
    (value) => (outcome = { value }),
    (error: unknown) => (outcome = { error }),
  );
  await until(() => outcome !== null, withinMs);
  const done = outcome as unknown as { value: T } | { error: unknown };
  if ('error' in done) throw done.error;
  return done.value;
}

/* ------------------------------------------------------------------ devices */

export type NetworkState = 'up' | 'cut' | 'silent' | 'sockets-blocked';

export class Device {
  server: TestServer;
  network: NetworkState = 'up';
  /** How far the device's clock is ahead of the true one. */
  clockErrorMs = 0;
  /** How much longer than `latencyMs` its bytes are under way to the server, as on a line that loses some of them. */
  lagMs = 0;
  indexedDB: IDBFactory | null = new IDBFactory();
  readonly channels = new Set<PagesChannel>();
  readonly locks = new PagesLocks();
  readonly pages = new Set<Page>();

  constructor(server: TestServer) {
    this.server = server;
  }

  openPage(): Page {
    const page = new Page(this);
    this.pages.add(page);
    return page;
  }

  /** Cuts what is connected, too. `silent`: nothing arrives any more, and nobody is told. */
  setNetwork(state: NetworkState): void {
    this.network = state;
    if (state === 'cut' || state === 'sockets-blocked') {
      for (const page of this.pages) page.cutSockets();
    }
  }
}

/** One tab, and its environment. */
export class Page implements Environment {
  readonly device: Device;
  readonly indexedDB: IDBFactory | null;
  readonly locks: Locks;
  isAlive = true;
  /** A frozen page runs nothing, but keeps its locks and sockets. */
  isFrozen = false;
  /** Timers of a page that nobody sees run up to a minute late. */
  isSeen = true;
  readonly #visibilityHints = new Set<() => void>();
  sockets = 0;
  #seed = 12_345;
  readonly #sockets = new Set<PageSocket>();
  readonly #held: AbortController = new AbortController();
  readonly #frozen: (() => void)[] = [];
  readonly #onlineHints = new Set<(online: boolean) => void>();

  constructor(device: Device) {
    this.device = device;
    // y-indexeddb knows the page's own IndexedDB only, by identity.
    this.indexedDB =
      device.indexedDB === null || device.indexedDB === globalThis.indexedDB
        ? device.indexedDB
        : mortal(device.indexedDB, this);
    this.locks = device.locks.of(this.#held.signal);
  }

  /** Runs what the page would run now, later, or never. */
  run(what: () => void): void {
    if (!this.isAlive) return;
    if (this.isFrozen) this.#frozen.push(what);
    else what();
  }

  /** The page is gone, without a chance to say anything. */
  die(): void {
    this.isAlive = false;
    this.#held.abort();
    this.cutSockets();
    this.device.pages.delete(this);
  }

  thaw(): void {
    this.isFrozen = false;
    for (const run of this.#frozen.splice(0)) this.run(run);
  }

  cutSockets(): void {
    for (const socket of [...this.#sockets]) socket.cut();
  }

  show(isSeen: boolean): void {
    this.isSeen = isSeen;
    for (const changed of this.#visibilityHints) this.run(changed);
  }

  hintOnline(online: boolean): void {
    for (const changed of this.#onlineHints) changed(online);
  }

  now(): number {
    return Date.now() + this.device.clockErrorMs;
  }
  monotonic(): number {
    return performance.now();
  }
  timer(afterMs: number, run: () => void): () => void {
    const timeout = setTimeout(() => this.run(run), afterMs + (this.isSeen ? 0 : 60_000));
    return () => clearTimeout(timeout);
  }
  /** The same jitter in each run. */
  random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
  uuid(): string {
    return v7();
  }
  openSocket(): SocketLike {
    this.sockets += 1;
    const socket = new PageSocket(this, () => this.#sockets.delete(socket));
    this.#sockets.add(socket);
    return socket;
  }
  async post(path: string, body: unknown, headers: Record<string, string> = {}) {
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    if (!this.isAlive || this.device.network === 'silent') return new Promise<never>(() => {});
    if (this.device.network === 'cut') throw new TypeError('Failed to fetch');
    const answer = await this.device.server.post(path, structuredClone(body), headers);
    return this.isAlive ? answer : new Promise<never>(() => {});
  }
  openTabChannel(name: string): TabChannel {
    return new PagesChannel(this, name);
  }
  onOnlineHint(changed: (online: boolean) => void): () => void {
    this.#onlineHints.add(changed);
    return () => this.#onlineHints.delete(changed);
  }
  isVisible(): boolean {
    return this.isSeen;
  }
  onVisibility(changed: () => void): () => void {
    this.#visibilityHints.add(changed);
    return () => this.#visibilityHints.delete(changed);
  }
}

/** What a dead page has begun may still be written; it begins nothing more. */
function mortal(indexedDB: IDBFactory, page: Page): IDBFactory {
  return {
    open(name: string, version?: number) {
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => {
        const database = request.result;
        const begin = database.transaction.bind(database);
        database.transaction = (...of: Parameters<typeof begin>) => {
          if (!page.isAlive) throw new DOMException('The page is gone.', 'InvalidStateError');
          return begin(...of);
        };
      });
      return request;
    },
    deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
    databases: () => indexedDB.databases(),
    cmp: (a: unknown, b: unknown) => indexedDB.cmp(a, b),
  } as unknown as IDBFactory;
}

/* ------------------------------------------------------------------ sockets */

/** Both ends of a socket: the page's, and the `Socket` port for the server. */
class PageSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly #page: Page;
  readonly #forget: () => void;
  #isOver = false;
  #server: Socket | null = null;

  constructor(page: Page, forget: () => void) {
    this.#page = page;
    this.#forget = forget;
    setTimeout(() => this.#connect(), latencyMs);
  }

  get #isReachable(): boolean {
    return this.#page.isAlive && this.#page.device.network === 'up';
  }

  #connect(): void {
    const { network, server } = this.#page.device;
    if (network === 'silent') return;
    if (network !== 'up') return this.#end(1006, '');
    const ended = (code: number, reason: string) => this.#end(code, reason);
    const toPage = (bytes: Uint8Array) => {
      // Not `slice`: of a Node Buffer it is the same memory.
      const data = new Uint8Array(bytes).buffer;
      setTimeout(() => {
        if (!this.#isOver && this.#isReachable) {
          this.#page.run(() => this.onmessage?.({ data }));
        }
      }, latencyMs);
    };
    this.#server = {
      send: toPage,
      close: (code, reason) => setTimeout(() => ended(code, reason), latencyMs),
      bufferedBytes: 0,
      onMessage: null,
      onClose: null,
    };
    server.connect(this.#server);
    this.#page.run(() => this.onopen?.());
  }

  send(bytes: Uint8Array): void {
    const copy = new Uint8Array(bytes);
    setTimeout(() => {
      if (!this.#isOver && this.#isReachable) this.#server?.onMessage?.(copy);
    }, latencyMs + this.#page.device.lagMs);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forget();
    setTimeout(() => this.#server?.onClose?.(), latencyMs);
  }

  cut(): void {
    this.#end(1006, '');
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forget();
    this.#server?.onClose?.();
    this.#page.run(() => this.onclose?.({ code, reason }));
  }
}
