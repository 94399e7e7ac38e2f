/**
 * Erasing: every row that is about a conversation or a contact goes, in one transaction, and what the feed must still say
 * of them are tombstones (P18). Tables are searched through where they have no index for it: erasing is rare, and an index
 * would be paid for at every message.
 *
 * `secure_delete` overwrites what is deleted; the caller then empties the write-ahead log.
 */
import type { SQLInputValue } from 'node:sqlite';
import type { Erasing, Erased, FeedRecord } from '../ports.ts';
import type { Conversations } from './store-sqlite-conversations.ts';
import type { Database } from './store-sqlite-database.ts';
import type { Feed } from './store-sqlite-feed.ts';

export function erasingIn(database: Database, parts: { conversations: Conversations; feed: Feed }) {
  const prepared = (text: string) => {
    const statement = database.raw.prepare(text);
    return (...values: SQLInputValue[]) => Number(statement.run(...values).changes);
  };
  const ofLog = {
    // The log is a chain without an index (store-sqlite-entries.ts): follow it from its end.
    entries: prepared(`delete from "entry" where "no" in (
      with recursive "back" ("no", "previous") as (
        select "no", "previous" from "entry"
          where "no" = (select "tail" from "conversation" where "id" = ?)
        union all
        select "entry"."no", "entry"."previous" from "entry"
          join "back" on "entry"."no" = "back"."previous"
      ) select "no" from "back")`),
    chunks: prepared(`delete from "entryChunk" where "conversationNo" = ?`),
    packs: prepared(`delete from "entryPack" where "conversationNo" = ?`),
    head: prepared(`delete from "conversation" where "no" = ?`),
    bans: prepared(`delete from "ban" where "conversation" = ?`),
  };
  const visitors = database.raw.prepare(
    `select "id", "tokenHash" from "visitor" where "conversation" = ?`,
  );
  const tickets = prepared(`delete from "ticket" where "session" = ?`);
  const visitor = prepared(`delete from "visitor" where "id" = ?`);
  const answers = prepared(`delete from "answer" where "subject" = ?`);
  const record = prepared(`delete from "record" where "table" = 'contact' and "id" = ?`);
  const changes = database.raw.prepare(
    `select "count" from "record" where "table" = 'contact' and "id" = ?`,
  );
  // `padUpdate` and `recordChange` go with what they belong to.
  const pads = prepared(`delete from "pad" where instr("room", ?) > 0`);
  const alarms = prepared(`delete from "alarm" where instr("key", ?) > 0`);
  const effects = prepared(
    `delete from "effect" where instr("key", ?1) > 0 or instr("payload", ?1) > 0`,
  );
  const rowsAbout = database.raw.prepare(
    `select "table", "id", "owner" from "feed" where "value" is not null
     and ("id" = ?1 or json_extract("value", '$.conversation') = ?1)`,
  );
  const stone = prepared(`insert or ignore into "stone" ("hash", "atMs") values (?, ?)`);
  const readStones = database.raw.prepare(`select "hash" from "stone"`);

  function bury(id: string, nowMs: number): FeedRecord[] {
    return rowsAbout.all(id).map((row) => {
      const { table, owner } = row as unknown as { table: FeedRecord['table']; owner: string };
      return tombstone(table, String(row.id), owner === '' ? null : owner, nowMs);
    });
  }

  function tombstone(
    table: FeedRecord['table'],
    id: string,
    owner: string | null,
    nowMs: number,
  ): FeedRecord {
    const rev = parts.feed.next();
    const write = { table, id, owner, value: null };
    parts.feed.put(write, null, rev, nowMs);
    return { ...write, rev };
  }

  function conversation(id: string, nowMs: number, erased: Erased): void {
    const head = parts.conversations.head(id);
    erased.feed.push(...bury(id, nowMs));
    if (!head) return;
    erased.entries += ofLog.entries(id);
    ofLog.chunks(head.no);
    ofLog.packs(head.no);
    ofLog.bans(id);
    for (const row of visitors.all(id)) {
      tickets(String(row.tokenHash));
      visitor(String(row.id));
    }
    ofLog.head(head.no);
    parts.conversations.forget();
    erased.feed.push(tombstone('conversation', id, null, nowMs));
    erased.conversations += 1;
  }

  return {
    stones: (): string[] => readStones.all().map(({ hash }) => String(hash)),

    /** In one transaction. Counts are of what was there. */
    erase({ conversations, contacts, stones }: Erasing, nowMs: number): Erased {
      const erased: Erased = {
        ...{ conversations: 0, entries: 0, contacts: 0, changes: 0, pads: 0 },
        feed: [],
      };
      for (const id of conversations) conversation(id, nowMs, erased);
      for (const id of contacts) {
        erased.feed.push(...bury(id, nowMs));
        erased.changes += Number(changes.get(id)?.['count'] ?? 0);
        erased.contacts += record(id);
      }
      for (const id of [...conversations, ...contacts]) {
        erased.pads += pads(id);
        alarms(id);
        effects(id);
      }
      for (const id of conversations) answers(`conversation/${id}`);
      for (const id of contacts) answers(`contact/${id}`);
      for (const hash of stones) stone(hash, nowMs);
      return erased;
    },
  };
}
