/**
 * One open connection to `parley.db`: its settings, transactions, and the world's failures told as `PortError`.
 *
 * Kysely writes every query, once, when the store opens (`statement`); node:sqlite runs them. Nothing here is
 * asynchronous: a transaction is one function that returns, so no two of them can mix on the one connection. DESIGN 6.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, sql, type Compilable, type RawBuilder } from 'kysely';
import { PortError, type PortErrorCode } from '../ports.ts';
import { NodeSqliteDialect } from './store-sqlite-dialect.ts';
import type { Tables } from './store-sqlite-tables.ts';

const pageBytes = 4096;

/** Fixed when the file is made. Asked for again later, the second would write into a file not yet known to be ours. */
const settingsAtBirth = `
  pragma page_size = ${pageBytes};
  pragma auto_vacuum = incremental;
`;

/**
 * FULL: a commit that returned survives a power cut (P1). secure_delete: what is erased is overwritten (P18).
 * temp_store: savepoints stay in memory. The log is copied into the file every 16 MB instead of 4: a page that changed
 * often in between is then copied once (measured: 5 µs less CPU a message at 20 a commit).
 */
const settings = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma secure_delete = on;
  pragma foreign_keys = on;
  pragma busy_timeout = 2000;
  pragma temp_store = memory;
  pragma cache_size = -8192;
  pragma mmap_size = 268435456;
  pragma wal_autocheckpoint = 4000;
  pragma journal_size_limit = 67108864;
`;

export interface SqliteOptions {
  /** How large the file may grow, in bytes. Beyond it the store is `full`, as on a full disk (F3). */
  bytesMax?: number;
  /**
   * Only when the log is copied into the file does the disk have to confirm: a power cut costs the newest commits, never
   * the file. For programs that fill a store before anybody is told that anything was sent.
   */
  mayLoseNewest?: boolean;
}

export class Database {
  readonly raw: DatabaseSync;
  /** Only to write queries; never to run them, except by the migrator before anything else does. */
  readonly queries: Kysely<Tables>;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;

  /** Throws `damaged`, `io`, `full` or `busy`. */
  constructor(path: string, { bytesMax, mayLoseNewest = false }: SqliteOptions = {}) {
    this.raw = translated(() => new DatabaseSync(path));
    try {
      if (this.raw.prepare('pragma page_count').get()!.page_count === 0) {
        this.raw.exec(settingsAtBirth);
      }
      this.raw.exec(settings);
      if (mayLoseNewest) this.raw.exec('pragma synchronous = normal');
      if (bytesMax) this.raw.exec(`pragma max_page_count = ${Math.floor(bytesMax / pageBytes)}`);
      this.#begin = this.raw.prepare('begin immediate');
      this.#commit = this.raw.prepare('commit');
      this.#rollback = this.raw.prepare('rollback');
    } catch (error) {
      this.raw.close();
      throw portErrorOf(error);
    }
    this.queries = new Kysely<Tables>({ dialect: new NodeSqliteDialect(this.raw) });
  }

  /** A prepared statement whose SQL Kysely writes now, once. `In` names its parameters: rows of the port will do. */
  statement<In extends object = NoParameters>(): <Out>(
    write: (queries: Kysely<Tables>, parameter: Parameter<In>) => Compilable<Out>,
  ) => Statement<In, Out> {
    return (write) => new Statement(this, write);
  }

  begin(): void {
    this.#begin.run();
  }
  commit(): void {
    try {
      this.#commit.run();
    } catch (error) {
      throw new CommitFailed(error);
    }
  }
  /** Safe to call when SQLite has already rolled back by itself, as it does when the disk is full. */
  rollback(): void {
    if (this.raw.isTransaction) this.#rollback.run();
  }

  /** Runs `work` in a transaction, or in a savepoint of the open one; a throw undoes all that it wrote. */
  transaction<T>(work: () => T): T {
    if (this.raw.isTransaction) return this.#within(work);
    this.begin();
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  #within<T>(work: () => T): T {
    this.raw.exec('savepoint "within"');
    try {
      return work();
    } catch (error) {
      if (this.raw.isTransaction) this.raw.exec('rollback to "within"');
      throw error;
    } finally {
      if (this.raw.isTransaction) this.raw.exec('release "within"');
    }
  }

  close(): void {
    if (this.raw.isOpen) this.raw.close();
  }
}

/**
 * The end of a transaction failed. What is on the disk is then unknown to this connection, because a failed fsync
 * may be forgotten by the next one: it must be closed (F4).
 */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super('The commit failed.', { cause });
  }
}

type NoParameters = Record<never, never>;
/** Stands in a query for a value that comes at each run; Kysely binds it, so it is never part of the SQL. */
export type Parameter<In> = <K extends keyof In & string>(name: K) => RawBuilder<In[K]>;

/** Marks a parameter's place until the query is compiled. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class Statement<In extends object, Out> {
  readonly #prepared: StatementSync;
  /** In the order of the placeholders. Constants of the query stay; the named places are filled at each run. */
  readonly #bound: SQLInputValue[];
  readonly #named: { place: number; name: string }[] = [];

  constructor(
    database: Database,
    write: (queries: Kysely<Tables>, parameter: Parameter<In>) => Compilable<Out>,
  ) {
    const parameter: Parameter<In> = (name) =>
      sql.val(new Slot(name)) as unknown as RawBuilder<In[typeof name]>;
    const compiled = write(database.queries, parameter).compile();
    this.#prepared = database.raw.prepare(compiled.sql);
    this.#bound = compiled.parameters.map((value, place) => {
      if (!(value instanceof Slot)) return value as SQLInputValue;
      this.#named.push({ place, name: value.name });
      return null;
    });
  }

  /** How many rows changed. */
  run(values: In): number {
    return Number(this.#prepared.run(...this.#fill(values)).changes);
  }
  get(values: In): Out | undefined {
    return this.#prepared.get(...this.#fill(values)) as Out | undefined;
  }
  all(values: In): Out[] {
    return this.#prepared.all(...this.#fill(values)) as Out[];
  }

  /** One array for all runs: nothing runs while another does, and 5 runs a message would make 5. */
  #fill(values: In): SQLInputValue[] {
    for (const { place, name } of this.#named) {
      this.#bound[place] = (values as Record<string, SQLInputValue>)[name]!;
    }
    return this.#bound;
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html) that mean the world, not a mistake of ours. */
const codes: Record<number, PortErrorCode> = {
  5: 'busy',
  6: 'busy',
  8: 'io', // the file became read-only
  10: 'io',
  11: 'damaged',
  13: 'full',
  14: 'io', // cannot open
  26: 'damaged', // not a database
};

/** What SQLite threw as the port's error; anything else comes back unchanged. */
export function portErrorOf(error: unknown): unknown {
  if (error instanceof CommitFailed) return portErrorOf(error.cause);
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const primary = Number(error.errcode) & 0xff;
  const code = codes[primary];
  return code ? new PortError(code, `The database says: ${error.message}.`, error) : error;
}

/** Runs `work`; what SQLite throws becomes a `PortError`. */
function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw portErrorOf(error);
  }
}
