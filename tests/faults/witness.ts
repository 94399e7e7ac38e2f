/**
 * Honest people beside an attack: an agent and a visitor who talk, two agents who type in one pad. They say whether the
 * server still serves, and whether anything changed that was not theirs.
 */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { logRoot, padRoot } from '#domain/wire.ts';
import { messageIn, submitOverHttp } from '../support/people.ts';

/** A stock client in a room. */
export function stockClient(port: number, room: string, ticket: string): WebsocketProvider {
  return new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, room, new Y.Doc(), {
    params: { ticket },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
}

export function synced(provider: WebsocketProvider): Promise<void> {
  return when(provider, () => provider.synced, 'to be in sync');
}

export function entriesIn(
  provider: WebsocketProvider,
): { id: string; kind: string; text?: string }[] {
  return provider.doc.getArray(logRoot).toArray() as { id: string; kind: string; text?: string }[];
}

/** The room's bytes, as a newcomer gets them. */
export async function fingerprint(port: number, room: string, ticket: string): Promise<string> {
  const provider = stockClient(port, room, ticket);
  await synced(provider);
  const bytes = Y.encodeStateAsUpdate(provider.doc);
  provider.destroy();
  return createHash('sha256').update(bytes).digest('hex');
}

/** Resolves as soon as `done` holds; asked after every change of the document and of the line. */
export function when(
  provider: WebsocketProvider,
  done: () => boolean,
  what: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(late);
      provider.doc.off('update', look);
      provider.off('sync', look);
      settle();
    };
    const late = setTimeout(() => end(() => reject(new Error(`waited for ${what}`))), 15_000);
    const look = () => done() && end(resolve);
    provider.doc.on('update', look);
    provider.on('sync', look);
    look();
  });
}

const pause = (ms = 100): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** An agent speaks, the visitor hears it. */
export class Talk {
  readonly #origin: string;
  readonly #agent: { ticket: string };
  readonly #conversation: string;
  readonly #listener: WebsocketProvider;
  readonly said: string[] = [];

  constructor(
    origin: string,
    agent: { ticket: string },
    visitor: { conversation: string; room: string; ticket: string },
  ) {
    this.#origin = origin;
    this.#agent = agent;
    this.#conversation = visitor.conversation;
    this.#listener = stockClient(Number(new URL(origin).port), visitor.room, visitor.ticket);
  }

  async goOn(): Promise<void> {
    const text = `line ${this.said.length}`;
    await synced(this.#listener);
    const seenUpTo = entriesIn(this.#listener).at(-1)?.id ?? null;
    const line = messageIn(this.#conversation, text, { seenUpTo, live: true });
    const submit = () => submitOverHttp(this.#origin, this.#agent.ticket, [line]);
    let [answer] = await submit();
    for (; answer?.state === 'later'; [answer] = await submit()) await pause(answer.retryAfterMs);
    if (answer?.state !== 'accepted') throw new Error(`honest work: ${JSON.stringify(answer)}`);
    this.said.push(text);
    await when(this.#listener, () => this.heard.at(-1) === text, `"${text}" to be heard`);
  }

  /** What the visitor has of the agent's words. */
  get heard(): string[] {
    return entriesIn(this.#listener).flatMap(({ text }) =>
      text?.startsWith('line ') ? [text] : [],
    );
  }

  end(): void {
    this.#listener.destroy();
  }
}

/** Two who type in one pad: what the first types, the second sees. */
export class Typists {
  readonly first: WebsocketProvider;
  readonly second: WebsocketProvider;
  #typed = 0;

  constructor(port: number, room: string, ticket: string) {
    this.first = stockClient(port, room, ticket);
    this.second = stockClient(port, room, ticket);
  }

  async begin(): Promise<void> {
    await Promise.all([synced(this.first), synced(this.second)]);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Typed: ')]);
    this.first.doc.getXmlFragment(padRoot).insert(0, [paragraph]);
    await when(this.second, () => xmlOf(this.second).includes('Typed: '), 'the first words');
  }

  async goOn(): Promise<void> {
    const words = `<${this.#typed++}>`;
    const { doc } = this.first;
    const paragraph = doc.getXmlFragment(padRoot).toArray().find(isTyped) as Y.XmlElement;
    const text = paragraph.get(0) as Y.XmlText;
    text.insert(text.length, words);
    await when(this.second, () => textOf(this.second).includes(words), `"${words}" to be seen`);
  }

  get typist(): { client: number; clock: number } {
    const { doc } = this.first;
    return { client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
  }

  /** Null if both and a newcomer hold the same, all of it, and it can be encoded; else what is wrong. */
  async disagreement(port: number, room: string, ticket: string): Promise<string | null> {
    const newcomer = stockClient(port, room, ticket);
    await synced(newcomer);
    const all = [this.first, this.second, newcomer];
    const pending = all.some(({ doc }) => doc.store.pendingStructs || doc.store.pendingDs);
    const states = new Set(
      all.map(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).toString('hex')),
    );
    const texts = new Set(all.map(xmlOf));
    newcomer.destroy();
    if (pending) return 'something waits for what never comes';
    if (states.size > 1) return 'state vectors differ';
    return texts.size > 1 ? `words differ: ${[...texts].join(' | ')}` : null;
  }

  end(): void {
    this.first.destroy();
    this.second.destroy();
  }
}

function xmlOf(provider: WebsocketProvider): string {
  return provider.doc.getXmlFragment(padRoot).toJSON();
}

function textOf(provider: WebsocketProvider): string {
  return xmlOf(provider).replaceAll('&lt;', '<');
}

function isTyped(node: unknown): boolean {
  return node instanceof Y.XmlElement && node.toJSON().includes('Typed: ');
}
