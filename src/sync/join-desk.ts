/**
 * How an agent's page joins: from this device at once if it knows who was here (SPEC O2), otherwise with a ticket.
 * Puts the parts together; what they do is theirs.
 */
import { teamFolding } from '#domain/entries/team-fold.ts';
import { timerDefaults } from '#domain/limits.ts';
import { recordOf } from '#domain/records/name.ts';
import type { AgentSigns, TeamPresence } from '#domain/wire.ts';
import { openAgents, type Agents, type Person } from './agents-here.ts';
import { withChanges } from './change-outbox.ts';
import { clearDevice } from './clear-device.ts';
import { connectionOf } from './connection.ts';
import type { DeskSync, JoinDesk } from './contract.ts';
import { openConversations, type RoomNames } from './conversations.ts';
import { keepCopies } from './copies.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { eraseWithFeed, forgetRows, isErasedIn } from './erasing.ts';
import { openFeed, type KeptFeed } from './feed.ts';
import { keepLine } from './kept-line.ts';
import type { Line, TicketAnswer } from './line.ts';
import { finishLeaving, takeAway } from './leaving.ts';
import { openLocalStore } from './local-store.ts';
import { openOutbox, type OutboxRows } from './outbox.ts';
import { openPads } from './pads.ts';
import { afterTeamMessage, openPresence } from './presence.ts';
import { openDeviceSearch } from './search/device-search.ts';
import { openSearchWorker, type SearchWorker } from './search/open-worker.ts';
import { startSubmitter } from './submitter.ts';
import { joinTabs } from './tabs.ts';
import { openVoice } from './voice.ts';

/** Seen, a page says within 6 s that nobody answers; hidden, it leaves the battery alone. */
const probeEveryMs = { visible: 1_000, hidden: 15_000 };

/**
 * So long a start waits for the server to say who this is, before it believes the device: whoever signs in after
 * somebody else then never sees that person's rows, and a start without network is not slowed down.
 */
const askFirstMs = 400;

export const joinDesk: JoinDesk = async ({
  principal,
  environment = browserEnvironment(),
  openSearchWorker: openWorker = openSearchWorker,
} = {}) => {
  const asking = askForTicket(environment);
  const agents = await openAgents(environment);
  await finishLeaving(environment, agents);
  const here = await agents.agentHere(principal);
  const answer = here === null ? await asking : await quickly(environment, asking);
  if (answer?.kind === 'refused') {
    const removed = answer.isRemoved ? await agents.agentLast() : null;
    if (removed !== null) await clearDevice(environment, agents, removed);
    else if (here !== null) await agents.agentRefused(here);
    agents.close();
    return { kind: 'signed-out', ...(answer.isRemoved && { isRemoved: true }) };
  }
  if (answer?.kind === 'ticket') {
    const wasAway = await agents.wasAway(answer.principal);
    const person = await agents.agentSeen(answer.principal, answer.store);
    const desk = await startDesk(environment, agents, person, asking, openWorker, wasAway);
    return { kind: 'joined', desk };
  }
  if (here === null) {
    agents.close();
    return { kind: 'unreachable' };
  }
  return { kind: 'joined', desk: await startDesk(environment, agents, here, asking, openWorker) };
};

/** Null: not within the time that a person does not notice. */
function quickly<T>(environment: Environment, answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = environment.timer(askFirstMs, () => resolve(null));
    void answer.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

/** `asking`: what the first ticket will be; it is still unused. `wasAway`: what is here may have been erased since. */
async function startDesk(
  environment: Environment,
  agents: Agents,
  person: Person,
  asking: ReturnType<typeof askForTicket> | null,
  openWorker: () => SearchWorker | null,
  wasAway = false,
): Promise<DeskSync> {
  const { principal, database } = person;
  const store = await openLocalStore(environment, database);
  if (wasAway) await forgetRows(store);
  // Without a store of its own a tab has nothing to share.
  const isShared = store.state.current === 'device';
  const tabs = joinTabs(environment, database, { isAlone: !isShared });
  const feed = openFeed(store, tabs);
  const voice = openVoice(tabs);
  const presence = openPresence<TeamPresence, AgentSigns>(tabs, {
    nobody: { full: true, agents: {}, visitors: {} },
    after: afterTeamMessage,
    silent: { viewing: null, typing: null },
    sumOf: (signs) => ({
      ...usedIn(signs),
      viewing: signs.find((each) => each.viewing !== null)?.viewing ?? null,
      typing: signs.find((each) => each.typing !== null)?.typing ?? null,
    }),
  });
  const outbox: OutboxRows = openOutbox(environment, store, tabs, {
    author: () => ({
      by: principal,
      byName: feed.row('agent', principal.slice(principal.indexOf('/') + 1))?.name ?? null,
    }),
    subjectOf: (conversation) => `conversation/${conversation}`,
    // A row of the list shows the visitor's last words; that much was on the screen.
    lastSeen: (id) =>
      conversations.lastShown(id) ?? feed.row('conversation', id)?.lastVisitor?.entry ?? null,
    isLive: () => connection.current.kind === 'live',
    isAwaited: ({ conversation, entry }, number) => {
      if (conversation !== null) return conversations.isAwaited(conversation, entry.id);
      const { table, id } = recordOf(entry.subject)!;
      const row = feed.row(table, id);
      // Gone from here, as a view is that its maker keeps for themselves now: nothing more of it will come.
      if (row === null && feed.revOf(table, id) !== null) return false;
      return number !== undefined && (row?.count ?? 0) <= number;
    },
    saveLog: (id) => conversations.save(id),
  });
  const outboxOfBoth = withChanges(outbox, (table, id) => feed.row(table, id));
  feed.onChange((rows) =>
    outboxOfBoth.recheckRecords(rows.map(({ table, id }) => `${table}/${id}`)),
  );
  await Promise.all([feed.load(), outbox.load()]);

  const issueTicket = async (): Promise<TicketAnswer> => {
    const answer = await (asking ?? askForTicket(environment));
    asking = null;
    if (answer.kind === 'refused' && answer.isRemoved) await beRemoved();
    if (answer.kind !== 'ticket' || answer.principal === principal) return answer;
    // Somebody else has signed in here: the next start is theirs, and this page shows nothing more.
    await agents.agentSeen(answer.principal, answer.store);
    return { kind: 'refused' };
  };
  const search = openDeviceSearch({
    ...{ environment, tabs, feed, openWorker },
    database: isShared ? database : null,
    me: principal.slice(principal.indexOf('/') + 1),
  });
  const subscribed = () => conversations.subscribed();
  const missedAfterMs = tabs.mirror(
    'missed-after',
    person.missedAfterMs ?? timerDefaults.MISSED_AFTER_MS,
  );
  const beside = (own: Line) => [
    feed.serve(own),
    presence.serve(own),
    startSubmitter(environment, own, outbox),
    keepCopies(
      {
        ...{ environment, store, feed, subscribed },
        clockOffsetMs: () => line.clockOffsetMs(),
        stored: (ids) => search.stored(ids),
      },
      own,
    ),
  ];
  const line = keepLine(
    environment,
    tabs,
    {
      issueTicket,
      probeEveryMs,
      remembered: { clockOffsetMs: person.clockOffsetMs, answeredAtMs: person.seenAtMs },
      onWelcome({ store: storeId, missedAfterMs: told }) {
        if (told !== undefined) missedAfterMs.set(told);
        const clockOffsetMs = line.clockOffsetMs();
        void agents.agentSeen(principal, storeId, { clockOffsetMs, missedAfterMs: told });
      },
    },
    beside,
  );
  const parts = { environment, store, line: line.rooms };
  const conversations = openConversations({
    ...parts,
    folding: teamFolding,
    names: namesIn(feed),
    outbox: () => outbox,
    clockOffsetMs: () => line.clockOffsetMs(),
  });
  const pads = openPads({ ...parts, database });
  const lostWords = eraseWithFeed({ feed, outbox, pads, isLeader: tabs.isLeader, wasAway });
  const connection = connectionOf({
    status: line.status,
    session: line.rooms.session,
    behind: conversations.behind,
    feedIsCaughtUp: feed.isCaughtUp,
    waiting: () => outbox.waiting().length,
    waitingChanged: outbox.rows,
  });
  line.status.subscribe(() => {
    if (line.status.current.kind === 'signed-out') void agents.agentRefused(person);
  });

  const stop = () => {
    line.stop();
    search.close();
    conversations.close();
    pads.close();
  };
  /** No longer in the team: first the device is empty, then the page says so. */
  async function beRemoved(): Promise<void> {
    stop();
    await tabs.leaveTogether('removed');
    store.close();
    await clearDevice(environment, agents, person);
    line.signOut({ isRemoved: true });
  }

  // Signed out in another tab, which removes what is here; or told there that one is no longer in the team.
  tabs.onLeftTogether((why) => {
    stop();
    store.close();
    line.signOut(why === 'removed' ? { isRemoved: true } : undefined);
  });

  return {
    principal,
    connection,
    feed,
    outbox: outboxOfBoth,
    presence: presence.seen,
    storage: store.state,
    lostWords,
    search,
    missedAfterMs,
    serverNow: () => environment.now() + line.clockOffsetMs(),
    sign: (signs) => presence.sign(signs),
    voice,
    openConversation: (id) => conversations.open(id),
    openPad: (name) => pads.open(name),
    copiesHere: async () =>
      new Set((await store.all('copyHeads').catch(() => [])).map(({ room }) => room)),
    retryNow: () => line.retryNow(),
    async leave({ wipe = false, also } = {}) {
      const databases = wipe ? [...(await pads.databases()), database] : [];
      stop();
      if (wipe) await tabs.leaveTogether();
      else tabs.leave();
      store.close();
      if (wipe) await takeAway(environment, agents, principal, databases, also);
      agents.close();
    },
  };
}

/** When this device was used last, in whichever tab. */
function usedIn(signs: readonly AgentSigns[]): Pick<AgentSigns, 'usedAtMs'> {
  const times = signs.flatMap(({ usedAtMs }) => usedAtMs ?? []);
  return times.length > 0 ? { usedAtMs: Math.max(...times) } : {};
}

function namesIn(feed: KeptFeed): RoomNames {
  return {
    nameOf: (id) => feed.row('conversation', id)?.room ?? null,
    stateWithout: () => (feed.isCaughtUp.current ? 'refused' : 'opening'),
    isErased: (id) => isErasedIn(feed, 'conversation', id),
    refresh() {}, // a new name comes as a row
    subscribe(changed) {
      const ends = [feed.onChange(changed), feed.isCaughtUp.subscribe(changed)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

/* ------------------------------------------------------------------ tickets */

interface AgentTicket {
  kind: 'ticket';
  ticket: string;
  principal: string;
  store: string;
}

async function askForTicket(
  environment: Environment,
): Promise<AgentTicket | Exclude<TicketAnswer, { kind: 'ticket' }>> {
  try {
    const { status, body } = await environment.post('/api/ticket', {});
    if (status === 200) return { ...(body as Omit<AgentTicket, 'kind'>), kind: 'ticket' };
    if (status !== 401 && status !== 403) return { kind: 'unreachable' };
    const isRemoved = (body as { error?: unknown } | null)?.error === 'removed';
    return { kind: 'refused', ...(isRemoved && { isRemoved }) };
  } catch {
    return { kind: 'unreachable' };
  }
}
