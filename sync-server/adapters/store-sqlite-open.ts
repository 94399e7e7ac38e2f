/**
 * Opening `parley.db`: it is whole, of a version this build knows, migrated, and still the newest copy. DESIGN 2, F5,
 * F23. Refusals are sentences for whoever starts the server.
 */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { PortError } from '../ports.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { Database, portErrorOf } from './store-sqlite-database.ts';
import type { Witnessed } from './store-sqlite-keys.ts';

/** In order of their names. A migration that was released is never changed: write the next. */
const migrations = { '0001-foundation': foundation };

/**
 * Up to this size the whole file is checked at each start: measured 0.4 s for 256 MB. Above, a start would take longer
 * than P2 allows; then only the schema is read here, and SQLite finds broken pages when they are used.
 */
const checkedBytesMax = 256 * 1024 * 1024;

/** Throws `damaged`, `newer`, `full` or `io`. */
export async function openDatabase(path: string, bytesMax?: number): Promise<Database> {
  let database: Database | null = null;
  try {
    database = new Database(path, bytesMax);
    refuseDamaged(database, path);
    refuseNewer(database);
    await migrate(database);
    return database;
  } catch (error) {
    database?.close();
    const known = portErrorOf(error);
    if (!(known instanceof PortError) || known.code !== 'damaged') throw known;
    throw damaged(path, known);
  }
}

function refuseDamaged(database: Database, path: string): void {
  const whole = statSync(path).size <= checkedBytesMax;
  const check = whole ? 'pragma quick_check(1)' : 'pragma quick_check(1, "sqlite_schema")';
  const found = Object.values(database.raw.prepare(check).get() ?? {})[0];
  if (found !== 'ok') throw damaged(path, new Error(String(found)));
}

function damaged(path: string, cause: Error): PortError {
  const says =
    `The database ${path} is damaged, so Parley does not start on it: ${cause.message} ` +
    'Put back the last backup of the data folder; keep the damaged file, parts of it may be readable.';
  return new PortError('damaged', says, cause);
}

function refuseNewer(database: Database): void {
  const exists = database.raw
    .prepare(`select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'`)
    .get();
  if (!exists) return;
  const applied = database.raw.prepare('select name from kysely_migration').all();
  const unknown = applied.find(({ name }) => !Object.hasOwn(migrations, String(name)));
  if (!unknown) return;
  const says =
    `This data folder was written by a newer Parley (it knows "${String(unknown.name)}"). ` +
    'Nothing was changed. Start that version, or put back a backup from before.';
  throw new PortError('newer', says);
}

/** All that are missing, in one transaction: a start that is killed half-way begins again (F23). */
async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({
    db: database.queries,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** The few words the store knows of itself. */
export function metaIn(database: Database) {
  const read = database.statement<{ key: string }>()((queries, p) =>
    queries.selectFrom('meta').select('value').where('key', '=', p('key')),
  );
  const write = database.statement<{ key: string; value: string }>()((queries, p) =>
    queries
      .insertInto('meta')
      .values({ key: p('key'), value: p('value') })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ value: sql<string>`excluded."value"` }),
      ),
  );
  const renew = (): string => {
    const id = randomBytes(16).toString('base64url');
    write.run({ key: 'store', value: id });
    return id;
  };

  return {
    id: (): string => read.get({ key: 'store' })?.value ?? renew(),
    renew,
    /** Counts the starts of the process; `Leases` are made from it. */
    nextStart: (): number => {
      const start = Number(read.get({ key: 'starts' })?.value ?? 0) + 1;
      write.run({ key: 'starts', value: String(start) });
      return start;
    },
  };
}

/** True if the database is an older copy of what was witnessed. */
export function isOlderCopy(id: string, revision: number, witnessed: Witnessed | null): boolean {
  return witnessed !== null && witnessed.store === id && revision < witnessed.revision;
}
