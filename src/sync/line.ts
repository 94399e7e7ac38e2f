/**
 * The line: keeps one multiplexed socket open, with a ticket, for as long as it may, and says honestly how that goes.
 *
 * "Offline" is 5 s without an answer to something we asked (SPEC O3): a probe, a hello, a connection attempt. What the
 * browser or the socket believes is only a reason to ask sooner. Attempts are spread by full jitter (F8); 44xx is
 * final, until somebody asks again.
 */
import { limits } from '#domain/limits.ts';
import { closeCodes, messageType, type GoAway, type Probe, type Welcome } from '#domain/wire.ts';
import type { Signal } from './contract.ts';
import type { Environment } from './environment.ts';
import { openMux, type Channel, type ChannelEvents, type Mux } from './mux.ts';
import { serverClock, type ServerClock } from './server-clock.ts';
import { signalOf } from './signal.ts';

export type LineStatus =
  /** Nothing was answered yet, and it is too early to say more. */
  | { kind: 'starting' }
  | { kind: 'up' }
  /** `sinceMs`, `retryAtMs`: the device's clock. */
  | { kind: 'offline'; sinceMs: number; retryAtMs: number | null }
  | { kind: 'signed-out' }
  | { kind: 'too-old' };

export type TicketAnswer =
  | { kind: 'ticket'; ticket: string }
  /** Nobody is signed in, or somebody else. */
  | { kind: 'refused' }
  | { kind: 'unreachable'; retryAfterMs?: number };

/** What a room needs of the line; other tabs offer the same through the leader. */
export interface RoomLine {
  /** Another number for each welcomed socket; null while there is none. */
  readonly session: Signal<number | null>;
  /** Only while there is a session. */
  openChannel(room: string, events: ChannelEvents): Channel;
}

export interface Line extends RoomLine {
  readonly status: Signal<LineStatus>;
  readonly clock: ServerClock;
  /** One of ours, if there is a session; otherwise nothing happens. */
  send(type: number, body: unknown): void;
  onMessage(type: number, take: (body: unknown) => void): () => void;
  /** Something we asked was answered: as good as a probe. */
  answered(): void;
  /** Something was asked: find out soon whether anybody hears us. */
  probe(): void;
  /** A ticket for HTTP, when the socket stays blocked (F9); null if there is none to be had. */
  ticket(): Promise<string | null>;
  /** After each attempt that led to no welcome. */
  onAttemptFailed(failed: () => void): () => void;
  retryNow(): void;
  close(): void;
}

export interface LineOptions {
  issueTicket(): Promise<TicketAnswer>;
  onWelcome?(welcome: Welcome): void;
  probeEveryMs: { visible: number; hidden: number };
  /** From an earlier visit: how far the server's clock was ahead, and when it last answered (device clock). */
  remembered?: { clockOffsetMs: number; answeredAtMs: number };
}

const offlineAfterMs = 5_000; // SPEC O3
const backOffMs = { first: 500, most: 30_000 }; // F8
const tooFastMs = 5_000; // 4529: we were told to slow down

export function openLine(environment: Environment, options: LineOptions): Line {
  const status = signalOf<LineStatus>({ kind: 'starting' });
  const session = signalOf<number | null>(null);
  const clock = serverClock(environment, options.remembered?.clockOffsetMs ?? 0);
  const takers = new Map<number, Set<(body: unknown) => void>>();
  const failedListeners = new Set<() => void>();

  let mux: Mux | null = null;
  let sessions = 0;
  let closed = false;
  /** Attempts since the last answered probe: a server that welcomes and hangs up is backed off as well. */
  let attempts = 0;
  let attempting = false;
  let known: { ticket: string; issuedAt: number; worked: boolean } | null = null;
  /** 4401 since the last welcome: one may be an old ticket, two are a refusal. */
  let signInsAsked = 0;
  let asked: { n: number; sentAt: number } | null = null;
  let lastN = 0;
  let bytesAt = 0;
  /** Since when nothing was answered (device clock), while something is expected. */
  let silentSinceMs: number | null = null;
  let cancelOffline = () => {};
  let cancelRetry = () => {};
  let cancelProbe = () => {};
  let retryAtMs: number | null = null;

  /* ---------------------------------------------------------------- what we say of it */

  const isFinal = () => status.current.kind === 'signed-out' || status.current.kind === 'too-old';

  const expectAnswer = () => {
    if (silentSinceMs !== null) return;
    silentSinceMs = environment.now();
    const sayOffline = () => {
      if (isFinal() || silentSinceMs === null) return;
      // Before the first answer of this visit, "since" is the last one of the visit before.
      const sinceMs =
        status.current.kind === 'starting'
          ? (options.remembered?.answeredAtMs ?? silentSinceMs)
          : silentSinceMs;
      status.set({ kind: 'offline', sinceMs, retryAtMs });
    };
    cancelOffline = environment.timer(offlineAfterMs, sayOffline);
  };

  const answered = () => {
    silentSinceMs = null;
    cancelOffline();
    if (status.current.kind !== 'up') status.set({ kind: 'up' });
  };

  const finish = (kind: 'signed-out' | 'too-old') => {
    cancelOffline();
    cancelRetry();
    silentSinceMs = null;
    known = null;
    status.set({ kind });
  };

  /* ---------------------------------------------------------------- probes */

  const probeLater = () => {
    // What was asked is still being watched: the watch must not end for a later question.
    if (asked !== null) return;
    cancelProbe();
    const every = options.probeEveryMs;
    cancelProbe = environment.timer(environment.isVisible() ? every.visible : every.hidden, probe);
  };

  function probe(): void {
    if (session.current === null || asked !== null) return;
    cancelProbe();
    asked = { n: ++lastN, sentAt: environment.monotonic() };
    mux?.send(messageType.probe, { n: asked.n } satisfies Probe);
    expectAnswer();
    watchSilence();
  }

  /** A socket that brings nothing at all is dead; one that brings other things is only slow. */
  const watchSilence = () => {
    cancelProbe = environment.timer(limits.pongWithinMs, () => {
      if (environment.monotonic() - bytesAt < limits.pongWithinMs) return watchSilence();
      abandon();
    });
  };

  const takeProbe = ({ n, nowMs }: Probe) => {
    if (asked?.n !== n) return;
    if (nowMs !== undefined) clock.learn(asked.sentAt, nowMs);
    asked = null;
    attempts = 0;
    answered();
    probeLater();
  };

  /* ---------------------------------------------------------------- connecting */

  const attempt = async () => {
    if (attempting || mux !== null || closed || isFinal()) return;
    attempting = true;
    retryAtMs = null;
    expectAnswer();
    const answer = await ticketToUse();
    if (closed) return;
    if (answer.kind === 'refused') {
      attempting = false;
      return finish('signed-out');
    }
    if (answer.kind === 'unreachable') return retryLater(answer.retryAfterMs);
    bytesAt = environment.monotonic();
    try {
      mux = openMux(environment, answer.ticket, {
        onWelcome: welcomed,
        onMessage: take,
        onBytes: () => (bytesAt = environment.monotonic()),
        onEnd: ended,
      });
    } catch {
      retryLater();
    }
  };

  const ticketToUse = async (): Promise<TicketAnswer> => {
    const isStale =
      known !== null &&
      !known.worked &&
      environment.monotonic() - known.issuedAt > limits.ticketFirstUseMs / 2;
    if (known !== null && !isStale) return { kind: 'ticket', ticket: known.ticket };
    const answer = await options.issueTicket();
    if (answer.kind === 'ticket') {
      known = { ticket: answer.ticket, issuedAt: environment.monotonic(), worked: false };
    }
    return answer;
  };

  const welcomed = (welcome: Welcome, sentAt: number) => {
    attempting = false;
    signInsAsked = 0;
    if (known !== null) known.worked = true;
    clock.forget();
    clock.learn(sentAt, welcome.nowMs);
    asked = null;
    answered();
    options.onWelcome?.(welcome);
    session.set(++sessions);
    probeLater();
  };

  const take = (type: number, body: unknown) => {
    if (type === messageType.probe) return takeProbe(body as Probe);
    if (type === messageType.goaway) return leaveFor(body as GoAway);
    for (const taker of takers.get(type) ?? []) taker(body);
  };

  const ended = (code: number) => {
    const hadSession = session.current !== null;
    dropped();
    if (code === closeCodes.clientTooOld.code) return finish('too-old');
    if (code === closeCodes.signIn.code) {
      known = null;
      if (++signInsAsked > 1) return finish('signed-out');
    }
    if (!hadSession) for (const failed of [...failedListeners]) failed();
    retryLater(code === closeCodes.rate.code ? tooFastMs : 0);
  };

  const dropped = () => {
    mux = null;
    asked = null;
    attempting = false;
    cancelProbe();
    session.set(null);
    expectAnswer();
  };

  const abandon = () => {
    const dead = mux;
    dropped();
    dead?.close();
    retryLater();
  };

  /** The server will be back in a moment: everybody comes at another time (F30). */
  const leaveFor = ({ retryAfterMs, reason }: GoAway) => {
    if (reason === 'store-changed') known = null;
    const leaving = mux;
    dropped();
    leaving?.close();
    retryLater(environment.random() * retryAfterMs);
  };

  const retryLater = (atLeastMs = 0) => {
    attempting = false;
    if (closed) return;
    const most = Math.min(backOffMs.most, backOffMs.first * 2 ** attempts);
    attempts += 1;
    const inMs = Math.round(atLeastMs + environment.random() * most);
    retryAtMs = environment.now() + inMs;
    if (status.current.kind === 'offline') status.set({ ...status.current, retryAtMs });
    cancelRetry();
    cancelRetry = environment.timer(inMs, () => void attempt());
  };

  const retryNow = () => {
    if (closed) return;
    if (isFinal()) {
      status.set({ kind: 'starting' });
      signInsAsked = 0;
    }
    cancelRetry();
    if (mux === null) void attempt();
    else if (status.current.kind === 'offline') {
      const silent = mux;
      dropped();
      silent.close();
      void attempt();
    } else probe();
  };

  const endHints = [
    environment.onOnlineHint((online) => (online ? retryNow() : probe())),
    environment.onVisibility(() => environment.isVisible() && probe()),
  ];
  void attempt();

  return {
    status,
    session,
    clock,
    answered,
    probe,
    retryNow,
    openChannel(room, events) {
      if (mux === null) throw new Error('A channel is opened only while there is a session.');
      return mux.openChannel(room, events);
    },
    send(type, body) {
      if (session.current !== null) mux?.send(type, body);
    },
    onMessage(type, taker) {
      const all = takers.get(type) ?? new Set();
      takers.set(type, all.add(taker));
      return () => all.delete(taker);
    },
    async ticket() {
      const answer = await ticketToUse();
      return answer.kind === 'ticket' ? answer.ticket : null;
    },
    onAttemptFailed(failed) {
      failedListeners.add(failed);
      return () => failedListeners.delete(failed);
    },
    close() {
      closed = true;
      for (const end of endHints) end();
      cancelRetry();
      cancelProbe();
      cancelOffline();
      mux?.close();
      mux = null;
      session.set(null);
    },
  };
}
