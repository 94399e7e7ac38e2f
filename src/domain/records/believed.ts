/**
 * Records as this device believes them: the feed's rows, with what waits here put on top by the same fold. Nothing of
 * it is kept; the feed corrects it. SPEC R3, R11. Pure.
 */
import type { PendingOf } from '../entries/fold.ts';
import type { SubmittedChange } from './change.ts';
import { recordOf } from './name.ts';
import {
  changeRecord,
  emptyRecord,
  latestSaid,
  type Change,
  type RecordRow,
  type RecordTable,
} from './record.ts';

/** A change that this device has written and has no final answer for: a row of the outbox. */
export type PendingChange = PendingOf<SubmittedChange>;

/** `pending`: of all tables, in the order in which they were written. Only what waits for its answer counts. */
export function believedRecords(
  rows: ReadonlyMap<string, RecordRow>,
  pending: readonly PendingChange[],
  table: RecordTable,
  facts: { clockOffsetMs: number },
): ReadonlyMap<string, RecordRow> {
  const waiting = pending.filter(
    ({ state, entry }) => state === 'waiting' && recordOf(entry.subject)?.table === table,
  );
  if (waiting.length === 0) return rows;
  const believed = new Map(rows);
  for (const row of waiting) {
    const { id } = recordOf(row.entry.subject)!;
    const atMs = row.savedAtMs + facts.clockOffsetMs;
    const before = believed.get(id) ?? emptyRecord(id, atMs);
    believed.set(id, changeRecord(before, likelyChange(before, row, facts)));
  }
  return believed;
}

/** The change as the server would most likely write it. */
function likelyChange(
  before: RecordRow,
  { entry, by, byName, savedAtMs }: PendingChange,
  { clockOffsetMs }: { clockOffsetMs: number },
): Change {
  const seen = latestSaid(before, entry.seenUpTo);
  const writtenAtMs = entry.writtenAtMs + clockOffsetMs;
  const acceptedAtMs = savedAtMs + clockOffsetMs;
  return {
    id: entry.id,
    kind: 'changed',
    by,
    ...(byName !== null && { byName }),
    source: 'agent',
    acceptedAtMs,
    writtenAtMs,
    // Nobody means something before what they have seen (R3).
    intendedAtMs: Math.max(Math.min(writtenAtMs, acceptedAtMs), (seen?.atMs ?? -1) + 1),
    set: entry.set,
  };
}
