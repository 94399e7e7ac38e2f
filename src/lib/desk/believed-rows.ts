/**
 * The rows of the list as this device believes them to be: the feed's, or what an open room's log says, which also
 * folds in what waits here; without a room the waiting rows are put on top (R9, R11). Pure.
 */
import type { Conversation, Pending } from '#domain/entries/fold.ts';
import { summaryOf } from '#domain/entries/summary.ts';
import type { Summary } from '#domain/model.ts';
import { withPending } from './with-pending.ts';

interface SeenRoom {
  readonly id: string;
  readonly conversation: { readonly current: Conversation };
}

export function believedRows(
  rows: ReadonlyMap<string, Summary>,
  pendingByConversation: ReadonlyMap<string, readonly Pending[]>,
  rooms: Iterable<SeenRoom>,
): ReadonlyMap<string, Summary> {
  const believed = new Map(rows);
  for (const [id, pending] of pendingByConversation) {
    const row = rows.get(id);
    if (row) believed.set(id, withPending(row, pending));
  }
  for (const { id, conversation } of rooms) {
    const row = rows.get(id);
    const { state } = conversation.current;
    // A copy that is behind knows less than the row.
    if (row && state.count >= row.entries) {
      believed.set(id, { ...summaryOf(row, state), name: row.name });
    }
  }
  return believed;
}

/** Rows with what the team calls each visitor: `names` by visitor, from their contacts (SPEC D1, L3). */
export function withNames(
  rows: ReadonlyMap<string, Summary>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, Summary> {
  if (names.size === 0) return rows;
  const named = new Map(rows);
  for (const [id, row] of rows) {
    const name = names.get(row.visitor);
    if (name !== undefined && name !== row.name) named.set(id, { ...row, name });
  }
  return named;
}
