/**
 * The chain through the acts about accounts: every row's mark is a MAC over the row and the mark before it, so nothing can
 * be altered, taken out or put in between without the key, which lies beside the database. The newest mark is also written
 * to a file there, so that rows missing at the end are found too. RELIABILITY T40. Pure.
 */
import { createHash, createHmac } from 'node:crypto';
import type { AuditRow } from '../ports.ts';

/** `mark: null`: written before there were marks. */
export type MarkedRow = AuditRow & { mark: string | null };

/** The newest row, as it is known outside the database. */
export interface ChainEnd {
  no: number;
  mark: string;
}

export type Checked =
  /** `unmarked`: how many of them are from before there were marks. */
  | { kind: 'whole'; acts: number; unmarked: number }
  /** `no` of the first row that is wrong, or is not there. */
  | { kind: 'broken'; no: number; how: 'altered' | 'missing' };

export function markOf(key: Uint8Array, before: string, row: AuditRow): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([before, textOf(row)]))
    .digest('base64url');
}

/** What the very first mark goes on from: all rows that have none. */
export function beginning(unmarked: Iterable<AuditRow>): string {
  const all = createHash('sha256');
  for (const row of unmarked) all.update(`${textOf(row)}\n`);
  return all.digest('base64url');
}

/** `rows`: all of them, oldest first. `end`: null where nothing is known outside. */
export function checkChain(
  key: Uint8Array,
  rows: readonly MarkedRow[],
  end: ChainEnd | null,
): Checked {
  const first = rows.findIndex(({ mark }) => mark !== null);
  const unmarked = first < 0 ? rows : rows.slice(0, first);
  let before = beginning(unmarked);
  let last = unmarked.at(-1)?.no ?? 0;
  for (const row of rows.slice(unmarked.length)) {
    if (row.no !== last + 1) return { kind: 'broken', no: last + 1, how: 'missing' };
    if (row.mark !== markOf(key, before, row))
      return { kind: 'broken', no: row.no, how: 'altered' };
    if (row.no === end?.no && row.mark !== end.mark) {
      return { kind: 'broken', no: row.no, how: 'altered' };
    }
    before = row.mark;
    last = row.no;
  }
  if (end && end.no > last) return { kind: 'broken', no: last + 1, how: 'missing' };
  // Without its mark a row would pass for one from before there were any.
  const isStripped = end !== null && unmarked.some(({ no }) => no === end.no);
  if (isStripped) return { kind: 'broken', no: end.no, how: 'altered' };
  return { kind: 'whole', acts: rows.length, unmarked: unmarked.length };
}

function textOf({ no, atMs, by, byName, act, whom, detail }: AuditRow): string {
  return JSON.stringify([no, atMs, by, byName, act, whom, detail]);
}
