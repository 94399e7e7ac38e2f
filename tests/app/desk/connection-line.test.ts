/** The line at the foot of the navigation: nothing when well, the truth when not, "All synced" for a moment. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pending } from '#domain/entries/fold.ts';
import type { ConnectionState, Outbox } from '#sync/contract.ts';
import { signalOf } from '#sync/signal.ts';
import { ConnectionTeller, quietForMs, syncedForMs } from '$lib/desk/connection-line.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const offline: ConnectionState = { kind: 'offline', sinceMs: 7, retryAtMs: null };
const live: ConnectionState = { kind: 'live' };

function scene() {
  const connection = signalOf<ConnectionState>({ kind: 'starting' });
  const all = signalOf<readonly Pending[]>([]);
  const teller = new ConnectionTeller(connection, {
    all,
    changes: signalOf([]),
  } as unknown as Outbox);
  const wait = (count: number, kind = 'message') =>
    all.set(
      Array.from({ length: count }, () => ({ state: 'waiting', entry: { kind } }) as Pending),
    );
  return { connection, teller, wait };
}

describe('the connection line', () => {
  it('[UX14] says nothing while all is well, also at the start', () => {
    const { connection, teller } = scene();
    expect(teller.line).toEqual({ kind: 'well' });
    connection.set({ kind: 'catching-up', changes: 0 });
    connection.set(live);
    expect(teller.line).toEqual({ kind: 'well' });
  });

  it('[UX14] offline, then what is on its way, then "All synced" for two seconds', () => {
    const { connection, teller, wait } = scene();
    connection.set(offline);
    wait(4);
    expect(teller.line).toEqual({ kind: 'offline', sinceMs: 7 });
    connection.set({ kind: 'catching-up', changes: 4 });
    expect(teller.line).toEqual({ kind: 'syncing', changes: 4 });
    connection.set(live);
    wait(1);
    expect(teller.line).toEqual({ kind: 'syncing', changes: 1 });
    wait(0);
    expect(teller.line).toEqual({ kind: 'synced' });
    vi.advanceTimersByTime(syncedForMs - 1);
    expect(teller.line).toEqual({ kind: 'synced' });
    vi.advanceTimersByTime(1);
    expect(teller.line).toEqual({ kind: 'well' });
  });

  it('[UX14] a send that takes a moment is not worth a word, one that hangs is', () => {
    const { connection, teller, wait } = scene();
    connection.set(live);
    wait(1);
    vi.advanceTimersByTime(quietForMs - 1);
    expect(teller.line).toEqual({ kind: 'well' });
    vi.advanceTimersByTime(1);
    expect(teller.line).toEqual({ kind: 'syncing', changes: 1 });
    wait(0);
    expect(teller.line).toEqual({ kind: 'well' });
  });

  it('[O8] read marks are no changes that anybody waits for', () => {
    const { connection, teller, wait } = scene();
    connection.set(offline);
    connection.set(live);
    wait(2, 'read');
    expect(teller.line).toEqual({ kind: 'synced' });
  });

  it('[UX14] losing the line again while "All synced" is shown is said at once', () => {
    const { connection, teller } = scene();
    connection.set(offline);
    connection.set(live);
    connection.set(offline);
    expect(teller.line).toEqual({ kind: 'offline', sinceMs: 7 });
    vi.advanceTimersByTime(syncedForMs);
    expect(teller.line).toEqual({ kind: 'offline', sinceMs: 7 });
  });

  it('[O12] a client that is too old is told so and nothing else', () => {
    const { connection, teller } = scene();
    connection.set({ kind: 'too-old' });
    expect(teller.line).toEqual({ kind: 'too-old' });
  });

  it('tells nothing more once it was stopped', () => {
    const { connection, teller } = scene();
    teller.stop();
    connection.set(offline);
    expect(teller.line).toEqual({ kind: 'well' });
  });
});
