/**
 * The rows that people edit, table by table, as this device believes them to be: the feed's with what waits here on
 * top (SPEC R3, R11). A table whose rows did not change stays the same object for whoever reads it.
 */
import { believedRecords } from '#domain/records/believed.ts';
import { recordTables, type RecordRow, type RecordTable } from '#domain/records/record.ts';
import type { DeskSync } from '#sync/contract.ts';
import { reactive } from '#sync/reactive.svelte.ts';

class BelievedTable {
  readonly #table: RecordTable;
  readonly #sync: DeskSync;
  readonly #rows;
  readonly #changes;

  constructor(table: RecordTable, sync: DeskSync) {
    this.#table = table;
    this.#sync = sync;
    this.#rows = reactive(sync.feed.table(table));
    this.#changes = reactive(sync.outbox.changes);
  }

  readonly rows: ReadonlyMap<string, RecordRow> = $derived.by(() => {
    const facts = { clockOffsetMs: this.#sync.serverNow() - Date.now() };
    return believedRecords(this.#rows.current, this.#changes.current, this.#table, facts);
  });
}

/** Rows of any table by id. */
export function openRecords(
  sync: DeskSync,
): (table: RecordTable) => ReadonlyMap<string, RecordRow> {
  const tables = Object.fromEntries(
    recordTables.map((table) => [table, new BelievedTable(table, sync)]),
  ) as Record<RecordTable, BelievedTable>;
  return (table) => tables[table].rows;
}
