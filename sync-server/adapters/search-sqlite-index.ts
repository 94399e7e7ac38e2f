/**
 * The server's index (SPEC L18): follows the store behind its commits, answers questions, forgets what is erased.
 * Synchronous, and meant for a thread of its own (`search-sqlite-thread.ts`).
 *
 * How far the store was read is written in the transaction of what was read: a process that is killed goes on where
 * the index stands, without gaps and without doubles.
 */
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { limits } from '#domain/limits.ts';
import { wordsOf } from '#domain/search/fold.ts';
import { isEmptyQuery } from '#domain/search/query.ts';
import { headWords, personWords, saidIn, snippetOf } from '#domain/search/searchable.ts';
import { valueOf } from '#domain/records/record.ts';
import type { SearchHit, SearchPage } from '#domain/services.ts';
import { openIndexFile, readMeta, removeIndexFile, writeMeta } from './search-sqlite-file.ts';
import { questionOf, type Asked } from './search-sqlite-query.ts';
import { openSource, type Source, type SourceSummary } from './search-sqlite-source.ts';
import { vocabularyIn, type Vocabulary } from './search-sqlite-vocabulary.ts';

/** Some 20 ms of work: a question that comes meanwhile does not wait longer. */
const rowsAtOnce = 500;
/** A question waits for what was committed before it, unless there is very much of it (a first start). */
const stepsBeforeAnswer = 4;

type Part = 'said' | 'person' | 'head';

export class SearchIndex {
  readonly #path: string;
  readonly #source: Source;
  #database: DatabaseSync;
  #vocabulary: Vocabulary;
  #statements: ReturnType<typeof statementsIn>;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'search.db');
    this.#source = openSource(join(dataDir, 'parley.db'));
    this.#database = openIndexFile(this.#path, this.#source.storeId());
    this.#statements = statementsIn(this.#database);
    this.#vocabulary = vocabularyIn(this.#database);
  }

  /** Reads on in the store; false when nothing is left. */
  step(): boolean {
    this.#startAnewIfOther();
    const position = this.#positions();
    const entries = this.#source.entriesAfter(position.entry, rowsAtOnce);
    const summaries = this.#source.summariesAfter(position.summary, rowsAtOnce);
    const records = this.#source.recordsAfter(position.record, rowsAtOnce);
    if (entries.length + summaries.length === 0 && records.upTo === position.record) return false;
    this.#transaction(() => {
      for (const { no, conversationNo, text } of entries) this.#putSaid(no, conversationNo, text);
      for (const one of summaries) this.#putHead(one);
      for (const { table, id } of records.rows) this.#refreshHeads(table, id);
      writeMeta(this.#database, 'entry', entries.at(-1)?.no ?? position.entry);
      writeMeta(this.#database, 'summary', summaries.at(-1)?.rev ?? position.summary);
      writeMeta(this.#database, 'record', records.upTo);
    });
    return true;
  }

  find(asked: Asked): SearchPage {
    if (isEmptyQuery(asked.query)) return { hits: [], next: null, conversations: 0 };
    for (let steps = 0; steps < stepsBeforeAnswer && this.step(); steps += 1);
    const { sql, values } = questionOf({ ...asked, limit: asked.limit + 1 }, (typed) =>
      this.#vocabulary.near(typed),
    );
    const rows = this.#database.prepare(sql).all(...values) as unknown as {
      no: number;
      id: string;
      activeAtMs: number;
      line: number;
    }[];
    const shown = rows.slice(0, asked.limit);
    const last = rows.length > asked.limit ? shown.at(-1) : undefined;
    return {
      hits: shown.map((row) => this.#hitOf(row.id, row.line, asked.query.words)),
      next: last ? `${last.activeAtMs}.${last.no}` : null,
      conversations: Number(this.#statements.count.get()!['count']),
    };
  }

  /**
   * Removes every word of a conversation, from the files too (P18). What the store still has of it is read again from
   * there, so it is called after the store has erased it.
   */
  forget(conversation: string): void {
    const known = this.#statements.conversation.get(conversation);
    const no = known?.['no'] ?? this.#source.summary(conversation)?.no;
    if (no === undefined) return;
    const words = new Set<string>();
    this.#transaction(() => {
      for (const { no: line } of this.#statements.linesOf.all(no)) {
        const text = String(this.#statements.words.get(line!)?.['words'] ?? '');
        for (const word of text.split(' ')) words.add(word);
        this.#statements.unfind.run(line!);
      }
      this.#statements.unline.run(no);
      this.#statements.unhead.run(no);
    });
    this.#transaction(() => {
      const isUsed = (word: string) => this.#statements.uses.get(`"${word}"`) !== undefined;
      this.#vocabulary.remove([...words].filter((word) => word !== '' && !isUsed(word)));
    });
    const left = this.#source.summary(conversation);
    if (left) this.#transaction(() => this.#putHead(left));
    this.#database.exec('pragma wal_checkpoint(truncate)');
  }

  close(): void {
    this.#source.close();
    this.#database.close();
  }

  /* ---------------------------------------------------------------- writing */

  #putSaid(no: number, conversationNo: number, text: string): void {
    const said = saidIn(JSON.parse(text) as { kind?: unknown; text?: unknown } | null);
    if (said !== null) this.#putLine(no, conversationNo, 'said', wordsOf(said));
  }

  /** `isAnew`: the contact or a tag changed, which the summary does not show. */
  #putHead({ no, id, summary }: SourceSummary, isAnew = false): void {
    if (summary === null) {
      for (const line of headLines(no)) this.#removeLine(line);
      this.#statements.unhead.run(no);
      return;
    }
    const tags = JSON.stringify(summary.tags ?? []);
    const facts = [
      summary.activeAtMs,
      summary.status,
      summary.agent,
      summary.channel,
      summary.snoozed ? 1 : 0,
      summary.binnedAtMs ? 1 : 0,
    ] as const;
    const before = this.#statements.conversation.get(id);
    // What nearly every message changes: nothing of the words, so neither the person nor the tags are read.
    const isSame =
      before?.['visitor'] === summary.visitor &&
      before['name'] === summary.name &&
      before['tags'] === tags;
    if (isSame && !isAnew) {
      this.#statements.putFacts.run(...facts, no);
      return;
    }
    const contact = this.#source.record('contact', summary.visitor);
    const tagNames = summary.tags?.map((tag) => nameOf(this.#source.record('tag', tag))) ?? [];
    const person = personWords(summary, contact);
    const rest = headWords({ summary, contact, tagNames });
    const head = `${person.join(' ')}|${rest.join(' ')}`;
    if (before?.['head'] !== head) {
      const [personLine, restLine] = headLines(no);
      this.#removeLine(personLine);
      this.#removeLine(restLine);
      this.#putLine(personLine, no, 'person', person);
      this.#putLine(restLine, no, 'head', rest);
    }
    this.#statements.putHead.run(no, id, summary.visitor, summary.name, head, ...facts, tags);
  }

  /** A contact or a tag has another name. */
  #refreshHeads(table: 'contact' | 'tag', id: string): void {
    const rows =
      table === 'contact'
        ? this.#statements.ofVisitor.all(id)
        : this.#statements.withTag.all(JSON.stringify(id));
    for (const row of rows) {
      const one = this.#source.summary(String(row['id']));
      if (one) this.#putHead(one, true);
    }
  }

  #putLine(no: number, conversationNo: number, part: Part, words: readonly string[]): void {
    const different = [...new Set(words)];
    if (different.length === 0) return;
    if (Number(this.#statements.putLine.run(no, conversationNo, part).changes) === 0) return;
    this.#statements.putWords.run(no, different.join(' '));
    this.#vocabulary.add(different);
  }

  #removeLine(no: number): void {
    this.#statements.unfind.run(no);
    this.#statements.removeLine.run(no);
  }

  /* ---------------------------------------------------------------- the rest */

  #hitOf(conversation: string, line: number, words: readonly string[]): SearchHit {
    const nothing = { conversation, entry: null, snippet: null, atMs: null };
    if (line < 0) return nothing;
    const text = this.#source.entryText(line);
    if (text === null) return nothing;
    const entry = JSON.parse(text) as { id: string; kind: string; acceptedAtMs: number };
    const said = saidIn(entry);
    if (said === null) return nothing;
    const snippet = snippetOf(said, words, limits.snippetCharacters);
    return { conversation, entry: entry.id, snippet, atMs: entry.acceptedAtMs };
  }

  #positions() {
    const at = (key: string) => Number(readMeta(this.#database, key) ?? 0);
    return { entry: at('entry'), summary: at('summary'), record: at('record') };
  }

  /** The store was put back from an older copy, under our feet or before the start: nothing here is of use. */
  #startAnewIfOther(): void {
    const storeId = this.#source.storeId();
    const isOurs = readMeta(this.#database, 'store') === storeId;
    if (isOurs && this.#source.lastEntryNo() >= this.#positions().entry) return;
    this.#database.close();
    removeIndexFile(this.#path);
    this.#database = openIndexFile(this.#path, storeId);
    this.#statements = statementsIn(this.#database);
    this.#vocabulary = vocabularyIn(this.#database);
  }

  #transaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      this.#vocabulary.forget();
      throw error;
    }
  }
}

/** Numbers below zero, two for each conversation. */
function headLines(no: number): [person: number, rest: number] {
  return [-2 * no - 1, -2 * no];
}

function nameOf(tag: Parameters<typeof valueOf>[0] | null): string {
  const name = tag ? valueOf(tag, 'name') : null;
  return typeof name === 'string' ? name : '';
}

function statementsIn(database: DatabaseSync) {
  return {
    conversation: database.prepare(
      'select no, visitor, name, head, tags from conversation where id = ?',
    ),
    ofVisitor: database.prepare('select id from conversation where visitor = ?'),
    withTag: database.prepare('select id from conversation where instr(tags, ?) > 0'),
    count: database.prepare('select count(*) as count from conversation'),
    putHead: database.prepare(`
      insert into conversation values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (no) do update set visitor = excluded.visitor, name = excluded.name, head = excluded.head,
        activeAtMs = excluded.activeAtMs, status = excluded.status, agent = excluded.agent,
        channel = excluded.channel, isSnoozed = excluded.isSnoozed, isBinned = excluded.isBinned,
        tags = excluded.tags`),
    putFacts: database.prepare(`
      update conversation set activeAtMs = ?, status = ?, agent = ?, channel = ?, isSnoozed = ?, isBinned = ?
      where no = ?`),
    unhead: database.prepare('delete from conversation where no = ?'),
    putLine: database.prepare('insert into line values (?, ?, ?) on conflict do nothing'),
    putWords: database.prepare('insert into found (rowid, words) values (?, ?)'),
    linesOf: database.prepare('select no from line where conversationNo = ?'),
    words: database.prepare('select words from found where rowid = ?'),
    uses: database.prepare('select 1 from found where found match ? limit 1'),
    unfind: database.prepare('delete from found where rowid = ?'),
    removeLine: database.prepare('delete from line where no = ?'),
    unline: database.prepare('delete from line where conversationNo = ?'),
  };
}
