/**
 * The worker: wakes for due alarms and puts them to `decide`, once each, also over restarts and jumps of the clock.
 * What `decide` answers and the clearing of the alarm are one bundle, written by the circuit. DESIGN 3, 6; F16-F18, P9.
 * What was in the bin for 30 days is erased instead (SPEC C3).
 *
 * One timer, set to the earliest alarm. A claim has a lease: if this process dies, another takes the alarm when it ends.
 */
import type { Unsealed } from '#domain/model.ts';
import type { Circuit } from './circuit.ts';
import { decideAlarmKey } from './circuit.ts';
import type { Alarm, Clock, Store } from './ports.ts';
import type { Watch } from './watch.ts';

export const leaseMs = 15_000; // F16
const claimedAtOnce = 100;
/** Looks at least this often, so that an alarm which another process wrote is found. */
const lookEveryMs = 5_000;
/** After a failure, not at once again. */
const afterFailureMs = 1_000;

export interface WorkerParts {
  store: Store;
  clock: Clock;
  circuit: Circuit;
  watch: Watch;
  /** Erases a conversation that is still in the bin by that binning; false: it is not, and nothing happened. */
  purge(conversation: string, binning: string): Promise<boolean>;
}

export class Worker {
  readonly #parts: WorkerParts;
  #cancelTimer: (() => void) | null = null;
  /** When the timer rings; Infinity without one. */
  #wakesAtMs = Infinity;
  #state: 'waiting' | 'working' | 'stopped' = 'waiting';
  #isAskedAgain = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Looks now, and from then on whenever something is due. */
  start(): void {
    this.look();
  }

  /** Something may be due earlier than was known. */
  look(): void {
    if (this.#state === 'stopped') return;
    if (this.#state === 'working') {
      this.#isAskedAgain = true;
      return;
    }
    this.#state = 'working';
    this.#work().then(
      (next) => this.#sleep(next),
      (error: unknown) => {
        this.#parts.watch.fault('worker', error);
        this.#sleep(this.#parts.clock.now() + afterFailureMs);
      },
    );
  }

  /** A due time was written: wakes earlier if that is before the timer. */
  expect(dueAtMs: number): void {
    if (this.#state === 'waiting' && dueAtMs < this.#wakesAtMs) this.#sleep(dueAtMs);
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancelTimer?.();
  }

  /** Rings everything that is due; returns when to look again. */
  async #work(): Promise<number> {
    const { store, clock } = this.#parts;
    for (;;) {
      this.#isAskedAgain = false;
      const alarms = await store.claimAlarms(clock.now(), leaseMs, claimedAtOnce);
      await Promise.all(alarms.map((alarm) => this.#ring(alarm)));
      if (this.#state === 'stopped') return Infinity;
      if (alarms.length === 0 && !this.#isAskedAgain) break;
    }
    const nowMs = clock.now();
    const next = await store.nextAlarmAtMs(nowMs);
    return Math.min(next ?? Infinity, nowMs + lookEveryMs);
  }

  async #ring(alarm: Alarm): Promise<void> {
    const { circuit, watch, purge } = this.#parts;
    const [kind, conversation] = kindOf(alarm.key);
    if (conversation === null) {
      watch.fault('worker', new Error(`Nobody knows what the alarm ${kind} is for.`));
      return;
    }
    try {
      if (kind === 'decide') {
        const entries = await this.#entriesFrom(conversation, Number(alarm.payload));
        return await circuit.ring(alarm, conversation, { kind: 'entries', entries });
      }
      const { key, payload } = alarm;
      // Its alarm goes with it; one that is not called for any more is only cleared, below.
      if (kind === 'purge' && (await purge(conversation, payload))) return;
      await circuit.ring(alarm, conversation, { kind: 'alarm', key, payload });
    } catch (error) {
      // Its lease ends, and it is tried again.
      watch.fault('worker', error, { alarm: alarm.key });
    }
  }

  /** Entries whose deciding failed: from the first of them to the newest. */
  async #entriesFrom(conversation: string, from: number): Promise<Unsealed[]> {
    const { store } = this.#parts;
    const row = await store.conversation(conversation);
    const texts = await store.entryTexts(conversation, 'team', from, row?.count ?? from);
    return texts.map((text) => JSON.parse(text) as Unsealed);
  }

  #sleep(untilMs: number): void {
    if (this.#state === 'stopped') return;
    this.#state = 'waiting';
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#wakesAtMs = untilMs;
    if (this.#isAskedAgain) return this.look();
    const afterMs = Math.max(0, untilMs - this.#parts.clock.now());
    this.#cancelTimer = this.#parts.clock.timer(Math.min(afterMs, lookEveryMs), () => this.look());
  }
}

/** What an alarm is for, and whose it is; null where the key is none of ours. */
function kindOf(key: string): [kind: string, conversation: string | null] {
  const found = /^(missed|missed-email|snooze|block-end|purge)\/(.+)$/.exec(key);
  if (found) return [found[1]!, found[2]!];
  const prefix = decideAlarmKey('');
  return key.startsWith(prefix) ? ['decide', key.slice(prefix.length)] : [key, null];
}
