/**
 * The least server that the sync engine can be tested against, with switches for what a real one does seldom:
 * holding, refusing, putting off, losing answers, packing, renaming rooms. It keeps the promises of DESIGN 3: the
 * same id gets the same answer, the log goes out before the answer.
 */
import { deflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { encodeLogUpdate } from '../../src/domain/documents/log.ts';
import type { Answer, FeedRow } from '../../src/domain/model.ts';
import type { Submitted } from '../../src/domain/submitted.ts';
import { closeCodes, frameOp, messageType, parseRoom, type Submit } from '../../src/domain/wire.ts';
import type { HttpAnswer } from '../../src/sync/environment.ts';
import {
  decodeFrame,
  decodeMessage,
  encodeFrame,
  encodeMessage,
  encodeText,
} from '../../src/sync/frames.ts';
import type { Socket } from '../../sync-server/ports.ts';
import type { TestServer } from './world.ts';

interface Client {
  socket: Socket;
  principal: string | null;
  rooms: Map<number, string>;
  hasFeed: boolean;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export class StubServer implements TestServer {
  storeId = 'store-1';
  missedAfterMs = 30_000;
  epoch = 'one';
  /** Who the next ticket is for; null: signed out. */
  account: string | null = 'agent/ana';
  /** The account was removed: asked for a ticket, it says so. */
  isRemoved = false;
  /** Visitors are kept out. */
  isBanning = false;
  /** What devices said that they had thrown away. */
  readonly cleared: unknown[] = [];
  readonly texts = new Map<string, string[]>();
  readonly feed = new Map<string, FeedRow>();
  readonly answers = new Map<string, Answer>();
  /** How often each id was submitted. */
  readonly submissions: string[] = [];
  readonly asked: { cursor: string | null }[] = [];
  readonly clients = new Set<Client>();
  posts: string[] = [];
  presence: unknown[] = [];
  /** Rooms asked for, whatever came of it. */
  opens: string[] = [];
  /** The visitor was erased: whoever comes with the old token is somebody new. */
  isVisitorErased = false;
  /** Bodies of requests for a visitor's session. */
  visitorAsks: unknown[] = [];

  /* Switches */
  answersProbes = true;
  /** Tickets are issued, and refused at the socket. */
  refusesHello = false;
  packs = false;
  /** Decides instead of accepting; null: accept. */
  judge: (entry: Submitted) => Answer | null = () => null;
  /** Answers are not sent at all. */
  losesAnswers = false;
  /** Rooms say nothing new until it is off again. */
  #withheld: (() => void)[] | null = null;
  pageRows = 100;
  #tickets = 0;
  #rev = 0;
  readonly #principals = new Map<string, string>();

  roomOf(conversation: string): string {
    return `conversation/${conversation}~${this.epoch}`;
  }

  /* ---------------------------------------------------------------- what happens at the server */

  append(conversation: string, entry: Record<string, unknown>): number {
    const texts = this.texts.get(conversation) ?? [];
    this.texts.set(conversation, texts);
    const text = JSON.stringify({
      acceptedAtMs: Date.now() + texts.length,
      writtenAtMs: 0,
      intendedAtMs: 0,
      seal: '',
      ...entry,
    });
    texts.push(text);
    const update = syncMessage(2, encodeLogUpdate(texts.length - 1, [text]));
    const show = () => this.#toRooms(conversation, update);
    if (this.#withheld === null) show();
    else this.#withheld.push(show);
    return texts.length - 1;
  }

  #toRooms(conversation: string, update: Uint8Array): void {
    for (const client of this.clients) {
      for (const [number, room] of client.rooms) {
        if (parseRoom(room)?.id !== conversation) continue;
        client.socket.send(encodeFrame(frameOp.data, number, update));
      }
    }
  }

  withholdLogs(): void {
    this.#withheld = [];
  }
  releaseLogs(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = null;
    for (const show of withheld) show();
  }

  message(conversation: string, text: string, by = 'visitor/vera'): string {
    const id = crypto.randomUUID();
    this.append(conversation, { id, kind: 'message', by, text, channel: 'chat' });
    return id;
  }

  putRow(table: FeedRow['table'], id: string, value: unknown): void {
    const row = { table, id, rev: ++this.#rev, value } as FeedRow;
    this.feed.set(`${table}/${id}`, row);
    for (const client of this.clients) {
      if (client.hasFeed)
        this.#say(client, messageType.feed, {
          rows: [row],
          cursor: this.#cursor(),
          more: false,
          reset: false,
        });
    }
  }

  putSummary(conversation: string, more: Record<string, unknown> = {}): void {
    const entries = this.texts.get(conversation)?.length ?? 0;
    this.putRow('conversation', conversation, {
      id: conversation,
      room: this.roomOf(conversation),
      status: 'open',
      activeAtMs: Date.now(),
      entries,
      lastVisitor: null,
      ...more,
    });
  }

  closeRooms(code: number): void {
    for (const client of this.clients) {
      for (const number of client.rooms.keys()) client.socket.send(closeFrame(number, code));
      client.rooms.clear();
    }
  }

  /** As after a restore from a backup: another store, other names, other revisions. */
  renew(storeId: string, epoch: string): void {
    this.storeId = storeId;
    this.epoch = epoch;
    for (const row of this.feed.values()) {
      if (row.table === 'conversation' && row.value)
        row.value = { ...row.value, room: this.roomOf(row.id) };
    }
    for (const client of [...this.clients]) client.socket.close(closeCodes.restart.code, 'restart');
  }

  /** To everybody on the line, on channel 0. */
  say(type: number, body: unknown): void {
    for (const client of this.clients) this.#say(client, type, body);
  }

  /* ---------------------------------------------------------------- doors */

  post(path: string, body: unknown, headers: Record<string, string>): Promise<HttpAnswer> {
    this.posts.push(path);
    return Promise.resolve(this.#post(path, body, headers));
  }

  #post(path: string, body: unknown, headers: Record<string, string>): HttpAnswer {
    switch (path) {
      case '/api/cleared':
        this.cleared.push(body);
        return { status: 200, body: {} };
      case '/api/ticket':
        if (this.isRemoved) return { status: 401, body: { error: 'removed' } };
        if (this.account === null) return { status: 401, body: { error: 'sign-in' } };
        return {
          status: 200,
          body: {
            ticket: this.#ticketFor(this.account),
            principal: this.account,
            store: this.storeId,
          },
        };
      case '/api/visitor/session':
        this.visitorAsks.push(body);
        if (this.isBanning) return { status: 403, body: { error: 'banned' } };
        return { status: 200, body: this.#visitorSession((body as { token?: string }).token) };
      case '/api/entries': {
        const principal = this.#principals.get(
          (headers.authorization ?? '').replace('Bearer ', ''),
        );
        if (principal === undefined) return { status: 401, body: null };
        return { status: 200, body: { answers: this.#submit(body as Submit, principal) } };
      }
      default:
        return { status: 404, body: null };
    }
  }

  #visitorSession(token: string | undefined) {
    const isErased = this.isVisitorErased && token === 'token-of-vera';
    const who = this.isVisitorErased ? 'nobody' : 'vera';
    const conversation = this.isVisitorErased
      ? '44444444-4444-4444-8444-444444444444'
      : '11111111-1111-4111-8111-111111111111';
    return {
      ...{ token: `token-of-${who}`, principal: `visitor/${who}`, conversation },
      store: this.storeId,
      room: `transcript/${conversation}~${this.epoch}`,
      ticket: this.#ticketFor(`visitor/${who}`),
      ...(isErased && { isErased }),
    };
  }

  connect(socket: Socket): void {
    const client: Client = { socket, principal: null, rooms: new Map(), hasFeed: false };
    this.clients.add(client);
    socket.onClose = () => this.clients.delete(client);
    socket.onMessage = (bytes) => this.#take(client, bytes);
  }

  #take(client: Client, bytes: Uint8Array): void {
    const { op, channel, payload } = decodeFrame(bytes);
    if (op === frameOp.hello) return this.#hello(client, JSON.parse(textOf(payload)).ticket);
    if (op === frameOp.open) {
      const room = textOf(payload);
      this.opens.push(room);
      const parsed = parseRoom(room);
      if (parsed?.epoch !== this.epoch)
        return client.socket.send(closeFrame(channel, closeCodes.epochChanged.code));
      const isLog = parsed.kind === 'conversation' || parsed.kind === 'transcript';
      if (isLog && !this.texts.has(parsed.id)) this.texts.set(parsed.id, []);
      client.rooms.set(channel, room);
    } else if (op === frameOp.close) client.rooms.delete(channel);
    else if (channel === 0) this.#ours(client, decodeMessage(payload));
    else this.#room(client, channel, payload);
  }

  #hello(client: Client, ticket: string): void {
    const principal = this.#principals.get(ticket);
    const isAgain = principal?.startsWith('agent/') && this.account !== principal;
    if (this.refusesHello || principal === undefined || isAgain) {
      return client.socket.close(closeCodes.signIn.code, 'sign in');
    }
    client.principal = principal;
    const { storeId: store, missedAfterMs } = this;
    const welcome = { principal, store, nowMs: Date.now(), build: 'test', missedAfterMs };
    client.socket.send(encodeFrame(frameOp.hello, 0, encodeText(JSON.stringify(welcome))));
  }

  #room(client: Client, channel: number, payload: Uint8Array): void {
    const room = client.rooms.get(channel);
    const decoder = decoding.createDecoder(payload);
    if (room === undefined || decoding.readVarUint(decoder) !== messageType.sync) return;
    if (decoding.readVarUint(decoder) !== 0)
      return client.socket.send(closeFrame(channel, closeCodes.mayNotWrite.code));
    const from = Y.decodeStateVector(decoding.readVarUint8Array(decoder)).get(1) ?? 0;
    const texts = this.texts.get(parseRoom(room)!.id) ?? [];
    const answer = syncMessage(1, encodeLogUpdate(Math.min(from, texts.length), texts.slice(from)));
    client.socket.send(
      this.packs
        ? encodeFrame(frameOp.packed, channel, deflateRawSync(answer))
        : encodeFrame(frameOp.data, channel, answer),
    );
  }

  #ours(client: Client, { type, body }: { type: number; body: unknown }): void {
    if (type === messageType.probe && this.answersProbes) {
      this.#say(client, type, { n: (body as { n: number }).n, nowMs: Date.now() });
    } else if (type === messageType.submit) {
      const answers = this.#submit(body as Submit, client.principal!);
      if (!this.losesAnswers) this.#say(client, messageType.answer, { answers });
    } else if (type === messageType.feed)
      this.#feed(client, (body as { cursor: string | null }).cursor);
    else if (type === messageType.presence) this.presence.push(body);
  }

  #submit({ entries }: Submit, by: string): Answer[] {
    return (entries as Submitted[]).map((entry) => {
      this.submissions.push(entry.id);
      const known = this.answers.get(entry.id);
      if (known !== undefined) return known;
      const judged = this.judge(entry);
      if (judged?.state === 'later') return judged;
      const answer = judged ?? this.#accept(entry, by);
      this.answers.set(entry.id, answer);
      return answer;
    });
  }

  #accept(entry: Submitted, by: string): Answer {
    const { subject, ...rest } = entry;
    const conversation = subject.slice('conversation/'.length);
    const number = this.append(conversation, { channel: 'chat', ...rest, by });
    return { id: entry.id, state: 'accepted', number, acceptedAtMs: Date.now() };
  }

  #feed(client: Client, cursor: string | null): void {
    this.asked.push({ cursor });
    const [store, rev] = cursor?.split(' ') ?? [];
    const isKnown = store === this.storeId;
    const after = isKnown ? Number(rev) : 0;
    const rows = [...this.feed.values()]
      .filter((row) => row.rev > after)
      .toSorted((a, b) => b.rev - a.rev);
    const reset = cursor !== null && !isKnown;
    for (let from = 0; from === 0 || from < rows.length; from += this.pageRows) {
      const more = from + this.pageRows < rows.length;
      this.#say(client, messageType.feed, {
        rows: rows.slice(from, from + this.pageRows),
        cursor: more ? null : this.#cursor(),
        more,
        reset: reset && from === 0,
      });
    }
    client.hasFeed = true;
  }

  #cursor(): string {
    return `${this.storeId} ${this.#rev}`;
  }

  #ticketFor(principal: string): string {
    const ticket = `ticket-${++this.#tickets}`;
    this.#principals.set(ticket, principal);
    return ticket;
  }

  #say(client: Client, type: number, body: unknown): void {
    client.socket.send(encodeFrame(frameOp.data, 0, encodeMessage(type, body)));
  }
}

function syncMessage(kind: number, update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageType.sync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

function closeFrame(channel: number, code: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, code);
  encoding.writeVarString(encoder, 'closed');
  return encodeFrame(frameOp.close, channel, encoding.toUint8Array(encoder));
}
