/** How often a visitor was here, and since when this time (SPEC D2). */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `alter table "visitor" add column "visits" integer not null default 1`,
  `alter table "visitor" add column "visitAtMs" integer not null default 0`,
  `update "visitor" set "visitAtMs" = "seenAtMs"`,
];

export const visits: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
