/**
 * The assembled core: sockets in, services out. Knows ports and domain, no transport and no adapter, so that the process
 * and the simulation run the very same code. DESIGN 6.
 */
import type { Answer, Summary, Who } from '#domain/model.ts';
import { limits } from '#domain/limits.ts';
import { isBanned } from '#domain/rules/blocked.ts';
import { can } from '#domain/rules/can.ts';
import { missedAlarmPrefix } from '#domain/rules/decide.ts';
import { missedRulesOf } from '#domain/rules/missed-chat.ts';
import type { Services } from '#domain/services.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { Circuit } from './circuit.ts';
import { copiesFor } from './copies.ts';
import type { Config } from './config.ts';
import { Door, type Upgrade } from './door.ts';
import { createErasure, type Erasure } from './erasure.ts';
import { exportContact } from './export-contact.ts';
import { Feed } from './feed.ts';
import { summaryWithRoom } from './feed-rows.ts';
import { Heads } from './heads.ts';
import { Identity, identify, type Identified } from './identity.ts';
import type { Line } from './line.ts';
import type { Clock, FeedRecord, Search, Socket, Store } from './ports.ts';
import { pictureOf } from './picture.ts';
import { Packer } from './packer.ts';
import { ownChanges } from './own-changes.ts';
import { Presence } from './presence.ts';
import { recordHistory } from './record-history.ts';
import { RecordHeads } from './record-heads.ts';
import { Rooms } from './rooms.ts';
import { Seals } from './seals.ts';
import { searchFor } from './searching.ts';
import { Spreading } from './spread.ts';
import { openStones } from './stones.ts';
import { setBackMs, steadyClock } from './steady-clock.ts';
import { Submissions } from './submissions.ts';
import { Visits } from './visits.ts';
import type { Watch } from './watch.ts';
import { leaseMs, Worker } from './worker.ts';
import { sharedRows, Workspace } from './workspace.ts';

export interface ServerPorts {
  store: Store;
  clock: Clock;
  watch: Watch;
  /** Where there is none (simulation, seeding), nothing is found. */
  search?: Search;
}

export type ServerConfig = Pick<Config, 'publicUrl' | 'origins' | 'rateLimits' | 'timers'> & {
  /** Name of this build, told to every client. */
  build?: string;
  /** How far groups of writes begin apart when much comes in (`circuit.ts`); 0 where a test moves the time. */
  gatherMs?: number;
};

export interface Server {
  /** A socket whose upgrade was allowed. */
  accept(socket: Socket, upgrade: Upgrade): void;
  services: Services;
  accounts: Accounts;
  /** Removing for good: people, and what was in the bin long enough. */
  erasure: Erasure;
  /** What the site says for certain of a visitor: one who says the same is the same person (SPEC D7). */
  identify(contact: string, said: Identified): Promise<void>;
  /** How much is open, for the figures. */
  counts(): { sockets: number; rooms: number; queued: number };
  /** Says goodbye, writes what was submitted, stops. The store stays open: whoever opened it closes it (F36). */
  stop(): Promise<void>;
  /** Ends as a killed process does: says nothing, writes nothing, only lets go of its timers. For tests and simulation. */
  abandon(): void;
}

const sweepEveryMs = 1_000;
/** Long enough for a client to notice the end of this process, short enough not to be noticed. */
const comeBackAfterMs = 1_000;
const summariesPerPage = 500;
/** Rows on which it depends who is there for whom. */
const peopleTables: ReadonlySet<string> = new Set(['profile', 'group', 'agent']);

export async function createServer(ports: ServerPorts, config: ServerConfig): Promise<Server> {
  const { store, watch } = ports;
  const startMs = ports.clock.now();
  const longestAlarmMs = Math.max(config.timers.MISSED_AFTER_MS, leaseMs);
  const earliestMs = await store.earliestAlarmAtMs(missedAlarmPrefix);
  const aheadMs = setBackMs(earliestMs, startMs, longestAlarmMs);
  const jumped = (byMs: number): void => {
    watch.count('clock-jump');
    watch.note('The wall clock jumped; it is not followed until a restart.', { byMs });
  };
  const clock = steadyClock(ports.clock, jumped, aheadMs);
  const seals = new Seals(await store.secret('seal'));
  const cursorKey = await store.secret('cursor');

  const stones = await openStones(store);
  const accounts = createAccounts(store, clock, {
    wasErased: (subject) => stones.has(subject),
    arrived: (arrival) => visits.arrived(arrival),
    publicUrl: config.publicUrl,
    origins: config.origins,
    rateLimits: config.rateLimits,
    audit: ({ who, role, tried }) => {
      watch.count('not-allowed');
      watch.note('Somebody tried what they may not do.', { who, role, tried });
    },
  });
  const { agents, staff } = await accountsOf(store);

  const heads = new Heads(store, () => clock.monotonic());
  const records = new RecordHeads(store, () => clock.monotonic());
  const { timers, rateLimits } = config;
  const circuit: Circuit = new Circuit({
    ...{ store, clock, heads, records, stones, seals, watch },
    gatherMs: config.gatherMs ?? 0,
    missedRules: () => missedRulesOf(timers, (name) => workspace.setting(name)),
    isReachable: (id) => presence.isReachable(id),
    isAgent: (id) => agents.has(id),
    isStaff: (id) => staff.has(id),
    isGroup: (id) => workspace.groups.has(id),
    rooms: () => rooms,
    published: (records) => published(records),
    banned: (visitor) => door.endVisitor(visitor),
    alarmSet: (dueAtMs) => worker.expect(dueAtMs),
    stretchFinished: (conversation) => packer.note(conversation),
  });
  const commitPad = circuit.commitPad.bind(circuit);
  const packer = new Packer({ store, watch });
  const pack = packer.note.bind(packer);
  const rooms: Rooms = new Rooms({ store, clock, heads, watch, commitPad, pack }, { rateLimits });
  const submissions = new Submissions(
    { circuit, clock, watch, nameOf: (agent) => workspace.publicNameOf(agent) },
    { rateLimits },
  );
  const feed: Feed = new Feed({ store, clock, watch, key: cursorKey, storeWentBack });
  const workspace = new Workspace();
  const rows = await sharedRows(store);
  workspace.take(rows);
  const presence = new Presence(clock, timers, workspace);
  const spreading = new Spreading({ clock, watch, workspace, presence, circuit });
  presence.onRoutable = () => spreading.look();
  const changeOwn = ownChanges({ store, clock, circuit });
  const identity = new Identity({ store, watch, changeOwn });
  const visits: Visits = new Visits({
    ...{ store, clock, watch, workspace, circuit, changeOwn },
    isHere: (conversation) => presence.isVisitorHere(conversation),
    published: (records) => published(records),
  });
  presence.onPage = (conversation, page) => visits.page(conversation, page);
  const worker: Worker = new Worker({
    ...{ store, clock, circuit, watch },
    purge: (conversation, binning) => erasure.purge(conversation, binning),
  });
  const door: Door = new Door(
    {
      ...{ store, clock, rooms, submissions, feed, presence, watch },
      useTicket: async (ticket) => {
        const connection = await accounts.useTicket(ticket);
        return connection && !(await isKeptOut(connection.who)) ? connection : null;
      },
      stillGood: async (connection) =>
        (await accounts.stillGood(connection)) && !(await isKeptOut(connection.who)),
      build: config.build ?? 'dev',
      missedAfterMs: timers.MISSED_AFTER_MS,
    },
    { rateLimits },
  );

  /** A visitor whom the team has banned, for as long as that lasts (SPEC C4). */
  async function isKeptOut(who: Who): Promise<boolean> {
    if (who.kind !== 'visitor') return false;
    const head = await heads.get(who.conversation);
    return head !== null && isBanned({ blocked: head.state.blocked.value }, clock.now());
  }

  function published(records: readonly FeedRecord[]): void {
    workspace.take(records);
    if (records.some(({ table }) => peopleTables.has(table))) presence.reconsider();
    for (const { table, id, value } of records) {
      if (table !== 'agent') continue;
      if (value) staff.add(id);
      else staff.delete(id);
      if (value && (value as { role: string }).role !== 'viewer') agents.add(id);
      else agents.delete(id);
    }
    feed.publish(records);
    spreading.take(records);
    visits.take(records);
    identity.take(records);
  }
  const ends = [
    accounts.onFeedWritten(published),
    accounts.onSessionsEnded((idHashes) => door.endSessions(idHashes)),
  ];

  const erasure: Erasure = createErasure({
    ...{ store, clock, circuit, heads, records, rooms, stones, published },
    audit: accounts.record,
    endVisitor({ id, conversation }) {
      door.endVisitor(id);
      presence.forgetVisitor(conversation);
      visits.forget(conversation);
    },
    openSessions: () => sessionsOn(door.lines, clock.monotonic() - silentMs),
    search: ports.search ?? null,
  });

  const exporting = { store, clock, audit: accounts.record };

  let renewing: Promise<void> | null = null;
  /** Every log room gets a new name, and everybody comes back to a feed that starts anew (DESIGN 2). */
  function storeWentBack(): Promise<void> {
    renewing ??= renew().finally(() => (renewing = null));
    return renewing;
  }
  async function renew(): Promise<void> {
    watch.count('store-renewed');
    await circuit.flushed();
    await store.renew();
    heads.dropAll();
    records.dropAll();
    rooms.closeAll('epochChanged');
    door.sendAway({ reason: 'store-changed', retryAfterMs: 0 });
  }

  function letGo(): void {
    worker.stop();
    spreading.stop();
    stopSweeping();
    for (const end of ends) end();
  }
  let stopSweeping = clock.timer(sweepEveryMs, sweep);
  function sweep(): void {
    stopSweeping = clock.timer(sweepEveryMs, sweep);
    try {
      clock.now();
      door.sweep();
      presence.sweep(door.lines);
      spreading.sweep();
      visits.sweep();
      rooms.sweep();
      packer.sweep();
      submissions.sweep();
      circuit.sweep();
    } catch (error) {
      watch.fault('sweep', error);
    }
  }
  spreading.take(rows);
  identity.take(rows);
  worker.start();

  return {
    accept: (socket, upgrade) => door.accept(socket, upgrade),
    accounts,
    erasure,
    identify: (contact, said) => identify(changeOwn, contact, said),
    services: {
      ...accounts,
      storeId: () => store.id,
      submit: (who, entries, deviceClock = {}) =>
        new Promise<Answer[]>((done) => {
          const room = limits.unansweredEntries;
          submissions.submit({ who, entries, deviceClock, room, done });
        }),
      summaries: (who) => summariesFor(store, who),
      copies: (who, since) => Promise.resolve(copiesFor({ store, clock }, who, since)),
      search: (who, asked) => searchFor(ports.search ?? null, who, asked),
      recordHistory: (who, subject) => recordHistory(store, who, subject),
      pictureOf: (agent) => Promise.resolve(pictureOf(workspace, agent)),
      exportContact: (by, contact) => exportContact(exporting, by, contact),
      eraseContact: erasure.eraseContact,
      eraseConversation: erasure.eraseConversation,
    },
    counts: () => ({ sockets: door.lines.size, rooms: rooms.size, queued: circuit.queued }),
    abandon: letGo,
    async stop() {
      letGo();
      // What was submitted is answered before the lines end.
      await circuit.flushed();
      door.close({ reason: 'restart', retryAfterMs: comeBackAfterMs });
      await circuit.flushed();
      await packer.finish();
    },
  };
}

/** Ids of all who are in the team, and of those of them who may hold conversations. */
async function accountsOf(store: Store): Promise<{ staff: Set<string>; agents: Set<string> }> {
  const active = (await store.accounts()).filter((one) => one.active);
  const agents = active.filter((one) => one.role !== 'viewer');
  const idsOf = (accounts: readonly { id: string }[]) => new Set(accounts.map(({ id }) => id));
  return { staff: idsOf(active), agents: idsOf(agents) };
}

/** Hidden pages probe every 15 s; a line that is silent for longer may lead nowhere. */
const silentMs = 20_000;

/** Sessions of those who have said something since then (monotonic). */
function sessionsOn(lines: ReadonlySet<Line>, sinceMs: number): ReadonlySet<string> {
  const open = [...lines].flatMap(({ state, heardAtMs }) => {
    return state.kind === 'open' && heardAtMs >= sinceMs ? [state.connection.session] : [];
  });
  return new Set(open);
}

/** All conversations' rows, newest first. Nobody but the team has any. */
async function summariesFor(store: Store, who: Who): Promise<Summary[]> {
  if (!can(who, 'see-conversations')) return [];
  const upTo = await store.feedRevision();
  const summaries: Summary[] = [];
  let before: number | undefined;
  for (;;) {
    const ask = { owner: null, after: 0, upTo, limit: summariesPerPage };
    const records = await store.feed(before === undefined ? ask : { ...ask, before });
    for (const { table, value } of records) {
      if (table === 'conversation' && value) {
        summaries.push(summaryWithRoom(value as Summary, store.id));
      }
    }
    if (records.length < summariesPerPage) return summaries;
    before = records.at(-1)!.rev;
  }
}
