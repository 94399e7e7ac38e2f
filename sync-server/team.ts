/**
 * Who is in the team and what they may do: roles, removal, open invitations, own sessions and password, and the list of
 * what was done about it all. Online only, because these are the settings that must not be merged. SPEC S1, S2, S8, S11;
 * RELIABILITY T17, T22, T33.
 */
import {
  clearedBody,
  endSessionBody,
  memberBody,
  passwordBody,
  readBody,
  revokeBody,
  roleBody,
} from '#domain/accounts.ts';
import { limits } from '#domain/limits.ts';
import type { Role } from '#domain/model.ts';
import { can } from '#domain/rules/can.ts';
import type { Audited, Done, Failed, Services, SignedIn } from '#domain/services.ts';
import type { Audit } from './audit.ts';
import { browserName } from './browser-name.ts';
import { networkOf, type Budget } from './budgets.ts';
import type { Directory } from './directory.ts';
import { hashPassword, isCommonPassword, verifyPassword } from './passwords.ts';
import type { Account, Clock, Store } from './ports.ts';
import { refused, tooOften } from './refused.ts';
import type { Sessions } from './sessions.ts';
import { hashOf, isToken } from './tokens.ts';

type Team = Pick<
  Services,
  | 'team'
  | 'changeRole'
  | 'removeMember'
  | 'letInAgain'
  | 'revokeInvitation'
  | 'sessions'
  | 'endSession'
  | 'changePassword'
  | 'audit'
  | 'nameBrowser'
  | 'wasRemoved'
  | 'deviceCleared'
>;

interface Parts {
  store: Store;
  clock: Clock;
  sessions: Sessions;
  directory: Directory;
  audit: Audit;
  /** Tries of one's own password: a device left open must not be a place to guess (T20). */
  passwordTries: Budget;
}

const done: Done<object> = { ok: true, value: {} };
const noSuchMember: Failed = { ok: false, status: 404, error: 'no-such-member' };

export function createTeam(parts: Parts): Team {
  const { store, clock, sessions, directory, audit, passwordTries } = parts;

  /** The person meant, if this one may change them so; what was tried in vain is written down. */
  async function meant(
    by: SignedIn,
    id: string,
    role: Role | null,
    tried: string,
  ): Promise<{ ok: true; account: Account } | Failed> {
    // Asked first: whoever may change nobody learns nothing about who there is.
    if (!can(by.who, 'change-member', { from: 'viewer', to: 'viewer' })) {
      return audit.refused(by, tried);
    }
    const account = await store.account(id);
    if (!account) return noSuchMember;
    const to = role ?? account.role;
    if (!can(by.who, 'change-member', { from: account.role, to })) return audit.refused(by, tried);
    return { ok: true, account };
  }

  async function changeMember(
    { id }: Account,
    change: { role: Role } | { active: boolean },
  ): Promise<Failed | null> {
    const outcome = await store.changeMember(id, change);
    if (outcome === 'last-owner') return refused(409, 'last-owner');
    if (outcome === 'unknown') return noSuchMember;
    await directory.publish((await store.account(id))!);
    return null;
  }

  return {
    async team(by) {
      const isLead = can(by.who, 'see-team');
      const members = (await store.accounts())
        .filter(({ active }) => active || isLead)
        .map(({ id, name, email, role, active, createdAtMs }) => ({
          ...{ id, name, email, role, active, createdAtMs },
        }));
      const open = isLead ? await store.openInvitations(clock.now()) : [];
      const invitations = open.map(({ email, role, invitedBy, expiresAtMs }) => ({
        ...{ email, role, invitedBy, expiresAtMs },
      }));
      return { members, invitations };
    },

    async changeRole(by, input) {
      const body = readBody(roleBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { agent, role } = body.value;
      const found = await meant(by, agent, role, 'change-role');
      if (!found.ok) return found;
      if (found.account.role === role) return done;
      const failed = await changeMember(found.account, { role });
      if (failed) return failed;
      await audit.write(by, 'role-changed', found.account.name, `${found.account.role} ${role}`);
      await sessions.endAllOf(agent);
      return done;
    },

    async removeMember(by, input) {
      const body = readBody(memberBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { agent } = body.value;
      const found = await meant(by, agent, null, 'remove');
      if (!found.ok) return found;
      if (agent === by.who.id) return refused(409, 'not-yourself');
      if (!found.account.active) return done;
      const failed = await changeMember(found.account, { active: false });
      if (failed) return failed;
      await audit.write(by, 'removed', found.account.name);
      await sessions.silence(agent);
      return done;
    },

    async letInAgain(by, input) {
      const body = readBody(memberBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const found = await meant(by, body.value.agent, null, 'let-in-again');
      if (!found.ok) return found;
      if (found.account.active) return done;
      // What they were signed in with before does not come back to life: they sign in anew.
      await sessions.endAllOf(found.account.id);
      const failed = await changeMember(found.account, { active: true });
      if (failed) return failed;
      await audit.write(by, 'let-in-again', found.account.name);
      return done;
    },

    async revokeInvitation(by, input) {
      if (!can(by.who, 'invite', 'viewer')) return audit.refused(by, 'revoke-invitation');
      const body = readBody(revokeBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { email } = body.value;
      const open = (await store.openInvitations(clock.now())).find((one) => one.email === email);
      if (!open) return done;
      if (!can(by.who, 'invite', open.role)) return audit.refused(by, 'revoke-invitation');
      await store.revokeInvitationsFor(email);
      await audit.write(by, 'invitation-revoked', email);
      return done;
    },

    async sessions(by) {
      const browsers = await store.browsersOf(by.who.id);
      return (await store.sessionsOf(by.who.id))
        .filter(({ expiresAtMs }) => expiresAtMs > clock.now())
        .map(({ idHash: id, createdAtMs, expiresAtMs }) => ({
          ...{ id, createdAtMs, expiresAtMs },
          browser: browsers.get(id) ?? '',
          isThis: id === by.session,
        }))
        .toReversed();
    },

    async endSession(by, input) {
      const body = readBody(endSessionBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { session } = body.value;
      if (session === 'others') {
        await sessions.endAllOf(by.who.id, by.session);
        await audit.write(by, 'sessions-ended', by.who.name);
      } else if (await sessions.endOne(by.who.id, session)) {
        await audit.write(by, 'session-ended', by.who.name);
      }
      // One that is somebody else's, or gone already, is answered alike.
      return done;
    },

    async changePassword(by, input, network) {
      const body = readBody(passwordBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { current, password } = body.value;
      const spent = await passwordTries.spend(`${by.who.id} ${networkOf(network)}`);
      if (!spent.ok) return tooOften(spent.retryAfterMs);
      const account = await store.account(by.who.id);
      if (!account || !(await verifyPassword(account.passwordHash, current))) {
        return refused(400, 'wrong-password', 'current');
      }
      spent.refund();
      if (isCommonPassword(password, account.email)) {
        return refused(400, 'password-common', 'password');
      }
      await store.updateAccount(account.id, { passwordHash: await hashPassword(password) });
      await audit.write(by, 'password-changed', account.name);
      await sessions.endAllOf(account.id, by.session);
      return done;
    },

    async audit(by, before) {
      if (!can(by.who, 'see-audit')) return audit.refused(by, 'see-audit');
      const rows = await store.audit(before ?? Number.MAX_SAFE_INTEGER, limits.auditPage);
      return { ok: true, value: { acts: rows as Audited[] } };
    },

    async nameBrowser(cookie, userAgent) {
      const browser = browserName(userAgent);
      if (browser !== '' && isToken(cookie)) await store.nameBrowser(hashOf(cookie), browser);
    },

    wasRemoved: async (cookie) => (await sessions.removedOf(cookie)) !== null,

    async deviceCleared(cookie, input) {
      const body = readBody(clearedBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const account = await sessions.removedOf(cookie);
      if (!account) return refused(401, 'not-signed-in');
      const who = {
        kind: 'agent',
        id: account.id,
        name: account.name,
        role: account.role,
      } as const;
      await store.deleteSession(hashOf(cookie));
      // Once for each session, so a removed person cannot fill the list.
      await audit.write({ who }, 'device-cleared', account.name, String(body.value.unsent));
      return done;
    },
  };
}
