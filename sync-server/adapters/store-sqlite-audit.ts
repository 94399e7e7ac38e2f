/**
 * Who did what about accounts, in the order in which it happened; rows are added and read, never changed. And which
 * browser a session was opened in. SPEC S8, RELIABILITY T17, T22.
 */
import type { AuditRow } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';

const columns = ['no', 'atMs', 'by', 'byName', 'act', 'whom', 'detail'] as const;

export function auditIn(database: Database) {
  const add = database.statement<Omit<AuditRow, 'no'>>()((queries, p) =>
    queries.insertInto('audit').values({
      atMs: p('atMs'),
      by: p('by'),
      byName: p('byName'),
      act: p('act'),
      whom: p('whom'),
      detail: p('detail'),
    }),
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

  return {
    add: (row: Omit<AuditRow, 'no'>): void => void add.run(row),
    /** Newest first. */
    before: (before: number, limit: number): AuditRow[] => read.all({ before, limit }),
    nameBrowser: (session: string, browser: string): void => void name.run({ session, browser }),
    browsersOf: (account: string): Map<string, string> =>
      new Map(browsers.all({ account }).map((row) => [row.session, row.browser])),
  };
}
