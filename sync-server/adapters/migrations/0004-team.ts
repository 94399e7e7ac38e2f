/**
 * What was done about accounts, kept for good (SPEC S8, T17), and which browser a session was opened in (S8).
 *
 * `audit` only grows: the table itself refuses anything else, whoever asks.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const tables = [
  `create table "audit" (
    "no" integer primary key,
    "atMs" integer not null,
    "by" text not null,
    "byName" text not null,
    "act" text not null,
    "whom" text not null,
    "detail" text not null
  ) strict`,
  `create trigger "auditKept" before update on "audit"
   begin select raise(abort, 'what was written about accounts stays as it is'); end`,
  `create trigger "auditStays" before delete on "audit"
   begin select raise(abort, 'what was written about accounts stays as it is'); end`,
  `create table "sessionBrowser" (
    "session" text primary key references "session" ("idHash") on delete cascade,
    "browser" text not null
  ) strict, without rowid`,
];

export const team: Migration = {
  async up(database: Kysely<unknown>) {
    for (const table of tables) await sql.raw(table).execute(database);
  },
};
