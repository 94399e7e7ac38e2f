/**
 * `search.db`: the index beside the store, in a file of its own. It is derived, and may be thrown away at any time: a
 * file that is damaged, of another version or of another store is made anew from the store's rows.
 *
 * A file of its own, because an index in `parley.db` would stand in the way of its one writer: words of a message land
 * on as many pages as it has words, each copied and synced with the commit. Here they are written by another thread,
 * after the commit, and no message waits for them.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Raised whenever what is stored would be stored otherwise. */
const version = '2';

/**
 * Not synced at each commit: what is lost by a power cut is indexed again, because the position is lost with it.
 * secure_delete, and the same for FTS5 below: what was erased is overwritten (P18).
 */
const settings = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma secure_delete = on;
  pragma temp_store = memory;
  pragma cache_size = -16384;
  pragma journal_size_limit = 16777216;
`;

/**
 * `line`: one row for each text and two for each head, with the conversation it belongs to; `found` has its words under
 * the same number. Texts have the number of their entry in the store, heads a negative one. Words are folded before they
 * come here (`#domain/search/fold.ts`), so the tokenizer has only to part them at spaces. No places of words are kept
 * (`detail=none`): nobody asks for phrases, and it is half the size.
 * `word`: every word that a slip may be forgiven for, to be compared with what was typed.
 */
const tables = `
  create table meta (key text primary key, value text not null) strict, without rowid;
  create table conversation (
    no integer primary key, id text not null unique, visitor text not null, name text not null, head text not null,
    activeAtMs integer not null, status text not null, agent text, channel text not null,
    isSnoozed integer not null, isBinned integer not null, tags text not null
  ) strict;
  create index conversationActive on conversation (activeAtMs desc, no desc);
  create index conversationVisitor on conversation (visitor);
  create table line (no integer primary key, conversationNo integer not null, part text not null) strict;
  create index lineConversation on line (conversationNo);
  create virtual table found using fts5 (words, tokenize = 'ascii', detail = none, prefix = '2 3');
  insert into found (found, rank) values ('secure-delete', 1);
  create table word (text text primary key) strict, without rowid;
`;

/** Opens the index of this store, or makes an empty one in its place. */
export function openIndexFile(path: string, storeId: string): DatabaseSync {
  const found = tryOpen(path);
  if (found !== null) {
    if (readMeta(found, 'version') === version && readMeta(found, 'store') === storeId)
      return found;
    found.close();
  }
  removeIndexFile(path);
  const fresh = new DatabaseSync(path);
  fresh.exec(`pragma page_size = 4096; ${settings} begin; ${tables} commit;`);
  writeMeta(fresh, 'version', version);
  writeMeta(fresh, 'store', storeId);
  return fresh;
}

function tryOpen(path: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path);
    database.exec(settings);
    const hasTables = database.prepare(`select 1 from sqlite_schema where name = 'meta'`).get();
    if (hasTables && database.prepare('pragma quick_check(1)').get()!['quick_check'] === 'ok') {
      return database;
    }
  } catch {
    // Damaged: it is made anew.
  }
  database?.close();
  return null;
}

export function removeIndexFile(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

export function readMeta(database: DatabaseSync, key: string): string | null {
  const row = database.prepare('select value from meta where key = ?').get(key);
  return row ? String(row['value']) : null;
}

export function writeMeta(database: DatabaseSync, key: string, value: string | number): void {
  database
    .prepare('insert into meta values (?, ?) on conflict do update set value = excluded.value')
    .run(key, String(value));
}
