/**
 * A browser that keeps the feed: the real line, feed and device store of `src/sync`, over a scene's server and clock. It
 * can be cut off, be too slow to read, and be closed and opened again with what is on its disk.
 */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { limits } from '#domain/limits.ts';
import type { Environment, SocketLike } from '#sync/environment.ts';
import { openFeed, type KeptFeed } from '#sync/feed.ts';
import { openLine, type Line } from '#sync/line.ts';
import { openLocalStore } from '#sync/local-store.ts';
import { joinTabs } from '#sync/tabs.ts';
import type { Socket } from '../../sync-server/ports.ts';
import type { Person, Scene } from './scene.ts';

export class FeedDevice {
  readonly person: Person;
  readonly #scene: Scene;
  readonly #disk = new IDBFactory();
  readonly #cuts = new Set<() => void>();
  #page: { feed: KeptFeed; line: Line; close(): void } | null = null;
  #isOnline = true;
  #hasServer = true;
  /** It reads nothing, so that everything sent to it piles up at the server. */
  isSlow = false;

  constructor(scene: Scene, person: Person) {
    this.#scene = scene;
    this.person = person;
  }

  get isOpen(): boolean {
    return this.#page !== null;
  }

  async open(): Promise<void> {
    if (this.#page) return;
    const environment = this.#environment();
    // The disk answers in turns of the event loop, whatever time it is meanwhile: nobody gives it up.
    const patient = { ...environment, timer: () => () => undefined };
    const store = await openLocalStore(patient, 'feed');
    const feed = openFeed(store, joinTabs(environment, 'feed', { isAlone: true }));
    await feed.load();
    const line = openLine(environment, {
      issueTicket: async () => {
        if (!this.#isOnline || !this.#hasServer) return { kind: 'unreachable' };
        return { kind: 'ticket', ticket: await this.#scene.ticketOf(this.person) };
      },
      probeEveryMs: { visible: 1_000, hidden: 1_000 },
    });
    const end = feed.serve(line);
    const close = (): void => {
      end();
      line.close();
      store.close();
    };
    this.#page = { feed, line, close };
  }

  /** At any moment: what it was about to write down may be lost. */
  close(): void {
    this.#page?.close();
    this.#page = null;
    this.cut();
  }

  /** Its socket ends; it comes back by itself. */
  cut(): void {
    for (const cut of [...this.#cuts]) cut();
  }

  goOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (!isOnline) this.cut();
    else this.#page?.line.retryNow();
  }

  /** Nobody listens there until it is found again. */
  loseServer(): void {
    this.#hasServer = false;
    this.cut();
  }
  findServer(): void {
    this.#hasServer = true;
  }

  get isCaughtUp(): boolean {
    const page = this.#page;
    return page !== null && page.line.session.current !== null && page.feed.isCaughtUp.current;
  }

  /** What its screens are made from, by `<table>/<id>`; deleted rows are not there. */
  rows(): Map<string, unknown> {
    const rows = this.#page?.feed.rows() ?? [];
    const there = rows.filter(({ value }) => value !== null);
    return new Map(there.map(({ table, id, value }) => [`${table}/${id}`, value]));
  }

  #environment(): Environment {
    const { clock } = this.#scene;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      timer: (afterMs, run) => clock.timer(afterMs, run),
      random: () => 0.5,
      uuid: () => randomUUID(),
      openSocket: () => this.#openSocket(),
      post: () => Promise.reject(new TypeError('Nothing is asked over HTTP here.')),
      indexedDB: this.#disk,
      locks: null,
      openTabChannel: () => null,
      onOnlineHint: () => () => undefined,
      isVisible: () => true,
      onVisibility: () => () => undefined,
    };
  }

  #openSocket(): SocketLike {
    let server: Socket | null = null;
    let isOver = false;
    const end = (code: number, reason: string): void => {
      if (isOver) return;
      isOver = true;
      this.#cuts.delete(cut);
      server?.onClose?.();
      page.onclose?.({ code, reason });
    };
    const cut = (): void => end(1006, '');
    this.#cuts.add(cut);
    const page: SocketLike = {
      ...{ onopen: null, onmessage: null, onclose: null },
      send: (bytes) => !isOver && server?.onMessage?.(new Uint8Array(bytes)),
      close: cut,
    };
    const isSlow = (): boolean => this.isSlow;
    this.#scene.clock.timer(1, () => {
      if (isOver) return;
      if (!this.#isOnline || !this.#hasServer) return cut();
      server = {
        send(bytes) {
          const { buffer } = Uint8Array.from(bytes);
          queueMicrotask(() => !isOver && page.onmessage?.({ data: buffer }));
        },
        close: (code, reason) => queueMicrotask(() => end(code, reason)),
        get bufferedBytes() {
          return isSlow() ? limits.bufferedBytesSoft + 1 : 0;
        },
        onMessage: null,
        onClose: null,
      };
      this.#scene.server.accept(server, { room: null, ticket: null, address: '10.9.0.1' });
      page.onopen?.();
    });
    return page;
  }
}
