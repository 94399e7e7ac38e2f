/**
 * Sessions of signed-in agents, by lucia. The cookie carries 256 random bits, the store keeps their hash, and whoever
 * holds a line open is told when a session ends, because lucia is only asked when a line is opened. SPEC O2, T22.
 */
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import { limits } from '#domain/limits.ts';
import type { SignedIn } from '#domain/services.ts';
import type { Account, AccountStore, Clock } from './ports.ts';
import { hashOf, isToken, newToken } from './tokens.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, { account: Account }>;
    DatabaseUserAttributes: { account: Account };
  }
}

export interface Sessions {
  /** A new session for somebody who has just shown who they are; returns the cookie's value. */
  start(account: string): Promise<string>;
  /** Who a cookie stands for; null for anything that is no living session of an active account. */
  signedIn(cookie: string): Promise<SignedIn | null>;
  /** Whether the session with this hash still lives, and whose it is: for tickets and for lines held open. */
  accountOf(idHash: string): Promise<Account | null>;
  end(cookie: string): Promise<void>;
  /** Ends all sessions of an account, except one if given. */
  endAllOf(account: string, exceptIdHash?: string): Promise<void>;
  /**
   * Closes the lines of an account that was removed. Its sessions stay in the store, where they open nothing: by them a
   * device learns that it is to be cleared (T33).
   */
  silence(account: string): Promise<void>;
  /** Whose session this was, if that account has been removed since. */
  removedOf(cookie: string): Promise<Account | null>;
  /** Ends one session of an account, by its hash; false if there is none. */
  endOne(account: string, idHash: string): Promise<boolean>;
  /** Hears the hashes of sessions that ended. Returns the end of it. */
  onEnded(listener: (idHashes: string[]) => void): () => void;
}

export function createSessions(store: AccountStore, clock: Clock): Sessions {
  const lucia = new Lucia(adapterOver(store, clock), {
    sessionExpiresIn: new TimeSpan(limits.sessionMs, 'ms'),
    getUserAttributes: ({ account }) => ({ account }),
  });
  const listeners = new Set<(idHashes: string[]) => void>();
  const tell = (idHashes: string[]) => {
    if (idHashes.length > 0) for (const listener of listeners) listener(idHashes);
  };

  return {
    async start(account) {
      const session = await lucia.createSession(account, {}, { sessionId: newToken() });
      return session.id;
    },

    async signedIn(cookie) {
      if (!isToken(cookie)) return null;
      const { user } = await lucia.validateSession(cookie);
      if (!user) return null;
      const { id, name, role, email } = user.account;
      return { who: { kind: 'agent', id, name, role }, email, session: hashOf(cookie) };
    },

    async accountOf(idHash) {
      const session = await store.session(idHash);
      if (!session || session.expiresAtMs <= clock.now()) return null;
      const account = await store.account(session.account);
      return account?.active ? account : null;
    },

    async end(cookie) {
      if (!isToken(cookie)) return;
      await lucia.invalidateSession(cookie);
      tell([hashOf(cookie)]);
    },

    async endAllOf(account, exceptIdHash) {
      tell(await store.deleteSessionsOf(account, exceptIdHash));
    },

    async silence(account) {
      tell((await store.sessionsOf(account)).map(({ idHash }) => idHash));
    },

    async removedOf(cookie) {
      const session = isToken(cookie) ? await store.session(hashOf(cookie)) : null;
      const account = session && (await store.account(session.account));
      return account && !account.active ? account : null;
    },

    async endOne(account, idHash) {
      const session = await store.session(idHash);
      if (session?.account !== account) return false;
      await store.deleteSession(idHash);
      tell([idHash]);
      return true;
    },

    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Lucia's adapter over our store. Lucia reads the machine's clock and we have our own, so that only ours decides: what
 * it asks to keep lasts as long as every session from now on, and what it reads is shifted by the difference.
 */
function adapterOver(store: AccountStore, clock: Clock): Adapter {
  const endMs = () => clock.now() + limits.sessionMs;
  const lucias = (atMs: number) => new Date(atMs - clock.now() + Date.now());

  return {
    async getSessionAndUser(id) {
      const row = await store.session(hashOf(id));
      if (!row) return [null, null];
      const session = {
        id,
        userId: row.account,
        expiresAt: lucias(row.expiresAtMs),
        attributes: {},
      };
      const account = await store.account(row.account);
      // Not as a session without a user: lucia would delete it, and the device would never learn why (T33).
      if (!account?.active) return [null, null];
      return [session, { id: account.id, attributes: { account } }];
    },
    // Session ids cannot be had back from their hashes; ours are ended through `endAllOf`.
    getUserSessions: async () => [],
    async setSession({ id, userId }) {
      await store.putSession({
        idHash: hashOf(id),
        account: userId,
        expiresAtMs: endMs(),
        createdAtMs: clock.now(),
      });
    },
    updateSessionExpiration: (id) => store.extendSession(hashOf(id), endMs()),
    deleteSession: (id) => store.deleteSession(hashOf(id)),
    deleteUserSessions: async (account) => void (await store.deleteSessionsOf(account)),
    deleteExpiredSessions: () => store.deleteExpiredSessions(clock.now()),
  };
}
