/** Packed stretches of logs (`ports.ts`, Pack): read in a row, written behind people's backs, dropped by triggers. */
import type { Pack, PackWrite } from '../ports.ts';
import type { Conversations } from './store-sqlite-conversations.ts';
import type { Database } from './store-sqlite-database.ts';

type Audience = 'team' | 'public';
interface Place {
  conversationNo: number;
  audience: Audience;
}

export function packsIn(database: Database, conversations: Conversations) {
  const read = database.statement<Place & { from: number; to: number }>()((queries, p) =>
    queries
      .selectFrom('entryPack')
      .select(['first', 'count', 'size', 'bytes'])
      .where('conversationNo', '=', p('conversationNo'))
      .where('audience', '=', p('audience'))
      .where('first', '>=', p('from'))
      .where('first', '<', p('to'))
      .orderBy('first'),
  );
  const readPlaces = database.statement<Place>()((queries, p) =>
    queries
      .selectFrom('entryPack')
      .select(['first', 'count'])
      .where('conversationNo', '=', p('conversationNo'))
      .where('audience', '=', p('audience'))
      .orderBy('first'),
  );
  const insert = database.statement<Place & Pack>()((queries, p) =>
    queries
      .insertInto('entryPack')
      .values({
        conversationNo: p('conversationNo'),
        audience: p('audience'),
        first: p('first'),
        count: p('count'),
        size: p('size'),
        bytes: p('bytes'),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );

  return {
    read(conversation: string, audience: Audience, from: number, to: number): Pack[] {
      const head = conversations.head(conversation);
      if (!head) return [];
      const packs = read.all({ conversationNo: head.no, audience, from, to });
      return unbroken(packs, from);
    },

    count(conversation: string, audience: Audience): number {
      const head = conversations.head(conversation);
      if (!head) return 0;
      const last = unbroken(readPlaces.all({ conversationNo: head.no, audience }), 0).at(-1);
      return last ? last.first + last.count : 0;
    },

    keep({ conversation, audience, epoch, ...pack }: PackWrite): void {
      const head = conversations.head(conversation);
      const row = conversations.row(conversation);
      if (!head || !row) return;
      if (epoch !== (audience === 'team' ? row.teamEpoch : row.publicEpoch)) return;
      insert.run({ conversationNo: head.no, audience, ...pack });
    },
  };
}

/** Those that follow each other from `from` on. */
function unbroken<P extends { first: number; count: number }>(places: P[], from: number): P[] {
  let next = from;
  const hole = places.findIndex(({ first, count }) => {
    if (first !== next) return true;
    next += count;
    return false;
  });
  return hole < 0 ? places : places.slice(0, hole);
}
