/**
 * The feed: rows with a revision, in commit order over the whole store (DESIGN 4).
 *
 * Summaries of conversations lie with their heads (`store-sqlite-conversations.ts`); all other rows are here. A page
 * of the feed is merged from three indexes that are each in the order of revisions: summaries, everybody's rows, and
 * the reader's own.
 */
import { sql } from 'kysely';
import { limits } from '#domain/limits.ts';
import type { FeedTable } from '#domain/model.ts';
import type { FeedRecord, FeedWrite } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

/** Deleted rows are told about this long (DESIGN 4); who was away longer gets everything again. */
const tombstonesMs = 30 * 24 * 60 * 60_000;

type Stored = { table: string; id: string; owner: string; rev: number; value: string | null };

export type Feed = ReturnType<typeof feedIn>;

export function feedIn(database: Database) {
  const put = database.statement<Stored & { deletedAtMs: number | null }>()((queries, p) =>
    queries
      .insertInto('feed')
      .values({
        table: p('table'),
        id: p('id'),
        owner: p('owner'),
        rev: p('rev'),
        value: p('value'),
        deletedAtMs: p('deletedAtMs'),
      })
      .onConflict((conflict) =>
        conflict.columns(['table', 'id', 'owner']).doUpdateSet((row) => ({
          rev: row.ref('excluded.rev'),
          value: row.ref('excluded.value'),
          deletedAtMs: row.ref('excluded.deletedAtMs'),
        })),
      ),
  );
  const read = database.statement<{ table: string; id: string; owner: string }>()((queries, p) =>
    queries
      .selectFrom('feed')
      .select(['table', 'id', 'owner', 'rev', 'value'])
      .where('table', '=', p('table'))
      .where('id', '=', p('id'))
      .where('owner', '=', p('owner')),
  );
  const readSummary = database.statement<{ id: string }>()((queries, p) =>
    queries
      .selectFrom('conversation')
      .select([
        sql<string>`'conversation'`.as('table'),
        'id',
        sql<string>`''`.as('owner'),
        sql<number>`"rev"`.as('rev'),
        'summary as value',
      ])
      .where('id', '=', p('id'))
      .where('rev', 'is not', null),
  );
  const readPage = database.statement<{
    owner: string;
    after: number;
    below: number;
    limit: number;
  }>()((queries, p) => {
    const rowsOf = (owner: 'everybody' | 'reader') =>
      queries
        .selectFrom('feed')
        .select(['table', 'id', 'owner', 'rev', 'value'])
        .where('owner', '=', owner === 'everybody' ? sql.lit('') : p('owner'))
        .where('rev', '>', p('after'))
        .where('rev', '<', p('below'));
    return queries
      .selectFrom('conversation')
      .select([
        sql<string>`'conversation'`.as('table'),
        'id',
        sql<string>`''`.as('owner'),
        sql<number>`"rev"`.as('rev'),
        'summary as value',
      ])
      .where('rev', '>', p('after'))
      .where('rev', '<', p('below'))
      .unionAll(rowsOf('everybody'))
      .unionAll(rowsOf('reader').where('owner', '!=', sql.lit('')))
      .orderBy('rev', 'desc')
      .limit(p('limit'));
  });
  const readLast = database.statement()((queries) =>
    queries.selectNoFrom((query) => {
      const last = (table: 'feed' | 'conversation') =>
        query.fn.coalesce(
          query.selectFrom(table).select((row) => row.fn.max('rev').as('rev')),
          sql<number>`0`,
        );
      return [last('feed').as('feed'), last('conversation').as('summaries')];
    }),
  );
  // The newest row stays, whatever it is: the counter goes on from it after a restart.
  const sweep = database.statement<{ before: number; last: number }>()((queries, p) =>
    queries.deleteFrom('feed').where('deletedAtMs', '<', p('before')).where('rev', '<', p('last')),
  );

  // Without a tombstone: by that age every device has stopped showing it, too.
  const sweepNotices = database.statement<{ before: number; last: number }>()((queries, p) =>
    queries
      .deleteFrom('feed')
      .where('table', '=', sql.lit('notice'))
      .where(sql<number>`json_extract("value", '$.atMs')`, '<', p('before'))
      .where('rev', '<', p('last')),
  );

  const last = readLast.get({})!;
  let revision = Math.max(Number(last.feed), Number(last.summaries));

  return {
    next(): number {
      revision += 1;
      return revision;
    },
    /** The newest; also a place in the open transaction, to come back to when what follows is undone. */
    revision(): number {
      return revision;
    },
    /** No gap may stay at the end: the witness would then look ahead of the file. */
    backTo(earlier: number): void {
      revision = earlier;
    },

    put(write: FeedWrite, value: string | null, rev: number, nowMs: number): void {
      const { table, id, owner } = write;
      const deletedAtMs = value === null ? nowMs : null;
      put.run({ table, id, owner: owner ?? '', rev, value, deletedAtMs });
    },

    row(table: FeedTable, id: string, owner: string | null): FeedRecord | null {
      const stored =
        table === 'conversation'
          ? readSummary.get({ id })
          : read.get({ table, id, owner: owner ?? '' });
      return stored ? recordOf(stored) : null;
    },

    page(ask: {
      owner: string | null;
      after: number;
      upTo: number;
      before?: number;
      limit: number;
    }): FeedRecord[] {
      const below = Math.min(ask.upTo + 1, ask.before ?? Infinity);
      const { after, limit } = ask;
      return readPage.all({ owner: ask.owner ?? '', after, below, limit }).map(recordOf);
    },

    /** Forgets deletions that are older than anybody's copy may be, and what people were told long ago. */
    sweep(nowMs: number): void {
      sweep.run({ before: nowMs - tombstonesMs, last: revision });
      sweepNotices.run({ before: nowMs - limits.noticesMs, last: revision });
    },
  };
}

function recordOf(stored: Stored): FeedRecord {
  return {
    table: stored.table as FeedTable,
    id: stored.id,
    owner: stored.owner === '' ? null : stored.owner,
    rev: stored.rev,
    value: stored.value === null ? null : (JSON.parse(stored.value) as unknown),
  };
}
