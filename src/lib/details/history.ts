/**
 * What a field said before, newest first: the record's history seen from one field. Without a connection only what the
 * record itself still holds is known: the last word of an agent and the last that came by itself. SPEC D1. Pure.
 */
import type { HistoryLine } from '#domain/records/history.ts';
import type { FieldSource, RecordRow, Said } from '#domain/records/record.ts';
import { shownOf } from '#domain/records/record.ts';

export interface PastValue {
  /** Id of the change. */
  entry: string;
  value: unknown;
  by: string;
  source: FieldSource;
  atMs: number;
  /** It is what the field says now. */
  isNow: boolean;
  /** False: something meant later, or by an agent, stood when it came. */
  counted: boolean;
}

/** `lines`: as the server tells them, newest first; null where they are not known. */
export function pastOf(
  record: RecordRow | undefined,
  field: string,
  lines: readonly HistoryLine[] | null,
): readonly PastValue[] {
  const now = shownOf(record, field);
  const held = heldIn(record, field).map((said) => pastValue(said, now, true));
  const told = (lines ?? []).flatMap((line): PastValue[] => {
    const { id: entry, by, source, acceptedAtMs: atMs } = line;
    const change = line.fields.find(({ name }) => name === field);
    if (!change) return [];
    const said = { entry, by, source, atMs, value: change.to, intendedAtMs: atMs };
    return [pastValue(said, now, change.counted)];
  });
  const known = new Set(told.map(({ entry }) => entry));
  return [...held.filter(({ entry }) => !known.has(entry)), ...told].toSorted(
    (a, b) => b.atMs - a.atMs,
  );
}

function heldIn(record: RecordRow | undefined, field: string): Said[] {
  if (!record || !Object.hasOwn(record.fields, field)) return [];
  const { typed, automatic } = record.fields[field]!;
  return [typed, automatic].filter((said) => said !== undefined);
}

function pastValue(said: Said, now: Said | null, counted: boolean): PastValue {
  const { entry, value, by, source, atMs } = said;
  return { entry, value, by, source, atMs, isNow: entry === now?.entry, counted };
}
