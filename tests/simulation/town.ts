/**
 * The town of a simulation: one store, a server that dies and comes back, agents and visitors with their devices, all
 * real code, on vitest's virtual clock and the virtual network of `network.ts`. One seed decides everything.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Answer, Who } from '#domain/model.ts';
import { timerDefaults } from '#domain/limits.ts';
import { frameOp } from '#domain/wire.ts';
import type { DeskSync, WidgetSync } from '#sync/contract.ts';
import type { HttpAnswer, SocketLike } from '#sync/environment.ts';
import { joinDesk } from '#sync/join-desk.ts';
import { joinWidget } from '#sync/join-widget.ts';
import { systemClock } from '../../sync-server/adapters/clock-system.ts';
import { openSqliteStore } from '../../sync-server/adapters/store-sqlite.ts';
import type { Store } from '../../sync-server/ports.ts';
import { createServer, type Server } from '../../sync-server/server.ts';
import { passTime } from '../support/virtual-time.ts';
import { Device, Page } from '../sync/world.ts';
import type { Chance } from './chance.ts';
import { canary, groups } from './fixed.ts';
import { openNetwork, type Line, type Network } from './network.ts';

export interface Person<Sync> {
  name: string;
  device: SimulatedDevice;
  page: Page | null;
  sync: Sync | null;
  line: Line;
}
export interface Agent extends Person<DeskSync> {
  kind: 'agent';
  id: string;
  signedIn: { who: Extract<Who, { kind: 'agent' }>; email: string; session: string };
}
export interface Visitor extends Person<WidgetSync> {
  kind: 'visitor';
  /** Known once the server was reached. */
  conversation: string | null;
  token: string | null;
}

export interface Town {
  chance: Chance;
  store: Store;
  network: Network;
  agents: Agent[];
  visitors: Visitor[];
  server(): Server | null;
  /** Without a goodbye; what it had begun to write may be written. */
  killServer(): void;
  startServer(): Promise<void>;
  submit(who: Who, entries: unknown[]): Promise<Answer[]>;
  openPage(person: Agent | Visitor): Promise<void>;
  killPage(person: Agent | Visitor): void;
  /** Bytes with the canary that reached a visitor. */
  leaks: string[];
  faults: string[];
  end(): Promise<void>;
}

/**
 * Real turns of the event loop: the store and IndexedDB answer in these, virtual time does not move them. As many as are
 * waited for, since an empty turn changes nothing; but not for ever, because some work goes on as long as it may.
 */
export async function turns(most = 12): Promise<void> {
  for (let turn = 0; turn < most; turn += 1) {
    await new Promise((next) => setImmediate(next));
    if (!process.getActiveResourcesInfo().includes('Immediate')) return;
  }
}

export async function pass(ms: number): Promise<void> {
  await passTime(ms, turns);
}

/** Lets a promise come true while virtual time goes by. */
async function soon<T>(promise: Promise<T>, within = 200): Promise<T> {
  let isDone = false;
  const marked = promise.finally(() => (isDone = true));
  marked.catch(() => undefined);
  for (let step = 0; step < within && !isDone; step += 1) await pass(50);
  if (!isDone) throw new Error('a page did not open within 10 virtual seconds');
  return marked;
}

export class SimulatedDevice extends Device {
  readonly line: Line;
  readonly network_: Network;
  readonly address: string;
  readonly sniff: (bytes: Uint8Array) => void;
  readonly chance: Chance;
  constructor(
    server: Device['server'],
    chance: Chance,
    network: Network,
    address: string,
    sniff: (bytes: Uint8Array) => void,
  ) {
    super(server);
    this.chance = chance;
    this.network_ = network;
    this.line = { state: 'up' };
    this.address = address;
    this.sniff = sniff;
  }

  override openPage(): Page {
    const page = new SimulatedPage(this);
    this.pages.add(page);
    return page;
  }

  setLine(state: Line['state']): void {
    this.network = state === 'hole' ? 'silent' : state;
    this.network_.set(this.line, state);
  }
}

/** A page whose sockets go through the simulated network. */
class SimulatedPage extends Page {
  readonly #device: SimulatedDevice;
  readonly #open = new Set<SocketLike>();
  constructor(device: SimulatedDevice) {
    super(device);
    this.#device = device;
  }
  override openSocket(): SocketLike {
    const { network_, line, address, sniff } = this.#device;
    const socket = network_.openSocket('/sync', line, address, sniff);
    this.#open.add(socket);
    return socket;
  }
  /** A UUIDv7 whose random part comes from the seed. */
  override uuid(): string {
    const time = Math.floor(this.now()).toString(16).padStart(12, '0');
    const digits = (count: number): string =>
      Array.from({ length: count }, () => this.#device.chance.below(16).toString(16)).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`;
  }
  /** As `fetch` with a deadline: what is never answered fails after 15 s. */
  override async post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      setTimeout(() => this.run(() => reject(new TypeError('Failed to fetch'))), 15_000);
      super.post(path, body, headers).then(resolve, reject);
    });
  }
  override die(): void {
    for (const socket of this.#open) {
      socket.onmessage = socket.onclose = socket.onopen = null;
      socket.close();
    }
    super.die();
  }
}

export async function buildTown(
  chance: Chance,
  people: { agents: number; visitors: number },
): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-simulation-'));
  const store = await openSqliteStore(folder, systemClock);
  const network = openNetwork(chance, () => {
    const server = running?.server;
    return server
      ? (socket, _path, address) => {
          server.accept(socket, { room: null, ticket: null, address });
          return true;
        }
      : null;
  });
  let running: { server: Server; life: { alive: boolean } } | null = null;
  const leaks: string[] = [];
  const faults: string[] = [];
  const rateLimits = chance.next() < 0.5;

  async function startServer(): Promise<void> {
    if (running) return;
    const life = { alive: true };
    const watch = {
      count: () => undefined,
      note: () => undefined,
      fault(where: string, error: unknown) {
        if (life.alive)
          faults.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
      },
    };
    const clock = {
      ...systemClock,
      timer: (afterMs: number, run: () => void) =>
        systemClock.timer(afterMs, () => {
          if (life.alive) run();
        }),
    };
    const origin = 'http://town.example';
    const server = await createServer(
      { store: mortal(store, life), clock, watch },
      {
        ...{ publicUrl: origin, origins: new Set([origin]), rateLimits, timers: timerDefaults },
        gatherMs: 8,
      },
    );
    running = { server, life };
  }

  async function post(
    path: string,
    body: unknown,
    from: { agent: Agent } | { address: string },
  ): Promise<HttpAnswer> {
    if (!running) throw new TypeError('Failed to fetch');
    const { services } = running.server;
    if (path === '/api/ticket' && 'agent' in from) {
      return { status: 200, body: await services.issueTicket(from.agent.signedIn) };
    }
    if (path === '/api/visitor/session' && 'address' in from) {
      const done = await services.visitorSession(body, from.address);
      return done.ok ? { status: 200, body: done.value } : { status: done.status, body: {} };
    }
    return { status: 404, body: {} };
  }

  const agents: Agent[] = [];
  const visitors: Visitor[] = [];
  for (let index = 0; index < people.agents; index += 1) {
    agents.push(await hire(index));
  }
  for (let index = 0; index < people.visitors; index += 1) {
    const address = `198.51.100.${index + 1}`;
    const device = new SimulatedDevice(
      { connect: () => undefined, post: (path, body) => post(path, body, { address }) },
      chance,
      network,
      address,
      (bytes) => {
        if (carriesCanary(bytes)) leaks.push(`visitor ${index}`);
      },
    );
    device.clockErrorMs = clockError();
    visitors.push({
      ...{ kind: 'visitor', name: `visitor ${index}`, device, page: null, sync: null },
      ...{ line: device.line, conversation: null, token: null },
    });
  }
  await startServer();

  /** Ana leads, so the groups are hers to make. */
  async function setUpGroups(): Promise<void> {
    const made = groups.map((group, index) => ({
      id: `00000000-0000-4000-8000-00000000a00${index}`,
      ...{ subject: `group/${group}`, kind: 'changed', writtenAtMs: Date.now(), seenUpTo: null },
      set: { name: { en: `Group ${index}` }, members: agents.map(({ id }) => id) },
    }));
    const answers = await town.submit(agents[0]!.signedIn.who, made);
    if (answers.some(({ state }) => state !== 'accepted')) throw new Error('no groups');
  }

  function clockError(): number {
    return chance.next() < 0.3 ? (chance.below(7) - 3) * 3_600_000 : chance.below(4_000) - 2_000;
  }

  async function hire(index: number): Promise<Agent> {
    const id = `00000000-0000-4000-8000-00000000000${index + 1}`;
    const name = ['Ana', 'Ben', 'Cleo'][index] ?? `Agent ${index}`;
    const email = `${name.toLowerCase()}@town.example`;
    const session = createHash('sha256').update(`session ${index}`).digest('hex');
    const nowMs = Date.now();
    const role = index === 0 ? 'owner' : 'agent';
    const account = { id, email, name, role, passwordHash: '', active: true } as const;
    await store.createAccount({ ...account, createdAtMs: nowMs });
    const expiresAtMs = nowMs + 30 * 86_400_000;
    await store.putSession({ idHash: session, account: id, expiresAtMs, createdAtMs: nowMs });
    const agent: Agent = {
      ...{ kind: 'agent', name, id, page: null, sync: null },
      signedIn: { who: { kind: 'agent', id, name, role }, email, session },
      device: new SimulatedDevice(
        { connect: () => undefined, post: (path, body) => post(path, body, { agent }) },
        chance,
        network,
        `203.0.113.${index + 1}`,
        () => undefined,
      ),
      line: { state: 'up' },
    };
    agent.device.clockErrorMs = clockError();
    return agent;
  }

  const town: Town = {
    ...{ chance, store, network, agents, visitors, leaks, faults },
    server: () => running?.server ?? null,
    killServer() {
      if (!running) return;
      running.life.alive = false;
      running = null;
      network.dropAll();
    },
    startServer,
    submit: async (who, entries) => (running ? running.server.services.submit(who, entries) : []),
    async openPage(person) {
      if (person.page) return;
      const page = person.device.openPage();
      person.page = page;
      if (person.kind === 'agent') {
        const joined = await soon(joinDesk({ environment: page }));
        if (joined.kind === 'joined') person.sync = joined.desk;
        else town.killPage(person);
        return;
      }
      person.sync = await soon(
        joinWidget({
          ...{ site: 'default', environment: page, token: person.token },
          onToken: (token) => (person.token = token),
        }),
      );
    },
    killPage(person) {
      person.page?.die();
      person.page = null;
      person.sync = null;
    },
    async end() {
      for (const person of [...agents, ...visitors]) person.page?.die();
      if (running) running.life.alive = false;
      running = null;
      await turns();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await setUpGroups();
  return town;
}

/** The store as a process sees it: after its death nothing it asks for is answered, and nothing more is written. */
function mortal(store: Store, life: { alive: boolean }): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (!life.alive) return new Promise<never>(() => undefined);
        const result: unknown = Reflect.apply(value, target, given);
        if (!(result instanceof Promise)) return result;
        return result.then((answer: unknown) =>
          life.alive ? answer : new Promise<never>(() => undefined),
        );
      };
    },
  });
}

function carriesCanary(bytes: Uint8Array): boolean {
  const plain = Buffer.from(bytes);
  if (plain.includes(canary)) return true;
  return plain[0] === frameOp.packed && inflateRawSync(plain.subarray(2)).includes(canary);
}
