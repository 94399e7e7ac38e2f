/**
 * Who did what about accounts, in the order in which it happened; rows are added and read, never changed, and each has a
 * mark that says so (`audit-chain.ts`). And which browser a session was opened in. SPEC S8, RELIABILITY T17, T22, T40.
 */
import type { AuditRow } from '../ports.ts';
import { beginning, markOf, type ChainEnd } from './audit-chain.ts';
import type { Database } from './store-sqlite-database.ts';

const columns = ['no', 'atMs', 'by', 'byName', 'act', 'whom', 'detail'] as const;

/** `key`: of the marks; asked for when it is needed first. */
export function auditIn(database: Database, key: () => Uint8Array) {
  const add = database.statement<AuditRow & { mark: string }>()((queries, p) =>
    queries.insertInto('audit').values({
      no: p('no'),
      atMs: p('atMs'),
      by: p('by'),
      byName: p('byName'),
      act: p('act'),
      whom: p('whom'),
      detail: p('detail'),
      mark: p('mark'),
    }),
  );
  const readLast = database.statement()((queries) =>
    queries.selectFrom('audit').select(['no', 'mark']).orderBy('no', 'desc').limit(1),
  );
  const read = database.statement<{ before: number; limit: number }>()((queries, p) =>
    queries
      .selectFrom('audit')
      .select(columns)
      .where('no', '<', p('before'))
      .orderBy('no', 'desc')
      .limit(p('limit')),
  );
  const name = database.statement<{ session: string; browser: string }>()((queries, p) =>
    queries
      .insertInto('sessionBrowser')
      .values({ session: p('session'), browser: p('browser') })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const browsers = database.statement<{ account: string }>()((queries, p) =>
    queries
      .selectFrom('sessionBrowser')
      .innerJoin('session', 'session.idHash', 'sessionBrowser.session')
      .select(['sessionBrowser.session', 'sessionBrowser.browser'])
      .where('session.account', '=', p('account')),
  );

  const all = (): AuditRow[] =>
    read.all({ before: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER }).reverse();

  return {
    /** In a transaction. Gives the new end of the chain. */
    add(said: Omit<AuditRow, 'no'>): ChainEnd {
      const last = readLast.get({});
      const row = { ...said, no: (last?.no ?? 0) + 1 };
      const mark = markOf(key(), last?.mark ?? beginning(all()), row);
      add.run({ ...row, mark });
      return { no: row.no, mark };
    },
    /** Newest first. */
    before: (before: number, limit: number): AuditRow[] => read.all({ before, limit }),
    nameBrowser: (session: string, browser: string): void => void name.run({ session, browser }),
    browsersOf: (account: string): Map<string, string> =>
      new Map(browsers.all({ account }).map((row) => [row.session, row.browser])),
  };
}
