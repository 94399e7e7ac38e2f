/**
 * The line: keeps one multiplexed socket open, with a ticket, for as long as it may. Attempts are spread by full
 * jitter (F8); 44xx is final, until somebody asks again. What is said of it meanwhile is `pulse.ts`.
 */
import { limits } from '#domain/limits.ts';
import { closeCodes, messageType, type GoAway, type Probe, type Welcome } from '#domain/wire.ts';
import { alarmOf } from './alarm.ts';
import type { Signal } from './contract.ts';
import type { Environment } from './environment.ts';
import { openMux, type Channel, type ChannelEvents, type Mux } from './mux.ts';
import { startPulse, type LineStatus, type PulseOptions } from './pulse.ts';
import { serverClock, type ServerClock } from './server-clock.ts';
import { signalOf } from './signal.ts';

export type TicketAnswer =
  | { kind: 'ticket'; ticket: string }
  /** Nobody is signed in, or somebody else. */
  | { kind: 'refused'; isRemoved?: true }
  | { kind: 'unreachable' }
  /** The server answers, and lets this person in one day: asked again at this pace, without backing off. */
  | { kind: 'kept-out'; askAgainMs: number };

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
  /** Somebody looks at another tab of this line: what is overdue here happens now. */
  tick(): void;
  close(): void;
}

export interface LineOptions {
  issueTicket(): Promise<TicketAnswer>;
  onWelcome?(welcome: Welcome): void;
  probeEveryMs: PulseOptions['probeEveryMs'];
  /** From an earlier visit: how far the server's clock was ahead, and when it last answered (device clock). */
  remembered?: { clockOffsetMs: number; answeredAtMs: number };
}

const backOffMs = { first: 500, most: 30_000 }; // F8
const tooFastMs = 5_000; // 4529: we were told to slow down

export function openLine(environment: Environment, options: LineOptions): Line {
  const session = signalOf<number | null>(null);
  const clock = serverClock(environment, options.remembered?.clockOffsetMs ?? 0);
  const takers = new Map<number, Set<(body: unknown) => void>>();
  const failedListeners = new Set<() => void>();
  const retry = alarmOf(environment);
  const pulse = startPulse(environment, {
    probeEveryMs: options.probeEveryMs,
    answeredBeforeMs: options.remembered?.answeredAtMs ?? null,
    sendProbe: (n) => mux?.send(messageType.probe, { n } satisfies Probe),
    onDead: () => abandon(),
  });

  let mux: Mux | null = null;
  let sessions = 0;
  let closed = false;
  /** Attempts since the last answered probe: a server that welcomes and hangs up is backed off as well. */
  let attempts = 0;
  let attempting = false;
  let known: { ticket: string; issuedAt: number; worked: boolean } | null = null;
  /** 4401 since the last welcome: one may be an old ticket, two are a refusal. */
  let signInsAsked = 0;

  /* ---------------------------------------------------------------- connecting */

  const attempt = async () => {
    if (attempting || mux !== null || closed || pulse.isFinal) return;
    attempting = true;
    retry.cancel();
    pulse.planned(null);
    pulse.expect();
    const answer = await ticketToUse();
    if (closed) return;
    if (answer.kind === 'refused') return finish('signed-out');
    if (answer.kind === 'unreachable') return retryLater();
    if (answer.kind === 'kept-out') {
      attempts = 0;
      return retryLater(answer.askAgainMs);
    }
    pulse.heard();
    try {
      mux = openMux(environment, answer.ticket, {
        onWelcome: welcomed,
        onMessage: take,
        onBytes: pulse.heard,
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
    pulse.begin();
    options.onWelcome?.(welcome);
    session.set(++sessions);
  };

  const take = (type: number, body: unknown) => {
    if (type === messageType.probe) return takeProbe(body as Probe);
    if (type === messageType.goaway) return leaveFor(body as GoAway);
    for (const taker of takers.get(type) ?? []) taker(body);
  };

  const takeProbe = ({ n, nowMs }: Probe) => {
    const sentAt = pulse.takeProbe(n);
    if (sentAt === null) return;
    if (nowMs !== undefined) clock.learn(sentAt, nowMs);
    attempts = 0;
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
    attempting = false;
    session.set(null);
    pulse.end();
  };

  const abandon = () => {
    const dead = mux;
    dropped();
    dead?.close();
    retryLater();
  };

  const finish = (kind: 'signed-out' | 'too-old') => {
    attempting = false;
    retry.cancel();
    known = null;
    pulse.finish(kind);
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
    pulse.planned(environment.now() + inMs);
    retry.set(inMs, () => void attempt());
  };

  const retryNow = () => {
    if (closed) return;
    if (pulse.isFinal) {
      pulse.restart();
      signInsAsked = 0;
    }
    if (mux === null) void attempt();
    else if (pulse.status.current.kind === 'offline') {
      const silent = mux;
      dropped();
      silent.close();
      void attempt();
    } else pulse.probe();
  };

  const hinted = (isHopeful: boolean) => {
    if (isHopeful && !pulse.isFinal) retryNow();
    else pulse.probe();
  };
  const endHints = [
    environment.onOnlineHint(hinted),
    environment.onVisibility(() => environment.isVisible() && hinted(true)),
  ];
  void attempt();

  return {
    status: pulse.status,
    session,
    clock,
    answered: pulse.answered,
    probe: pulse.probe,
    retryNow,
    tick() {
      pulse.tick();
      mux?.check();
      retry.check();
    },
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
      retry.cancel();
      pulse.stop();
      mux?.close();
      mux = null;
      session.set(null);
    },
  };
}
