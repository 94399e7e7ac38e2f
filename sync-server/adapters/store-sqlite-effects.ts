/**
 * Effects: what is owed to the outside world, once. Their leases are in the row: after a crash nobody knows whether
 * the letter left, so a claim that finds `sending` says so and the sender asks the provider before it sends (DESIGN 6).
 */
import { sql } from 'kysely';
import type { Effect, EffectWrite } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

const columns = [
  'key',
  'kind',
  'payload',
  'state',
  'fence',
  'attempts',
  'dueAtMs',
  'reason',
] as const;

export type Effects = ReturnType<typeof effectsIn>;

export function effectsIn(database: Database) {
  const insert = database.statement<{ key: string; kind: string; payload: string }>()(
    (queries, p) =>
      queries
        .insertInto('effect')
        .values({
          key: p('key'),
          kind: p('kind'),
          payload: p('payload'),
          state: sql.lit('queued' as const),
          fence: sql.lit(0),
          attempts: sql.lit(0),
          dueAtMs: sql.lit(0),
          reason: null,
        })
        .onConflict((conflict) => conflict.doNothing()),
  );
  const readDue = database.statement<{ nowMs: number; limit: number }>()((queries, p) =>
    queries
      .selectFrom('effect')
      .select(columns)
      // Written as the index is, or SQLite would not use it.
      .where(sql<boolean>`"state" in ('queued', 'sending')`)
      .where('dueAtMs', '<=', p('nowMs'))
      .orderBy('dueAtMs')
      .limit(p('limit')),
  );
  const lease = database.statement<{ key: string; untilMs: number }>()((queries, p) =>
    queries
      .updateTable('effect')
      .set((row) => ({
        state: sql.lit('sending' as const),
        fence: row('fence', '+', sql.lit(1)),
        attempts: row('attempts', '+', sql.lit(1)),
        dueAtMs: p('untilMs'),
      }))
      .where('key', '=', p('key')),
  );
  const settle = database.statement<{
    key: string;
    fence: number;
    state: Effect['state'];
    dueAtMs: number;
    reason: string | null;
  }>()((queries, p) =>
    queries
      .updateTable('effect')
      .set({ state: p('state'), dueAtMs: p('dueAtMs'), reason: p('reason') })
      .where('key', '=', p('key'))
      .where('fence', '=', p('fence'))
      .where('state', '=', sql.lit('sending' as const)),
  );

  return {
    add(effect: EffectWrite): void {
      insert.run(effect);
    },

    /** In a transaction. `state` comes as it was found: `sending` means that an earlier sender never said how it ended. */
    claim(nowMs: number, leaseMs: number, limit: number): Effect[] {
      return readDue.all({ nowMs, limit }).map((effect) => {
        lease.run({ key: effect.key, untilMs: nowMs + leaseMs });
        return { ...effect, fence: effect.fence + 1, attempts: effect.attempts + 1 };
      });
    },

    settle(
      key: string,
      fence: number,
      outcome: { state: 'sent' | 'failed' | 'queued'; dueAtMs?: number; reason?: string },
    ): boolean {
      const { state, dueAtMs = 0, reason = null } = outcome;
      return settle.run({ key, fence, state, dueAtMs, reason }) === 1;
    },
  };
}
