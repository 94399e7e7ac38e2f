/**
 * A visitor who writes without end and has an outbox: what has no answer is sent again after every cut, under the same id.
 * Remembers what it was told and what it was shown, for the checker.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Answer } from '#domain/model.ts';
import { logRoot, messageType } from '#domain/wire.ts';
import { openSocket, type LightSocket } from '../support/light-socket.ts';
import { messageIn, type SaidMessage } from '../support/people.ts';

/** As the outbox has it under way (`limits.unansweredEntries` is 20). */
const inFlight = 8;

export class Sender {
  readonly #port: number;
  readonly #who: { conversation: string; room: string; ticket: string };
  /** Kept over all cuts, as a browser keeps its copy. */
  readonly #doc = new Y.Doc();
  readonly #outbox: SaidMessage[] = [];
  #socket: LightSocket | null = null;
  #isWriting = true;
  readonly written: string[] = [];
  readonly acknowledged: string[] = [];
  readonly seen: string[] = [];
  readonly refused: Answer[] = [];
  #changed = (): void => undefined;

  constructor(port: number, who: { conversation: string; room: string; ticket: string }) {
    this.#port = port;
    this.#who = who;
    this.#doc.on('update', () => {
      const entries = this.#doc.getArray(logRoot).slice(this.seen.length) as { id: string }[];
      for (const { id } of entries) this.seen.push(id);
    });
  }

  /** Joins, asks for what it missed, and goes on where it was. */
  async connect(): Promise<void> {
    const path = `/sync/${this.#who.room}?ticket=${encodeURIComponent(this.#who.ticket)}`;
    const socket = await openSocket(this.#port, path);
    this.#socket = socket;
    socket.onMessage = (payload) => this.#hear(payload);
    socket.onClose = () => {
      if (this.#socket === socket) this.#socket = null;
    };
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, messageType.sync);
      syncProtocol.writeSyncStep1(encoder, this.#doc);
    });
    for (const entry of this.#outbox) this.#submit(entry);
    this.#writeOn();
  }

  /** No new entries; resolves when the outbox is empty. */
  finish(): Promise<void> {
    this.#isWriting = false;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the outbox does not empty')), 20_000);
      this.#changed = () => {
        if (this.#outbox.length > 0) return;
        clearTimeout(late);
        resolve();
      };
      this.#changed();
    });
  }

  cut(): void {
    this.#socket?.cut();
  }

  /** Null if this copy can only have come from one server's one log; else what is wrong with it. */
  get flaw(): string | null {
    const { store } = this.#doc;
    if (store.pendingStructs ?? store.pendingDs) return 'waits for what never comes';
    if (store.clients.size > 1 || (store.clients.size === 1 && !store.clients.has(1)))
      return 'was written by somebody else';
    return Y.getState(store, 1) === this.seen.length ? null : 'has another length';
  }

  #writeOn(): void {
    while (this.#isWriting && this.#socket && this.#outbox.length < inFlight) {
      const entry = messageIn(this.#who.conversation, `line ${this.written.length}`);
      this.#outbox.push(entry);
      this.written.push(entry.id);
      this.#submit(entry);
    }
  }

  #submit(entry: SaidMessage): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, messageType.submit);
      encoding.writeVarString(encoder, JSON.stringify({ entries: [entry] }));
    });
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    this.#socket?.send(encoding.encode(write));
  }

  #hear(payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    const type = decoding.readVarUint(decoder);
    if (type === messageType.sync) {
      syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), this.#doc, this);
    } else if (type === messageType.answer) {
      const { answers } = JSON.parse(decoding.readVarString(decoder)) as { answers: Answer[] };
      for (const answer of answers) this.#settle(answer);
      this.#writeOn();
    }
    this.#changed();
  }

  #settle(answer: Answer): void {
    const at = this.#outbox.findIndex(({ id }) => id === answer.id);
    if (at < 0) return;
    const [entry] = this.#outbox.splice(at, 1);
    if (answer.state === 'accepted') this.acknowledged.push(answer.id);
    else if (answer.state === 'later') this.#outbox.splice(at, 0, entry!);
    else this.refused.push(answer);
  }
}
