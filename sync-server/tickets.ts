/**
 * Tickets: what a socket or a program shows instead of a cookie. A new one must be used within 60 s; once used it is good
 * for as long as its session lives, also over a restart, so that a stock y-websocket client reconnects unaided. DESIGN 5.
 */
import { limits } from '#domain/limits.ts';
import { principalOf, type Who } from '#domain/model.ts';
import type { AccountStore, Clock, Connection } from './ports.ts';
import type { Sessions } from './sessions.ts';
import { hashOf, isToken, newToken } from './tokens.ts';

/** Sessions that live longer than this go on; their tickets are asked for anew. */
const ticketsKeptMs = 3 * limits.sessionMs;

export interface Tickets {
  /** `session`: what the ticket lives and dies with, the hash of a session's id or of a visitor's token. */
  issue(who: Who, session: string): Promise<string>;
  /** Whom the ticket speaks for, with the role of now; null for anything that is no living ticket. */
  use(ticket: string): Promise<Connection | null>;
  /** Whether what a connection was opened with still lives: for lines held open for days. */
  stillGood(connection: Connection): Promise<boolean>;
  forgetOld(): Promise<void>;
}

export function createTickets(
  store: Pick<
    AccountStore,
    'putTicket' | 'ticket' | 'useTicket' | 'deleteOldTickets' | 'visitorByToken'
  >,
  clock: Clock,
  sessions: Sessions,
): Tickets {
  async function whoIs(principal: string, session: string): Promise<Who | null> {
    if (principal.startsWith('visitor/')) {
      const visitor = await store.visitorByToken(session);
      if (!visitor || `visitor/${visitor.id}` !== principal) return null;
      return { kind: 'visitor', id: visitor.id, conversation: visitor.conversation };
    }
    const account = await sessions.accountOf(session);
    if (!account || `agent/${account.id}` !== principal) return null;
    return { kind: 'agent', id: account.id, name: account.name, role: account.role };
  }

  return {
    async issue(who, session) {
      const ticket = newToken();
      await store.putTicket({
        hash: hashOf(ticket),
        principal: principalOf(who),
        session,
        issuedAtMs: clock.now(),
        usedAtMs: null,
      });
      return ticket;
    },

    async use(ticket) {
      if (!isToken(ticket)) return null;
      const row = await store.ticket(hashOf(ticket));
      if (!row) return null;
      const nowMs = clock.now();
      if (row.usedAtMs === null && nowMs - row.issuedAtMs > limits.ticketFirstUseMs) return null;
      const who = await whoIs(row.principal, row.session);
      if (!who) return null;
      if (row.usedAtMs === null) await store.useTicket(row.hash, nowMs);
      return { who, principal: row.principal, session: row.session };
    },

    async stillGood({ principal, session }) {
      return (await whoIs(principal, session)) !== null;
    },

    forgetOld: () => store.deleteOldTickets(clock.now() - ticketsKeptMs),
  };
}
