/**
 * What the line at the foot of the navigation says (UX 14, SPEC O3): nothing when well, the truth when not, and
 * "All synced" for a moment after a return. Fed by the connection and the outbox; keeps only what time decides.
 */
import type { ConnectionState, Outbox, Signal } from '#sync/contract.ts';

export type ConnectionLine =
  | { kind: 'well' }
  | { kind: 'offline'; sinceMs: number }
  /** `changes` may be 0: something is being fetched, nothing is to be sent. */
  | { kind: 'syncing'; changes: number }
  | { kind: 'synced' }
  | { kind: 'too-old' };

/** How long "All synced" stays. */
export const syncedForMs = 2_000;
/** What is under way for less is not worth a word: most sends take a few milliseconds. */
export const quietForMs = 4_000;

/** What there is to tell now; `wasAway`: the line was lost since everything was last in order. Pure. */
export function tellingOf(
  connection: ConnectionState,
  waiting: number,
  wasAway: boolean,
): ConnectionLine | { kind: 'under-way'; changes: number } | { kind: 'back' } {
  switch (connection.kind) {
    case 'offline':
      return { kind: 'offline', sinceMs: connection.sinceMs };
    case 'too-old':
      return { kind: 'too-old' };
    case 'signed-out':
      return { kind: 'well' };
    case 'starting':
    case 'catching-up': {
      const changes = Math.max(connection.kind === 'starting' ? 0 : connection.changes, waiting);
      return wasAway ? { kind: 'syncing', changes } : { kind: 'under-way', changes };
    }
    case 'live':
      if (waiting > 0) {
        return { kind: wasAway ? 'syncing' : 'under-way', changes: waiting };
      }
      return wasAway ? { kind: 'back' } : { kind: 'well' };
  }
}

export class ConnectionTeller {
  #line = $state.raw<ConnectionLine>({ kind: 'well' });
  #wasAway = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #connection: Signal<ConnectionState>;
  readonly #outbox: Outbox;
  readonly #ends: (() => void)[];

  constructor(connection: Signal<ConnectionState>, outbox: Outbox) {
    this.#connection = connection;
    this.#outbox = outbox;
    const tell = () => this.#tell();
    this.#ends = [
      connection.subscribe(tell),
      outbox.all.subscribe(tell),
      outbox.changes.subscribe(tell),
    ];
    this.#tell();
  }

  get line(): ConnectionLine {
    return this.#line;
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#clearTimer();
  }

  #tell(): void {
    const telling = tellingOf(this.#connection.current, this.#waiting(), this.#wasAway);
    switch (telling.kind) {
      case 'under-way': {
        const { changes } = telling;
        if (this.#line.kind === 'syncing') this.#show({ kind: 'syncing', changes });
        // Told only if it lasts; the timer runs from the first of several changes on.
        else
          this.#timer ??= this.#later(quietForMs, () => this.#show({ kind: 'syncing', changes }));
        return;
      }
      case 'back':
        this.#wasAway = false;
        this.#show({ kind: 'synced' });
        this.#timer = this.#later(syncedForMs, () => {
          this.#show({ kind: 'well' });
          this.#tell();
        });
        return;
      case 'well':
        if (this.#line.kind === 'synced') return;
        this.#show(telling);
        return;
      case 'offline':
        this.#wasAway = true;
        this.#show(telling);
        return;
      default:
        this.#show(telling);
    }
  }

  #waiting(): number {
    const { all, changes } = this.#outbox;
    return [...all.current, ...changes.current].filter(
      (row) => row.state === 'waiting' && row.entry.kind !== 'read',
    ).length;
  }

  #show(line: ConnectionLine): void {
    this.#clearTimer();
    this.#line = line;
  }

  #later(afterMs: number, run: () => void): ReturnType<typeof setTimeout> {
    this.#clearTimer();
    return setTimeout(run, afterMs);
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
