/**
 * Who may come in: the owner's set-up, signing in and out, invitations, tickets and visitors. Put together here; each part
 * is a file beside this one. Whoever holds lines open asks `onSessionsEnded` and `stillGood`. RELIABILITY T20-T24.
 */
import { randomUUIDv7 } from 'node:crypto';
import { logInBody, readBody, setUpBody } from '#domain/accounts.ts';
import { limits } from '#domain/limits.ts';
import { principalOf, type Role } from '#domain/model.ts';
import type { Done, Entered, Failed, Services } from '#domain/services.ts';
import { createAudit, type Audit } from './audit.ts';
import { createBudget, endless, networkOf, type Spent } from './budgets.ts';
import { createDevices, type Devices } from './devices.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createInvitations } from './invitations.ts';
import { hashPassword, isCommonPassword, verifyPassword } from './passwords.ts';
import type { Account, Clock, Store } from './ports.ts';
import { refused, tooOften } from './refused.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTeam } from './team.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { createVisitors } from './visitors.ts';
import type { Arrival } from './visits.ts';

export interface AccountsConfig {
  publicUrl: string;
  /** Values of `Origin` that are ours. */
  origins: ReadonlySet<string>;
  /** False for benchmarks only. */
  rateLimits: boolean;
  /** Nobody on its domain is invited: the letter would come back as a conversation. */
  mailInboundAddress?: string | null;
  /** Hears what somebody tried without the right to it (T17). No texts, no tokens. */
  audit?(line: { who: string; role: Role; tried: string }): void;
  /** Is this the subject of a stone? (G2) */
  wasErased?(subject: string): boolean;
  /** A visitor's browser asked for a session (SPEC D2). */
  arrived?(arrival: Arrival): Promise<void>;
}

/** What an account may become. The password comes as typed and already judged. */
type AccountChange = Partial<{
  name: string;
  role: Role;
  active: boolean;
  password: string;
}>;

/** The accounts' half of `Services`, and what the rest of the server needs of it. */
export interface Accounts extends Omit<
  Services,
  | 'storeId'
  | 'submit'
  | 'summaries'
  | 'search'
  | 'copies'
  | 'recordHistory'
  | 'pictureOf'
  | 'exportContact'
  | 'eraseContact'
  | 'eraseConversation'
> {
  /** Changes an account; whatever changes its rights or its password ends its sessions but the one given (T22). */
  changeAccount(id: string, change: AccountChange, exceptSession?: string): Promise<boolean>;
  /** Who a socket's ticket speaks for, with the session that it lives and dies with. */
  useTicket: Tickets['use'];
  /** Where it is written down what was done. */
  record: Audit;
  stillGood: Tickets['stillGood'];
  /** Hears the hashes of sessions that ended, to close their sockets. Returns the end of it. */
  onSessionsEnded: Sessions['onEnded'];
  /** Hears rows of the feed that were written here, to send them on. Returns the end of it. */
  onFeedWritten: Directory['onWritten'];
}

const minuteMs = 60_000;
const tidyEveryMs = 60 * minuteMs;
const wrongPair: Failed = { ok: false, status: 401, error: 'wrong-pair' };
const alreadySetUp: Failed = { ok: false, status: 409, error: 'already-set-up' };

export function createAccounts(store: Store, clock: Clock, config: AccountsConfig): Accounts {
  const budget = (points: number, perMs: number) =>
    config.rateLimits ? createBudget(points, perMs) : endless;
  const sessions = createSessions(store, clock);
  const tickets = createTickets(store, clock, sessions);
  const directory = createDirectory(store, clock);
  const audit = createAudit(store, clock, config.audit);
  const invitations = createInvitations(
    store,
    clock,
    config,
    budget(limits.invitationsPerHour, 60 * minuteMs),
    audit,
  );
  const visitorBudgets = {
    visitor: budget(limits.visitorSessionsPerMinute, minuteMs),
    network: budget(limits.addressConversationsPerMinute, minuteMs),
    workspace: budget(limits.workspaceConversationsPerMinute, minuteMs),
  };
  const visitorSession = createVisitors({
    ...{ store, clock, tickets, budgets: visitorBudgets },
    wasErased: config.wasErased ?? (() => false),
    arrived: config.arrived ?? (() => Promise.resolve()),
  });
  const tries = {
    network: budget(limits.loginPer5MinNetwork, 5 * minuteMs),
    account: budget(limits.loginPer15MinAccount, 15 * minuteMs),
    device: budget(limits.loginPer15MinAccount, 15 * minuteMs),
  };
  const passwordTries = budget(limits.loginPer15MinAccount, 15 * minuteMs);
  const team = createTeam({ store, clock, sessions, directory, audit, passwordTries });
  let devices: Promise<Devices> | null = null;
  const knownDevices = () => (devices ??= store.secret('device').then(createDevices));

  async function enter(account: Account): Promise<Done<Entered>> {
    await tidy();
    const [cookie, known] = [await sessions.start(account.id), await knownDevices()];
    const principal = `agent/${account.id}`;
    return { ok: true, value: { cookie, device: known.issue(account.id), principal } };
  }

  let tidiedAtMs = -Infinity;
  /** Old sessions and tickets go when somebody comes in, at most once an hour. */
  async function tidy(): Promise<void> {
    if (clock.monotonic() - tidiedAtMs < tidyEveryMs) return;
    tidiedAtMs = clock.monotonic();
    await store.deleteExpiredSessions(clock.now());
    await tickets.forgetOld();
  }

  let setUpBefore = false;
  async function isSetUp(): Promise<boolean> {
    if (setUpBefore || (await store.countAccounts()) === 0) return setUpBefore;
    setUpBefore = true;
    await directory.catchUp();
    return true;
  }

  async function setUp(input: unknown): Promise<Done<Entered>> {
    if (await isSetUp()) return alreadySetUp;
    const body = readBody(setUpBody, input);
    if (!body.ok) return refused(400, body.error, body.field);
    const { name, email, password, workspace } = body.value;
    if (isCommonPassword(password, email)) return refused(400, 'password-common', 'password');
    const account = newAccount({ email, name, role: 'owner' }, await hashPassword(password));
    // The name first: should the process die in between, set-up simply starts again.
    await directory.nameWorkspace(workspace);
    if ((await store.createAccount(account, { onlyIfNone: true })) !== 'created') {
      return alreadySetUp;
    }
    await directory.publish(account);
    return enter(account);
  }

  function newAccount(who: Pick<Account, 'email' | 'name' | 'role'>, hash: string): Account {
    const id = randomUUIDv7();
    return { id, ...who, passwordHash: hash, active: true, createdAtMs: clock.now() };
  }

  /** A browser that signed in before has a budget of its own: guessing elsewhere does not empty it (T20). */
  async function spendTry(email: string, network: string, device: string | null): Promise<Spent[]> {
    if (device !== null) return [await tries.device.spend(device)];
    const byNetwork = await tries.network.spend(networkOf(network));
    return byNetwork.ok ? [byNetwork, await tries.account.spend(email)] : [byNetwork];
  }

  // Set-ups go one after another, so that of twenty at once one does the work and the others find it done.
  let settingUp: Promise<unknown> = Promise.resolve();

  return {
    ...team,
    isSetUp,
    visitorSession,
    publicUrl: () => config.publicUrl,
    isOurOrigin: (origin) => config.origins.has(origin),
    workspaceName: directory.workspaceName,
    signedIn: sessions.signedIn,
    logOut: sessions.end,
    useTicket: tickets.use,
    record: audit,
    stillGood: tickets.stillGood,
    onSessionsEnded: sessions.onEnded,
    onFeedWritten: directory.onWritten,

    setUp(input) {
      const mine = settingUp.then(() => setUp(input));
      settingUp = mine.catch(() => undefined);
      return mine;
    },

    async logIn(input, network, deviceCookie) {
      const body = readBody(logInBody, input);
      if (!body.ok) return refused(400, body.error, body.field);
      const { email, password } = body.value;
      const account = await store.accountByEmail(email);
      const device = account && (await knownDevices()).numberOf(deviceCookie, account.id);
      const spent = await spendTry(email, network, device);
      for (const one of spent) if (!one.ok) return tooOften(one.retryAfterMs);
      const hash = account?.active ? account.passwordHash : null;
      if (!(await verifyPassword(hash, password)) || !account) return wrongPair;
      // Whoever knows the password is not guessing: a day of signing in and out costs nothing.
      for (const one of spent) if (one.ok) one.refund();
      return enter(account);
    },

    invite: invitations.invite,

    async invitation(token) {
      const found = await invitations.read(token);
      if (!found.ok) return found;
      return { ok: true, value: { ...found.value, workspace: await directory.workspaceName() } };
    },

    async acceptInvitation(token, input, network) {
      const spent = await tries.network.spend(networkOf(network));
      if (!spent.ok) return tooOften(spent.retryAfterMs);
      const made = await invitations.use(token, input);
      if (!made.ok) return made;
      spent.refund();
      await directory.publish(made.value);
      const { id, name, role } = made.value;
      await audit.write({ who: { kind: 'agent', id, name, role } }, 'joined', name, role);
      return enter(made.value);
    },

    async issueTicket(by) {
      const ticket = await tickets.issue(by.who, by.session);
      return { ticket, principal: principalOf(by.who), store: store.id };
    },

    async byTicket(ticket) {
      return (await tickets.use(ticket))?.who ?? null;
    },

    async changeAccount(id, { password, ...change }, exceptSession) {
      const hash = password === undefined ? {} : { passwordHash: await hashPassword(password) };
      const before = await store.account(id);
      if (!before || !(await store.updateAccount(id, { ...change, ...hash }))) return false;
      const after = (await store.account(id))!;
      await directory.publish(after);
      const rights = before.role !== after.role || before.active !== after.active;
      if (rights || password !== undefined) await sessions.endAllOf(id, exceptSession);
      return true;
    },
  };
}
