/**
 * Records: rows that people edit field by field, each with a log of its own (docs/decisions/0004-records.md).
 *
 * A log is read whole and seldom, so it is clustered by record. What people knew before gets its record here: the
 * workspace's name, and a contact for every visitor who has written.
 */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const tables = [
  `create table "record" (
    "no" integer primary key,
    "table" text not null,
    "id" text not null,
    "createdBy" text not null,
    "createdAtMs" integer not null,
    "count" integer not null,
    "lastAcceptedAtMs" integer not null,
    "fields" text not null
  ) strict`,
  `create unique index "recordKey" on "record" ("table", "id")`,
  `create table "recordChange" (
    "recordNo" integer not null references "record" ("no") on delete cascade,
    "number" integer not null,
    "text" text not null,
    primary key ("recordNo", "number")
  ) strict, without rowid`,
];

/** A row of the feed says what the record says; revisions go on from the newest. */
const contacts = [
  `insert into "record" ("table", "id", "createdBy", "createdAtMs", "count", "lastAcceptedAtMs", "fields")
   select 'contact', "visitor", 'parley', min("createdAtMs"), 0, 0, '{}'
   from "conversation" where "summary" is not null group by "visitor"`,
  `insert into "feed" ("table", "id", "owner", "rev", "value")
   select 'contact', "id", '',
     (select max(coalesce((select max("rev") from "feed"), 0), coalesce((select max("rev") from "conversation"), 0)))
       + row_number() over (order by "no"),
     json_object('id', "id", 'count', 0, 'createdAtMs', "createdAtMs", 'fields', json('{}'))
   from "record" where "table" = 'contact'`,
];

const id = 'workspace';
const change = 'setting-workspace-before-records';

export const records: Migration = {
  async up(database: Kysely<unknown>) {
    for (const table of tables) await sql.raw(table).execute(database);
    for (const step of contacts) await sql.raw(step).execute(database);
    await nameOfTheWorkspace(database);
  },
};

async function nameOfTheWorkspace(database: Kysely<unknown>): Promise<void> {
  const found = await sql<{ value: string }>`
    select "value" from "feed" where "table" = 'setting' and "id" = ${id} and "value" is not null
  `.execute(database);
  const stored = found.rows[0];
  if (!stored) return;
  const { value } = JSON.parse(stored.value) as { value: unknown };
  const times = { acceptedAtMs: 1, writtenAtMs: 1, intendedAtMs: 1 };
  const said = { value, source: 'agent', by: 'parley', atMs: 1, intendedAtMs: 1, entry: change };
  const fields = JSON.stringify({ value: { typed: said } });
  const text = JSON.stringify({
    ...{ id: change, kind: 'changed', by: 'parley', source: 'agent', ...times },
    set: { value },
  });
  await sql`
    insert into "record" ("table", "id", "createdBy", "createdAtMs", "count", "lastAcceptedAtMs", "fields")
    values ('setting', ${id}, 'parley', 1, 1, 1, ${fields})
  `.execute(database);
  await sql`
    insert into "recordChange" ("recordNo", "number", "text")
    select "no", 0, ${text} from "record" where "table" = 'setting' and "id" = ${id}
  `.execute(database);
  const row = JSON.stringify({ id, count: 1, createdAtMs: 1, fields: JSON.parse(fields) });
  await sql`
    update "feed" set "value" = ${row}, "rev" = 1 + (
      select max(coalesce((select max("rev") from "feed"), 0), coalesce((select max("rev") from "conversation"), 0))
    ) where "table" = 'setting' and "id" = ${id}
  `.execute(database);
}
