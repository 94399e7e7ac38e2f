/**
 * Alarms: rows with a due time, so that a restart in second 29 still finds the chat that is missed in second 30.
 *
 * The row is durable, the lease is not: only one process owns the file (`store-sqlite-keys.ts`), so a lease lives in
 * its memory, a claim costs no commit, and after a crash every due alarm is free at once. Fences go on rising over
 * restarts, and writing an alarm again ends its lease: who held it would settle something newer than it saw (F16).
 */
import type { Alarm, AlarmWrite } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

interface Lease {
  fence: number;
  untilMs: number;
}

/** Claims one start of the process may make before its fences would meet those of the next. */
const fencesPerStart = 2 ** 32;

/** What outlives a connection: leases and the counter of fences. `start` is larger at each opening of the store. */
export class Leases {
  readonly held = new Map<string, Lease>();
  #last: number;
  constructor(start: number) {
    this.#last = start * fencesPerStart;
  }
  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

export type Alarms = ReturnType<typeof alarmsIn>;

export function alarmsIn(database: Database, leases: Leases) {
  /** Keys written or cleared by the transaction that is open: their leases end when it is committed. */
  let touched: string[] = [];

  const put = database.statement<{ key: string; dueAtMs: number; payload: string }>()(
    (queries, p) =>
      queries
        .insertInto('alarm')
        .values({ key: p('key'), dueAtMs: p('dueAtMs'), payload: p('payload') })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((row) => ({
              dueAtMs: row.ref('excluded.dueAtMs'),
              payload: row.ref('excluded.payload'),
            }))
            // The same again would touch two pages for nothing.
            .where((row) =>
              row.or([
                row('alarm.dueAtMs', '!=', row.ref('excluded.dueAtMs')),
                row('alarm.payload', '!=', row.ref('excluded.payload')),
              ]),
            ),
        ),
  );
  const clear = database.statement<{ key: string }>()((queries, p) =>
    queries.deleteFrom('alarm').where('key', '=', p('key')),
  );
  const readDue = database.statement<{ nowMs: number; limit: number }>()((queries, p) =>
    queries
      .selectFrom('alarm')
      .select(['key', 'dueAtMs', 'payload'])
      .where('dueAtMs', '<=', p('nowMs'))
      .orderBy('dueAtMs')
      .limit(p('limit')),
  );
  const readEarliest = database.statement<{ limit: number }>()((queries, p) =>
    queries.selectFrom('alarm').select(['key', 'dueAtMs']).orderBy('dueAtMs').limit(p('limit')),
  );
  const readEarliestOf = database.statement<{ from: string; to: string }>()((queries, p) =>
    queries
      .selectFrom('alarm')
      .select((row) => row.fn.min('dueAtMs').as('atMs'))
      .where('key', '>=', p('from'))
      .where('key', '<', p('to')),
  );

  return {
    write(alarm: AlarmWrite): void {
      const { key, dueAtMs, payload = '{}' } = alarm;
      touched.push(key);
      if (dueAtMs === null) clear.run({ key });
      else put.run({ key, dueAtMs, payload });
    },

    /** Clears a claimed alarm; false if the claim no longer holds. */
    settle(key: string, fence: number): boolean {
      if (leases.held.get(key)?.fence !== fence || touched.includes(key)) return false;
      touched.push(key);
      clear.run({ key });
      return true;
    },

    /** A place in the open transaction, to come back to when a part of it is undone. */
    mark(): number {
      return touched.length;
    },
    backTo(mark: number): void {
      touched.length = mark;
    },
    committed(): void {
      for (const key of touched) leases.held.delete(key);
      touched = [];
    },

    claim(nowMs: number, leaseMs: number, limit: number): Alarm[] {
      const claimed: Alarm[] = [];
      // Alarms under a lease are still rows: look past them.
      for (const alarm of readDue.all({ nowMs, limit: limit + leases.held.size })) {
        if (claimed.length === limit) break;
        if ((leases.held.get(alarm.key)?.untilMs ?? -Infinity) > nowMs) continue;
        const fence = leases.next();
        leases.held.set(alarm.key, { fence, untilMs: nowMs + leaseMs });
        claimed.push({ ...alarm, fence });
      }
      return claimed;
    },

    /** The earliest due time among keys that begin so, whoever holds them. */
    earliestOf(keyPrefix: string): number | null {
      const to = `${keyPrefix.slice(0, -1)}${String.fromCharCode(keyPrefix.charCodeAt(keyPrefix.length - 1) + 1)}`;
      return readEarliestOf.all({ from: keyPrefix, to })[0]?.atMs ?? null;
    },

    /** When something can be claimed next: the earliest free alarm, or a lease that runs out. */
    nextAtMs(nowMs: number): number | null {
      let next: number | null = null;
      for (const { key, dueAtMs } of readEarliest.all({ limit: leases.held.size + 1 })) {
        const untilMs = leases.held.get(key)?.untilMs ?? -Infinity;
        const atMs = untilMs > nowMs ? Math.max(untilMs, dueAtMs) : dueAtMs;
        next = Math.min(next ?? Infinity, atMs);
      }
      return next;
    },
  };
}
