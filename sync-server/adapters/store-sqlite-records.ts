/**
 * Records: the heads and their logs. Changed rarely against messages, so plain tables with keys do. The row that
 * everybody has is in the feed; the head repeats it here because the feed forgets and the head must not.
 */
import type { RecordTable } from '#domain/records/record.ts';
import type { RecordHead } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

const columns = [
  'table',
  'id',
  'createdBy',
  'createdAtMs',
  'count',
  'lastAcceptedAtMs',
  'fields',
] as const;

type Key = { table: RecordTable; id: string };
export type Records = ReturnType<typeof recordsIn>;

export function recordsIn(database: Database) {
  const read = database.statement<Key>()((queries, p) =>
    queries
      .selectFrom('record')
      .select(columns)
      .where('table', '=', p('table'))
      .where('id', '=', p('id')),
  );
  const readAll = database.statement<{ table: RecordTable }>()((queries, p) =>
    queries.selectFrom('record').select(columns).where('table', '=', p('table')).orderBy('no'),
  );
  const put = database.statement<RecordHead>()((queries, p) =>
    queries
      .insertInto('record')
      .values({
        table: p('table'),
        id: p('id'),
        createdBy: p('createdBy'),
        createdAtMs: p('createdAtMs'),
        count: p('count'),
        lastAcceptedAtMs: p('lastAcceptedAtMs'),
        fields: p('fields'),
      })
      .onConflict((conflict) =>
        conflict.columns(['table', 'id']).doUpdateSet((row) => ({
          count: row.ref('excluded.count'),
          lastAcceptedAtMs: row.ref('excluded.lastAcceptedAtMs'),
          fields: row.ref('excluded.fields'),
        })),
      )
      .returning('no'),
  );
  const insertChange = database.statement<{ recordNo: number; number: number; text: string }>()(
    (queries, p) =>
      queries
        .insertInto('recordChange')
        .values({ recordNo: p('recordNo'), number: p('number'), text: p('text') }),
  );
  const readChanges = database.statement<Key>()((queries, p) =>
    queries
      .selectFrom('recordChange')
      .innerJoin('record', 'record.no', 'recordChange.recordNo')
      .select('text')
      .where('table', '=', p('table'))
      .where('id', '=', p('id'))
      .orderBy('number'),
  );

  return {
    head: (table: RecordTable, id: string): RecordHead | null => read.get({ table, id }) ?? null,
    all: (table: RecordTable): RecordHead[] => readAll.all({ table }),
    changes: (table: RecordTable, id: string): string[] =>
      readChanges.all({ table, id }).map(({ text }) => text),

    /** Writes the head after `changes`, which are its last. */
    put(head: RecordHead, changes: readonly string[]): void {
      const { no } = put.get(head)!;
      changes.forEach((text, index) => {
        insertChange.run({ recordNo: no, number: head.count - changes.length + index, text });
      });
    },
  };
}
