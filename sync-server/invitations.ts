/**
 * Invitations: a link of 256 bits, bound to an address and a role, that makes one account within a day. Looking at it uses
 * nothing, so mail scanners do no harm; a link that is unknown, used, replaced or old gives one answer. T23, B84, B85.
 */
import { randomUUIDv7 } from 'node:crypto';
import { invitationBody, joinBody, readBody } from '#domain/accounts.ts';
import { limits } from '#domain/limits.ts';
import type { Role } from '#domain/model.ts';
import { can } from '#domain/rules/can.ts';
import type { Done, Failed, SignedIn } from '#domain/services.ts';
import type { AccountsConfig } from './accounts.ts';
import type { Audit } from './audit.ts';
import type { Budget } from './budgets.ts';
import { hashPassword, isCommonPassword } from './passwords.ts';
import type { Account, AccountStore, Clock, Invitation } from './ports.ts';
import { refused, tooOften } from './refused.ts';
import { hashOf, isToken, newToken } from './tokens.ts';

const ended: Failed = { ok: false, status: 410, error: 'link-ended' };

export interface Invitations {
  /** The link is for the address alone: an older one for it ends. */
  invite(by: SignedIn, input: unknown): Promise<Done<{ link: string }>>;
  read(token: string): Promise<Done<{ email: string; role: Role }>>;
  /** Makes the account. Whoever follows signs in with it. */
  use(token: string, input: unknown): Promise<Done<Account>>;
}

export function createInvitations(
  store: AccountStore,
  clock: Clock,
  config: Pick<AccountsConfig, 'publicUrl' | 'mailInboundAddress'>,
  budget: Budget,
  audit: Audit,
): Invitations {
  const inboundDomain = config.mailInboundAddress?.split('@').at(-1)?.toLowerCase();

  async function alive(token: string): Promise<Invitation | null> {
    const row = isToken(token) ? await store.invitation(hashOf(token)) : null;
    return row && row.usedAtMs === null && row.expiresAtMs > clock.now() ? row : null;
  }

  return {
    async invite(by, input) {
      // Asked before the body is read: who may invite nobody learns nothing about addresses.
      if (!can(by.who, 'invite', 'viewer')) return audit.refused(by, 'invite');
      const spent = await budget.spend(by.who.id);
      if (!spent.ok) return tooOften(spent.retryAfterMs);
      const body = readBody(invitationBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { email, role } = body.value;
      if (!can(by.who, 'invite', role)) return audit.refused(by, 'invite');
      if (email.endsWith(`@${inboundDomain}`)) return refused(400, 'email-inbound', 'email');
      if (await store.accountByEmail(email)) return refused(409, 'already-member', 'email');

      const token = newToken();
      await store.revokeInvitationsFor(email);
      await store.putInvitation({
        tokenHash: hashOf(token),
        email,
        role,
        invitedBy: by.who.id,
        expiresAtMs: clock.now() + limits.invitationMs,
        usedAtMs: null,
      });
      await audit.write(by, 'invited', email, role);
      return { ok: true, value: { link: `${config.publicUrl}/invitation/${token}` } };
    },

    async read(token) {
      const row = await alive(token);
      return row ? { ok: true, value: { email: row.email, role: row.role } } : ended;
    },

    async use(token, input) {
      const row = await alive(token);
      if (!row) return ended;
      const body = readBody(joinBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { name, password } = body.value;
      if (isCommonPassword(password, row.email)) return refused(400, 'password-common', 'password');
      const account: Account = {
        id: randomUUIDv7(),
        email: row.email,
        name,
        role: row.role,
        passwordHash: await hashPassword(password),
        active: true,
        createdAtMs: clock.now(),
      };
      // Two at once: the store lets one through, and the other finds the link used.
      const outcome = await store.useInvitation(row.tokenHash, clock.now(), account);
      return outcome === 'created' ? { ok: true, value: account } : ended;
    },
  };
}
