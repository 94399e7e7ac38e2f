/**
 * How a visitor's window joins: one conversation, its transcript, an outbox that works before there is a session
 * (SPEC V5, V8, V12, V23). The same parts as the desk's, without feed, pads and copies.
 */
import { foldingBy } from '#domain/entries/fold.ts';
import { stepPublic } from '#domain/entries/step.ts';
import type { VisitorSigns, WidgetPresence } from '#domain/wire.ts';
import { connectionOf } from './connection.ts';
import type { JoinWidget, OpenConversation, WidgetSync } from './contract.ts';
import { openConversations, type RoomNames } from './conversations.ts';
import { browserEnvironment } from './environment.ts';
import { keepLine } from './kept-line.ts';
import type { TicketAnswer } from './line.ts';
import { deleteLocalStore, openLocalStore } from './local-store.ts';
import { dropCopies } from './log-room.ts';
import { openOutbox, type OutboxRows } from './outbox.ts';
import { openPeople, type People, type Visitor } from './people.ts';
import { openPresence } from './presence.ts';
import { startSubmitter } from './submitter.ts';
import { joinTabs } from './tabs.ts';

/** There may be ten thousand of us. */
const probeEveryMs = { visible: 2_500, hidden: 20_000 };

/** Banned; one day that is over, or lifted, and then the chat is back within 5 s (SPEC C4, S7). */
const bannedAskMs = 4_000;

/** The visitor's one conversation, whatever the server calls it, also before it has a name. */
const thread = 'thread';
/** Subject of what is written before the server was ever reached; replaced when it goes out. */
const noConversation = '00000000-0000-4000-8000-000000000000';

interface Session {
  token: string;
  principal: string;
  conversation: string;
  room: string;
  ticket: string;
  /** Whoever wrote here before was erased: this is somebody new. */
  isErased?: true;
}

export const joinWidget: JoinWidget = async (options): Promise<WidgetSync> => {
  const { site, environment = browserEnvironment(options.origin) } = options;
  const people = await openPeople(environment);
  let visitor = await visitorOf(people, site, options.token ?? null, async (database) => {
    await deleteLocalStore(environment, database);
  });
  const { database } = visitor;
  const store = await openLocalStore(environment, database);
  const isShared = store.state.current === 'device';
  const tabs = joinTabs(environment, database, { isAlone: !isShared });
  const room = tabs.mirror('room', visitor.room);
  const presence = openPresence<WidgetPresence, VisitorSigns>(tabs, {
    nobody: { mode: 'away', agents: [], typing: null },
    after: (_seen, message) => message,
    silent: { typing: false },
    sumOf: (signs) => ({ ...signs[0], typing: signs.some(({ typing }) => typing) }),
  });
  const outbox: OutboxRows = openOutbox(environment, store, tabs, {
    author: () => ({ by: visitor.principal ?? 'visitor/new', byName: null }),
    subjectOf: () => `conversation/${visitor.conversation ?? noConversation}`,
    lastSeen: () => conversations.lastShown(thread) ?? null,
    isLive: () => connection.current.kind === 'live',
    isAwaited: ({ entry }) => conversations.isAwaited(thread, entry.id),
    saveLog: (id) => conversations.save(id),
  });
  await outbox.load();

  /** Another tab may have met the server meanwhile. */
  const refresh = async () => {
    const here = await people.visitorHere(site);
    if (here.database === database) visitor = here;
  };
  room.subscribe(() => void refresh());

  const issueTicket = async (): Promise<TicketAnswer> => {
    await refresh();
    const token = visitor.token ?? options.token;
    try {
      const { status, body } = await environment.post('/api/visitor/session', {
        site,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...(token && { token }),
      });
      isKeptOut.set(status === 403);
      if (status === 403) return { kind: 'kept-out', askAgainMs: bannedAskMs };
      if (status === 429 || status >= 500) return { kind: 'unreachable' };
      if (status !== 200) return { kind: 'refused' };
      return await takeSession(body as Session);
    } catch {
      return { kind: 'unreachable' };
    }
  };
  const takeSession = async (session: Session): Promise<TicketAnswer> => {
    const { ticket, token, principal, conversation } = session;
    // Nothing of an erased person stays, nor does it go out in a new one's name (SPEC G2).
    if (session.isErased) {
      for (const { entry } of outbox.all.current) await outbox.discard(entry.id);
    }
    visitor = { ...visitor, token, principal, conversation, room: session.room };
    await remember();
    options.onToken?.(token);
    room.set(session.room);
    if (session.isErased) await dropCopies(store);
    return { kind: 'ticket', ticket };
  };
  const remember = () => people.visitorSeen(site, visitor);

  const isKeptOut = tabs.mirror('kept-out', false);
  const line = keepLine(
    environment,
    tabs,
    {
      issueTicket,
      probeEveryMs,
      remembered: { clockOffsetMs: visitor.clockOffsetMs, answeredAtMs: visitor.seenAtMs },
      onWelcome() {
        visitor = { ...visitor, seenAtMs: environment.now(), clockOffsetMs: line.clockOffsetMs() };
        void remember();
      },
    },
    (own) => [presence.serve(own), startSubmitter(environment, own, outbox)],
  );
  const renew = () => void issueTicket();
  tabs.on('renew', () => tabs.isLeader.current && renew());
  const names: RoomNames = {
    nameOf: () => room.current,
    stateWithout: () => (visitor.conversation === null ? 'local' : 'opening'),
    refresh: () => (tabs.isLeader.current ? renew() : tabs.post('renew', null)),
    subscribe: (changed) => room.subscribe(changed),
  };
  const conversations = openConversations({
    environment,
    store,
    folding: foldingBy(stepPublic),
    line: line.rooms,
    names,
    outbox: () => outbox,
    clockOffsetMs: () => line.clockOffsetMs(),
  });
  const opened: OpenConversation = conversations.open(thread);
  const connection = connectionOf({
    status: line.status,
    session: line.rooms.session,
    behind: conversations.behind,
    feedIsCaughtUp: null,
    waiting: () => outbox.waiting().length,
    waitingChanged: outbox.rows,
  });
  const stop = () => {
    line.stop();
    conversations.close();
  };
  // Another tab changed who writes here; nobody is left who this page could speak for.
  tabs.onLeftTogether(() => {
    stop();
    store.close();
    line.signOut();
  });

  return {
    connection,
    thread: opened,
    // There is one conversation here, so whatever it is called by the caller is this one.
    outbox: { ...outbox, write: (_id, what, how) => outbox.write(thread, what, how) },
    presence: presence.seen,
    isKeptOut,
    storage: store.state,
    serverNow: () => environment.now() + line.clockOffsetMs(),
    sign: (signs) => presence.sign(signs),
    retryNow: () => line.retryNow(),
    async leave({ wipe = false } = {}) {
      stop();
      if (wipe) await tabs.leaveTogether();
      else tabs.leave();
      store.close();
      if (wipe) {
        await deleteLocalStore(environment, database);
        await people.visitorGone(site);
      }
      people.close();
    },
  };
};

/** Who writes here. Another token than the one remembered is another person: nothing of the last one stays (V7). */
async function visitorOf(
  people: People,
  site: string,
  token: string | null,
  wipe: (database: string) => Promise<void>,
): Promise<Visitor> {
  const here = await people.visitorHere(site);
  if (token === null || here.token === null || here.token === token) return here;
  await people.visitorGone(site);
  await wipe(here.database);
  return people.visitorHere(site);
}
