/**
 * A record's log as people read it: what each change set, and what stood there before. Going back sets what stood before,
 * as a change of one's own: nothing is taken out of the log. SPEC S3. Pure.
 */
import {
  changeRecord,
  emptyRecord,
  valueOf,
  type Change,
  type RecordRow,
} from '#domain/records/record.ts';

export interface HistoryLine {
  id: string;
  by: string;
  byName: string | null;
  atMs: number;
  set: Readonly<Record<string, unknown>>;
  before: Readonly<Record<string, unknown>>;
}

/** `answer`: `{changes}` of the record's history, oldest first. Lines come newest first. */
export function linesOf(answer: unknown): HistoryLine[] {
  const changes = (answer as { changes?: Change[] }).changes ?? [];
  let row = emptyRecord('', 0);
  const lines: HistoryLine[] = [];
  for (const change of changes) {
    const before = valuesOf(row, Object.keys(change.set));
    const { id, by, acceptedAtMs: atMs, set } = change;
    lines.unshift({ id, by, byName: change.byName ?? null, atMs, set, before });
    row = changeRecord(row, change);
  }
  return lines;
}

/** What goes back, and what takes that back again. */
export function revertOf(
  line: HistoryLine,
  current: RecordRow | undefined,
): { set: Record<string, unknown>; undo: Record<string, unknown> } {
  return { set: { ...line.before }, undo: valuesOf(current, Object.keys(line.set)) };
}

function valuesOf(row: RecordRow | undefined, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, valueOf(row, name)]));
}
