/**
 * A whole server in memory, over the real store in a folder of its own: people come in by sockets that are queues, and
 * time passes when a test says so. The code under test is `createServer`, as in the process.
 */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timerDefaults, type Timers } from '#domain/limits.ts';
import type { Role } from '#domain/model.ts';
import { commentPadName, draftPadName } from '#domain/wire.ts';
import { openSqliteSearch } from '../../sync-server/adapters/search-sqlite.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import { conversationRoom, transcriptRoom } from '../../sync-server/epochs.ts';
import type { Clock, Search, Store } from '../../sync-server/ports.ts';
import { createServer, type Server } from '../../sync-server/server.ts';
import { hashOf, newToken } from '../../sync-server/tokens.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { MuxClient, StockClient, TestSocket } from './clients.ts';

export interface Person {
  ticket: string;
  id: string;
  name: string;
  session: string;
}
export interface Visitor {
  ticket: string;
  id: string;
  conversation: string;
  session: string;
}

export interface SceneOptions {
  rateLimits?: boolean;
  timers?: Partial<Timers>;
  /** How far groups of writes begin apart; without it they need no time to pass. */
  gatherMs?: number;
  /** With the index of words, as in the process. */
  search?: boolean;
  /** Wraps the store, to let it fail or wait. */
  store?: (store: Store) => Store;
}

export class Scene {
  readonly clock: ManualClock;
  readonly folder: string;
  readonly #options: SceneOptions;
  store!: Store;
  server!: Server;
  search: Search | null = null;
  readonly counted = new Map<string, number>();
  readonly faults: unknown[] = [];
  readonly #sockets: TestSocket[] = [];
  #nextAddress = 1;
  /** Who sets up groups and settings. */
  #owner: Person | null = null;

  constructor(options: SceneOptions, clock: ManualClock, folder: string) {
    this.#options = options;
    this.clock = clock;
    this.folder = folder;
  }

  async start(): Promise<void> {
    const { rateLimits = true, timers, gatherMs = 0, store } = this.#options;
    const opened = await openSqliteStore(this.folder, this.clock);
    this.store = store ? store(opened) : opened;
    this.search = this.#options.search ? openSqliteSearch(this.folder) : null;
    this.server = await createServer(
      {
        ...(this.search && { search: this.search }),
        store: this.store,
        clock: this.clock as Clock,
        watch: {
          count: (what, by = 1) => this.counted.set(what, (this.counted.get(what) ?? 0) + by),
          fault: (_where, error) => this.faults.push(error),
          note: () => undefined,
        },
      },
      {
        publicUrl: 'http://localhost:3000',
        origins: new Set(['http://localhost:3000']),
        rateLimits,
        gatherMs,
        timers: { ...timerDefaults, ...timers },
      },
    );
    await this.settle();
  }

  /** As `kill -9`: nothing is said to anybody, what is not committed is gone. */
  restart(whileDownMs = 0): Promise<void> {
    return this.restartAround(() => this.clock.advance(whileDownMs));
  }

  /** A copy of everything that is on the disk, as a backup makes it. The witness of newer commits stays behind. */
  async copyStoreTo(folder: string): Promise<void> {
    await this.restartAround(() => cpSync(this.folder, folder, { recursive: true }));
  }

  /**
   * Stops, puts an older copy in the place of the store, and starts again. `unseen`: as when the disk of the whole machine
   * is put back, so that no file says that it is a copy.
   */
  async restoreFrom(folder: string, options: { unseen?: boolean } = {}): Promise<void> {
    await this.restartAround(() => {
      rmSync(this.folder, { recursive: true, force: true });
      cpSync(folder, this.folder, { recursive: true });
      if (options.unseen) rmSync(join(this.folder, 'keys', 'place'));
    });
  }

  async restartAround(whileDown: () => void): Promise<void> {
    this.server.abandon();
    for (const socket of this.#sockets.splice(0)) socket.hangUp();
    await this.settle();
    await this.search?.close();
    await this.store.close();
    whileDown();
    await this.start();
  }

  async end(): Promise<void> {
    this.server.abandon();
    await this.settle();
    await this.search?.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lets everything that is under way come to rest; no time passes. */
  async settle(): Promise<void> {
    for (let i = 0; i < 25; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Time passes, a second at a time, with rest in between. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      this.clock.advance(Math.min(left, 1_000));
      await this.settle();
    }
  }

  /* -------------------------------------------------------------- people */

  async agent(name: string, role: Role = 'agent'): Promise<Person> {
    const id = randomUUID();
    const account = { id, email: `${id}@example.com`, name, role, passwordHash: 'none' };
    await this.store.createAccount({ ...account, active: true, createdAtMs: this.clock.now() });
    await this.server.accounts.changeAccount(id, { name });
    const person = { id, name, ticket: '', session: '' };
    await this.signIn(person);
    return person;
  }

  /** Anew, as after a change of role: with another session and another ticket. */
  async signIn(person: Person): Promise<void> {
    const nowMs = this.clock.now();
    person.session = hashOf(newToken());
    await this.store.putSession({
      idHash: person.session,
      account: person.id,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + 30 * 86_400_000,
    });
    person.ticket = await this.ticketOf(person);
  }

  /** One more for the session they have. */
  ticketOf({ id, session }: Pick<Person, 'id' | 'session'>): Promise<string> {
    return this.#ticketFor(`agent/${id}`, session);
  }

  async visitor(address = '192.0.2.1'): Promise<Visitor> {
    const made = await this.server.services.visitorSession({ site: 'default' }, address);
    if (!made.ok) throw new Error(made.error);
    const { ticket, principal, conversation, token } = made.value;
    return { ticket, conversation, id: principal.slice('visitor/'.length), session: hashOf(token) };
  }

  /** As the account menu does it: a change of the agent's own profile. */
  async choose(agent: Person, status: 'online' | 'invisible' | 'offline'): Promise<void> {
    await this.profile(agent, { status });
  }

  async profile(agent: Person, set: Record<string, unknown>): Promise<void> {
    await this.#record('profile', agent.id, set);
  }

  async group(
    name: string,
    members: readonly string[],
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.#record('group', id, { name: { en: name }, members, ...more });
    return id;
  }

  async setting(name: string, value: unknown): Promise<void> {
    await this.#record('setting', name, { value });
  }

  async #record(table: string, id: string, set: Record<string, unknown>): Promise<void> {
    this.#owner ??= await this.agent('Olga', 'owner');
    const by = { kind: 'agent', id: this.#owner.id, name: 'Olga', role: 'owner' } as const;
    const entry = {
      ...{ id: randomUUID(), subject: `${table}/${id}`, kind: 'changed', set },
      ...{ writtenAtMs: this.clock.now(), seenUpTo: null },
    };
    const who = table === 'profile' ? { ...by, id } : by;
    const [answer] = await this.server.services.submit(who, [entry]);
    if (answer?.state !== 'accepted') throw new Error(JSON.stringify(answer));
    await this.settle();
  }

  async #ticketFor(principal: string, session: string): Promise<string> {
    const ticket = newToken();
    const issuedAtMs = this.clock.now();
    await this.store.putTicket({
      hash: hashOf(ticket),
      principal,
      session,
      issuedAtMs,
      usedAtMs: null,
    });
    return ticket;
  }

  /* -------------------------------------------------------------- sockets */

  socket(upgrade: { room?: string; ticket?: string; address?: string } = {}): TestSocket {
    const socket = new TestSocket();
    this.#sockets.push(socket);
    this.server.accept(socket, {
      room: upgrade.room ?? null,
      ticket: upgrade.ticket ?? null,
      address: upgrade.address ?? `10.0.${this.#nextAddress >> 8}.${this.#nextAddress++ & 255}`,
    });
    return socket;
  }

  /** A multiplexed line that has said hello. */
  async line(who: { ticket: string }, address?: string): Promise<MuxClient> {
    const client = new MuxClient(this.socket(address === undefined ? {} : { address }), () =>
      this.settle(),
    );
    await client.hello(who.ticket);
    return client;
  }

  /** A one-room socket, as the stock provider opens it. */
  async stock(who: { ticket: string }, room: string): Promise<StockClient> {
    const client = new StockClient(this.socket({ room, ticket: who.ticket }));
    await this.settle();
    return client;
  }

  /* -------------------------------------------------------------- names */

  async roomOf(conversation: string): Promise<string> {
    const row = (await this.store.conversation(conversation))!;
    return conversationRoom(row.id, row.teamEpoch, this.store.id);
  }

  async transcriptOf(conversation: string): Promise<string> {
    const row = (await this.store.conversation(conversation))!;
    return transcriptRoom(row.id, row.publicEpoch, this.store.id);
  }

  async padOf(conversation: string, pad: 'comment' | 'draft' = 'comment'): Promise<string> {
    const epoch = (await this.roomOf(conversation)).split('~')[1]!;
    return pad === 'comment'
      ? commentPadName(conversation, epoch)
      : draftPadName(conversation, epoch, 'chat', 1);
  }
}

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scene-'));
  const scene = new Scene(options, manualClock(), folder);
  await scene.start();
  return scene;
}

let lastMs = 0;

/** A submitted message. `over` replaces anything. */
export function message(
  conversation: string,
  text: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  lastMs += 1;
  return {
    id: randomUUID(),
    subject: `conversation/${conversation}`,
    kind: 'message',
    text,
    writtenAtMs: Date.UTC(2026, 10, 20, 9) + lastMs,
    seenUpTo: null,
    ...over,
  };
}

export function comment(
  conversation: string,
  text: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  return message(conversation, text, { kind: 'comment', ...over });
}

/** Something done, not said. */
export function act(
  conversation: string,
  what: Record<string, unknown>,
): Record<string, unknown> & { id: string } {
  const { text: _text, ...entry } = message(conversation, '-', what);
  return entry;
}
