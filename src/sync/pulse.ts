/**
 * Whether anybody hears us, and what is said of it. "Offline" is 5 s without an answer to something we asked (SPEC
 * O3): a probe, a hello, an attempt to connect. What browser and socket believe is only a reason to ask sooner.
 */
import { limits } from '#domain/limits.ts';
import type { Signal } from './contract.ts';
import { alarmOf } from './alarm.ts';
import type { Environment } from './environment.ts';
import { signalOf } from './signal.ts';

export type LineStatus =
  /** Nothing was answered yet, and it is too early to say more. */
  | { kind: 'starting' }
  | { kind: 'up' }
  /** `sinceMs`, `retryAtMs`: the device's clock. */
  | { kind: 'offline'; sinceMs: number; retryAtMs: number | null }
  /** `isRemoved`: the account is no longer in the team, and nothing of it is on this device any more. */
  | { kind: 'signed-out'; isRemoved?: true }
  | { kind: 'too-old' };

export interface PulseOptions {
  probeEveryMs: { visible: number; hidden: number };
  /** When the server last answered in an earlier visit (device clock), or null. */
  answeredBeforeMs: number | null;
  sendProbe(n: number): void;
  /** The socket has brought nothing at all for so long that it must be dead. */
  onDead(): void;
}

export interface Pulse {
  readonly status: Signal<LineStatus>;
  readonly isFinal: boolean;
  /** Something was asked. */
  expect(): void;
  /** Something we asked was answered. */
  answered(): void;
  /** Any bytes arrived: the line is slow rather than dead. */
  heard(): void;
  /** A socket was welcomed, or ended. */
  begin(): void;
  end(): void;
  probe(): void;
  /** When that probe left (monotonic), or null if it is not the one that is waited for. */
  takeProbe(n: number): number | null;
  /** When the next attempt will be (device clock). */
  planned(retryAtMs: number | null): void;
  finish(kind: 'signed-out' | 'too-old'): void;
  restart(): void;
  /** Somebody is looking through another tab: be as quick as if this one were seen. */
  tick(): void;
  stop(): void;
}

const offlineAfterMs = 5_000;

export function startPulse(environment: Environment, options: PulseOptions): Pulse {
  const status = signalOf<LineStatus>({ kind: 'starting' });
  const offline = alarmOf(environment);
  const nextProbe = alarmOf(environment);
  const dead = alarmOf(environment);
  let hasSocket = false;
  let asked: { n: number; sentAt: number } | null = null;
  let lastN = 0;
  let heardAt = 0;
  let probedAt = 0;
  let retryAtMs: number | null = null;
  /** Since when nothing was answered (device clock), while something is expected. */
  let silentSinceMs: number | null = null;

  const isFinal = () => status.current.kind === 'signed-out' || status.current.kind === 'too-old';

  const expect = () => {
    if (silentSinceMs !== null) return;
    silentSinceMs = environment.now();
    offline.set(offlineAfterMs, sayOffline);
  };
  const sayOffline = () => {
    if (isFinal() || silentSinceMs === null) return;
    // Before the first answer of this visit, "since" is the last one of the visit before.
    const isFirst = status.current.kind === 'starting';
    const sinceMs = (isFirst ? options.answeredBeforeMs : null) ?? silentSinceMs;
    status.set({ kind: 'offline', sinceMs, retryAtMs });
  };
  const answered = () => {
    silentSinceMs = null;
    offline.cancel();
    if (status.current.kind !== 'up') status.set({ kind: 'up' });
  };

  const probeLater = () => {
    const { visible, hidden } = options.probeEveryMs;
    nextProbe.set(environment.isVisible() ? visible : hidden, probe);
  };
  const probe = () => {
    if (!hasSocket || asked !== null) return;
    nextProbe.cancel();
    probedAt = environment.monotonic();
    asked = { n: ++lastN, sentAt: probedAt };
    options.sendProbe(asked.n);
    expect();
    watch();
  };
  const watch = () => {
    dead.set(limits.pongWithinMs, () => {
      if (environment.monotonic() - heardAt < limits.pongWithinMs) watch();
      else options.onDead();
    });
  };
  const forgetProbe = () => {
    asked = null;
    dead.cancel();
    nextProbe.cancel();
  };

  return {
    status,
    get isFinal() {
      return isFinal();
    },
    expect,
    answered,
    heard: () => (heardAt = environment.monotonic()),
    begin() {
      hasSocket = true;
      forgetProbe();
      answered();
      probeLater();
    },
    end() {
      hasSocket = false;
      forgetProbe();
      expect();
    },
    probe,
    takeProbe(n) {
      if (asked?.n !== n) return null;
      const { sentAt } = asked;
      forgetProbe();
      answered();
      probeLater();
      return sentAt;
    },
    planned(atMs) {
      retryAtMs = atMs;
      if (status.current.kind === 'offline') status.set({ ...status.current, retryAtMs });
    },
    finish(kind) {
      offline.cancel();
      silentSinceMs = null;
      status.set({ kind });
    },
    restart: () => status.set({ kind: 'starting' }),
    tick() {
      for (const alarm of [offline, nextProbe, dead]) alarm.check();
      if (environment.monotonic() - probedAt >= options.probeEveryMs.visible) probe();
    },
    stop() {
      forgetProbe();
      offline.cancel();
    },
  };
}
