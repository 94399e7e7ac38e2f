/**
 * node:sqlite as Kysely's SQLite dialect expects it: the shape of better-sqlite3, which does not install here
 * (STACK). Kysely runs only migrations through it; all other queries are compiled by Kysely and run by `Statement`.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';

export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync) {
    super({
      database: {
        prepare(text) {
          const statement = database.prepare(text);
          return {
            reader: statement.columns().length > 0,
            all: (values) => statement.all(...(values as SQLInputValue[])),
            run: (values) => statement.run(...(values as SQLInputValue[])),
            iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
          };
        },
        // The store owns the connection and closes it.
        close() {},
      },
    });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/**
 * Kysely says that SQLite cannot change tables in a transaction, only because some changes need `foreign_keys` off.
 * Ours do not, and a migration that is killed half-way must leave nothing (F23).
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
