/**
 * The desk's outbox: changes of records go the same way as entries of conversations (DESIGN 4). What is only theirs is
 * here, so that the widget, where nobody changes records, does not load it.
 */
import type { PendingChange } from '#domain/records/believed.ts';
import type { SubmittedChange } from '#domain/records/change.ts';
import { latestSaid, type RecordRow, type RecordTable } from '#domain/records/record.ts';
import type { Outbox } from './contract.ts';
import type { ChangeRow, OutboxRows, PendingRow } from './outbox.ts';
import { lazySignal } from './signal.ts';

/** `rowOf`: the feed's row of a record, if there is one. */
export function withChanges(
  outbox: OutboxRows,
  rowOf: (table: RecordTable, id: string) => RecordRow | null,
): Outbox & {
  /** Rows of the feed changed. */
  recheckRecords(subjects: readonly string[]): void;
} {
  const changes = lazySignal<readonly PendingChange[]>(() => outbox.standing().filter(isChangeRow));
  outbox.rows.subscribe(() => changes.stale());
  return {
    ...outbox,
    changes,
    change: (table, id, set, { after } = {}) =>
      outbox.add(({ row, entry }): ChangeRow => {
        const change: SubmittedChange = {
          ...entry,
          subject: `${table}/${id}`,
          kind: 'changed',
          set: { ...set },
          seenUpTo: latestSaid(rowOf(table, id) ?? undefined)?.entry ?? null,
          ...(after !== undefined && { after }),
        };
        return { ...row, entry: change, conversation: null };
      }),
    recheckRecords(subjects) {
      for (const subject of subjects) outbox.recheck(subject);
      changes.stale();
    },
  };
}

function isChangeRow(row: PendingRow): row is ChangeRow {
  return row.conversation === null;
}
