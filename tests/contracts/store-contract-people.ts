/** What every store promises of accounts, sessions, invitations, visitors and tickets. RELIABILITY T18-T23, B85. */
import { describe, expect, it } from 'vitest';
import type { Account, Invitation, TicketRow, VisitorRow } from '../../sync-server/ports.ts';
import { bundleOf, Told, written } from './bundles.ts';
import type { OpenStore } from './store-contract.ts';

const account = (id: string, parts: Partial<Account> = {}): Account => ({
  id,
  email: `${id}@example.com`,
  name: id,
  role: 'agent',
  passwordHash: '$argon2id$x',
  active: true,
  createdAtMs: 1_000,
  ...parts,
});
const session = (idHash: string, of: string, expiresAtMs = 10_000) => ({
  idHash,
  account: of,
  expiresAtMs,
  createdAtMs: 1_000,
});
const invitation = (tokenHash: string, parts: Partial<Invitation> = {}): Invitation => ({
  tokenHash,
  email: 'ben@example.com',
  role: 'agent',
  invitedBy: 'ana',
  expiresAtMs: 5_000,
  usedAtMs: null,
  ...parts,
});
const ticket = (hash: string, of: string, issuedAtMs = 1_000): TicketRow => ({
  hash,
  principal: 'agent/ana',
  session: of,
  issuedAtMs,
  usedAtMs: null,
});

export function peopleContract(openStore: OpenStore): void {
  describe('accounts', () => {
    it('[T23] of many who set up at once, one is the owner', async () => {
      const { store } = await openStore();
      const tries = Array.from({ length: 10 }, (_, n) =>
        store.createAccount(account(`a${n}`, { role: 'owner' }), { onlyIfNone: true }),
      );
      const outcomes = await Promise.all(tries);
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'not-first')).toHaveLength(9);
      expect(await store.countAccounts()).toBe(1);
    });

    it('[T23] an email has one account', async () => {
      const { store } = await openStore();
      expect(await store.createAccount(account('ana'))).toBe('created');
      const twin = account('twin', { email: 'ana@example.com' });
      expect(await store.createAccount(twin)).toBe('taken');
      expect(await store.accountByEmail('ana@example.com')).toEqual(account('ana'));
      expect(await store.account('twin')).toBeNull();
    });

    it('[DESIGN 6] is found by id and email, listed by age, and changed in part', async () => {
      const { store, reopen } = await openStore();
      await store.createAccount(account('ben', { createdAtMs: 2_000 }));
      await store.createAccount(account('ana'));
      expect(await store.updateAccount('ben', { active: false, role: 'viewer' })).toBe(true);
      expect(await store.updateAccount('nobody', { name: 'x' })).toBe(false);
      const again = await reopen();
      const ben = account('ben', { createdAtMs: 2_000, active: false, role: 'viewer' });
      expect(await again.account('ben')).toEqual(ben);
      expect(await again.accounts()).toEqual([account('ana'), ben]);
      expect(await again.accountByEmail(`' or 1=1 --`)).toBeNull();
    });
  });

  describe('who owns the workspace', () => {
    it('[S1] the last active owner stays, whoever asks at once', async () => {
      const { store } = await openStore();
      for (const id of ['ana', 'ben']) await store.createAccount(account(id, { role: 'owner' }));
      await store.createAccount(account('old', { role: 'owner', active: false }));
      const outcomes = await Promise.all([
        store.changeMember('ana', { role: 'agent' }),
        store.changeMember('ben', { active: false }),
      ]);
      expect(outcomes.sort()).toEqual(['changed', 'last-owner']);
      const owners = (await store.accounts()).filter((one) => one.role === 'owner' && one.active);
      expect(owners).toHaveLength(1);
      expect(await store.changeMember(owners[0]!.id, { active: true })).toBe('changed');
      expect(await store.changeMember('nobody', { role: 'viewer' })).toBe('unknown');
    });
  });

  describe('what was done about accounts', () => {
    const row = (act: string) => ({
      ...{ atMs: 1_000, by: 'agent/ana', byName: 'Ana', act, whom: 'Ben', detail: '' },
    });
    it('[T17] [S8] is read newest first, in pages, and is there after a restart', async () => {
      const { store, reopen } = await openStore();
      for (const act of ['invited', 'joined', 'removed']) await store.addAudit(row(act));
      const again = await reopen();
      const page = await again.audit(Number.MAX_SAFE_INTEGER, 2);
      expect(page.map(({ act }) => act)).toEqual(['removed', 'joined']);
      expect((await again.audit(page[1]!.no, 2)).map(({ act }) => act)).toEqual(['invited']);
    });
  });

  describe('sessions', () => {
    it('[S8] carry the browser they were opened in, as said first, and forget it with their end', async () => {
      const { store } = await openStore();
      await store.createAccount(account('ana'));
      await store.putSession(session('s1', 'ana'));
      await store.nameBrowser('s1', 'Firefox · Linux');
      await store.nameBrowser('s1', 'Chrome · Windows');
      expect([...(await store.browsersOf('ana'))]).toEqual([['s1', 'Firefox · Linux']]);
      await store.deleteSession('s1');
      expect((await store.browsersOf('ana')).size).toBe(0);
    });

    it('[T22] end one by one, all but one, and by their time; their tickets end with them', async () => {
      const { store } = await openStore();
      for (const id of ['ana', 'ben']) await store.createAccount(account(id));
      for (const id of ['s1', 's2', 's3']) await store.putSession(session(id, 'ana'));
      await store.putSession(session('b1', 'ben', 3_000));
      for (const id of ['s1', 's2', 's3', 'b1']) await store.putTicket(ticket(`t-${id}`, id));
      expect(await store.session('s1')).toEqual(session('s1', 'ana'));
      expect((await store.sessionsOf('ana')).map((row) => row.idHash)).toEqual(['s1', 's2', 's3']);

      await store.deleteSession('s1');
      expect(await store.session('s1')).toBeNull();
      expect(await store.ticket('t-s1')).toBeNull();
      expect(await store.ticket('t-s2')).not.toBeNull();

      expect(await store.deleteSessionsOf('ana', 's3')).toEqual(['s2']);
      expect(await store.ticket('t-s2')).toBeNull();
      expect(await store.ticket('t-s3')).not.toBeNull();

      await store.extendSession('s3', 20_000);
      await store.deleteExpiredSessions(10_000);
      expect(await store.session('b1')).toBeNull();
      expect(await store.ticket('t-b1')).toBeNull();
      expect((await store.session('s3'))?.expiresAtMs).toBe(20_000);
      expect(await store.deleteSessionsOf('ana')).toEqual(['s3']);
      expect(await store.deleteSessionsOf('ana')).toEqual([]);
    });
  });

  describe('invitations', () => {
    it('[S2] are open until they are used, over or revoked', async () => {
      const { store } = await openStore();
      await store.putInvitation(invitation('i'));
      await store.putInvitation(invitation('j', { email: 'cleo@example.com', expiresAtMs: 9_000 }));
      const open = async (nowMs: number) =>
        (await store.openInvitations(nowMs)).map(({ tokenHash }) => tokenHash);
      expect(await open(1_000)).toEqual(['j', 'i']);
      expect(await open(5_000)).toEqual(['j']);
      await store.useInvitation('i', 1, account('ben'));
      expect(await open(1_000)).toEqual(['j']);
      await store.revokeInvitationsFor('cleo@example.com');
      expect(await open(1_000)).toEqual([]);
    });

    it('[T23] used at once by many, makes one account', async () => {
      const { store } = await openStore();
      await store.putInvitation(invitation('i'));
      const tries = Array.from({ length: 10 }, (_, n) =>
        store.useInvitation('i', 2_000, account(`a${n}`, { email: 'ben@example.com' })),
      );
      const outcomes = await Promise.all(tries);
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(9);
      expect(await store.countAccounts()).toBe(1);
      expect((await store.invitation('i'))?.usedAtMs).toBe(2_000);
    });

    it('[B85] unknown, expired, revoked and taken are told apart, and use nothing up', async () => {
      const { store } = await openStore();
      await store.createAccount(account('ana'));
      await store.putInvitation(invitation('i'));
      await store.putInvitation(invitation('old', { email: 'cleo@example.com' }));
      const use = (tokenHash: string, nowMs: number, email: string) =>
        store.useInvitation(tokenHash, nowMs, account('new', { email }));
      expect(await use('unknown', 1, 'ben@example.com')).toBe('unknown');
      expect(await use('i', 5_000, 'ben@example.com')).toBe('expired');
      expect(await use('i', 1, 'ana@example.com')).toBe('taken');
      await store.revokeInvitationsFor('cleo@example.com');
      expect(await use('old', 1, 'cleo@example.com')).toBe('expired');
      expect(await use('i', 4_999, 'ben@example.com')).toBe('created');
      expect(await use('i', 4_999, 'ben@example.com')).toBe('used');
    });

    it('[B85] revoking leaves what was used as used', async () => {
      const { store } = await openStore();
      await store.putInvitation(invitation('i'));
      await store.useInvitation('i', 1, account('ben'));
      await store.revokeInvitationsFor('ben@example.com');
      expect(await store.invitation('i')).toEqual(invitation('i', { usedAtMs: 1 }));
      expect(await store.useInvitation('i', 1, account('other'))).toBe('used');
    });
  });

  describe('visitors', () => {
    const visitor = (told: Told): VisitorRow => ({
      id: told.row.visitor,
      site: 'default',
      tokenHash: `token-of-${told.id}`,
      conversation: told.id,
      createdAtMs: 1_000,
      seenAtMs: 1_000,
    });

    it('[DESIGN 9] come with the head of their conversation, which then goes on', async () => {
      const { store, reopen } = await openStore();
      const told = new Told();
      await store.createVisitor(visitor(told), told.row);
      expect(await store.visitorByToken(`token-of-${told.id}`)).toEqual(visitor(told));
      expect(await store.conversation(told.id)).toEqual(told.row);
      await store.touchVisitor(told.row.visitor, 9_000, null, 0);
      const again = await reopen();
      expect(await again.visitor(told.row.visitor)).toEqual({ ...visitor(told), seenAtMs: 9_000 });
      expect(await again.visitor('nobody')).toBeNull();
      const first = told.say('hello');
      first.conversation!.expectCount = 0;
      expect(await again.commit([first])).toMatchObject([{ kind: 'written' }]);
    });

    it('[C4] keep their last address out while they are banned, until a time, or until it is lifted', async () => {
      const { store } = await openStore();
      const [told, other] = [new Told(), new Told()];
      for (const one of [told, other]) {
        await store.createVisitor(visitor(one), one.row);
        await store.touchVisitor(one.row.visitor, 9_000, 'home', 0);
      }
      // Not known where from: as it was.
      await store.touchVisitor(told.row.visitor, 9_000, null, 0);
      const banned = { kind: 'banned', conversation: told.id, visitor: told.row.visitor } as const;
      await written(store, bundleOf({ ban: { ...banned, untilMs: 20_000 } }));
      expect(await store.isAddressBanned('home', 19_999)).toBe(true);
      expect(await store.isAddressBanned('home', 20_000)).toBe(false);
      expect(await store.isAddressBanned('elsewhere', 10_000)).toBe(false);

      await written(store, bundleOf({ ban: { ...banned, untilMs: null } }));
      expect(await store.isAddressBanned('home', 99_999)).toBe(true);
      await written(store, bundleOf({ ban: { kind: 'lifted', conversation: other.id } }));
      expect(await store.isAddressBanned('home', 99_999)).toBe(true);
      await written(store, bundleOf({ ban: { kind: 'lifted', conversation: told.id } }));
      expect(await store.isAddressBanned('home', 99_999)).toBe(false);
    });

    it('[T31] one that fails leaves neither visitor nor head, and fails nobody beside it', async () => {
      const { store } = await openStore();
      const [known, twin, other] = [new Told(), new Told(), new Told()];
      await store.createVisitor(visitor(known), known.row);
      const tokenHash = visitor(known).tokenHash;
      const outcomes = await Promise.allSettled([
        store.createVisitor({ ...visitor(twin), tokenHash }, twin.row),
        store.createVisitor(visitor(other), other.row),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled']);
      expect(await store.conversation(twin.id)).toBeNull();
      expect(await store.visitor(other.row.visitor)).toEqual(visitor(other));
    });
  });

  describe('tickets', () => {
    it('[T6] keep the time of their first use, and are forgotten when old', async () => {
      const { store, reopen } = await openStore();
      await store.putTicket(ticket('t', 's'));
      await store.putTicket(ticket('young', 's', 3_000));
      expect(await store.ticket('t')).toEqual(ticket('t', 's'));
      await store.useTicket('t', 2_000);
      await store.useTicket('t', 9_000);
      const again = await reopen();
      expect((await again.ticket('t'))?.usedAtMs).toBe(2_000);
      await again.deleteOldTickets(3_000);
      expect(await again.ticket('t')).toBeNull();
      expect(await again.ticket('young')).toEqual(ticket('young', 's', 3_000));
    });
  });
}
