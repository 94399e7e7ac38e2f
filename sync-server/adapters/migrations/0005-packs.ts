/**
 * Packed stretches of logs, beside the rows they are made from (`ports.ts`, Pack). The triggers keep them true without
 * anybody's remembering: entries are only ever added while people write, and whoever rewrites or deletes one, as erasing
 * does, takes the packs of its conversation with it.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const dropPacks = `begin delete from "entryPack" where "conversationNo" = old."conversationNo"; end`;
const statements = [
  `create table "entryPack" (
    "no" integer primary key,
    "conversationNo" integer not null,
    "audience" text not null,
    "first" integer not null,
    "count" integer not null,
    "size" integer not null,
    "bytes" blob not null
  ) strict`,
  `create unique index "entryPackPlace" on "entryPack" ("conversationNo", "audience", "first")`,
  `create trigger "entryRewritten" after update on "entry" ${dropPacks}`,
  `create trigger "entryDeleted" after delete on "entry" ${dropPacks}`,
];

export const packs: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
