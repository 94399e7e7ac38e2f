/**
 * What the index reads of `parley.db`: on a connection of its own that can only read, behind the commits (DESIGN 6).
 * Entries come in commit order by `entry.no`, rows of the feed by revision; both only ever grow at their end, so one
 * number says how far was read.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Summary } from '#domain/model.ts';
import type { RecordRow } from '#domain/records/record.ts';

export interface SourceEntry {
  no: number;
  conversationNo: number;
  /** JSON, as it was accepted. */
  text: string;
}
export interface SourceSummary {
  no: number;
  rev: number;
  id: string;
  /** Null: taken out of every list. */
  summary: Summary | null;
}
export interface SourceRecord {
  table: 'contact' | 'tag';
  id: string;
  rev: number;
}

export type Source = ReturnType<typeof openSource>;

export function openSource(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec('pragma busy_timeout = 2000; pragma mmap_size = 268435456;');
  const storeId = database.prepare(`select value from meta where key = 'store'`);
  const lastNo = database.prepare('select coalesce(max(no), 0) as no from entry');
  const entries = database.prepare(
    'select no, conversationNo, text from entry where no > ? order by no limit ?',
  );
  const entry = database.prepare('select text from entry where no = ?');
  const summaries = database.prepare(
    'select no, rev, id, summary from conversation where rev > ? order by rev limit ?',
  );
  const summary = database.prepare(
    'select no, rev, id, summary from conversation where id = ? and rev is not null',
  );
  const records = database.prepare(
    `select "table", id, rev from feed where owner = '' and rev > ? order by rev limit ?`,
  );
  const record = database.prepare(
    `select value from feed where "table" = ? and id = ? and owner = ''`,
  );

  return {
    storeId: () => String(storeId.get()?.['value'] ?? ''),
    lastEntryNo: () => Number(lastNo.get()!['no']),
    entriesAfter: (no: number, limit: number) => entries.all(no, limit) as unknown as SourceEntry[],
    entryText: (no: number) => (entry.get(no)?.['text'] as string | undefined) ?? null,
    summariesAfter: (rev: number, limit: number) => summaries.all(rev, limit).map(summaryOf),
    summary(id: string): SourceSummary | null {
      const row = summary.get(id);
      return row ? summaryOf(row) : null;
    },
    /** How far, and those of them that a head is made of. */
    recordsAfter(rev: number, limit: number): { upTo: number; rows: SourceRecord[] } {
      const rows = records.all(rev, limit) as unknown as SourceRecord[];
      const upTo = rows.at(-1)?.rev ?? rev;
      return { upTo, rows: rows.filter(({ table }) => table === 'contact' || table === 'tag') };
    },
    record(table: SourceRecord['table'], id: string): RecordRow | null {
      const value = record.get(table, id)?.['value'];
      return typeof value === 'string' ? (JSON.parse(value) as RecordRow) : null;
    },
    close: () => database.close(),
  };
}

function summaryOf(row: Record<string, unknown>): SourceSummary {
  const { no, rev, id, summary } = row;
  return {
    no: Number(no),
    rev: Number(rev),
    id: String(id),
    summary: summary === null ? null : (JSON.parse(String(summary)) as Summary),
  };
}
