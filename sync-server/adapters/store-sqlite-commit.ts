/**
 * The write of a group: bundles in, outcomes out, one transaction and one fsync (DESIGN 3, Committing).
 *
 * A savepoint for each bundle would copy every page it touches once more, and a bundle that fails is rare: so the
 * group is first written without, and only if one fails is all undone and written again, each in its savepoint.
 */
import { PortError, type Bundle, type BundleOutcome, type FeedRecord } from '../ports.ts';
import type { Alarms } from './store-sqlite-alarms.ts';
import type { Answers } from './store-sqlite-answers.ts';
import type { Bans } from './store-sqlite-bans.ts';
import type { Conversations, Head } from './store-sqlite-conversations.ts';
import { CommitFailed, portErrorOf, type Database } from './store-sqlite-database.ts';
import type { Effects } from './store-sqlite-effects.ts';
import type { Entries } from './store-sqlite-entries.ts';
import type { Feed } from './store-sqlite-feed.ts';
import type { Pads } from './store-sqlite-pads.ts';
import type { Records } from './store-sqlite-records.ts';

export interface Parts {
  conversations: Conversations;
  entries: Entries;
  answers: Answers;
  records: Records;
  feed: Feed;
  alarms: Alarms;
  effects: Effects;
  pads: Pads;
  bans: Bans;
}

/** What a bundle met that keeps it from being written; undoes it and is its outcome. */
class NotWritten extends Error {
  readonly outcome: BundleOutcome;
  constructor(outcome: BundleOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

export function commitIn(database: Database, parts: Parts) {
  const savepoint = database.raw.prepare('savepoint "bundle"');
  const release = database.raw.prepare('release "bundle"');
  const undo = database.raw.prepare('rollback to "bundle"');

  function end(): void {
    database.commit();
    parts.alarms.committed();
  }

  /** What the parts remember of the open transaction, to be taken back with it. */
  function mark(): () => void {
    const alarms = parts.alarms.mark();
    const revision = parts.feed.revision();
    return () => {
      parts.conversations.forget();
      parts.alarms.backTo(alarms);
      parts.feed.backTo(revision);
    };
  }

  function together(bundles: readonly Bundle[], nowMs: number): BundleOutcome[] | NotWritten {
    const takeBack = mark();
    try {
      const outcomes = bundles.map((bundle) => writeBundle(parts, bundle, nowMs));
      end();
      return outcomes;
    } catch (error) {
      if (error instanceof CommitFailed) throw error;
      database.rollback();
      takeBack();
      return notWritten(error);
    }
  }

  function apart(bundles: readonly Bundle[], nowMs: number): BundleOutcome[] {
    const takeBack = mark();
    try {
      const outcomes = bundles.map((bundle) => oneApart(bundle, nowMs));
      end();
      return outcomes;
    } catch (error) {
      if (error instanceof CommitFailed) throw error;
      database.rollback();
      takeBack();
      throw error;
    }
  }

  function oneApart(bundle: Bundle, nowMs: number): BundleOutcome {
    const takeBack = mark();
    savepoint.run();
    try {
      return writeBundle(parts, bundle, nowMs);
    } catch (error) {
      const { outcome } = notWritten(error);
      // A full disk or a failed write ends the whole transaction, neighbours included.
      if (!database.raw.isTransaction) throw portErrorOf(error);
      undo.run();
      takeBack();
      return outcome;
    } finally {
      if (database.raw.isTransaction) release.run();
    }
  }

  /** Throws `CommitFailed`, or `PortError` when SQLite gave the whole transaction up. */
  return function commit(bundles: readonly Bundle[], nowMs: number): BundleOutcome[] {
    database.begin();
    const outcomes = together(bundles, nowMs);
    if (!(outcomes instanceof NotWritten)) return outcomes;
    if (bundles.length === 1) return [outcomes.outcome];
    database.begin();
    return apart(bundles, nowMs);
  };
}

/** Writes one bundle into the open transaction. Throws `NotWritten`, or what SQLite throws. */
function writeBundle(parts: Parts, bundle: Bundle, nowMs: number): BundleOutcome {
  // Settled before written: a worker's outcome may set the same alarm anew.
  for (const { key, fence } of bundle.settles ?? []) {
    if (!parts.alarms.settle(key, fence)) throw new NotWritten({ kind: 'stale' });
  }
  for (const answer of bundle.answers) {
    if (!parts.answers.add(answer)) throw new NotWritten({ kind: 'conflict', id: answer.id });
  }
  writeRecord(parts, bundle);
  const feed = [...writeLog(parts, bundle, nowMs), ...beginRecord(parts, bundle, nowMs)];
  for (const alarm of bundle.alarms) parts.alarms.write(alarm);
  for (const effect of bundle.effects) parts.effects.add(effect);
  for (const { room, update } of bundle.padUpdates) parts.pads.append(room, update);
  if (bundle.ban) parts.bans.write(bundle.ban);
  return { kind: 'written', feed };
}

/** Entries, the head after them, and feed rows; the conversation's own summary goes into the head's row. */
function writeLog(parts: Parts, bundle: Bundle, nowMs: number): FeedRecord[] {
  const { conversations, entries, feed } = parts;
  const head = headBefore(parts, bundle);
  const row = bundle.conversation?.row;
  if (head && bundle.rewrites && !entries.rewrite(head, bundle.rewrites)) {
    throw malformed('a public text for an entry that is not there');
  }
  const after = head && row ? entries.append(head, bundle.entries) : null;
  let summary: { value: string | null; rev: number } | null = null;
  const records: FeedRecord[] = [];
  for (const write of bundle.feed) {
    const rev = feed.next();
    const value = write.value === null ? null : JSON.stringify(write.value);
    records.push({ table: write.table, id: write.id, owner: write.owner, value: write.value, rev });
    if (write.table !== 'conversation') feed.put(write, value, rev, nowMs);
    else if (write.id === row?.id) summary = { value, rev };
    else if (!conversations.summarise(write.id, value, rev)) {
      throw malformed(`a summary of ${write.id}, which is no conversation`);
    }
  }
  if (row && after) conversations.move(row, after, summary);
  return records;
}

/** Changes of a record with the head after them. Throws `stale` if it moved meanwhile. */
function writeRecord({ records }: Parts, { record }: Bundle): void {
  if (!record) return;
  const { head, expectCount, changes } = record;
  const stored = records.head(head.table, head.id);
  if ((stored?.count ?? null) !== expectCount) throw new NotWritten({ kind: 'stale' });
  if (head.count !== (expectCount ?? 0) + changes.length) {
    throw malformed('a record that does not count its changes');
  }
  records.put(head, changes);
}

/** The record that must be there, with the row that everybody gets of it; nothing where it was there. */
function beginRecord({ records, feed }: Parts, { begins }: Bundle, nowMs: number): FeedRecord[] {
  if (!begins || records.head(begins.table, begins.id)) return [];
  records.put(begins, []);
  const { table, id, count, createdAtMs } = begins;
  const value = { id, count, createdAtMs, fields: JSON.parse(begins.fields) as unknown };
  const write = { table, id, owner: null, value };
  const rev = feed.next();
  feed.put(write, JSON.stringify(value), rev, nowMs);
  return [{ ...write, rev }];
}

/** The head that the bundle's entries continue. Throws `stale` if it moved meanwhile, `failed` if they do not fit. */
function headBefore(parts: Parts, bundle: Bundle): Head | null {
  if (!bundle.conversation) {
    if (bundle.entries.length > 0)
      throw malformed('entries without the head of their conversation');
    return null;
  }
  const { row, expectCount } = bundle.conversation;
  const stored = parts.conversations.head(row.id);
  if ((stored?.count ?? null) !== expectCount) throw new NotWritten({ kind: 'stale' });
  const head = stored ?? parts.conversations.create(row);
  // The last gate before rows that are never changed again: numbers have no gaps and no doubles.
  let { count, publicCount } = head;
  for (const entry of bundle.entries) {
    if (entry.conversation !== row.id) throw malformed('an entry of another conversation');
    if (entry.number !== count) throw malformed(`entry ${entry.number} where ${count} is next`);
    count += 1;
    if ((entry.publicNumber === null) !== (entry.publicText === null)) {
      throw malformed('a public number without a public text, or the other way round');
    }
    if (entry.publicNumber === null) continue;
    if (entry.publicNumber !== publicCount) throw malformed('a gap in the public numbers');
    publicCount += 1;
  }
  if (row.count !== count || row.publicCount !== publicCount) {
    throw malformed('a head that does not count its entries');
  }
  return head;
}

function malformed(what: string): NotWritten {
  return new NotWritten({ kind: 'failed', code: 'malformed', message: `The bundle has ${what}.` });
}

function notWritten(error: unknown): NotWritten {
  if (error instanceof NotWritten) return error;
  const world = portErrorOf(error);
  // Without room the next bundle may still be smaller; a disk that fails or a broken page ends it for all.
  if (world instanceof PortError && world.code !== 'full') throw world;
  const code = world instanceof PortError ? world.code : 'malformed';
  const message = world instanceof Error ? world.message : String(world);
  return new NotWritten({ kind: 'failed', code, message });
}
