/**
 * A record's log as people read it: what each change set, and what stood there before. Going back sets what stood before,
 * as a change of one's own: nothing is taken out of the log. SPEC S3. Pure.
 */
import type { HistoryLine as ToldLine } from '#domain/records/history.ts';
import { valueOf, type RecordRow } from '#domain/records/record.ts';

export interface HistoryLine {
  id: string;
  by: string;
  byName: string | null;
  atMs: number;
  set: Readonly<Record<string, unknown>>;
  before: Readonly<Record<string, unknown>>;
}

/** `answer`: `{history}` of the record, newest first, as the server tells it. */
export function linesOf(answer: unknown): HistoryLine[] {
  const { history = [] } = answer as { history?: readonly ToldLine[] };
  return history.map(({ id, by, byName, acceptedAtMs: atMs, fields }) => ({
    ...{ id, by, byName, atMs },
    set: Object.fromEntries(fields.map(({ name, to }) => [name, to])),
    before: Object.fromEntries(fields.map(({ name, from }) => [name, from])),
  }));
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
