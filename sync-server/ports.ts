/**
 * The world as the server knows it: store, bus, mail, files, clock. Each port has one contract suite in
 * `tests/contracts/` that every adapter passes; adapters meet the core only in `main.ts`. DESIGN 6.
 *
 * A port throws `PortError` when the world fails; expected outcomes are returned.
 */
import type { FeedTable, Principal, Refusal, Role, Who } from '#domain/model.ts';
import type { RecordTable } from '#domain/records/record.ts';
import type { Query } from '#domain/search/query.ts';
import type { SearchPage } from '#domain/services.ts';

/**
 * `busy`: another process owns the data folder. `newer`: written by a newer Parley. `malformed`: our own mistake, what
 * was to be written contradicts itself or what is stored.
 */
export type PortErrorCode = 'full' | 'io' | 'busy' | 'damaged' | 'closed' | 'newer' | 'malformed';
export class PortError extends Error {
  readonly code: PortErrorCode;
  constructor(code: PortErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/* ------------------------------------------------------------------ clock */

export interface Clock {
  /** Wall clock, ms since epoch. */
  now(): number;
  /** Never goes back; ms from an arbitrary start. Deadlines while the process lives (F17, F18). */
  monotonic(): number;
  /** Calls once, `afterMs` later; the returned function cancels. */
  timer(afterMs: number, run: () => void): () => void;
}

/* ------------------------------------------------------------------ store */

/** One accepted entry. Texts are JSON, fixed at acceptance, kept as TEXT and never rebuilt (DESIGN 2). */
export interface EntryRow {
  conversation: string;
  /** Place in the team's projection: 0, 1, 2 ... without gaps. */
  number: number;
  /** Place in the visitor's projection, or null if not public. */
  publicNumber: number | null;
  text: string;
  publicText: string | null;
}

/** What was answered for an id, for ever. Also finds an entry by id (`number`, `acceptedAtMs` when accepted). */
export interface AnswerRow {
  id: string;
  subject: string;
  by: string;
  /** Digest of the validated entry: the same id with another body is refused (B41). */
  digest: string;
  state: 'accepted' | 'held' | 'refused';
  reason: Refusal | string | null;
  /** JSON of the rest of the answer (because, by, atMs), or null. */
  detail: string | null;
  number: number | null;
  acceptedAtMs: number | null;
}

/** A conversation's head: counts, epochs and the state `accept` works on (JSON of `entries/state.ts`). */
export interface ConversationRow {
  id: string;
  visitor: string;
  createdAtMs: number;
  /** Random part of each audience's epoch; a room's epoch is made from this and the store's id. */
  teamEpoch: string;
  publicEpoch: string;
  /** How many entries each projection holds. */
  count: number;
  publicCount: number;
  state: string;
}

/**
 * A finished stretch of one projection as its readers are sent it (`packs.ts`). A cache beside the rows: what is missing is
 * made again from them, and whatever changes a conversation's rows or deletes them drops its packs.
 */
export interface Pack {
  /** Number of its first entry within the projection, and how many there are. */
  first: number;
  count: number;
  /** Bytes before packing. */
  size: number;
  bytes: Uint8Array;
}
export interface PackWrite extends Pack {
  conversation: string;
  audience: 'team' | 'public';
  /** The audience's epoch when its rows were read. */
  epoch: string;
}

/** A record's head: its fold, and what `acceptRecord` needs beside it. */
export interface RecordHead {
  table: RecordTable;
  id: string;
  createdBy: Principal;
  createdAtMs: number;
  /** How many changes its log holds. */
  count: number;
  lastAcceptedAtMs: number;
  /** JSON of `RecordRow.fields`. */
  fields: string;
}

/** A feed row to write. `owner`: an agent's id for personal tables, null for everybody's. `value: null` deletes. */
export interface FeedWrite {
  table: FeedTable;
  id: string;
  owner: string | null;
  value: unknown | null;
}
export interface FeedRecord extends FeedWrite {
  rev: number;
}

/** A durable due time. One row per key; writing the key again moves it; `dueAtMs: null` clears it. */
export interface AlarmWrite {
  key: string;
  dueAtMs: number | null;
  payload?: string;
}
export interface Alarm {
  key: string;
  dueAtMs: number;
  payload: string;
  /** Rises with every claim: a worker whose lease ran out may not clear what another claimed (F16). */
  fence: number;
}

/** Something owed to the outside world, once. The key is unique for ever; writing it again is no effect. */
export interface EffectWrite {
  key: string;
  kind: string;
  payload: string;
}
export interface Effect extends EffectWrite {
  /** In a claim: as it was found. `sending`: an earlier sender never said how it ended, so ask before sending again. */
  state: 'queued' | 'sending' | 'sent' | 'failed';
  fence: number;
  attempts: number;
  dueAtMs: number;
  reason: string | null;
}

/**
 * Everything one subject's group of entries changes: written whole or not at all, in its own savepoint.
 * `expectCount`: the conversation's or the record's `count` before, so that a second node or a stale cache is noticed; null: there is
 * none yet. Entries come with the head that counts them.
 */
export interface Bundle {
  conversation?: { row: ConversationRow; expectCount: number | null };
  /** Changes of one record, by number, as JSON, with the head after them. */
  record?: { head: RecordHead; expectCount: number | null; changes: string[] };
  /** A record that must be there from now on: made as it is here, with its feed row, where there is none. */
  begins?: RecordHead;
  entries: EntryRow[];
  /** Public texts of earlier entries that are said without their words from now on (SPEC C14). */
  rewrites?: PublicRewrite[];
  /** Whom this conversation's visitor is kept out of, or let in again (SPEC C4). */
  ban?: BanWrite;
  answers: AnswerRow[];
  feed: FeedWrite[];
  alarms: AlarmWrite[];
  /** Alarms claimed by a worker whose outcome this bundle is: cleared only if the fence still holds; else `stale`. */
  settles?: { key: string; fence: number }[];
  effects: EffectWrite[];
  padUpdates: { room: string; update: Uint8Array }[];
}

/** `number`: the entry's place in the team's projection; its public place stays what it is. */
export interface PublicRewrite {
  number: number;
  publicNumber: number;
  publicText: string;
}

/**
 * The address that the visitor was last seen at, by its hash, is kept out until then; null: for good. `lifted`: nothing
 * of this conversation keeps anybody out any more.
 */
export type BanWrite =
  | { kind: 'banned'; conversation: string; visitor: string; untilMs: number | null }
  | { kind: 'lifted'; conversation: string };

/**
 * `stale`: expectCount or a fence did not hold. `conflict`: an id was already used. `failed`: the world (disk full,
 * I/O): code and message. In every case but `written` nothing of the bundle was written.
 * `feed`: the records written, with their revisions.
 */
export type BundleOutcome =
  | { kind: 'written'; feed: FeedRecord[] }
  | { kind: 'stale' }
  | { kind: 'conflict'; id: string }
  | { kind: 'failed'; code: PortErrorCode; message: string };

export interface PadRow {
  /** State as one Yjs update (v1), or null. */
  snapshot: Uint8Array | null;
  /** Updates after the snapshot, oldest first. */
  updates: Uint8Array[];
}

/* Accounts. All tokens arrive here as SHA-256 hex; the clear text is never stored (T22, T23). */
export interface Account {
  id: string;
  email: string; // normalised
  name: string;
  role: Role;
  passwordHash: string; // PHC string of argon2id
  active: boolean;
  createdAtMs: number;
}
export interface SessionRow {
  /** SHA-256 hex of lucia's session id. */
  idHash: string;
  account: string;
  expiresAtMs: number;
  createdAtMs: number;
}
/** One thing that was done about an account, or tried without the right to it. Never changed, never removed (T17). */
export interface AuditRow {
  /** Rises with every row. */
  no: number;
  atMs: number;
  by: Principal;
  byName: string;
  act: string;
  /** Name or address of whom it was about; empty where it was nobody. */
  whom: string;
  /** What else there is to say, e.g. the new role; empty for nothing. */
  detail: string;
}
export interface Invitation {
  tokenHash: string;
  email: string;
  role: Role;
  invitedBy: string;
  expiresAtMs: number;
  usedAtMs: number | null;
}
export interface VisitorRow {
  id: string;
  site: string;
  tokenHash: string;
  conversation: string;
  createdAtMs: number;
  seenAtMs: number;
}
/** How often a visitor was here, and since when this time (SPEC D2). */
export interface VisitCount {
  visits: number;
  visitAtMs: number;
}
export interface TicketRow {
  /** SHA-256 hex of the ticket. */
  hash: string;
  /** `agent/<id>` or `visitor/<id>`. */
  principal: string;
  /** Session the ticket lives and dies with (idHash), or the visitor's token hash. */
  session: string;
  issuedAtMs: number;
  usedAtMs: number | null;
}

export interface AccountStore {
  countAccounts(): Promise<number>;
  /** `taken` if the email exists; `not-first` if `onlyIfNone` and one exists: decided in one transaction. */
  createAccount(
    account: Account,
    options?: { onlyIfNone?: boolean },
  ): Promise<'created' | 'taken' | 'not-first'>;
  account(id: string): Promise<Account | null>;
  accountByEmail(email: string): Promise<Account | null>;
  accounts(): Promise<Account[]>;
  updateAccount(
    id: string,
    change: Partial<Pick<Account, 'name' | 'role' | 'passwordHash' | 'active'>>,
  ): Promise<boolean>;

  /** As `updateAccount`, but never leaves the workspace without an active owner: decided in one transaction. */
  changeMember(
    id: string,
    change: Partial<Pick<Account, 'role' | 'active'>>,
  ): Promise<'changed' | 'unknown' | 'last-owner'>;

  putSession(session: SessionRow): Promise<void>;
  session(idHash: string): Promise<SessionRow | null>;
  sessionsOf(account: string): Promise<SessionRow[]>;
  extendSession(idHash: string, expiresAtMs: number): Promise<void>;
  deleteSession(idHash: string): Promise<void>;
  deleteSessionsOf(account: string, exceptIdHash?: string): Promise<string[]>;
  /** Which browser a session was opened in, in words; kept as said first. */
  nameBrowser(idHash: string, browser: string): Promise<void>;
  /** By session. */
  browsersOf(account: string): Promise<Map<string, string>>;
  deleteExpiredSessions(nowMs: number): Promise<void>;

  putInvitation(invitation: Invitation): Promise<void>;
  invitation(tokenHash: string): Promise<Invitation | null>;
  /** Marks it used and creates the account in one transaction; a second use is `used`. */
  useInvitation(
    tokenHash: string,
    nowMs: number,
    account: Account,
  ): Promise<'created' | 'used' | 'expired' | 'unknown' | 'taken'>;
  revokeInvitationsFor(email: string): Promise<void>;
  /** Neither used nor over. */
  openInvitations(nowMs: number): Promise<Invitation[]>;

  addAudit(row: Omit<AuditRow, 'no'>): Promise<void>;
  /** Newest first, below `before`. */
  audit(before: number, limit: number): Promise<AuditRow[]>;

  /** Makes the visitor and the head of their conversation together. */
  createVisitor(visitor: VisitorRow, conversation: ConversationRow): Promise<void>;
  visitorByToken(tokenHash: string): Promise<VisitorRow | null>;
  visitor(id: string): Promise<VisitorRow | null>;
  /**
   * They are here. `addressHash`: salted, of the network they came from; null leaves it as it is. Whoever was last here
   * before `awayBeforeMs` begins a new visit. Null: no such visitor.
   */
  touchVisitor(
    id: string,
    seenAtMs: number,
    addressHash: string | null,
    awayBeforeMs: number,
  ): Promise<VisitCount | null>;
  /** Is somebody banned who was last seen at this address? */
  isAddressBanned(addressHash: string, nowMs: number): Promise<boolean>;

  putTicket(ticket: TicketRow): Promise<void>;
  ticket(hash: string): Promise<TicketRow | null>;
  useTicket(hash: string, usedAtMs: number): Promise<void>;
  deleteOldTickets(issuedBeforeMs: number): Promise<void>;
}

/** What is to be erased, and the stones that remain of it. */
export interface Erasing {
  conversations: string[];
  contacts: string[];
  stones: string[];
}
/** How much was there, and the tombstones that readers of the feed are owed. */
export interface Erased {
  conversations: number;
  entries: number;
  contacts: number;
  /** Changes of those contacts. */
  changes: number;
  pads: number;
  feed: FeedRecord[];
}

export interface Store extends AccountStore {
  /** Random, made with the store, changed by a restore (DESIGN 2). */
  readonly id: string;
  /** Gives the store a new id: every log room is renamed and the feed is sent again. */
  renew(): Promise<string>;
  /** Server secrets kept beside the store (`seal` key is NOT here: DESIGN 2). Created on first asking. */
  secret(name: string): Promise<Uint8Array>;

  /**
   * Writes the bundles in one transaction with one fsync, each in its own savepoint, and answers in order. When it
   * returns, what is `written` is durable. Throws PortError if the commit as a whole failed: then nothing was written.
   */
  commit(bundles: Bundle[]): Promise<BundleOutcome[]>;

  answers(ids: string[]): Promise<Map<string, AnswerRow>>;
  conversation(id: string): Promise<ConversationRow | null>;
  conversations(ids: string[]): Promise<Map<string, ConversationRow>>;
  /** Texts of one projection from `from` (inclusive) to `to` (exclusive), by number, as stored. */
  entryTexts(
    conversation: string,
    audience: 'team' | 'public',
    from: number,
    to: number,
  ): Promise<string[]>;

  /** Packs that follow each other without a hole, the first at `from` exactly, all before `to`. */
  packs(
    conversation: string,
    audience: 'team' | 'public',
    from: number,
    to: number,
  ): Promise<Pack[]>;
  /** How many entries are in packs, from the first on. */
  packedCount(conversation: string, audience: 'team' | 'public'): Promise<number>;
  /** Passes over those that are there already, and those of another epoch: their rows may have been erased meanwhile. */
  keepPacks(packs: PackWrite[]): Promise<void>;
  record(table: RecordTable, id: string): Promise<RecordHead | null>;
  /** All of a table, oldest first: for tables of a few hundred rows. */
  records(table: RecordTable): Promise<RecordHead[]>;
  /** A record's log as it was written, oldest first. */
  recordChanges(table: RecordTable, id: string): Promise<string[]>;

  /**
   * Removes every row about these for good, overwrites what was there and empties the write-ahead log; lays the stones here
   * and in a file beside the store. All or nothing; again is no harm (P18).
   */
  erase(erasing: Erasing): Promise<Erased>;
  /** Hashes of all that was ever erased, also what was erased after the backup that this store may come from. */
  stones(): Promise<string[]>;
  /** Ids of the conversations of these visitors. */
  conversationsOf(visitors: string[]): Promise<string[]>;

  /** Highest revision. */
  feedRevision(): Promise<number>;
  /**
   * Rows visible to `owner` with `after` < rev <= `upTo`, newest first, at most `limit`, below `before` if given.
   * Deleted rows come as tombstones (30 days).
   */
  feed(ask: {
    owner: string | null;
    after: number;
    upTo: number;
    before?: number;
    limit: number;
  }): Promise<FeedRecord[]>;
  feedRow(table: FeedTable, id: string, owner: string | null): Promise<FeedRecord | null>;

  pad(room: string): Promise<PadRow>;
  /** Replaces snapshot and updates; `upToCount` updates are covered by it, later ones stay. */
  compactPad(room: string, snapshot: Uint8Array, upToCount: number): Promise<void>;

  /** When something can be claimed next: the earliest due time of a free alarm, or the end of a lease; or null. */
  nextAlarmAtMs(nowMs: number): Promise<number | null>;
  /** The earliest due time of alarms whose key begins like this, claimed or not; or null. */
  earliestAlarmAtMs(keyPrefix: string): Promise<number | null>;
  claimAlarms(nowMs: number, leaseMs: number, limit: number): Promise<Alarm[]>;
  claimEffects(nowMs: number, leaseMs: number, limit: number): Promise<Effect[]>;
  /** False if the fence no longer holds. */
  settleEffect(
    key: string,
    fence: number,
    outcome: { state: 'sent' | 'failed' | 'queued'; dueAtMs?: number; reason?: string },
  ): Promise<boolean>;

  close(): Promise<void>;
}

/* ------------------------------------------------------------------ search */

/** What was said, looked up (SPEC L18): an index that follows the store by itself, behind its commits. */
export interface Search {
  find(asked: {
    query: Query;
    /** Agent id of who asks. */
    me: string;
    /** The last one of an earlier page. */
    below: { activeAtMs: number; no: number } | null;
    limit: number;
  }): Promise<SearchPage>;
  /**
   * Removes every word of a conversation, from the index's files too (P18). Call it once the store has erased them:
   * what the store still has is read again from there.
   */
  forget(conversation: string): Promise<void>;
  close(): Promise<void>;
}

/* ------------------------------------------------------------------ bus, mail, files (grow with their issues) */

/** Hints between processes; may lose messages; order per sender. */
export interface Bus {
  publish(topic: string, message: string): void;
  subscribe(topic: string, on: (message: string) => void): () => void;
}

/** A letter ready to leave. `key` is its effect's unique key. */
export interface Letter {
  key: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}
export interface Mail {
  send(
    letter: Letter,
  ): Promise<
    { kind: 'sent'; providerId: string } | { kind: 'failed'; reason: string } | { kind: 'unknown' }
  >;
}

/* ------------------------------------------------------------------ sockets */

/** One socket, as `door.ts` hands it on: `ws` in the process, a pipe in the simulation. */
export interface Socket {
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Bytes given to `send` that the other side has not taken. */
  readonly bufferedBytes: number;
  onMessage: ((bytes: Uint8Array) => void) | null;
  onClose: (() => void) | null;

  /* Where the transport has no pings of its own (the simulation's pipes) these are absent: any message counts as life. */
  /** Asks the other side for a sign of life; it comes through `onSign`. */
  ping?(): void;
  onSign?: ((sign: 'ping' | 'pong') => void) | null;
  /** Larger messages are refused with 1009 before they are read (B21). At first `limits.frameBytesVisitor`. */
  allowBytes?(max: number): void;
}

/** A connection's rights after its ticket was read. */
export interface Connection {
  who: Who;
  principal: string;
  session: string;
}
