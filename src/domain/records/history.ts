/**
 * The history of a record, as people read it: who changed which field from what to what, and whether it still counted
 * when it came. Folded from its log, so that it says the same as the record. SPEC S3, D5; G5. Pure.
 */
import type { Principal } from '../model.ts';
import {
  changeRecord,
  emptyRecord,
  overruledBy,
  valueOf,
  type Change,
  type FieldSource,
  type RecordRow,
} from './record.ts';

export interface HistoryLine {
  id: string;
  by: Principal;
  byName: string | null;
  source: FieldSource;
  acceptedAtMs: number;
  writtenAtMs: number;
  fields: FieldChange[];
}

export interface FieldChange {
  name: string;
  from: unknown;
  to: unknown;
  /** False: something meant later, or by an agent, stood; the field did not change. */
  counted: boolean;
}

/** `changes`: the record's whole log, oldest first. Newest first comes out, at most `most`. */
export function historyOf(changes: readonly Change[], most = Infinity): HistoryLine[] {
  const lines: HistoryLine[] = [];
  let record: RecordRow = emptyRecord('', 0);
  for (const change of changes) {
    lines.push(lineOf(record, change));
    record = changeRecord(record, change);
  }
  return lines.reverse().slice(0, most);
}

function lineOf(before: RecordRow, change: Change): HistoryLine {
  const { id, by, byName = null, source, acceptedAtMs, writtenAtMs, set } = change;
  const overruled = new Set(overruledBy(before, change));
  const fields = Object.entries(set).map(([name, to]) => {
    return { name, from: valueOf(before, name), to, counted: !overruled.has(name) };
  });
  return { id, by, byName, source, acceptedAtMs, writtenAtMs, fields };
}
