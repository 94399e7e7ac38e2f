/** Stones: what remains of who was erased, hashes only, so that nothing of them comes back (P18). */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const stones: Migration = {
  async up(database: Kysely<unknown>) {
    await sql
      .raw(
        `create table "stone" ("hash" text primary key, "atMs" integer not null) strict, without rowid`,
      )
      .execute(database);
  },
};
