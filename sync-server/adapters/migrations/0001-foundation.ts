/**
 * The first tables. Every one is STRICT; columns are named as the fields of `ports.ts`.
 *
 * What a commit costs is the pages it touches (about 8 µs of CPU each: copied to the log, summed, written), far more
 * than the rows. So what changes together lies together, and what only grows is appended:
 * - `entry` has no index. It grows at its end, in commit order; each row names the one before it in its conversation,
 *   and `conversation.tail` is the last. `entryChunk` repeats each finished 64 entries in one row for reading.
 * - A conversation's head and its summary in the feed are one row: they change with every entry, always both.
 * - `answer` is clustered by id: ids made now (UUIDv7) are neighbours.
 * Figures: `store-sqlite-entries.ts`.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const tables = [
  `create table "meta" ("key" text primary key, "value" text not null) strict, without rowid`,

  `create table "conversation" (
    "no" integer primary key,
    "id" text not null unique,
    "visitor" text not null,
    "createdAtMs" integer not null,
    "teamEpoch" text not null,
    "publicEpoch" text not null,
    "count" integer not null,
    "publicCount" integer not null,
    "tail" integer,
    "rev" integer,
    "state" text not null,
    "summary" text
  ) strict`,
  `create index "conversationRev" on "conversation" ("rev") where "rev" is not null`,

  `create table "entry" (
    "no" integer primary key,
    "conversationNo" integer not null,
    "number" integer not null,
    "publicNumber" integer,
    "previous" integer,
    "text" text not null,
    "publicText" text
  ) strict`,
  `create table "entryChunk" (
    "no" integer primary key,
    "conversationNo" integer not null,
    "audience" text not null,
    "first" integer not null,
    "count" integer not null,
    "texts" text not null
  ) strict`,
  `create unique index "entryChunkPlace" on "entryChunk" ("conversationNo", "audience", "first")`,

  `create table "answer" (
    "id" text primary key,
    "subject" text not null,
    "by" text not null,
    "digest" text not null,
    "state" text not null,
    "reason" text,
    "detail" text,
    "number" integer,
    "acceptedAtMs" integer
  ) strict, without rowid`,

  `create table "feed" (
    "no" integer primary key,
    "table" text not null,
    "id" text not null,
    "owner" text not null,
    "rev" integer not null,
    "value" text,
    "deletedAtMs" integer
  ) strict`,
  `create unique index "feedKey" on "feed" ("table", "id", "owner")`,
  `create unique index "feedRev" on "feed" ("owner", "rev")`,
  `create index "feedDeleted" on "feed" ("deletedAtMs") where "deletedAtMs" is not null`,

  `create table "alarm" (
    "no" integer primary key,
    "key" text not null unique,
    "dueAtMs" integer not null,
    "payload" text not null
  ) strict`,
  `create index "alarmDue" on "alarm" ("dueAtMs")`,

  `create table "effect" (
    "key" text primary key,
    "kind" text not null,
    "payload" text not null,
    "state" text not null,
    "fence" integer not null,
    "attempts" integer not null,
    "dueAtMs" integer not null,
    "reason" text
  ) strict, without rowid`,
  `create index "effectDue" on "effect" ("dueAtMs") where "state" in ('queued', 'sending')`,

  `create table "pad" (
    "no" integer primary key,
    "room" text not null unique,
    "snapshot" blob
  ) strict`,
  `create table "padUpdate" (
    "padNo" integer not null references "pad" ("no") on delete cascade,
    "seq" integer not null,
    "bytes" blob not null,
    primary key ("padNo", "seq")
  ) strict, without rowid`,

  `create table "account" (
    "id" text primary key,
    "email" text not null unique,
    "name" text not null,
    "role" text not null,
    "passwordHash" text not null,
    "active" integer not null check ("active" in (0, 1)),
    "createdAtMs" integer not null
  ) strict, without rowid`,
  `create table "session" (
    "idHash" text primary key,
    "account" text not null references "account" ("id") on delete cascade,
    "expiresAtMs" integer not null,
    "createdAtMs" integer not null
  ) strict, without rowid`,
  `create index "sessionAccount" on "session" ("account")`,
  `create table "invitation" (
    "tokenHash" text primary key,
    "email" text not null,
    "role" text not null,
    "invitedBy" text not null,
    "expiresAtMs" integer not null,
    "usedAtMs" integer
  ) strict, without rowid`,
  `create index "invitationEmail" on "invitation" ("email")`,
  `create table "visitor" (
    "id" text primary key,
    "site" text not null,
    "tokenHash" text not null unique,
    "conversation" text not null references "conversation" ("id"),
    "createdAtMs" integer not null,
    "seenAtMs" integer not null
  ) strict, without rowid`,
  `create index "visitorConversation" on "visitor" ("conversation")`,
  `create table "ticket" (
    "hash" text primary key,
    "principal" text not null,
    "session" text not null,
    "issuedAtMs" integer not null,
    "usedAtMs" integer
  ) strict, without rowid`,
  `create index "ticketSession" on "ticket" ("session")`,
  `create index "ticketIssued" on "ticket" ("issuedAtMs")`,
];

export const foundation: Migration = {
  async up(database: Kysely<unknown>) {
    for (const table of tables) await sql.raw(table).execute(database);
  },
};
