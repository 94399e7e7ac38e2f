/**
 * Accounts and the invitations that lead to them. Conditions ("only if none", "not used before") are decided in the
 * transaction that writes. RELIABILITY T22, T23, B84, B85.
 */
import { sql } from 'kysely';
import type { Account, AccountStore, Invitation } from '../ports.ts';
import type { Database } from './store-sqlite-database.ts';
import type { Tables } from './store-sqlite-tables.ts';

type Stored = Tables['account'];
type Change = Parameters<AccountStore['updateAccount']>[1];
const columns = ['id', 'email', 'name', 'role', 'passwordHash', 'active', 'createdAtMs'] as const;
const invitationColumns = [
  'tokenHash',
  'email',
  'role',
  'invitedBy',
  'expiresAtMs',
  'usedAtMs',
] as const;

export function accountsIn(database: Database) {
  const count = database.statement()((queries) =>
    queries.selectFrom('account').select((query) => query.fn.countAll<number>().as('count')),
  );
  const insert = database.statement<Stored>()((queries, p) =>
    queries
      .insertInto('account')
      .values({
        id: p('id'),
        email: p('email'),
        name: p('name'),
        role: p('role'),
        passwordHash: p('passwordHash'),
        active: p('active'),
        createdAtMs: p('createdAtMs'),
      })
      .onConflict((conflict) => conflict.column('email').doNothing()),
  );
  const read = database.statement<{ id: string }>()((queries, p) =>
    queries.selectFrom('account').select(columns).where('id', '=', p('id')),
  );
  const readByEmail = database.statement<{ email: string }>()((queries, p) =>
    queries.selectFrom('account').select(columns).where('email', '=', p('email')),
  );
  const readAll = database.statement()((queries) =>
    queries.selectFrom('account').select(columns).orderBy('createdAtMs').orderBy('id'),
  );
  const change = database.statement<{
    id: string;
    name: string;
    role: Stored['role'];
    passwordHash: string;
    active: number;
  }>()((queries, p) =>
    queries
      .updateTable('account')
      .set({
        name: p('name'),
        role: p('role'),
        passwordHash: p('passwordHash'),
        active: p('active'),
      })
      .where('id', '=', p('id')),
  );
  const putInvitation = database.statement<Invitation>()((queries, p) =>
    queries.insertInto('invitation').values({
      tokenHash: p('tokenHash'),
      email: p('email'),
      role: p('role'),
      invitedBy: p('invitedBy'),
      expiresAtMs: p('expiresAtMs'),
      usedAtMs: p('usedAtMs'),
    }),
  );
  const readInvitation = database.statement<{ tokenHash: string }>()((queries, p) =>
    queries
      .selectFrom('invitation')
      .select(invitationColumns)
      .where('tokenHash', '=', p('tokenHash')),
  );
  const useInvitation = database.statement<{ tokenHash: string; usedAtMs: number }>()(
    (queries, p) =>
      queries
        .updateTable('invitation')
        .set({ usedAtMs: p('usedAtMs') })
        .where('tokenHash', '=', p('tokenHash')),
  );
  const readOpen = database.statement<{ nowMs: number }>()((queries, p) =>
    queries
      .selectFrom('invitation')
      .select(invitationColumns)
      .where('usedAtMs', 'is', null)
      .where('expiresAtMs', '>', p('nowMs'))
      .orderBy('expiresAtMs', 'desc'),
  );
  const countOwners = database.statement()((queries) =>
    queries
      .selectFrom('account')
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('role', '=', 'owner')
      .where('active', '=', 1),
  );
  // Kept as expired rather than removed: an old link is answered "gone", not "never was" (B85).
  const revoke = database.statement<{ email: string }>()((queries, p) =>
    queries
      .updateTable('invitation')
      .set({ expiresAtMs: sql.lit(0) })
      .where('email', '=', p('email'))
      .where('usedAtMs', 'is', null),
  );

  /** False if the email is taken. */
  const add = (account: Account): boolean =>
    insert.run({ ...account, active: account.active ? 1 : 0 }) === 1;

  return {
    count: (): number => count.get({})!.count,

    create: (account: Account, onlyIfNone: boolean): 'created' | 'taken' | 'not-first' =>
      database.transaction(() => {
        if (onlyIfNone && count.get({})!.count > 0) return 'not-first';
        return add(account) ? 'created' : 'taken';
      }),

    of: (id: string): Account | null => accountOf(read.get({ id })),
    byEmail: (email: string): Account | null => accountOf(readByEmail.get({ email })),
    all: (): Account[] => readAll.all({}).map((stored) => accountOf(stored)!),

    update: (id: string, changes: Change): boolean =>
      database.transaction(() => {
        const stored = accountOf(read.get({ id }));
        if (!stored) return false;
        const { name, role, passwordHash, active } = { ...stored, ...changes };
        return change.run({ id, name, role, passwordHash, active: active ? 1 : 0 }) === 1;
      }),

    /** Role or membership; somebody must always be left who owns this. */
    changeMember: (
      id: string,
      changes: Pick<Change, 'role' | 'active'>,
    ): 'changed' | 'unknown' | 'last-owner' =>
      database.transaction(() => {
        const stored = accountOf(read.get({ id }));
        if (!stored) return 'unknown';
        const after = { ...stored, ...changes };
        const owns = ({ role, active }: Account) => role === 'owner' && active;
        if (owns(stored) && !owns(after) && countOwners.get({})!.count <= 1) return 'last-owner';
        const { name, role, passwordHash, active } = after;
        change.run({ id, name, role, passwordHash, active: active ? 1 : 0 });
        return 'changed';
      }),

    putInvitation: (invitation: Invitation): void => void putInvitation.run(invitation),
    invitation: (tokenHash: string): Invitation | null => readInvitation.get({ tokenHash }) ?? null,

    useInvitation: (
      tokenHash: string,
      nowMs: number,
      account: Account,
    ): 'created' | 'used' | 'expired' | 'unknown' | 'taken' =>
      database.transaction(() => {
        const invitation = readInvitation.get({ tokenHash });
        if (!invitation) return 'unknown';
        if (invitation.usedAtMs !== null) return 'used';
        if (invitation.expiresAtMs <= nowMs) return 'expired';
        if (!add(account)) return 'taken';
        useInvitation.run({ tokenHash, usedAtMs: nowMs });
        return 'created';
      }),

    /** Neither used nor over, the newest first. */
    openInvitations: (nowMs: number): Invitation[] => readOpen.all({ nowMs }),
    revokeInvitations: (email: string): void => void revoke.run({ email }),
  };
}

function accountOf(stored: Stored | undefined): Account | null {
  return stored ? { ...stored, active: stored.active === 1 } : null;
}
