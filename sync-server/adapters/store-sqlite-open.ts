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
import { records } from './migrations/0002-records.ts';
import { bans } from './migrations/0003-bans.ts';
import { team } from './migrations/0004-team.ts';
import { packs } from './migrations/0005-packs.ts';
import { stones } from './migrations/0006-stones.ts';
import { visits } from './migrations/0007-visits.ts';
import { wholeStates } from './migrations/0008-whole-states.ts';
import { auditChain } from './migrations/0009-audit-chain.ts';
import { Database, portErrorOf, type SqliteOptions } from './store-sqlite-database.ts';
import type { Witnessed } from './store-sqlite-keys.ts';
import { checkSums, isStamp, newStamp, removeSums } from './store-sqlite-sums.ts';

/** In order of their names. A migration that was released is never changed: write the next. */
const migrations = {
  '0001-foundation': foundation,
  '0002-records': records,
  '0003-bans': bans,
  '0004-team': team,
  '0005-packs': packs,
  '0006-stones': stones,
  '0007-visits': visits,
  '0008-whole-states': wholeStates,
  '0009-audit-chain': auditChain,
};

/**
 * Up to this size the structure of the whole file is checked after a crash: 0.5 s for 256 MB, measured. Above, a start
 * would take longer than P2 allows; then only the schema is read here, and broken pages are found when they are used.
 */
const checkedBytesMax = 256 * 1024 * 1024;

/** Throws `damaged`, `newer`, `full` or `io`. */
export async function openDatabase(path: string, options: SqliteOptions): Promise<Database> {
  let database: Database | null = null;
  try {
    database = new Database(path, options);
    const isNew = database.raw.prepare('select 1 from sqlite_schema').get() === undefined;
    if (!isNew) {
      refuseDamaged(database, path);
      refuseNewer(database);
    }
    removeSums(path);
    await migrate(database);
    return database;
  } catch (error) {
    database?.close();
    const known = portErrorOf(error);
    if (!(known instanceof PortError) || known.code !== 'damaged') throw known;
    const says =
      `The database ${path} is damaged, so Parley does not start on it: ${known.message} ` +
      'Put back the last backup of the data folder; keep the damaged file, parts of it may be readable.';
    throw new PortError('damaged', says, error);
  }
}

function hasTable(database: Database, name: string): boolean {
  const table = `select 1 from sqlite_schema where type = 'table' and name = ?`;
  return database.raw.prepare(table).get(name) !== undefined;
}

function refuseDamaged(database: Database, path: string): void {
  const stamp = hasTable(database, 'meta') ? metaIn(database).closedAs() : null;
  // A stamp that was hit itself would look like that of an older copy.
  if (stamp !== null && !isStamp(stamp)) {
    throw new PortError('damaged', 'the stamp of the last close is not one that Parley wrote.');
  }
  const sums = stamp === null ? { kind: 'unknown' as const } : checkSums(path, stamp);
  if (sums.kind === 'whole') return;
  if (sums.kind === 'broken') {
    const where = `page ${sums.page} (${tableOf(database, sums.page)})`;
    throw new PortError('damaged', `${where} is not as it was when Parley was stopped.`);
  }
  const isWhole = statSync(path).size <= checkedBytesMax;
  const check = isWhole ? 'pragma integrity_check(1)' : 'pragma quick_check("sqlite_schema")';
  const found = Object.values(database.raw.prepare(check).get() ?? {})[0];
  // SQLite says where on a line of its own.
  if (found !== 'ok') {
    throw new PortError('damaged', `${String(found).replace(/\s+/g, ' ')}.`);
  }
  if (found === 'ok') return;
  // SQLite says it in lines.
  throw new PortError('damaged', `${String(found).replaceAll('\n', ' ')}.`);
}

/** Which table or index a page belongs to, if the file is still whole enough to say. */
function tableOf(database: Database, page: number): string {
  try {
    const owner = database.raw.prepare('select name from dbstat where pageno = ?').get(page);
    return owner ? `of "${String(owner.name)}"` : 'of no table';
  } catch {
    return 'nobody can say of which table';
  }
}

function refuseNewer(database: Database): void {
  // A first start that was killed before its migration.
  if (!hasTable(database, 'kysely_migration')) return;
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
    /** The stamp of the last clean close; null if there was none yet. */
    closedAs: (): string | null => read.get({ key: 'closed' })?.value ?? null,
    close: (): string => {
      const stamp = newStamp();
      write.run({ key: 'closed', value: stamp });
      return stamp;
    },
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
