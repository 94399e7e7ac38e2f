/**
 * Each act about accounts carries a mark made from it and from the one before, with a key that is not in here: a row that
 * is altered or taken out, by whatever means, is found (RELIABILITY T40). Rows of earlier builds have none; the first mark
 * covers them all together.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const auditChain: Migration = {
  async up(database: Kysely<unknown>) {
    await sql.raw(`alter table "audit" add column "mark" text`).execute(database);
  },
};
