/** Addresses that are kept out, by hash, each for the sake of one conversation's visitor. SPEC C4. */
import type { BanWrite } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

export type Bans = ReturnType<typeof bansIn>;

export function bansIn(database: Database) {
  const addressOf = database.statement<{ visitor: string }>()((queries, p) =>
    queries.selectFrom('visitor').select('addressHash').where('id', '=', p('visitor')),
  );
  const insert = database.statement<{
    conversation: string;
    addressHash: string;
    untilMs: number | null;
  }>()((queries, p) =>
    queries.insertInto('ban').values({
      conversation: p('conversation'),
      addressHash: p('addressHash'),
      untilMs: p('untilMs'),
    }),
  );
  const lift = database.statement<{ conversation: string }>()((queries, p) =>
    queries.deleteFrom('ban').where('conversation', '=', p('conversation')),
  );
  const find = database.statement<{ addressHash: string }>()((queries, p) =>
    queries.selectFrom('ban').select('untilMs').where('addressHash', '=', p('addressHash')),
  );

  return {
    /** A later ban of the same conversation replaces an earlier one. */
    write(ban: BanWrite): void {
      const { conversation } = ban;
      lift.run({ conversation });
      if (ban.kind === 'lifted') return;
      const addressHash = addressOf.get({ visitor: ban.visitor })?.addressHash;
      if (addressHash) insert.run({ conversation, addressHash, untilMs: ban.untilMs });
    },
    isBanned: (addressHash: string, nowMs: number): boolean =>
      find.all({ addressHash }).some(({ untilMs }) => untilMs === null || untilMs > nowMs),
  };
}
