/**
 * The feed: rows that every agent keeps. Pages newest first up to a fixed revision, then every change as it is committed.
 * A cursor goes out only with the last page and with live changes, so a client that was cut off misses nothing (DESIGN 4).
 *
 * The store is only read here. `publish` is told of every durable change, in revision order; a reader that is paging or
 * slow is not sent it, and reads the store from where it stopped.
 */
import type { FeedRow, Who } from '#domain/model.ts';
import { messageType, type FeedPage } from '#domain/wire.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { rowOf } from './feed-rows.ts';
import type { Line } from './line.ts';
import { ownMessage } from './messages.ts';
import type { Clock, FeedRecord, Store } from './ports.ts';
import type { Watch } from './watch.ts';

/** Half a megabyte of JSON at most: a good page for a slow line. */
const rowsPerPage = 500;
/** A day less than the store tells of deleted rows: whoever was away longer gets everything anew (DESIGN 4). */
const cursorGoodMs = 29 * 24 * 60 * 60_000;

/** What the tables an agent may see depend on: other rights, other rows. */
type Rights = string;

type Reader =
  /** Rows up to `upTo` are on their way; what is published meanwhile is read after them. */
  | {
      kind: 'paging';
      rights: Rights;
      owner: string;
      missed: number;
      /** Goes on where a slow reader made it stop. */
      goOn: (() => void) | null;
    }
  /** Everything up to `sent` was sent. */
  | { kind: 'live'; rights: Rights; owner: string; sent: number }
  /** Skipped while slow. */
  | { kind: 'behind'; rights: Rights; owner: string; sent: number };

type Paging = Extract<Reader, { kind: 'paging' }>;

export interface FeedParts {
  store: Store;
  clock: Clock;
  watch: Watch;
  /** Signs cursors. */
  key: Uint8Array;
  /** A cursor proves that the store went back. */
  storeWentBack(): Promise<void>;
}

export class Feed {
  readonly #parts: FeedParts;
  readonly #readers = new Map<Line, Reader>();

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Starts or goes on from a cursor (null: everything). Only agents have a feed. */
  ask(line: Line, cursorText: string | null): void {
    const { who } = line;
    if (who?.kind !== 'agent') return;
    const reader = pagingFor(rightsOf(who), who.id);
    this.#readers.set(line, reader);
    this.#start(line, reader, cursorText).catch((error: unknown) => {
      this.#parts.watch.fault('feed', error);
      this.#readers.delete(line);
      line.end('restart');
    });
  }

  leave(line: Line): void {
    const reader = this.#readers.get(line);
    this.#readers.delete(line);
    if (reader?.kind === 'paging') reader.goOn?.();
  }

  /** The line's reader has caught up with what was buffered. */
  catchUp(line: Line): void {
    const reader = this.#readers.get(line);
    if (reader?.kind === 'behind') this.#readOn(line, reader, reader.sent);
    if (reader?.kind === 'paging') reader.goOn?.();
  }

  /** Sends durable rows to those who are live: one text for all, but for rows that belong to one agent. */
  publish(records: readonly FeedRecord[]): void {
    if (this.#readers.size === 0 || records.length === 0) return;
    const rev = records.reduce((highest, record) => Math.max(highest, record.rev), 0);
    const shared = records.filter((record) => record.owner === null);
    const forAll = new Map<Rights, Uint8Array>();
    for (const [line, reader] of this.#readers) {
      if (reader.kind === 'paging') reader.missed = rev;
      if (reader.kind !== 'live') continue;
      if (line.isSlow) {
        this.#readers.set(line, { ...reader, kind: 'behind' });
        continue;
      }
      reader.sent = rev;
      const own = records.filter((record) => record.owner === reader.owner);
      if (own.length > 0) {
        line.sendOwn(this.#message(this.#live([...shared, ...own], rev, reader.rights)));
      } else if (shared.length > 0) {
        let message = forAll.get(reader.rights);
        if (!message) {
          message = this.#message(this.#live(shared, rev, reader.rights));
          forAll.set(reader.rights, message);
        }
        line.sendOwn(message);
      }
    }
  }

  async #start(line: Line, reader: Paging, cursorText: string | null): Promise<void> {
    const { store } = this.#parts;
    const cursor = cursorText === null ? null : readCursor(cursorText, this.#parts.key);
    const newest = await store.feedRevision();
    if (cursor && cursor.store === store.id && cursor.rev > newest) {
      // Only a store that lost commits can have signed this (DESIGN 2).
      this.#parts.watch.note('A client has seen more than this store holds: it was restored.');
      await this.#parts.storeWentBack();
      return;
    }
    const isOurs =
      cursor?.store === store.id &&
      cursor.rights === reader.rights &&
      this.#parts.clock.now() - cursor.atMs < cursorGoodMs;
    await this.#page(line, reader, { after: isOurs ? cursor.rev : 0, reset: !isOurs });
  }

  /** Sends pages until nothing newer is left; then the reader is live. */
  async #page(line: Line, reader: Paging, from: { after: number; reset: boolean }): Promise<void> {
    const { store } = this.#parts;
    let { after, reset } = from;
    let upTo = await store.feedRevision();
    for (;;) {
      let before: number | undefined;
      for (;;) {
        const ask = { owner: reader.owner, after, upTo, limit: rowsPerPage };
        const records = await store.feed(before === undefined ? ask : { ...ask, before });
        if (line.isSlow) await new Promise<void>((goOn) => (reader.goOn = goOn));
        reader.goOn = null;
        if (this.#readers.get(line) !== reader) return;
        const more = records.length === rowsPerPage;
        const cursor = more ? null : this.#cursor(upTo, reader.rights);
        line.sendOwn(this.#message({ rows: this.#rows(records), cursor, more, reset }));
        reset = false;
        if (!more) break;
        before = records.at(-1)!.rev;
      }
      if (reader.missed <= upTo) break;
      [after, upTo] = [upTo, Math.max(reader.missed, await store.feedRevision())];
    }
    const { rights, owner } = reader;
    this.#readers.set(line, { kind: 'live', rights, owner, sent: upTo });
  }

  #readOn(line: Line, { rights, owner }: Reader, sent: number): void {
    const reader = pagingFor(rights, owner);
    this.#readers.set(line, reader);
    this.#page(line, reader, { after: sent, reset: false }).catch((error: unknown) => {
      this.#parts.watch.fault('feed', error);
      line.end('restart');
    });
  }

  #live(records: readonly FeedRecord[], rev: number, rights: Rights): FeedPage {
    return {
      rows: this.#rows(records),
      cursor: this.#cursor(rev, rights),
      more: false,
      reset: false,
    };
  }

  #rows(records: readonly FeedRecord[]): FeedRow[] {
    return records.map((record) => rowOf(record, this.#parts.store.id));
  }

  #cursor(rev: number, rights: Rights): string {
    const { store, clock, key } = this.#parts;
    return writeCursor({ store: store.id, rev, rights, atMs: clock.now() }, key);
  }

  #message(page: FeedPage): Uint8Array {
    return ownMessage(messageType.feed, JSON.stringify(page));
  }
}

function pagingFor(rights: Rights, owner: string): Paging {
  return { kind: 'paging', rights, owner, missed: 0, goOn: null };
}

/** Not the agent's id: everybody in the team sees the same shared rows, so one cursor text serves them all. */
function rightsOf(who: Extract<Who, { kind: 'agent' }>): Rights {
  return who.role;
}
