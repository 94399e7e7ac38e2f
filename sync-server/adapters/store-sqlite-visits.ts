/**
 * Who is here by which right: sessions of agents, visitors, and the tickets that open sockets for both. Only hashes of
 * tokens are kept (T22, T23). A session's tickets end with it.
 */
import { sql } from 'kysely';
import type { ConversationRow, SessionRow, TicketRow, VisitCount, VisitorRow } from '../ports.ts';
import type { Conversations } from './store-sqlite-conversations.ts';
import type { Database } from './store-sqlite-database.ts';

const sessionColumns = ['idHash', 'account', 'expiresAtMs', 'createdAtMs'] as const;
const visitorColumns = [
  'id',
  'site',
  'tokenHash',
  'conversation',
  'createdAtMs',
  'seenAtMs',
] as const;
const ticketColumns = ['hash', 'principal', 'session', 'issuedAtMs', 'usedAtMs'] as const;

export function sessionsIn(database: Database) {
  const put = database.statement<SessionRow>()((queries, p) =>
    queries.insertInto('session').values({
      idHash: p('idHash'),
      account: p('account'),
      expiresAtMs: p('expiresAtMs'),
      createdAtMs: p('createdAtMs'),
    }),
  );
  const read = database.statement<{ idHash: string }>()((queries, p) =>
    queries.selectFrom('session').select(sessionColumns).where('idHash', '=', p('idHash')),
  );
  const readOf = database.statement<{ account: string }>()((queries, p) =>
    queries
      .selectFrom('session')
      .select(sessionColumns)
      .where('account', '=', p('account'))
      .orderBy('createdAtMs'),
  );
  const extend = database.statement<{ idHash: string; expiresAtMs: number }>()((queries, p) =>
    queries
      .updateTable('session')
      .set({ expiresAtMs: p('expiresAtMs') })
      .where('idHash', '=', p('idHash')),
  );
  const readExpired = database.statement<{ nowMs: number }>()((queries, p) =>
    queries.selectFrom('session').select(sessionColumns).where('expiresAtMs', '<=', p('nowMs')),
  );
  const remove = database.statement<{ idHash: string }>()((queries, p) =>
    queries.deleteFrom('session').where('idHash', '=', p('idHash')),
  );
  const removeTickets = database.statement<{ session: string }>()((queries, p) =>
    queries.deleteFrom('ticket').where('session', '=', p('session')),
  );

  function end(idHash: string): void {
    removeTickets.run({ session: idHash });
    remove.run({ idHash });
  }

  return {
    put: (session: SessionRow): void => void put.run(session),
    of: (idHash: string): SessionRow | null => read.get({ idHash }) ?? null,
    ofAccount: (account: string): SessionRow[] => readOf.all({ account }),
    extend: (idHash: string, expiresAtMs: number): void => void extend.run({ idHash, expiresAtMs }),
    end: (idHash: string): void => database.transaction(() => end(idHash)),
    endAll: (account: string, except: string | undefined): string[] =>
      database.transaction(() => {
        const ended = readOf.all({ account }).map((session) => session.idHash);
        const others = ended.filter((idHash) => idHash !== except);
        others.forEach(end);
        return others;
      }),
    endExpired: (nowMs: number): void =>
      database.transaction(() =>
        readExpired.all({ nowMs }).forEach((session) => end(session.idHash)),
      ),
  };
}

export function visitorsIn(database: Database, conversations: Conversations) {
  const put = database.statement<VisitorRow>()((queries, p) =>
    queries.insertInto('visitor').values({
      id: p('id'),
      site: p('site'),
      tokenHash: p('tokenHash'),
      conversation: p('conversation'),
      createdAtMs: p('createdAtMs'),
      seenAtMs: p('seenAtMs'),
      addressHash: sql.lit(null),
      visits: sql.lit(1),
      visitAtMs: p('createdAtMs'),
    }),
  );
  const read = database.statement<{ id: string }>()((queries, p) =>
    queries.selectFrom('visitor').select(visitorColumns).where('id', '=', p('id')),
  );
  const readByToken = database.statement<{ tokenHash: string }>()((queries, p) =>
    queries.selectFrom('visitor').select(visitorColumns).where('tokenHash', '=', p('tokenHash')),
  );
  type Touched = { id: string; seenAtMs: number; addressHash: string | null; awayBefore: number };
  const touch = database.statement<Touched>()((queries, p) =>
    queries
      .updateTable('visitor')
      .set({
        seenAtMs: p('seenAtMs'),
        addressHash: sql<string | null>`coalesce(${p('addressHash')}, "addressHash")`,
        visits: sql<number>`"visits" + ("seenAtMs" < ${p('awayBefore')})`,
        visitAtMs: sql<number>`iif("seenAtMs" < ${p('awayBefore')}, ${p('seenAtMs')}, "visitAtMs")`,
      })
      .where('id', '=', p('id'))
      .returning(['visits', 'visitAtMs']),
  );

  return {
    create: (visitor: VisitorRow, conversation: ConversationRow): void =>
      database.transaction(() => {
        conversations.create(conversation);
        put.run(visitor);
      }),
    of: (id: string): VisitorRow | null => read.get({ id }) ?? null,
    byToken: (tokenHash: string): VisitorRow | null => readByToken.get({ tokenHash }) ?? null,
    touch: (touched: Touched): VisitCount | null => touch.get(touched) ?? null,
  };
}

export function ticketsIn(database: Database) {
  const put = database.statement<TicketRow>()((queries, p) =>
    queries.insertInto('ticket').values({
      hash: p('hash'),
      principal: p('principal'),
      session: p('session'),
      issuedAtMs: p('issuedAtMs'),
      usedAtMs: p('usedAtMs'),
    }),
  );
  const read = database.statement<{ hash: string }>()((queries, p) =>
    queries.selectFrom('ticket').select(ticketColumns).where('hash', '=', p('hash')),
  );
  const use = database.statement<{ hash: string; usedAtMs: number }>()((queries, p) =>
    queries
      .updateTable('ticket')
      .set({ usedAtMs: p('usedAtMs') })
      .where('hash', '=', p('hash'))
      .where('usedAtMs', 'is', sql.lit(null)),
  );
  const removeOld = database.statement<{ before: number }>()((queries, p) =>
    queries.deleteFrom('ticket').where('issuedAtMs', '<', p('before')),
  );

  return {
    put: (ticket: TicketRow): void => void put.run(ticket),
    of: (hash: string): TicketRow | null => read.get({ hash }) ?? null,
    /** Keeps the time of the first use. */
    use: (hash: string, usedAtMs: number): void => void use.run({ hash, usedAtMs }),
    removeOld: (before: number): void => void removeOld.run({ before }),
  };
}
