/**
 * Pads: the updates of texts that are written together, in the order they were taken, and now and then one snapshot
 * that stands for the oldest of them. DESIGN 2.
 */
import { sql } from 'kysely';
import type { PadRow } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

export type Pads = ReturnType<typeof padsIn>;

export function padsIn(database: Database) {
  const find = database.statement<{ room: string }>()((queries, p) =>
    queries.selectFrom('pad').select(['no', 'snapshot']).where('room', '=', p('room')),
  );
  const create = database.statement<{ room: string }>()((queries, p) =>
    queries
      .insertInto('pad')
      .values({ room: p('room'), snapshot: null })
      .returning(['no', 'snapshot']),
  );
  const append = database.statement<{ padNo: number; bytes: Uint8Array }>()((queries, p) =>
    queries.insertInto('padUpdate').values((query) => ({
      padNo: p('padNo'),
      seq: query
        .selectFrom('padUpdate')
        .select(sql<number>`coalesce(max("seq"), 0) + 1`.as('seq'))
        .where('padNo', '=', p('padNo')),
      bytes: p('bytes'),
    })),
  );
  const readUpdates = database.statement<{ padNo: number }>()((queries, p) =>
    queries.selectFrom('padUpdate').select('bytes').where('padNo', '=', p('padNo')).orderBy('seq'),
  );
  const removeOldest = database.statement<{ padNo: number; count: number }>()((queries, p) =>
    queries
      .deleteFrom('padUpdate')
      .where('padNo', '=', p('padNo'))
      .where('seq', 'in', (query) =>
        query
          .selectFrom('padUpdate')
          .select('seq')
          .where('padNo', '=', p('padNo'))
          .orderBy('seq')
          .limit(p('count')),
      ),
  );
  const cover = database.statement<{ no: number; snapshot: Uint8Array }>()((queries, p) =>
    queries
      .updateTable('pad')
      .set({ snapshot: p('snapshot') })
      .where('no', '=', p('no')),
  );

  const madeFor = (room: string) => find.get({ room }) ?? create.get({ room })!;

  return {
    append(room: string, update: Uint8Array): void {
      append.run({ padNo: madeFor(room).no, bytes: update });
    },

    read(room: string): PadRow {
      const pad = find.get({ room });
      if (!pad) return { snapshot: null, updates: [] };
      const updates = readUpdates.all({ padNo: pad.no }).map((update) => update.bytes);
      return { snapshot: pad.snapshot, updates };
    },

    /** In a transaction. Updates beyond the oldest `upToCount` stay, in their order. */
    compact(room: string, snapshot: Uint8Array, upToCount: number): void {
      const { no } = madeFor(room);
      removeOldest.run({ padNo: no, count: upToCount });
      cover.run({ no, snapshot });
    },
  };
}
