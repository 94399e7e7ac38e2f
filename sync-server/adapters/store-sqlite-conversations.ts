/**
 * Conversation heads: counts, epochs, `accept`'s state, and the summary that the feed shows of each.
 *
 * Head and summary share a row because they change together (0001-foundation). What a commit must know of a head
 * before it writes (its number in this file, its counts, where its log ends) is remembered for the busiest ones;
 * this process is the only writer, so what is remembered is true until a transaction is undone.
 */
import type { ConversationRow } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

export interface Head {
  no: number;
  count: number;
  publicCount: number;
  tail: number | null;
}

/** About 100 bytes each: a megabyte or two, more than are ever busy at once. */
const rememberedMax = 20_000;

const columns = [
  'id',
  'visitor',
  'createdAtMs',
  'teamEpoch',
  'publicEpoch',
  'count',
  'publicCount',
  'state',
] as const;

export type Conversations = ReturnType<typeof conversationsIn>;

export function conversationsIn(database: Database) {
  const remembered = new Map<string, Head>();

  const readHead = database.statement<{ id: string }>()((queries, p) =>
    queries
      .selectFrom('conversation')
      .select(['no', 'count', 'publicCount', 'tail'])
      .where('id', '=', p('id')),
  );
  const readRow = database.statement<{ id: string }>()((queries, p) =>
    queries.selectFrom('conversation').select(columns).where('id', '=', p('id')),
  );
  const insert = database.statement<ConversationRow>()((queries, p) =>
    queries
      .insertInto('conversation')
      .values({
        id: p('id'),
        visitor: p('visitor'),
        createdAtMs: p('createdAtMs'),
        teamEpoch: p('teamEpoch'),
        publicEpoch: p('publicEpoch'),
        count: p('count'),
        publicCount: p('publicCount'),
        state: p('state'),
      })
      .returning('no'),
  );
  type Moved = {
    no: number;
    teamEpoch: string;
    publicEpoch: string;
    count: number;
    publicCount: number;
    tail: number | null;
    state: string;
  };
  const move = database.statement<Moved>()((queries, p) =>
    queries
      .updateTable('conversation')
      .set({
        teamEpoch: p('teamEpoch'),
        publicEpoch: p('publicEpoch'),
        count: p('count'),
        publicCount: p('publicCount'),
        tail: p('tail'),
        state: p('state'),
      })
      .where('no', '=', p('no')),
  );
  type Summarised = Moved & { summary: string | null; rev: number };
  const moveAndSummarise = database.statement<Summarised>()((queries, p) =>
    queries
      .updateTable('conversation')
      .set({
        teamEpoch: p('teamEpoch'),
        publicEpoch: p('publicEpoch'),
        count: p('count'),
        publicCount: p('publicCount'),
        tail: p('tail'),
        state: p('state'),
        summary: p('summary'),
        rev: p('rev'),
      })
      .where('no', '=', p('no')),
  );
  const summarise = database.statement<{ id: string; summary: string | null; rev: number }>()(
    (queries, p) =>
      queries
        .updateTable('conversation')
        .set({ summary: p('summary'), rev: p('rev') })
        .where('id', '=', p('id')),
  );

  const readOfVisitor = database.statement<{ visitor: string }>()((queries, p) =>
    queries.selectFrom('conversation').select('id').where('visitor', '=', p('visitor')),
  );

  return {
    /** Looks through all: asked when somebody is erased or exported, and never while people write. */
    ofVisitor: (visitor: string): string[] => readOfVisitor.all({ visitor }).map(({ id }) => id),

    row(id: string): ConversationRow | null {
      return readRow.get({ id }) ?? null;
    },

    head(id: string): Head | null {
      const known = remembered.get(id);
      if (known) return known;
      const head = readHead.get({ id }) ?? null;
      if (head) {
        if (remembered.size >= rememberedMax) remembered.clear();
        remembered.set(id, head);
      }
      return head;
    },

    /** Makes an empty head; `move` gives it its counts once the entries are there. */
    create(row: ConversationRow): Head {
      const { no } = insert.get({ ...row, count: 0, publicCount: 0 })!;
      return { no, count: 0, publicCount: 0, tail: null };
    },

    /** Writes the head as it is after its entries, and the summary with it if there is one. */
    move(
      row: ConversationRow,
      head: Head,
      summary: { value: string | null; rev: number } | null,
    ): void {
      const moved = {
        no: head.no,
        teamEpoch: row.teamEpoch,
        publicEpoch: row.publicEpoch,
        count: head.count,
        publicCount: head.publicCount,
        tail: head.tail,
        state: row.state,
      };
      if (summary === null) move.run(moved);
      else moveAndSummarise.run({ ...moved, summary: summary.value, rev: summary.rev });
      remembered.set(row.id, head);
    },

    /** False if there is no such conversation. */
    summarise(id: string, summary: string | null, rev: number): boolean {
      return summarise.run({ id, summary, rev }) === 1;
    },

    /** After anything was undone: what is remembered may not have happened. */
    forget(): void {
      remembered.clear();
    },
  };
}
