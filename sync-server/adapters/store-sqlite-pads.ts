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
    queries.selectFrom('pad').select(['no', 'snapshot', 'covered']).where('room', '=', p('room')),
  );
  const create = database.statement<{ room: string }>()((queries, p) =>
    queries
      .insertInto('pad')
      .values({ room: p('room'), snapshot: null, covered: 0 })
      .returning(['no', 'covered']),
  );
  const readLast = database.statement<{ padNo: number }>()((queries, p) =>
    queries
      .selectFrom('padUpdate')
      .select('seq')
      .where('padNo', '=', p('padNo'))
      .orderBy('seq', 'desc')
      .limit(sql.lit(1)),
  );
  const append = database.statement<{ padNo: number; seq: number; bytes: Uint8Array }>()(
    (queries, p) =>
      queries
        .insertInto('padUpdate')
        .values({ padNo: p('padNo'), seq: p('seq'), bytes: p('bytes') }),
  );
  const readUpdates = database.statement<{ padNo: number }>()((queries, p) =>
    queries
      .selectFrom('padUpdate')
      .select(['seq', 'bytes'])
      .where('padNo', '=', p('padNo'))
      .orderBy('seq'),
  );
  const readSeqAt = database.statement<{ padNo: number; skipped: number }>()((queries, p) =>
    queries
      .selectFrom('padUpdate')
      .select('seq')
      .where('padNo', '=', p('padNo'))
      .orderBy('seq')
      .limit(sql.lit(1))
      .offset(p('skipped')),
  );
  const remove = database.statement<{ padNo: number; upTo: number }>()((queries, p) =>
    queries.deleteFrom('padUpdate').where('padNo', '=', p('padNo')).where('seq', '<=', p('upTo')),
  );
  const cover = database.statement<{ no: number; snapshot: Uint8Array; covered: number }>()(
    (queries, p) =>
      queries
        .updateTable('pad')
        .set({ snapshot: p('snapshot'), covered: p('covered') })
        .where('no', '=', p('no')),
  );

  return {
    append(room: string, update: Uint8Array): void {
      const pad = find.get({ room }) ?? create.get({ room })!;
      const seq = (readLast.get({ padNo: pad.no })?.seq ?? pad.covered) + 1;
      append.run({ padNo: pad.no, seq, bytes: update });
    },

    read(room: string): PadRow {
      const pad = find.get({ room });
      if (!pad) return { snapshot: null, updates: [] };
      const updates = readUpdates.all({ padNo: pad.no }).map((update) => update.bytes);
      return { snapshot: pad.snapshot, updates };
    },

    /** In a transaction. Updates beyond the oldest `upToCount` stay, in their order. */
    compact(room: string, snapshot: Uint8Array, upToCount: number): void {
      const pad = find.get({ room }) ?? { ...create.get({ room })!, snapshot: null };
      const last =
        upToCount === 0 ? undefined : readSeqAt.get({ padNo: pad.no, skipped: upToCount - 1 });
      const covered =
        last?.seq ?? (upToCount === 0 ? pad.covered : readLast.get({ padNo: pad.no })?.seq);
      if (covered !== undefined) remove.run({ padNo: pad.no, upTo: covered });
      cover.run({ no: pad.no, snapshot, covered: covered ?? pad.covered });
    },
  };
}
