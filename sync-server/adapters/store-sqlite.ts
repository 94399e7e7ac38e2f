/**
 * The store on node:sqlite: one file, one process, one writing connection (DESIGN 6). This file wires the parts into
 * the port; each table's queries are in the `store-sqlite-*` file of its name, the connection's care in
 * `store-sqlite-connection.ts`, what is checked at the start in `store-sqlite-open.ts`.
 */
import { join } from 'node:path';
import type { AccountStore, Clock, Store } from '../ports.ts';
import { accountsIn } from './store-sqlite-accounts.ts';
import { alarmsIn, Leases } from './store-sqlite-alarms.ts';
import { answersIn } from './store-sqlite-answers.ts';
import { bansIn } from './store-sqlite-bans.ts';
import { commitIn } from './store-sqlite-commit.ts';
import { conversationsIn } from './store-sqlite-conversations.ts';
import { Connection } from './store-sqlite-connection.ts';
import { Database, type SqliteOptions } from './store-sqlite-database.ts';
import { effectsIn } from './store-sqlite-effects.ts';
import { entriesIn } from './store-sqlite-entries.ts';
import { feedIn } from './store-sqlite-feed.ts';
import { lockFolder, makeFolders, secretIn, Witness } from './store-sqlite-keys.ts';
import { placeOf, type Place } from './store-sqlite-place.ts';
import { isOlderCopy, metaIn, openDatabase } from './store-sqlite-open.ts';
import { packsIn } from './store-sqlite-packs.ts';
import { padsIn } from './store-sqlite-pads.ts';
import { recordsIn } from './store-sqlite-records.ts';
import { erasingIn } from './store-sqlite-erasing.ts';
import { StoneFile } from './store-sqlite-stones.ts';
import { writeSums } from './store-sqlite-sums.ts';
import { auditIn } from './store-sqlite-audit.ts';
import { auditKey, writeChainEnd } from './store-sqlite-audit-check.ts';
import { sessionsIn, ticketsIn, visitorsIn } from './store-sqlite-visits.ts';

const sweepEveryMs = 60 * 60_000;
/** Freed pages given back to the file system at each sweep: 16 MB, some 20 ms. */
const vacuumPages = 4_000;

/** Everything that is prepared on one connection. */
function partsOf(database: Database, leases: Leases, dataDir: string) {
  const conversations = conversationsIn(database);
  const feed = feedIn(database);
  const parts = {
    conversations,
    entries: entriesIn(database),
    packs: packsIn(database, conversations),
    answers: answersIn(database),
    records: recordsIn(database),
    feed,
    erasing: erasingIn(database, { conversations, feed }),
    alarms: alarmsIn(database, leases),
    effects: effectsIn(database),
    pads: padsIn(database),
    bans: bansIn(database),
    accounts: accountsIn(database),
    sessions: sessionsIn(database),
    visitors: visitorsIn(database, conversations),
    tickets: ticketsIn(database),
    audit: auditIn(database, () => secretIn(dataDir, auditKey)),
    meta: metaIn(database),
  };
  return { database, ...parts, commit: commitIn(database, parts) };
}
type Parts = ReturnType<typeof partsOf>;

/**
 * Opens the store in `dataDir`, making folder, file and tables if they are not there. Throws `PortError`: `busy` if
 * another process has the folder, `damaged`, `newer`, `full`, `io`.
 */
export async function openSqliteStore(
  dataDir: string,
  clock: Clock,
  options: SqliteOptions = {},
): Promise<Store> {
  makeFolders(dataDir);
  const unlock = lockFolder(dataDir);
  const path = join(dataDir, 'parley.db');
  const place = placeOf(dataDir);
  const wasCopied = place.wasCopied();
  // Opening changes the file; of a copy this is only noted once it has its new id.
  if (!wasCopied) place.opened();
  try {
    const database = await openDatabase(path, options);
    const meta = metaIn(database);
    const leases = new Leases(meta.nextStart());
    const witness = new Witness(dataDir, clock);
    const parts = partsOf(database, leases, dataDir);
    if (wasCopied || isOlderCopy(meta.id(), parts.feed.revision(), witness.read())) meta.renew();
    place.opened();
    const connection = new Connection(parts, () =>
      partsOf(new Database(path, options), leases, dataDir),
    );
    return storeOn({ id: meta.id(), dataDir, clock, unlock, witness, place, connection });
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Opened {
  id: string;
  dataDir: string;
  clock: Clock;
  unlock: () => void;
  witness: Witness;
  place: Place;
  connection: Connection<Parts>;
}

function storeOn(opened: Opened): Store {
  const { id, dataDir, clock, unlock, witness, place, connection } = opened;
  /** A reader kept the write-ahead log from being emptied after an erasing: it is tried again behind each commit. */
  let logHoldsErased = false;
  const stoneFile = new StoneFile(dataDir);
  let storeId = id;
  let sweepAtMs = 0;
  let closed = false;

  /** Old tombstones and freed pages, now and then behind a commit. A failure waits for the next time. */
  function sweep(nowMs: number): void {
    sweepAtMs = nowMs + sweepEveryMs;
    const swept = connection.write(({ database, feed }) => {
      feed.sweep(nowMs);
      database.raw.exec(`pragma incremental_vacuum(${vacuumPages})`);
      if (logHoldsErased) logHoldsErased = !isLogEmptied(database);
    });
    swept.catch(() => {});
  }

  return {
    get id() {
      return storeId;
    },
    renew: () =>
      connection.write(({ meta }) => {
        storeId = meta.renew();
        return storeId;
      }),
    secret: (name) => connection.read(() => secretIn(dataDir, name)),

    commit: (bundles) =>
      connection.write(({ commit, feed }) => {
        const nowMs = clock.now();
        const outcomes = commit(bundles, nowMs);
        witness.saw(storeId, feed.revision());
        if (nowMs >= sweepAtMs || logHoldsErased) sweep(nowMs);
        return outcomes;
      }),

    answers: (ids) => connection.read(({ answers }) => mapOf(ids, (one) => answers.of(one))),
    conversation: (one) => connection.read(({ conversations }) => conversations.row(one)),
    conversations: (ids) =>
      connection.read(({ conversations }) => mapOf(ids, (one) => conversations.row(one))),
    entryTexts: (conversation, audience, from, to) =>
      connection.read(({ conversations, entries }) => {
        const head = conversations.head(conversation);
        return head ? entries.texts(head, audience, from, to) : [];
      }),

    packs: (conversation, audience, from, to) =>
      connection.read(({ packs }) => packs.read(conversation, audience, from, to)),
    packedCount: (conversation, audience) =>
      connection.read(({ packs }) => packs.count(conversation, audience)),
    keepPacks: async (all) => {
      await connection.writeSoon(({ packs }) => all.forEach((pack) => packs.keep(pack)));
    },
    record: (table, one) => connection.read(({ records }) => records.head(table, one)),
    records: (table) => connection.read(({ records }) => records.all(table)),
    recordChanges: (table, one) => connection.read(({ records }) => records.changes(table, one)),

    erase: (erasing) =>
      connection.write(({ database, erasing: erase }) => {
        // The file first: a stone without its grave does no harm, a grave without its stone could be filled again.
        stoneFile.add(erasing.stones);
        const erased = database.transaction(() => erase.erase(erasing, clock.now()));
        database.raw.exec(`pragma incremental_vacuum(${vacuumPages})`);
        logHoldsErased = !isLogEmptied(database);
        return erased;
      }),
    stones: () => connection.read(({ erasing }) => [...erasing.stones(), ...stoneFile.read()]),
    conversationsOf: (visitors) =>
      connection.read(({ conversations }) =>
        visitors.flatMap((one) => conversations.ofVisitor(one)),
      ),

    feedRevision: () => connection.read(({ feed }) => feed.revision()),
    feed: (ask) => connection.read(({ feed }) => feed.page(ask)),
    feedRow: (table, row, owner) => connection.read(({ feed }) => feed.row(table, row, owner)),

    pad: (room) => connection.read(({ pads }) => pads.read(room)),
    compactPad: (room, snapshot, upToCount) =>
      connection.write(({ database, pads }) =>
        database.transaction(() => pads.compact(room, snapshot, upToCount)),
      ),

    nextAlarmAtMs: (nowMs) => connection.read(({ alarms }) => alarms.nextAtMs(nowMs)),
    earliestAlarmAtMs: (keyPrefix) => connection.read(({ alarms }) => alarms.earliestOf(keyPrefix)),
    claimAlarms: (nowMs, leaseMs, limit) =>
      connection.read(({ alarms }) => alarms.claim(nowMs, leaseMs, limit)),
    claimEffects: (nowMs, leaseMs, limit) =>
      connection.write(({ database, effects }) =>
        database.transaction(() => effects.claim(nowMs, leaseMs, limit)),
      ),
    settleEffect: (key, fence, outcome) =>
      connection.writeSoon(({ effects }) => effects.settle(key, fence, outcome)),

    ...peopleOn(connection, dataDir),

    close: async () => {
      if (closed) return;
      closed = true;
      try {
        let stamp = '';
        connection.close(({ meta }) => (stamp = meta.close()));
        writeSums(join(dataDir, 'parley.db'), stamp);
        place.closed();
      } catch {
        // No room, or a disk that fails: without sums the next start checks the structure instead.
      }
      witness.write();
      unlock();
    },
  };
}

/** False: a reader stood in the way. */
function isLogEmptied({ raw }: Database): boolean {
  return raw.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0;
}

/** Accounts, sessions, visitors and tickets: small writes that may share a commit. */
function peopleOn(connection: Connection<Parts>, dataDir: string): AccountStore {
  return {
    countAccounts: () => connection.read(({ accounts }) => accounts.count()),
    createAccount: (account, options) =>
      connection.writeSoon(({ accounts }) =>
        accounts.create(account, options?.onlyIfNone ?? false),
      ),
    account: (id) => connection.read(({ accounts }) => accounts.of(id)),
    accountByEmail: (email) => connection.read(({ accounts }) => accounts.byEmail(email)),
    accounts: () => connection.read(({ accounts }) => accounts.all()),
    updateAccount: (id, change) =>
      connection.writeSoon(({ accounts }) => accounts.update(id, change)),
    changeMember: (id, change) =>
      connection.writeSoon(({ accounts }) => accounts.changeMember(id, change)),

    putSession: (session) => connection.writeSoon(({ sessions }) => sessions.put(session)),
    session: (idHash) => connection.read(({ sessions }) => sessions.of(idHash)),
    sessionsOf: (account) => connection.read(({ sessions }) => sessions.ofAccount(account)),
    extendSession: (idHash, expiresAtMs) =>
      connection.writeSoon(({ sessions }) => sessions.extend(idHash, expiresAtMs)),
    deleteSession: (idHash) => connection.writeSoon(({ sessions }) => sessions.end(idHash)),
    deleteSessionsOf: (account, exceptIdHash) =>
      connection.writeSoon(({ sessions }) => sessions.endAll(account, exceptIdHash)),
    nameBrowser: (idHash, browser) =>
      connection.writeSoon(({ audit }) => audit.nameBrowser(idHash, browser)),
    browsersOf: (account) => connection.read(({ audit }) => audit.browsersOf(account)),
    deleteExpiredSessions: (nowMs) =>
      connection.writeSoon(({ sessions }) => sessions.endExpired(nowMs)),

    putInvitation: (invitation) =>
      connection.writeSoon(({ accounts }) => accounts.putInvitation(invitation)),
    invitation: (tokenHash) => connection.read(({ accounts }) => accounts.invitation(tokenHash)),
    useInvitation: (tokenHash, nowMs, account) =>
      connection.writeSoon(({ accounts }) => accounts.useInvitation(tokenHash, nowMs, account)),
    revokeInvitationsFor: (email) =>
      connection.writeSoon(({ accounts }) => accounts.revokeInvitations(email)),
    openInvitations: (nowMs) => connection.read(({ accounts }) => accounts.openInvitations(nowMs)),

    addAudit: async (row) => {
      writeChainEnd(dataDir, await connection.writeSoon(({ audit }) => audit.add(row)));
    },
    audit: (before, limit) => connection.read(({ audit }) => audit.before(before, limit)),

    createVisitor: (visitor, conversation) =>
      connection.writeSoon(({ visitors }) => visitors.create(visitor, conversation)),
    visitorByToken: (tokenHash) => connection.read(({ visitors }) => visitors.byToken(tokenHash)),
    visitor: (id) => connection.read(({ visitors }) => visitors.of(id)),
    touchVisitor: (id, seenAtMs, addressHash, awayBefore) =>
      connection.writeSoon(({ visitors }) =>
        visitors.touch({ id, seenAtMs, addressHash, awayBefore }),
      ),
    isAddressBanned: (addressHash, nowMs) =>
      connection.read(({ bans }) => bans.isBanned(addressHash, nowMs)),

    putTicket: (ticket) => connection.writeSoon(({ tickets }) => tickets.put(ticket)),
    ticket: (hash) => connection.read(({ tickets }) => tickets.of(hash)),
    useTicket: (hash, usedAtMs) =>
      connection.writeSoon(({ tickets }) => tickets.use(hash, usedAtMs)),
    deleteOldTickets: (issuedBeforeMs) =>
      connection.writeSoon(({ tickets }) => tickets.removeOld(issuedBeforeMs)),
  };
}

function mapOf<T>(ids: readonly string[], read: (id: string) => T | null): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const row = read(id);
    if (row !== null) found.set(id, row);
  }
  return found;
}
