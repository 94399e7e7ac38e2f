/**
 * Who is kept out by the address they came from (SPEC C4). Addresses are only here as salted hashes: enough to know one
 * again, not enough to learn it.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const changes = [
  `alter table "visitor" add column "addressHash" text`,
  `create table "ban" (
    "no" integer primary key,
    "conversation" text not null,
    "addressHash" text not null,
    "untilMs" integer
  ) strict`,
  `create index "banAddress" on "ban" ("addressHash")`,
  `create index "banConversation" on "ban" ("conversation")`,
];

export const bans: Migration = {
  async up(database: Kysely<unknown>) {
    for (const change of changes) await sql.raw(change).execute(database);
  },
};
