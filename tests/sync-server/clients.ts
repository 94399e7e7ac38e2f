/**
 * What tests hold at the other end of a socket: a socket that is two queues, a multiplexed client and a one-room client,
 * each with real Yjs documents behind their rooms. They speak the bytes of `wire.ts` by lib0 alone, not by our own code.
 */
import { inflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Answer } from '#domain/model.ts';
import { frameOp, logRoot, messageType, type FeedPage, type Welcome } from '#domain/wire.ts';
import type { Socket } from '../../sync-server/ports.ts';

export class TestSocket implements Socket {
  onMessage: ((bytes: Uint8Array) => void) | null = null;
  onClose: (() => void) | null = null;
  onSign: ((sign: 'ping' | 'pong') => void) | null = null;
  bufferedBytes = 0;
  readonly sent: Uint8Array[] = [];
  closed: { code: number; reason: string } | null = null;
  pings = 0;
  allowed = 0;
  /** Answers pings, as any browser does by itself. */
  isAlive = true;
  onSent: ((bytes: Uint8Array) => void) | null = null;

  send(bytes: Uint8Array): void {
    if (this.closed) return;
    const copy = Uint8Array.from(bytes);
    this.sent.push(copy);
    this.onSent?.(copy);
  }
  close(code: number, reason: string): void {
    if (this.closed) return;
    this.closed = { code, reason };
    this.onClose?.();
  }
  ping(): void {
    this.pings += 1;
    if (this.isAlive) this.onSign?.('pong');
  }
  allowBytes(max: number): void {
    this.allowed = max;
  }

  /** The other side sends. */
  receive(bytes: Uint8Array): void {
    if (!this.closed) this.onMessage?.(bytes);
  }
  /** The other side goes. */
  hangUp(): void {
    this.closed ??= { code: 1006, reason: '' };
    this.onClose?.();
  }
}

export function frame(op: number, channel: number, payload: Uint8Array): Uint8Array {
  return bytesOf((encoder) => {
    encoding.writeVarUint(encoder, op);
    encoding.writeVarUint(encoder, channel);
    encoding.writeUint8Array(encoder, payload);
  });
}

export function own(type: number, body: unknown): Uint8Array {
  return ownText(type, JSON.stringify(body));
}

export function ownText(type: number, json: string): Uint8Array {
  return bytesOf((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, json);
  });
}

export function step1(doc: Y.Doc): Uint8Array {
  return bytesOf((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    syncProtocol.writeSyncStep1(encoder, doc);
  });
}

export function syncUpdate(update: Uint8Array, kind = 2): Uint8Array {
  return bytesOf((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, update);
  });
}

export function awareness(entries: readonly [client: number, clock: number, state: string][]) {
  return bytesOf((outer) => {
    encoding.writeVarUint(outer, messageType.awareness);
    const inner = bytesOf((encoder) => {
      encoding.writeVarUint(encoder, entries.length);
      for (const [client, clock, state] of entries) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, state);
      }
    });
    encoding.writeVarUint8Array(outer, inner);
  });
}

export function bytesOf(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** One room as a client sees it: its document, and everything that came. */
export class TestRoom {
  readonly doc: Y.Doc;
  readonly send: (message: Uint8Array) => void;
  readonly messages: Uint8Array[] = [];
  readonly awareness: { client: number; clock: number; state: unknown }[] = [];
  closed: { code: number; reason: string } | null = null;
  isSynced = false;
  /** Sync step 1 that the server sent: it wants to know what we have. */
  asked = 0;
  /** Off: the answer is still on its way. */
  answersAsks = true;
  packed = 0;

  constructor(send: (message: Uint8Array) => void, doc = new Y.Doc()) {
    this.send = send;
    this.doc = doc;
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(syncUpdate(update));
    });
  }

  get entries(): { id: string; kind: string; text?: string; [key: string]: unknown }[] {
    return this.doc.getArray(logRoot).toArray() as never;
  }

  get texts(): string[] {
    return this.entries.map((entry) => entry.text ?? entry.kind);
  }

  receive(message: Uint8Array): void {
    this.messages.push(message);
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    if (type === messageType.awareness)
      return this.#readAwareness(decoding.readVarUint8Array(decoder));
    if (type !== messageType.sync) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageType.sync);
    const kind = syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
    if (kind === syncProtocol.messageYjsSyncStep1) this.asked += 1;
    if (kind === syncProtocol.messageYjsSyncStep2) this.isSynced = true;
    if (encoding.length(encoder) > 1 && this.answersAsks) this.send(encoding.toUint8Array(encoder));
  }

  #readAwareness(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      this.awareness.push({ client, clock, state: JSON.parse(decoding.readVarString(decoder)) });
    }
  }
}

export class MuxClient {
  readonly socket: TestSocket;
  readonly #settle: () => Promise<void>;
  readonly rooms = new Map<number, TestRoom>();
  welcome: Welcome | null = null;
  /** Everything that came, in order, by what it was. */
  readonly log: { what: string; channel: number; body?: unknown }[] = [];
  #channel = 0;

  constructor(socket: TestSocket, settle: () => Promise<void>) {
    this.socket = socket;
    this.#settle = settle;
    socket.onSent = (bytes) => this.#receive(bytes);
  }

  get closed() {
    return this.socket.closed;
  }
  get answers(): Answer[] {
    return this.#bodies<{ answers: Answer[] }>('answer').flatMap((body) => body.answers);
  }
  get pages(): FeedPage[] {
    return this.#bodies<FeedPage>('feed');
  }
  get presence(): Record<string, never>[] {
    return this.#bodies('presence');
  }
  #bodies<T>(what: string): T[] {
    return this.log.filter((one) => one.what === what).map((one) => one.body as T);
  }

  async hello(ticket: string): Promise<void> {
    this.socket.receive(frame(frameOp.hello, 0, Buffer.from(JSON.stringify({ ticket }))));
    await this.#settle();
  }

  /** Opens a room with a document, and syncs it. */
  async open(name: string, doc?: Y.Doc): Promise<TestRoom> {
    const { room } = this.openNow(name, doc);
    await this.#settle();
    return room;
  }

  openNow(name: string, doc?: Y.Doc): { room: TestRoom; channel: number } {
    const channel = ++this.#channel;
    const send = (message: Uint8Array) =>
      this.socket.receive(frame(frameOp.data, channel, message));
    const room = new TestRoom(send, doc);
    this.rooms.set(channel, room);
    this.socket.receive(frame(frameOp.open, channel, Buffer.from(name)));
    send(step1(room.doc));
    return { room, channel };
  }

  say(type: number, body: unknown): void {
    this.socket.receive(frame(frameOp.data, 0, own(type, body)));
  }

  /** Submits, and gives the answers to exactly these. */
  async submit(...entries: unknown[]): Promise<Answer[]> {
    const before = this.answers.length;
    this.say(messageType.submit, { entries });
    await this.#settle();
    return this.answers.slice(before);
  }

  #receive(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const op = decoding.readVarUint(decoder);
    const channel = decoding.readVarUint(decoder);
    const payload = decoding.readTailAsUint8Array(decoder);
    if (op === frameOp.hello) {
      this.welcome = JSON.parse(Buffer.from(payload).toString()) as Welcome;
    } else if (op === frameOp.data && channel === 0) this.#receiveOwn(payload);
    else if (op === frameOp.data || op === frameOp.packed) {
      const room = this.rooms.get(channel);
      if (op === frameOp.packed && room) room.packed += 1;
      this.log.push({ what: 'room', channel });
      room?.receive(op === frameOp.packed ? inflateRawSync(payload) : payload);
    } else if (op === frameOp.close) {
      const inner = decoding.createDecoder(payload);
      const code = decoding.readVarUint(inner);
      this.log.push({ what: 'close', channel, body: code });
      const room = this.rooms.get(channel);
      if (room) room.closed = { code, reason: decoding.readVarString(inner) };
    }
  }

  #receiveOwn(payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    const type = decoding.readVarUint(decoder);
    const body: unknown = JSON.parse(decoding.readVarString(decoder));
    const what = Object.entries(messageType).find(([, number]) => number === type)?.[0] ?? '?';
    this.log.push({ what, channel: 0, body });
  }
}

/** A socket with one room, as `WebsocketProvider` has it: messages without frames. */
export class StockClient {
  readonly socket: TestSocket;
  readonly room: TestRoom;
  readonly answers: Answer[] = [];

  constructor(socket: TestSocket, doc?: Y.Doc) {
    this.socket = socket;
    this.room = new TestRoom((message) => socket.receive(message), doc);
    socket.onSent = (bytes) => {
      if (bytes[0] !== messageType.answer) return this.room.receive(bytes);
      const decoder = decoding.createDecoder(bytes);
      decoding.readVarUint(decoder);
      const body = JSON.parse(decoding.readVarString(decoder)) as { answers: Answer[] };
      this.answers.push(...body.answers);
    };
    this.room.send(step1(this.room.doc));
  }

  get closed() {
    return this.socket.closed;
  }
}
